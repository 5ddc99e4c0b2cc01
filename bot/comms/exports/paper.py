"""Pages on paper (PDF) and the picture for Slack (PNG), set by Typst, which needs no libraries of the system.

The templates (templates/paper/) are constant; every text goes in as data, so that no text can be a command. Slow work:
it belongs into a thread, and long documents are set in a process of their own (`press.py`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.comms.exports import charting, drawing
from bot.comms.exports.blocks import Chart, Picture, Report, Table
from bot.comms.exports.extra import require

TEMPLATES = Path(__file__).parents[1] / "templates" / "paper"
PRESS = Path(__file__).parent / "press.py"
SCALE = 144.0
_UNBROKEN = re.compile(r"(\S{28})(?=\S)")


def pdf(report: Report) -> bytes:
    """The document as PDF. Raises LibraryMissing."""
    require("typst", "pdf")
    order = {
        "source": (TEMPLATES / "report.typ").read_text(encoding="utf-8"),
        "inputs": {"report": _json(_data(report))},
        "fonts": [_fonts()],
    }
    done = subprocess.run(  # noqa: S603 - our own program, and nothing of anybody's on its command line
        [sys.executable, "-I", str(PRESS)], input=json.dumps(order).encode(), capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the document could not be set: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def png(picture: Picture, heading: str) -> bytes:
    """The picture alone, with its heading and legend. Raises LibraryMissing."""
    return _drawn_as_png("picture.typ", {"picture": _json({**_data(picture), "heading": heading})})


def charts(charts: tuple[Chart, ...], heading: str) -> bytes:
    """Charts beneath each other as one picture. Raises LibraryMissing."""
    return _drawn_as_png("charts.typ", {"charts": _json({"heading": heading, "charts": _data(charts)})})


def _drawn_as_png(template: str, inputs: dict[str, str]) -> bytes:
    typesetter = require("typst", "png")
    source = (TEMPLATES / template).read_bytes()
    made = typesetter.Compiler(source, font_paths=[_fonts()], sys_inputs=inputs).compile(format="png", ppi=SCALE)
    return bytes(made if isinstance(made, bytes) else b"".join(made))


def _fonts() -> str:
    """The folder of our fonts. The machine's own are taken for scripts that ours lack."""
    return str(Path(str(require("manimgx_fonts", "pdf").__file__)).parent)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


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
    if isinstance(part, Chart):
        return {"svg": charting.standalone(part)}
    return {"wide": _widest(part)} if isinstance(part, Table) else {}


def _widest(table: Table) -> int:
    """The column with the longest texts takes what the others leave."""
    lengths = [sum(len(row[place].text) for row in table.rows) for place in range(len(table.columns))]
    return lengths.index(max(lengths)) if lengths else 0
