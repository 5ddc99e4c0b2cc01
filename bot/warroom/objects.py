"""Hypotheses, decisions and actions as numbered objects (H1, D2, A3) with a life of their own. Values and questions.

They begin as a remark or as a marked message; a mark that is taken away withdraws what it made. Who may change them
is decided in `investigating`, how entries change them in `evolution.objects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal, Protocol, TypeVar

from rapidfuzz import fuzz

from bot.warroom.base import Moment, Person, Value

ObjectKind = Literal["hypothesis", "decision", "action"]
HypothesisStatus = Literal["proposed", "testing", "confirmed", "disproved"]
LETTERS: dict[ObjectKind, str] = {"hypothesis": "H", "decision": "D", "action": "A"}
FIELDS: dict[ObjectKind, str] = {"hypothesis": "hypotheses", "decision": "decisions", "action": "actions"}
SMALL_WORDS = frozenset({
    "a", "an", "the", "is", "are", "was", "were", "be", "it", "of", "in", "on", "at", "to", "and", "or", "our", "we",
    "has", "have", "maybe", "perhaps", "because", "probably", "ini", "itu", "di", "ke", "yang", "dan", "atau", "ada",
    "adalah", "karena", "mungkin", "sudah",
})  # fmt: skip


class MarkOn(Value):
    """One mark on the message that an object was made of: whose, since when, and whether it stands."""

    key: str
    at: Moment
    stands: bool


class Numbered(Value):
    """What the three have in common. `message` is the marked message's `ts`; typed ones have none."""

    number: int
    text: str
    seq: int
    opened_at: Moment
    by: Person | None = None
    owner: Person | None = None
    due_at: Moment | None = None
    message: str = ""
    marks: tuple[MarkOn, ...] = ()
    taken_back: str | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether somebody took it back, with the reason, or every mark that made it has been taken away."""
        unmarked = bool(self.marks) and not any(mark.stands for mark in self.marks)
        return self.taken_back is not None or unmarked


class Hypothesis(Numbered):
    """A guess at the cause. While it is tested it has an owner and a time-box (`due_at`)."""

    status: HypothesisStatus = "proposed"
    evidence: str = ""

    @property
    def unsettled(self) -> bool:
        """Whether nobody knows yet if it is true."""
        return self.status in {"proposed", "testing"} and not self.withdrawn


class Objection(Value):
    """Somebody's reason against a decision."""

    person: Person
    text: str
    at: Moment


class DecisionTaken(Numbered):
    """What was decided. Objections may be raised until its window ends, which `settled` records."""

    objections: tuple[Objection, ...] = ()
    settled: bool = False

    @property
    def pending(self) -> bool:
        """Whether it may still be objected to."""
        return not self.settled and not self.withdrawn

    def closes_at(self, window: timedelta) -> Moment:
        """When the window for objections ends: the time that was given, else the policy's."""
        return self.due_at or self.opened_at + window


class ActionTaken(Numbered):
    """What somebody does or did. `plan` says how to take it back, `rolled_back` that it was."""

    result: str = ""
    plan: str = ""
    rolled_back: str = ""

    @property
    def running(self) -> bool:
        """Whether its result is not known yet."""
        return not (self.result or self.rolled_back or self.withdrawn)


N = TypeVar("N", bound=Numbered)


class Board(Protocol):
    """Whatever holds the three lists."""

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]: ...
    @property
    def decisions(self) -> tuple[DecisionTaken, ...]: ...
    @property
    def actions(self) -> tuple[ActionTaken, ...]: ...


def label(kind: ObjectKind, number: int) -> str:
    """H1, D2, A3."""
    return f"{LETTERS[kind]}{number}"


def kind_of(it: Numbered) -> ObjectKind:
    """Which of the three it is."""
    return "hypothesis" if isinstance(it, Hypothesis) else "decision" if isinstance(it, DecisionTaken) else "action"


def all_of(state: Board, kind: ObjectKind) -> tuple[Numbered, ...]:
    """Every object of a kind, withdrawn ones too."""
    found: tuple[Numbered, ...] = getattr(state, FIELDS[kind])
    return found


def standing(them: Iterable[N]) -> list[N]:
    """Those that have words and are not withdrawn."""
    return [each for each in them if each.text and not each.withdrawn]


def find(state: Board, kind: ObjectKind, number: int) -> Numbered | None:
    """The object of that number, if it stands."""
    return next((each for each in standing(all_of(state, kind)) if each.number == number), None)


def labelled(state: Board, name: str) -> Numbered | None:
    """The object called so (`H1`), withdrawn ones too."""
    kinds: list[ObjectKind] = [kind for kind, letter in LETTERS.items() if name[:1] == letter]
    objects = all_of(state, kinds[0]) if kinds and name[1:].isdecimal() else ()
    return next((each for each in objects if each.number == int(name[1:])), None)


def disproved_before(state: Board, text: str, above: int, *, but: int = 0) -> Hypothesis | None:
    """The disproved hypothesis whose words are most like these, if one is close enough (0 to 100)."""
    known = [each for each in standing(state.hypotheses) if each.status == "disproved" and each.number != but]
    scored = [(_alike(text, each.text), each) for each in known]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= above else None


def _alike(one: str, other: str) -> float:
    return float(fuzz.token_sort_ratio(_telling(one), _telling(other)))


def _telling(text: str) -> str:
    words: list[Any] = re.findall(r"\w+", text.casefold())
    return " ".join([word for word in words if word not in SMALL_WORDS] or words)
