"""Outputs of an incident: what others are asked to do because of it. Stored for ever: fields are only added."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value
from bot.warroom.outputs import OutputKind


class OutputRaised(Value):
    """A problem investigation, a change, a knowledge article or an improvement is asked for: the `output`-th."""

    kind: Literal["output_raised"] = "output_raised"
    output: int
    what: OutputKind
    text: str
    owner: Person | None = None


class OutputFiled(Value):
    """It stands in the tracker under this key."""

    kind: Literal["output_filed"] = "output_filed"
    output: int
    key: str
    link: str = ""


class OutputDelayed(Value):
    """The tracker does not take it for now, and why; the bot goes on trying. `again`: somebody asked for it."""

    kind: Literal["output_delayed"] = "output_delayed"
    output: int
    why: str = ""
    again: bool = False
