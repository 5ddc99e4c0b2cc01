"""What an organisation decides about outputs."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.warroom.base import Value
from bot.warroom.outputs import KINDS


class Outputs(Value):
    """The tracker's issue type for each kind of output."""

    issue_types: Mapping[str, str] = Field(default_factory=lambda: dict.fromkeys(map(str, KINDS), "Task"))
