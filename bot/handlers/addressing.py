"""For whom a typed update is: `customers: …`, `executives, customers: …`, or everybody. Pure.

A word before a colon that is nearly an audience's is not guessed at: told wrongly, an update cannot be called back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.comms.shipped import spellings
from bot.handlers.refusals import WhichAudience
from bot.handlers.vocabulary import nearest
from bot.warroom.policy import Policy

_ADDRESS = re.compile(r"\s*([^:\n]{1,80}?)\s*:(?!//)\s*(.*)", re.DOTALL)
_BETWEEN = re.compile(r"\s*[,;&+/]\s*(?:and\s+|dan\s+)?|\s+(?:and|dan)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z][a-z_-]*")
EVERYBODY = frozenset({"all", "everyone", "everybody", "semua"})
ORDINARY = frozenset(
    {
        "note", "update", "status", "impact", "info", "now", "today", "warning", "important", "attention", "news",
        "next", "cause", "fix", "workaround", "summary", "reminder", "fyi", "question", "correction", "good", "action",
        "dampak", "catatan", "kabar", "sekarang", "penting", "perhatian", "sementara", "solusi", "penyebab",
        "ringkasan", "pembaruan", "koreksi", "peringatan",
    }
)  # fmt: skip
"""Words that a sentence begins with before a colon."""
ALIKE, SHOWN = 75, 2


@dataclass(frozen=True)
class Addressed:
    """The words, and the audiences that they are for; none stands for everybody."""

    text: str
    audiences: tuple[str, ...] = ()


def addressed(words: str, policy: Policy, line: str, *, guarded: bool = True) -> Addressed:
    """For whom these words are. Raises WhichAudience.

    `line` is what stands before them in the command line. Not `guarded`, any unknown word is one of the text.
    """
    found = _ADDRESS.fullmatch(words)
    if found is None:
        return Addressed(words)
    names, rest = found[1], found[2]
    known, parts = _audiences(policy), [each for each in _BETWEEN.split(names) if each]
    if names.casefold() in known:
        return Addressed(rest, (known[names.casefold()],))
    if parts and all(each.casefold() in known or each.casefold() in EVERYBODY for each in parts):
        return Addressed(rest, _meant(parts, known))
    wrong = _wrong(parts, known, guarded=guarded)
    if wrong is None:
        return Addressed(words)
    raise WhichAudience(audience=wrong, known=tuple(policy.audiences), lines=_instead(line, names, wrong, rest, known))


def audiences_in(words: str, policy: Policy) -> tuple[str, ...]:
    """The audiences that these words name and nothing besides, by name or by title in any language; else none."""
    known = _audiences(policy)
    if words.strip().casefold() in known:
        return (known[words.strip().casefold()],)
    for between in (_BETWEEN, _SPACE):
        parts = [each for each in between.split(words.strip()) if each]
        if parts and all(each.casefold() in known for each in parts):
            return _meant(parts, known)
    return ()


def _audiences(policy: Policy) -> Mapping[str, str]:
    titles = {said.casefold(): name for name, each in policy.audiences.items() for said in spellings(each.title)}
    return {**titles, **{name.casefold(): name for name in policy.audiences}}


def _meant(parts: list[str], known: Mapping[str, str]) -> tuple[str, ...]:
    names = [known.get(each.casefold()) for each in parts]
    return () if None in names else tuple(dict.fromkeys(name for name in names if name))


def _wrong(parts: list[str], known: Mapping[str, str], *, guarded: bool) -> str | None:
    """The word that looks like an audience and is none."""
    unknown = [each for each in parts if each.casefold() not in known]
    if len(unknown) < len(parts):
        return unknown[0]
    close = next((each for each in unknown if _close(each, known)), None)
    if close is not None or len(unknown) != 1:
        return close
    alone = unknown[0]
    return alone if guarded and _WORD.fullmatch(alone) and alone not in ORDINARY else None


def _close(word: str, known: Mapping[str, str]) -> list[str]:
    """The audiences that one word may have been meant to name."""
    if " " in word or len(word) < 3 or word.casefold() in ORDINARY:
        return []
    spelt = (word, word.casefold().removesuffix("s"))  # `execs` is the beginning of `executives`
    found = [each for one in spelt for each in nearest(one, known, limit=SHOWN + 1, cutoff=ALIKE)]
    return list(dict.fromkeys(known[each] for each, _score in found))[:SHOWN]


def _instead(line: str, names: str, wrong: str, rest: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The line with the audience that may have been meant, and the one that tells it to everybody."""
    meant = (f"{line} {names.replace(wrong, name, 1)}: {rest}" for name in _close(wrong, known))
    return (*meant, f"{line} {names} – {rest}")
