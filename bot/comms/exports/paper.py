"""Pages on paper (PDF) and the picture for Slack (PNG), set by Typst, which needs no libraries of the system.

The templates (templates/paper/) are constant; every text goes in as data, so that no text can be a command. Slow work:
it belongs into a thread, and leaves the interpreter free while it lasts.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.comms.exports import drawing
from bot.comms.exports.blocks import Picture, Report, Table
from bot.comms.exports.extra import require

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parents[1] / "templates" / "paper"
SCALE = 144.0
_UNBROKEN = re.compile(r"(\S{28})(?=\S)")


def pdf(report: Report) -> bytes:
    """The document as PDF. Raises LibraryMissing."""
    return _set("report.typ", "report", _data(report), "pdf")


def png(picture: Picture, heading: str) -> bytes:
    """The picture alone, with its heading and legend. Raises LibraryMissing."""
    return _set("picture.typ", "picture", {**_data(picture), "heading": heading}, "png")


def _set(template: str, name: str, data: dict[str, Any], form: str) -> bytes:
    typesetter = require("typst", form)
    inputs = {name: json.dumps(data, ensure_ascii=False)}
    source = (TEMPLATES / template).read_bytes()
    compiler = typesetter.Compiler(source, font_paths=_fonts(), sys_inputs=inputs)
    made = compiler.compile(format=form, ppi=SCALE)
    return bytes(made if isinstance(made, bytes) else b"".join(made))


@cache
def _fonts() -> typst.Fonts:
    """Ours first, so that pages look the same everywhere; the machine's for scripts that ours lack."""
    folder = Path(str(require("manimgx_fonts", "pdf").__file__)).parent
    found: typst.Fonts = require("typst", "pdf").Fonts(font_paths=[str(folder)])
    return found


def _data(part: Any) -> Any:
    """The document as plain data, with drawings drawn and with places where words too long for a line may break."""
    if isinstance(part, str):
        return _UNBROKEN.sub("\\1\u200b", part)
    if isinstance(part, tuple):
        return [_data(each) for each in part]
    if not hasattr(part, "__dataclass_fields__"):
        return part if isinstance(part, int | float | None) else str(part)
    found = {field.name: _data(getattr(part, field.name)) for field in fields(part)}
    return found | {"shape": getattr(part, "shape", "")} | _drawn(part)


def _drawn(part: Any) -> dict[str, Any]:
    """What the templates cannot tell by themselves."""
    if isinstance(part, Picture):
        signs = [(key, words, drawing.legend(key, style=drawing.PAPER)) for key, words in part.signs]
        return {"svg": drawing.standalone(part), "signs": signs}
    return {"wide": _widest(part)} if isinstance(part, Table) else {}


def _widest(table: Table) -> int:
    """The column with the longest texts takes what the others leave."""
    lengths = [sum(len(row[place].text) for row in table.rows) for place in range(len(table.columns))]
    return lengths.index(max(lengths)) if lengths else 0
