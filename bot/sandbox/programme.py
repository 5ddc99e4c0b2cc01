"""What somebody plays in this workspace, for the page to show: how it stands, a person's tasks, the score at the end.

Whoever starts the sandbox may hand in a `Programme`. The page shows what it tells and passes on what is pressed. Must
not know who plays what, or how.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Mode = Literal["playing", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked of somebody; `hint` once they were given one."""

    key: str
    words: str
    done: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """So many points of so many, and why; the reasons begin with ✓ or ✗ where they can."""

    name: str
    earned: float
    of: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The topics of one case."""

    title: str
    percent: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How well it went, and what is to be said below it."""

    percent: int
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody has to do: `later` counts what is still to come, of which nothing is told."""

    handle: str
    name: str
    tasks: tuple[Task, ...] = ()
    later: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands. `clock` is its time of day; `upcoming` what comes next, empty where that would spoil it.

    `offers` is whose part is still free to take; `part` is that of whoever plays along.
    """

    title: str
    mode: Mode
    clock: str
    done: int
    lines: int
    speed: float | None = None
    speeds: tuple[float, ...] = ()
    upcoming: str = ""
    part: Part | None = None
    offers: tuple[tuple[str, str], ...] = ()
    score: Score | None = None


class Programme(Protocol):
    """Whoever plays; rings `workspace.changes` whenever `standing` has changed."""

    def standing(self) -> Standing | None:
        """How it stands; None before it begins."""
        ...

    async def steer(self, act: str, value: str) -> None:
        """pause, resume, step, speed, hint, part, end. Raises ImpossibleAction."""
        ...
