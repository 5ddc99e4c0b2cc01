"""The policy's rules for the improvement register and for what a month's report proposes (DOMAIN §13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import Field

from bot.warroom.base import Value


class Improvements(Value):
    """Who decides, what is proposed, who is told, and how owners are reminded.

    `approvers` decide beside the administrators and the owners of the services concerned. A pattern that was proposed
    before is proposed again when it has grown by `grown_by` incidents. A step enters a model when it was done in
    `step_from` incidents, at most `most_steps` of them. Proposals are told in `propose_in`, once, and without it under
    the report that makes them. A new version of a model is told in the channels of its
    services (`channels`), where there are none in `announce_in`, and without that where incidents are announced.
    """

    approvers: tuple[str, ...] = ()
    grown_by: int = 3
    step_from: int = 2
    most_steps: int = 10
    most_proposals: int = 5
    propose_in: str = ""
    announce_in: str = ""
    channels: Mapping[str, str] = Field(default_factory=dict)
    due_after: timedelta = timedelta(days=30)
    remind_before: timedelta = timedelta(days=3)
    remind_every: timedelta = timedelta(days=7)
