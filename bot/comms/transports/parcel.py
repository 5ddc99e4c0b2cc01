"""One update on its way to one place, what came of it, and the protocol that every transport follows.

A transport takes a parcel to its place and says what the other side answered. It decides neither whether the audience
may be told (`steps.tell`) nor whether it is tried again (`retry`): it raises the errors of `transports.errors`, or
CannotDo with words for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from bot.comms.transports.trial import Trial
from bot.warroom.base import SlackRef, Value
from bot.warroom.events import UpdateDelivered
from bot.warroom.incident import Incident
from bot.warroom.places import Place
from bot.warroom.policy import Audience, Policy
from bot.warroom.ports import Step
from bot.warroom.updates import UpdateFacts


@dataclass(frozen=True)
class Parcel:
    """An update for one audience in one place. `earlier` are the deliveries to the same place before, oldest first;
    `step` carries the key that makes it unique, and whether an earlier attempt may have taken effect.
    """

    step: Step
    place: Place
    audience: Audience
    policy: Policy
    state: Incident
    facts: UpdateFacts
    earlier: tuple[UpdateDelivered, ...] = ()


class Receipt(Value):
    """An update reached a place: whom there, what the other side answered, and its own name for it.

    `posts` are messages in Slack that are kept up to date from now on.
    """

    to: str
    result: str
    id: str = ""
    posts: Mapping[str, SlackRef] = Field(default_factory=dict)


class Transport(Protocol):
    """Takes parcels to one kind of place."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """What came of it. Raises errors of `transports.errors`, or CannotDo."""
        ...

    async def test(self, trial: Trial) -> Receipt:
        """The same way with a test message; where the public reads it only looks, and publishes nothing."""
        ...
