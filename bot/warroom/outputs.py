"""What an incident asks of others afterwards (ITIL 4: problem, change and knowledge management, improvement).

Values, and what the record already tells about the case; deciding is `handing_on.py`'s.
"""

from __future__ import annotations

from typing import Literal, get_args

from bot.warroom.base import Person, Value

OutputKind = Literal["problem", "change", "knowledge", "improvement"]
KINDS: tuple[OutputKind, ...] = get_args(OutputKind)


class Output(Value):
    """One output; `key` and `link` are the tracker's, once it stands there."""

    number: int
    what: OutputKind
    text: str
    owner: Person | None = None
    key: str = ""
    link: str = ""
