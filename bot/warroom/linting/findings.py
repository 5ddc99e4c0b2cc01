"""What the rules look at and what they say. Values only."""

from __future__ import annotations

from typing import Literal, get_args

from bot.warroom.base import Moment, Value
from bot.warroom.lifecycle import State

Rule = Literal[
    "host_name",
    "personal_name",
    "blame",
    "estimate",
    "cause",
    "impact_number",
    "phase",
    "near_copy",
    "next_time",
]
RULES: tuple[Rule, ...] = get_args(Rule)
Level = Literal["off", "warn", "block"]
OPEN_PHASES: frozenset[State] = frozenset({"candidate", "investigating", "identified"})
"""Nothing works again yet."""


class Circumstances(Value):
    """The record as it stands when the text is to be sent.

    `names` are the names of everybody in the incident; `impact` is what the record says of it; `unconfirmed` the
    hypotheses that nobody has confirmed; `cause_known` whether one was; `previous` the last text this audience read;
    `promises_next` whether the update says when the next one comes (or is the last one). `now` is when it is read, on
    the clock of `zone`; without it every time may be one to come.
    """

    state: State
    names: tuple[str, ...] = ()
    impact: str = ""
    unconfirmed: tuple[str, ...] = ()
    cause_known: bool = False
    previous: str = ""
    promises_next: bool = True
    now: Moment | None = None
    zone: str = "UTC"


class Finding(Value):
    """A rule found something; `excerpt` are the words it stumbled over (empty when something is missing)."""

    rule: Rule
    excerpt: str = ""


class Verdict(Value):
    """What an audience's levels make of the findings."""

    blocks: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def clean(self) -> bool:
        """Nothing found that this audience minds."""
        return not (self.blocks or self.warnings)
