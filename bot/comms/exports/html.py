"""Renders a document as one self-contained HTML file: no scripts, nothing fetched, everything escaped by the template.

The template (templates/review/) knows shapes of blocks, not incidents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.comms.exports import charting, drawing
from bot.comms.exports.blocks import Chart, Chronology, Happening, Picture, Report
from bot.comms.render import clean


def render(report: Report) -> str:
    """The whole file."""
    return _environment().get_template("document.html.j2").render(report=report) + "\n"


class Flow:
    """A chronology that is written some lines at a time: under each day a list."""

    def __init__(self, block: Chronology) -> None:
        self._macros: Any = _environment().get_template("blocks.html.j2").module
        self._evidence = block.evidence
        self._day: str | None = None

    def lines(self, happenings: Iterable[Happening]) -> str:
        """Some more lines."""
        return "".join(map(self._line, happenings))

    def _line(self, each: Happening) -> str:
        begin = ""
        if each.day != self._day:
            begin = self.end() + str(self._macros.day_begins(each.day))
            self._day = each.day
        return begin + str(self._macros.happening(each, self._evidence))

    def end(self) -> str:
        """What closes the last list."""
        return "" if self._day is None else str(self._macros.day_ends())


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=PackageLoader("bot.comms", "templates/review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {"drawing": _drawing, "legend": _legend, "charting": _charting}
    return environment


def _drawing(picture: Picture) -> Markup:
    return Markup(drawing.drawn(picture))  # noqa: S704 - it escapes every text itself


def _charting(chart: Chart) -> Markup:
    return Markup(charting.drawn(chart))  # noqa: S704 - it escapes every text itself


def _legend(key: str) -> Markup:
    return Markup(drawing.legend(key))  # noqa: S704 - a shape, and no text


def _clean(value: object) -> object:
    """Text without the control and reordering characters that no page needs. Markup of macros stays markup."""
    return clean(value) if type(value) is str else value
