"""The satisfaction survey as the incident remembers it: who was asked, until when, what came of it.

Answers are not here while it is open: they lie apart, without persons and times, until the survey is closed.
"""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value

Group = Literal["responders", "users"]
GROUPS: tuple[Group, ...] = ("responders", "users")
LOWEST, HIGHEST = 1, 5


class Comment(Value):
    """What somebody wrote with their answer; `person` only if they wanted their name beside it."""

    text: str
    person: Person | None = None


class Vote(Value):
    """One answer: a score, and perhaps a comment. It does not know when it was given."""

    group: Group
    score: int
    comment: Comment | None = None


class Given(Value):
    """What somebody filled in. `named`: they want their name beside their words."""

    score: int
    text: str = ""
    named: bool = False


class Survey(Value):
    """One group's survey. Once closed it has its result; below the policy's least number of answers, only a count."""

    group: Group
    people: tuple[Person, ...]
    closes_at: Moment
    closed: bool = False
    answered: int = 0
    scores: tuple[int, ...] = ()
    comments: tuple[Comment, ...] = ()

    def asks(self, user: str) -> bool:
        """Whether this person was asked."""
        return any(person.id == user for person in self.people)


def middle(scores: tuple[int, ...]) -> int | None:
    """The median of scores that some answer really had (nearest rank); None without scores."""
    return sorted(scores)[(len(scores) - 1) // 2] if scores else None
