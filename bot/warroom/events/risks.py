"""Risks that somebody saw and wrote down. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class RiskRaised(Value):
    """Something may go wrong yet; whoever takes over the lead must accept it. `owner` watches it, until `due_at`."""

    kind: Literal["risk_raised"] = "risk_raised"
    risk: int
    text: str
    owner: Person | None = None
    due_at: Moment | None = None


class RiskClosed(Value):
    """It is a risk no longer, and why."""

    kind: Literal["risk_closed"] = "risk_closed"
    risk: int
    text: str = ""
