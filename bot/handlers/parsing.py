"""Reading what people type after the slash command. Pure: text in, a parse or a Refusal out; nothing is looked up.

People type at night, on phones, in two languages: case, spaces, smart quotes and other names for a thing do not
matter. Whoever is mentioned stays a reference here, and text stays in Slack's encoding until `encoded.readable`.
Grammar: DESIGN, "What a person types".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.handlers.refusals import UnknownSubcommand, WhichIncident
from bot.handlers.vocabulary import STATE_VERBS, VERBS, canonical, harmless_guess, suggestions
from bot.warroom.milestones import NAMES as MILESTONES

MENTION = r"(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>|(?<![\w@])@(?!(?i:here|channel|everyone)\b)[\w.-]*\w)"
ME = frozenset({"me", "@me", "myself", "saya", "@saya", "aku"})
ABOUT_ANOTHER = frozenset({"link", "unlink", "duplicate"})
"""In these lines a reference names the other incident, in a room always."""
_WORD = re.compile(r"\s*(<[@!#][^<>]*>[,.:;]*|\S+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A command line: the subcommand, the words after it, and the incident it names (MI-42), if any."""

    verb: str
    rest: str = ""
    named: int | None = None


def read_line(text: str, prefix: str, room: int | None = None) -> Line:
    """The command line. Raises UnknownSubcommand; WhichIncident when a room's command names another incident."""
    first, rest = head(re.sub(r"^\s*/\w+", "", text) if text.lstrip().startswith("/") else text)
    before = reference(first, prefix)
    if before is not None:
        first, rest = head(rest)
    if not first:
        return Line("status" if before is not None else "", "", before)
    verb, rest = _verb(first, rest, inside=room is not None)
    return _named(Line(verb, rest, before), prefix, room)


def _verb(word: str, rest: str, *, inside: bool) -> tuple[str, str]:
    if word.casefold().strip(":,.!") in STATE_VERBS:
        return "state", f"{word} {rest}".strip()
    verb = canonical(word) or harmless_guess(word)
    if verb is None:
        raise UnknownSubcommand(word=word, lines=_instead(word, rest, inside=inside))
    return verb, rest


def _instead(word: str, rest: str, *, inside: bool) -> tuple[str, ...]:
    """Whole lines that may have been meant: a slip of the hand, a word left out, or just something to say."""
    whole = f"{word} {rest}".strip()
    if re.fullmatch(r"sev\w?\d", word, re.IGNORECASE | re.ASCII):
        return (f"severity {whole}", f"declare {whole}") if inside else (f"declare {whole}", f"severity {whole}")
    if word.casefold() in MILESTONES:
        return (f"milestone {whole}",)
    slips = tuple(f"{verb} {rest}".strip() for verb in suggestions(word))
    return slips or ((f"note {whole}", f"update {whole}") if inside else (f"declare sev1 {whole}",))


def _named(line: Line, prefix: str, room: int | None) -> Line:
    """The line with the incident it names taken out of its words.

    Inside a room words are about that room: a reference at their end is part of them, and one at their beginning
    can mean two things, of which one would tell the wrong audiences.
    """
    if line.named is not None or line.verb in {"declare", "drill", "help", "find"}:
        return line
    if line.verb in ABOUT_ANOTHER:
        return _of_two(line, prefix) if room is None else line
    wordy = VERBS[line.verb].wordy
    first, rest = head(line.rest)
    leading = reference(first, prefix)
    if leading is not None:
        if wordy and room is not None and leading != room:
            raise WhichIncident(named=first, verb=line.verb, rest=rest)
        return Line(line.verb, rest, leading)
    begin, last = tail(line.rest)
    trailing = None if wordy and room is not None else reference(last, prefix)
    return Line(line.verb, begin, trailing) if trailing is not None else line


def _of_two(line: Line, prefix: str) -> Line:
    """Outside a room the first of two references is the incident, as in `duplicate MI-9 MI-7`."""
    first, rest = head(line.rest)
    leading = reference(first, prefix)
    second = any(reference(word, prefix) is not None for word in rest.split())
    return Line(line.verb, rest, leading) if leading is not None and second else line


def reference(word: str, prefix: str) -> int | None:
    """The number in `MI-42`, in any case and with or without the dash."""
    found = re.fullmatch(rf"[*_`(]?{re.escape(prefix)}[-–\s]?(\d{{1,9}})[*_`):,.]?", word, re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else None


def head(text: str) -> tuple[str, str]:
    """The first word (a mention is one, even when its label has spaces), and the rest as it was typed."""
    found = _WORD.match(text)
    return (found[1], found[2].rstrip()) if found else ("", "")


def tail(text: str) -> tuple[str, str]:
    """Everything before the last word, and the last word."""
    parts = text.strip().rsplit(maxsplit=1)
    return (parts[0] if len(parts) > 1 else "", parts[-1] if parts else "")


def mention(word: str) -> str | None:
    """The word as a reference to a person, if it is one; `me` stands for whoever types."""
    if word.casefold().rstrip(",.;:") in ME:
        return "me"
    found = re.match(rf"({MENTION})[,.;:]*$", word)
    return found[1] if found else None
