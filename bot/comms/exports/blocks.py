"""What a document is made of, before it is Markdown, HTML, PDF or DOCX: sections of blocks whose cells are plain text.

One composition, many renderings that cannot differ in what they say. Nothing here is escaped; each renderer does that
at its own edge, for every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

Tone = Literal["", "good", "warn", "bad", "quiet"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text: `code` is shown as typed, `tone` colours it."""

    text: str
    code: bool = False
    strong: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    shape: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `empty` is said instead when there are none."""

    shape: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `quoted` when these are somebody's words."""

    shape: ClassVar[str] = "prose"
    text: str
    tone: Tone = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A field of a checklist: how it stands, who is `asked` to fill it `by` when, and the command for it."""

    label: str
    done: bool
    blocking: bool
    standing: str
    detail: str = ""
    asked: str = ""
    by: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is complete and what is not."""

    shape: ClassVar[str] = "checklist"
    items: tuple[Check, ...]
    done_title: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a chronology. `href` is the evidence."""

    day: str
    time: str
    sign: str
    kind: str
    who: str
    text: str
    seq: int
    href: str = ""
    notes: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chronology:
    """What happened, in order, day by day."""

    shape: ClassVar[str] = "chronology"
    columns: tuple[str, str, str, str]
    evidence: str
    happenings: tuple[Happening, ...]
    empty: str

    @property
    def days(self) -> dict[str, list[Happening]]:
        """The happenings under their days."""
        found: dict[str, list[Happening]] = {}
        for happening in self.happenings:
            found.setdefault(happening.day, []).append(happening)
        return found


@dataclass(frozen=True, slots=True)
class Band:
    """A phase in the picture; `left` and `width` in percent."""

    label: str
    tone: str
    begin: str
    end: str
    length: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Pin:
    """A milestone in the picture: its number, where it stands in percent, and in which row its number is drawn."""

    number: int
    label: str
    time: str
    left: float
    row: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis of the picture; a new day is `strong`."""

    label: str
    left: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A moment in a lane, drawn as `sign`; `row` counts upwards where several stand at one place. `more` is a count."""

    sign: str
    left: float
    label: str
    row: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in a lane: somebody's shift, a wait."""

    label: str
    left: float
    width: float
    told: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the picture under the phases."""

    title: str
    spots: tuple[Spot, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The course of an incident: phases as bands, milestones as pins, lanes for moments, updates, shifts and waits.

    `summary` says in words what the drawing shows; `signs` explain the signs that it uses. All places in percent.
    """

    shape: ClassVar[str] = "picture"
    title: str
    summary: str
    columns: tuple[str, str, str, str]
    bands: tuple[Band, ...]
    pins: tuple[Pin, ...]
    ticks: tuple[Tick, ...] = ()
    lanes: tuple[Lane, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a chart: a value for each category, or None where there is none, with the words for each."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns side by side for each category; `summary` says in words what the drawing shows."""

    shape: ClassVar[str] = "chart"
    title: str
    summary: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


Block: TypeAlias = Facts | Table | Prose | Checklist | Chronology | Picture | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. `badges` stand under its title, `notes` say how fresh and how complete it is."""

    language: str
    kicker: str
    title: str
    badges: tuple[Cell, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    contents: str = ""
    progress: float | None = field(default=None)
