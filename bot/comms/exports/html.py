"""Renders a document as one self-contained HTML file: no scripts, nothing fetched, everything escaped by the template.

The template (templates/review/) knows shapes of blocks, not incidents.
"""

from __future__ import annotations

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.comms.exports.blocks import Report
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
    return environment.get_template("document.html.j2").render(report=report) + "\n"


def _clean(value: object) -> object:
    """Text without the control and reordering characters that no page needs. Markup of macros stays markup."""
    return clean(value) if type(value) is str else value
