"""A small language of patterns over classes of words, readable by people: `<SELF> <DONE>? <ME> _{1,6} <THING>`.

`<A/B>` is a word of class A or B, a word in small letters is itself, `_` any word, `,` punctuation;
`?`, `*` and `{m,n}` repeat, `(a|b)` chooses, `^` and `$` are the ends, `!(x)` stands for "not followed by x". Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.warroom.capture import forms
from bot.warroom.capture.kinds import Kind
from bot.warroom.capture.lexicon import CLASSES
from bot.warroom.capture.spelling import Token, tokens

_PIECE = re.compile(r"<([A-Z_/]+)>|([\w'][\w'-]*)|(,)|(\s+)|(!\(|[?*()|^$]|\{\d+,\d+\})")
_PUNCTUATION = '?!,;:"“”.()'


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the patterns see it: every word with its classes, and where it stands in the text."""

    text: str
    spelled: str
    words: tuple[Token, ...]
    marked: str

    def quoted(self, found: re.Match[str]) -> str:
        """What was written where a pattern was found in the marked words."""
        return self._between(self.marked.count(" ", 0, found.start()), self.marked.count(" ", 0, found.end()) - 1)

    def written(self, found: re.Match[str]) -> str:
        """What was written where a phrase was found in the spelled words."""
        return self._between(self.spelled.count(" ", 0, found.start()), self.spelled.count(" ", 0, found.end()))

    def _between(self, first: int, last: int) -> str:
        last = min(last, len(self.words) - 1)
        return self.text[self.words[first].start : self.words[max(first, last)].end]


def said(text: str) -> Said:
    """The message, its words classified."""
    words = tokens(text)
    return Said(text, " ".join(token.word for token in words), words, "".join(_marked(token) for token in words))


def _marked(token: Token) -> str:
    if token.word in _PUNCTUATION:
        return ",||LEAD|| " if token.word in ",;:." else '"||| '
    return f"{token.word}|{''.join(f'|{name}|' for name in sorted(forms.of(token)))}| "


def pattern(written: str) -> re.Pattern[str]:
    """The pattern as a regular expression over the marked words; ValueError for what cannot be read."""
    parts: list[str] = []
    at = 0
    while at < len(written):
        piece = _PIECE.match(written, at)
        if piece is None:
            raise ValueError(f"not a pattern at {written[at:]!r}")
        parts.append(_part(piece))
        at = piece.end()
    return re.compile(r"(?:^|(?<= ))(?:" + "".join(parts) + ")")


def _part(piece: re.Match[str]) -> str:
    classes, word, comma, space, sign = piece.groups()
    if space:
        return ""
    if classes:
        unknown = set(classes.split("/")) - forms.SHAPED - CLASSES.keys()
        if unknown:
            raise ValueError(f"no such class: {', '.join(sorted(unknown))}")
        return rf"(?:[^ ]*\|(?:{'|'.join(classes.split('/'))})\|[^ ]* )"
    if comma:
        return r"(?:,[^ ]* )"
    if word == "_":
        return r"(?:[^ ,]+ )"
    if word:
        return rf"(?:{re.escape(word)}\|[^ ]* )"
    return {"(": "(?:", "!(": "(?!"}.get(sign, sign)


def any_of(*written: str) -> re.Pattern[str]:
    """Any of these patterns, one a line; the first that fits is what is quoted."""
    lines = [line.strip() for each in written for line in each.splitlines() if line.strip()]
    return pattern("|".join(f"({line})" for line in lines))


INTENDED = any_of("""
    <SELF> _{0,2} <MAYBE>
    ^ <LEAD>{0,3} <MAYBE>
    (dulu|ya|deh|yuk) ,? $
    <ME> dulu
    (if|kalau|unless)
""")
"""What somebody means to do, or would."""
ELSEWHERE = any_of("<OTHER_TIME>", "<PERSONAL>", "last (week|month|year|time|quarter|sprint)")
"""Another time, another life: *like last week*, *my lunch*."""
NEGATED = any_of("<NOT> _{0,2} <DID/DI/DOING/ME/DO>", "belum")


@dataclass(frozen=True, slots=True)
class Shape:
    """`says` must be found and is quoted; so must every one of `also`, and none of `never`.

    Asked with the rules of its kind, or earlier: before those of the kind `before`.
    """

    name: str
    kind: Kind
    says: re.Pattern[str]
    also: tuple[re.Pattern[str], ...] = ()
    never: tuple[re.Pattern[str], ...] = ()
    before: Kind | None = None

    def fits(self, message: Said) -> str | None:
        """The words that say it, or None."""
        found = self.says.search(message.marked)
        if found is None or not all(each.search(message.marked) for each in self.also):
            return None
        return None if any(each.search(message.marked) for each in self.never) else message.quoted(found)
