"""Renders a document as GitHub-flavoured Markdown. The one place where text meets Markdown's signs.

Every cell is people's text until shown otherwise: it can neither open a heading, a table cell, a link, an image nor a
tag. Only evidence links are links, and only to addresses that were checked when they were composed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.comms.exports.blocks import (
    Block,
    Cell,
    Chart,
    Check,
    Checklist,
    Chronology,
    Facts,
    Happening,
    Picture,
    Prose,
    Report,
    Section,
    Table,
)
from bot.comms.render import clean

_SIGNS = re.compile(r"[\\`*_{}\[\]|#~$]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp)://|\b(www)\.")
_BLOCK_START = re.compile(r"(?:[-+=]|\d{1,9}(?=[.)]))")


def render(report: Report) -> str:
    """The document, ending in a line break."""
    badges = " · ".join(_cell(badge) for badge in report.badges)
    head = [f"# {inline(report.title)}", f"_{inline(report.kicker)}_", badges, *map(inline, report.notes)]
    body = [part for section in report.sections for part in _section(section)]
    return "\n\n".join([*head, *body, "---", f"_{inline(report.footer)}_"]) + "\n"


def inline(text: str) -> str:
    """People's text inside a line: shown as it was typed, on one line (`<br>` for line breaks)."""
    text = _SIGNS.sub(lambda found: f"\\{found[0]}", clean(text).strip())
    text = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], text)
    text = _BARE_LINK.sub(lambda found: f"{found[1]}\\://" if found[1] else f"{found[2]}\\.", text)
    return re.sub(r"[ \t]*\n[ \t]*", "<br>", text)


def paragraph(text: str) -> str:
    """People's text as a paragraph of its own: it begins no list and underlines no heading."""
    safe = inline(text)
    found = _BLOCK_START.match(safe)
    if not found:
        return safe
    at = found.end() if found[0].isdigit() else 0
    return f"{safe[:at]}\\{safe[at:]}"


def code(text: str) -> str:
    """Text as typed, in a span that its own backticks cannot end."""
    text = " ".join(clean(text).split()).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _section(section: Section) -> list[str]:
    return [f"## {inline(section.title)}", *(_block(block) for block in section.blocks)]


def _block(block: Block) -> str:
    match block:
        case Facts(pairs=pairs):
            return "\n".join(f"- **{inline(name)}:** {_cell(cell)}" for name, cell in pairs)
        case Table():
            return _table(block)
        case Prose():
            return _prose(block)
        case Checklist():
            return _checklist(block)
        case Chronology():
            return _chronology(block)
        case Picture():
            return _picture(block)
        case Chart():
            return _chart(block)


def _chart(block: Chart) -> str:
    columns = ["", *(inline(each) for each in block.categories)]
    rows = [[inline(each.name), *(inline(label) for label in each.labels)] for each in block.series]
    return f"**{inline(block.title)}**\n\n{table(columns, rows)}"


def _table(block: Table) -> str:
    if not block.rows:
        return paragraph(block.empty)
    return table([inline(name) for name in block.columns], ([_cell(cell) for cell in row] for row in block.rows))


def _prose(block: Prose) -> str:
    if block.quoted:
        return f"> {paragraph(block.text)}"
    return f"_{paragraph(block.text)}_" if block.tone == "warn" else paragraph(block.text)


def _cell(cell: Cell) -> str:
    text = code(cell.text) if cell.code else inline(cell.text)
    return f"**{text}**" if cell.strong and text else text


def _checklist(block: Checklist) -> str:
    """What is missing in sight, what is complete folded away."""
    missing = "\n".join(_check(item) for item in block.items if not item.done)
    complete = "\n".join(_check(item) for item in block.items if item.done)
    folded = f"<details><summary>{inline(block.done_title)}</summary>\n\n{complete}\n\n</details>" if complete else ""
    return "\n\n".join(part for part in (missing, folded) if part)


def _check(item: Check) -> str:
    label = f"**{inline(item.label)}**" if not item.done else inline(item.label)
    box = "x" if item.done else " "
    value = f": {inline(item.detail)}" if item.detail else ""
    more = [inline(item.standing), inline(item.asked), inline(item.by), code(item.command) if item.command else ""]
    return f"- [{box}] {label}{value} ({' · '.join(part for part in more if part)})"


def _chronology(block: Chronology) -> str:
    return Flow(block).lines(block.happenings) if block.happenings else paragraph(block.empty)


class Flow:
    """A chronology that is written some lines at a time: under each day a table."""

    def __init__(self, block: Chronology) -> None:
        self._block = block
        self._columns = ["#", *(inline(name) for name in block.columns)]
        self._day: str | None = None

    def lines(self, happenings: Iterable[Happening]) -> str:
        """Some more lines."""
        return "".join(map(self._line, happenings))

    def _line(self, each: Happening) -> str:
        row = f"\n| {' | '.join(_happening(each, self._block))} |"
        if each.day == self._day:
            return row
        gap = "" if self._day is None else "\n\n"
        self._day = each.day
        return f"{gap}**{inline(each.day)}**\n\n{table(self._columns, ())}{row}"

    def end(self) -> str:
        """What closes the last table."""
        return ""


def _happening(each: Happening, block: Chronology) -> list[str]:
    link = f" [{inline(block.evidence)}](<{each.href}>)".replace("|", "%7C") if each.href else ""
    notes = f" _({inline(', '.join(each.notes))})_" if each.notes else ""
    return [
        str(each.seq or ""),
        each.time,
        f"{each.sign} {inline(each.kind)}",
        inline(each.who),
        inline(each.text) + notes + link,
    ]


def _picture(block: Picture) -> str:
    bands = table(
        [inline(name) for name in block.columns],
        ([inline(b.label), inline(b.begin), inline(b.end), inline(b.length)] for b in block.bands),
    )
    pins = "\n".join(f"{pin.number}. {inline(pin.label)}: {inline(pin.time)}" for pin in block.pins)
    return "\n\n".join(part for part in (bands, pins) if part)
