"""Renders a document as one self-contained HTML file: no scripts, nothing fetched, everything escaped by the template.

The template (templates/review/) knows shapes of blocks, not incidents.
"""

from __future__ import annotations

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.comms.exports import charting, drawing
from bot.comms.exports.blocks import Chart, Picture, Report
from bot.comms.render import clean


def render(report: Report) -> str:
    """The whole file."""
    environment = SandboxedEnvironment(
        loader=PackageLoader("bot.comms", "templates/review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {"drawing": _drawing, "legend": _legend, "charting": _charting}
    return environment.get_template("document.html.j2").render(report=report) + "\n"


def _drawing(picture: Picture) -> Markup:
    return Markup(drawing.drawn(picture))  # noqa: S704 - it escapes every text itself


def _charting(chart: Chart) -> Markup:
    return Markup(charting.drawn(chart))  # noqa: S704 - it escapes every text itself


def _legend(key: str) -> Markup:
    return Markup(drawing.legend(key))  # noqa: S704 - a shape, and no text


def _clean(value: object) -> object:
    """Text without the control and reordering characters that no page needs. Markup of macros stays markup."""
    return clean(value) if type(value) is str else value
