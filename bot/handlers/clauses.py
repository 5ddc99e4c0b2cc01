"""The clauses at the end of free text: `at 10:32`, `by 30m`, `owner @user`. Pure; moments are worked out later."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.handlers.parsing import MENTION, head, mention
from bot.handlers.refusals import NotAhead
from bot.warroom import times
from bot.warroom.errors import BadTime


@dataclass(frozen=True, slots=True)
class Clauses:
    """Free text without the clauses at its end: `at 10:32`, `by 30m`, `owner @user`. `typed` has them all."""

    text: str
    typed: str
    at: times.Spoken | None = None
    by: times.Spoken | None = None
    owner: str | None = None


_OWNER = re.compile(rf"(?:\b(?:owner|assignee|pic|for|untuk|assigned\s+to)\b\s*[:=]?\s*)?({MENTION})[,.;]*$", re.I)
_OWNED = re.compile(rf"\b(?:owner|assignee|pic|assigned\s+to)\b\s*[:=]?\s*({MENTION}|me|saya)[,.;]*$", re.I)
_BY = re.compile(r"(?:^|\s)(?:by|due)\s+(?=\S)", re.I)
_AT = re.compile(r"(?:^|\s)(?:at|pukul|jam)\s+(?=[\w-])", re.I)
ALL = frozenset({"at", "by", "owner"})
_TIMELIKE = re.compile(r"yesterday|kemarin|.*\bago|\d+[dhms]\d\S*", re.I)
_CLOCKLIKE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?", re.ASCII)


def clauses(text: str, parts: frozenset[str] = ALL, *, any_mention: bool = False) -> Clauses:
    """The text and these clauses at its end, in any order. Raises BadTime for `at 25:99`, which can be nothing else.

    With `any_mention` (tasks) a mention at the beginning or the end is the owner also without the word.
    """
    found = Clauses(text.strip(), text.strip())
    for _clause in parts:
        shorter = _shorter(found, parts, any_mention=any_mention)
        if shorter is None:
            break
        found = shorter
    return _leading_owner(found) if any_mention and found.owner is None else found


def _shorter(found: Clauses, parts: frozenset[str], *, any_mention: bool) -> Clauses | None:
    owned = _owner(found, any_mention=any_mention) if "owner" in parts else None
    due = _due(found, surely=any_mention) if "by" in parts and not owned else None
    return owned or due or (_moment(found) if "at" in parts else None)


def _owner(found: Clauses, *, any_mention: bool) -> Clauses | None:
    match = (_OWNER if any_mention else _OWNED).search(found.text) if found.owner is None else None
    return _with(found, match.start(), owner=mention(match[1]) or match[1]) if match else None


def _leading_owner(found: Clauses) -> Clauses:
    first, rest = head(found.text)
    who = mention(first)
    if who is None or who == "me" or not rest:
        return found
    return Clauses(rest.lstrip(":,- "), found.typed, found.at, found.by, who)


def _due(found: Clauses, *, surely: bool) -> Clauses | None:
    """`surely` (tasks): what can only be meant as a time is refused where it is none to come."""
    match = _last(_BY, found.text) if found.by is None else None
    words = found.text[match.end() :] if match else ""
    spoken = times.read(words) if match else None
    if surely and (spoken is None or spoken.ago) and _TIMELIKE.fullmatch(words):
        raise NotAhead(time=words)
    return _with(found, match.start(), by=spoken) if match and spoken and not spoken.ago else None


def _moment(found: Clauses) -> Clauses | None:
    match = _last(_AT, found.text) if found.at is None else None
    if match is None:
        return None
    words = found.text[match.end() :]
    if match[0].strip().casefold() in {"pukul", "jam"}:
        words = words.replace(".", ":")  # Indonesian clocks are written 10.32
    spoken = times.read(words)
    if spoken is None and _CLOCKLIKE.fullmatch(words):
        raise BadTime(time=words)
    past = spoken is not None and (spoken.shift is None or spoken.ago)
    return _with(found, match.start(), at=spoken) if past else None


def _with(found: Clauses, end: int, **more: object) -> Clauses:
    values = {"at": found.at, "by": found.by, "owner": found.owner, **more}
    return Clauses(found.text[:end].rstrip(" ,"), found.typed, **values)  # type: ignore[arg-type]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
