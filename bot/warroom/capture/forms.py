"""The classes of a word, found through its endings: English past and progressive; Indonesian passive, active, informal.

`restarted` is DID, `restarting` DOING, `restart` DO; `di-restart` and `dimatikan` are DI (was done); `matiin`,
`mematikan` and `ngerestart` are ME (does). No statistics, no dictionary but `lexicon`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.warroom.capture.lexicon import ALONE, CLASSES, PAST, VERBS
from bot.warroom.capture.spelling import Token

SHAPED = frozenset(
    {"THING", "NAME", "NUMBER", "AMOUNT", "CODE", "CLOCK", "DO", "DID", "DONE_TO", "DOING", "DI", "ME", "PASSIVE"}
)
"""The classes that come from the form of a word, beside those of the lexicon."""
_NUMBER = re.compile(r"~?\d[\d.,:]*(?:%|x|k|m|rb|jt|ms|s|gb|mb|tb|rps|tps|h|d|min)?")
_CODE = re.compile(r"[1-5]\d\d|[1-5]xx|0x[\da-f]+|[a-z]+[-_]\d{2,}", re.IGNORECASE)
_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?::\d\d)?")
_MACHINE = re.compile(
    r"[A-Z][A-Z\d]{1,}[a-z]?|[A-Za-z]+[\d]+[\w.-]*|\w+[_/.]\w[\w/.-]*|[a-z]+[A-Z]\w+|\w+-(?:svc|api|db)"
)
_CAPITALS = frozenset(
    {"OK", "PIR", "MIM", "ETA", "SLA", "IT", "PR", "TV", "WA", "CS", "FYI", "BTW", "LOL", "I", "GM", "CEO"}
)
_PASSIVE = re.compile(r"di-?(?!a$|mana|ri$|nas|gital|reksi|rektur|sk|s[ck]|tto|men[st]|rect|ff|e[dst]?|g)[a-z]{4,}")
"""Indonesian passives of any root, but not *direksi*, *digital*, *disk*, *different*."""
_SUFFERED = frozenset({"HARM", "STATE", "SEEN", "CHOOSE"})
_CLITIC = re.compile(r"(?<=\w{3})(?:-?nya|-?ku|lah|kah|pun|'s|’s)$")
_NASAL = (("meny", "s"), ("mem", "p"), ("men", "t"), ("meng", "k"), ("ny", "s"), ("nge", ""), ("ng", "k"), ("ng", ""),
          ("m", "p"), ("n", "t"), ("meng", ""), ("mem", ""), ("men", ""), ("me", ""), ("memper", ""))  # fmt: skip
_SUFFIX = ("kan", "in", "i", "")


@lru_cache(maxsize=4096)
def classes(written: str, word: str) -> frozenset[str]:
    """Every class the word may be of."""
    found = frozenset((*_listed(word), *_shape(written, word), *_verbal(word)))
    return found - {"PASSIVE"} if found & _SUFFERED else found


def of(token: Token) -> frozenset[str]:
    """The classes of a token."""
    return classes(token.written, token.word)


def _listed(word: str) -> Iterator[str]:
    for form in _bare(word):
        for name, words in CLASSES.items():
            if form in words:
                yield name


def _bare(word: str) -> Iterator[str]:
    yield word
    plain = _CLITIC.sub("", word)
    if plain != word:
        yield plain
    for form in (plain, *plain.split("-")):
        yield form
        if len(form) > 3 and form.endswith("s") and not form.endswith("ss"):
            yield form[:-1]
            if form.endswith("es"):
                yield form[:-2]
            if form.endswith("ies"):
                yield f"{form[:-3]}y"


def _shape(written: str, word: str) -> Iterator[str]:
    if _NUMBER.fullmatch(word):
        yield "NUMBER"
        if not word.isdigit() and not _CLOCK.fullmatch(word):
            yield "AMOUNT"
    if _CODE.fullmatch(word):
        yield "CODE"
    if _CLOCK.fullmatch(word):
        yield "CLOCK"
    if _MACHINE.fullmatch(written) and written not in _CAPITALS and not _NUMBER.fullmatch(word):
        yield "THING"
        yield "NAME"


def _verbal(word: str) -> Iterator[str]:
    if word in VERBS:
        yield "DO"
    past = {stem for stem in (*_stems(word, "ed"), PAST.get(word, "")) if stem in VERBS or stem == PAST.get(word)}
    if past:
        yield "DID"
    if past - ALONE:
        yield "DONE_TO"
    if any(stem in VERBS for stem in _stems(word, "ing")):
        yield "DOING"
    if len(word) > 4 and word.startswith("di") and any(root in VERBS for root in _roots(word[2:].lstrip("-"))):
        yield "DI"
    if _PASSIVE.fullmatch(word):
        yield "PASSIVE"
    if any(root in VERBS for root in _active(word)):
        yield "ME"


def _stems(word: str, ending: str) -> Iterator[str]:
    if not word.endswith(ending) or len(word) < len(ending) + 3:
        return
    stem = word[: -len(ending)]
    yield stem
    yield f"{stem}e"
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"


def _roots(word: str) -> Iterator[str]:
    for suffix in _SUFFIX:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: len(word) - len(suffix)] if suffix else word
            yield root
            yield root.removeprefix("per")
            if suffix == "" and word.endswith("nya"):
                yield from _roots(word[:-3])


def _active(word: str) -> Iterator[str]:
    plain = word.removesuffix("nya")
    if plain.endswith(("in", "kan")) and len(plain) > 4:
        yield from _roots(plain)
    for prefix, restored in _NASAL:
        if plain.startswith(prefix) and len(plain) > len(prefix) + 2:
            rest = plain[len(prefix) :].lstrip("-")
            yield from _roots(rest)
            if restored:
                yield from _roots(restored + rest)
