"""Drills: an incident replayed, what was played, how it was scored. Stored for ever; fields are only added."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value
from bot.warroom.scores import Compared, Inject, Mark


class ReplayPlanned(Value):
    """This drill replays another incident; the entries of that one in `injects` are played at their moments."""

    kind: Literal["replay_planned"] = "replay_planned"
    original: int
    reference: str
    speed: int = 1
    injects: tuple[Inject, ...] = ()


class InjectPlayed(Value):
    """An alert or report of the original was played, its people named by their roles; `seq` is its entry there."""

    kind: Literal["inject_played"] = "inject_played"
    seq: int
    what: str
    role: str = ""
    text: str


class DrillScored(Value):
    """The drill is over, and this is how it went; a replay beside the times of its `original`."""

    kind: Literal["drill_scored"] = "drill_scored"
    marks: tuple[Mark, ...]
    original: str = ""
    speed: int = 1
    compared: tuple[Compared, ...] = ()
