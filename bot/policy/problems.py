"""What is wrong with a policy file: problems with their place, collected until all are known, and the one exception.

They are facts with words for an operator at a terminal. Nothing here reads files or knows a key of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

ALIKE = 60
MISTYPED = 75
SHIPPED = "the shipped default.yaml"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 1, and 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: its line and column, the key it concerns (`where`), what was found, and what is allowed there."""

    line: int
    column: int
    where: str
    what: str
    allowed: str
    file: str = ""

    def __str__(self) -> str:
        place = Spot(self.file, self.line, self.column)
        key = f"{self.where}: " if self.where else ""
        return f"{place}  {key}{self.what} {self.allowed}".rstrip()


class BrokenPolicy(Exception):  # noqa: N818 - it is the policy that is broken, and the name says so
    """The policy file cannot be used; `problems` lists every mistake in it, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line, each.column)))
        count = "one mistake" if len(self.problems) == 1 else f"{len(self.problems)} mistakes"
        super().__init__("\n".join([f"The policy has {count}:", *(f"  {each}" for each in self.problems)]))


class Unfit(Exception):  # noqa: N818 - said of a value, within this package only
    """A value does not fit its key: `what` is wrong with it, and what would be `allowed` if that needs saying."""

    def __init__(self, what: str, allowed: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.allowed = allowed


@dataclass
class Findings:
    """The problems found so far, and where each key of the policy was written."""

    problems: list[Problem] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)

    def add(self, spot: Spot, where: str, what: str, allowed: str = "") -> None:
        """Note a problem at a place."""
        self.problems.append(Problem(spot.line, spot.column, where, what, allowed, spot.file))

    def know(self, where: str) -> bool:
        """Whether a problem with this key is noted already."""
        return any(problem.where == where for problem in self.problems)

    def within(self, where: str) -> bool:
        """Whether a problem with a key inside this one is noted already."""
        return any(problem.where.startswith((f"{where}.", f"{where}[")) for problem in self.problems)

    def at(self, where: str, what: str, allowed: str = "") -> None:
        """Note a problem with a key, at the place where it, or the nearest key around it, was written."""
        self.add(self.place(where), where, what, allowed)

    def place(self, where: str) -> Spot:
        """Where a key, or the nearest key around it, was written."""
        while where not in self.spots and "." in where:
            where = where.rpartition(".")[0]
        return self.spots.get(where, Spot(""))


def meant(found: str, known: Iterable[str]) -> str:
    """`Did you mean …? ` when a name that somebody chose is nearly a known one, else nothing."""
    best = process.extractOne(found, tuple(known), scorer=fuzz.ratio, score_cutoff=MISTYPED)
    return f"Did you mean `{best[0]}`? " if best else ""


def one_of(found: str, known: Sequence[str]) -> str:
    """What is allowed instead of `found`: the nearest of the known names first, then all of them."""
    best = process.extractOne(found, known, scorer=fuzz.WRatio, score_cutoff=ALIKE) if len(found) > 1 else None
    nearest = f"Did you mean `{best[0]}`? " if best else ""
    return f"{nearest}Allowed: {', '.join(known) or 'nothing'}."
