"""What an organisation decides about partners: vendors with their contracts, who approves resources, workarounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field

from bot.warroom.base import Value

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Rung(Value):
    """A step of a vendor's escalation: whom to call when there is no answer so long after the contact."""

    name: str
    contact: str = ""
    after: timedelta = timedelta(minutes=30)


class Vendor(Value):
    """A partner under contract. `people` are those in Slack; `procedures` say within what time a code calls them."""

    name: str
    title: str
    services: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    response_target: timedelta = timedelta(minutes=30)
    chase_every: timedelta = timedelta(minutes=15)
    escalation: Mapping[str, Rung] = Field(default_factory=dict)
    task: str = ""
    procedures: Mapping[str, timedelta] = Field(default_factory=dict)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The steps of escalation, the soonest first."""
        return tuple(sorted(self.escalation.values(), key=lambda rung: rung.after))


class Tier(Value):
    """Who approves a request up to this amount; without one, any amount and requests without a figure."""

    name: str
    up_to: int | None = None
    approvers: tuple[str, ...] = ()


class Resources(Value):
    """Additional resources: the currency in which the tiers are written, and the tiers."""

    currency: str = "IDR"
    tiers: Mapping[str, Tier] = Field(default_factory=dict)

    def tier(self, amount: Decimal | None, currency: str) -> Tier | None:
        """The tier of a request. What cannot be compared goes to the highest."""
        ranked = sorted(self.tiers.values(), key=lambda tier: (tier.up_to is None, tier.up_to or 0))
        comparable = amount is not None and currency == self.currency
        fitting = [tier for tier in ranked if tier.up_to is None or (comparable and amount <= tier.up_to)]  # type: ignore[operator]
        return next(iter(fitting), ranked[-1] if ranked else None)


class Workarounds(Value):
    """Workarounds and the debt they leave: how long one may stand, reminders, digest, what counts as repeated."""

    expires_after: timedelta = timedelta(days=30)
    remind_every: timedelta = timedelta(days=7)
    digest_in: str = ""
    digest_day: Weekday = "monday"
    digest_hour: int = 9
    repeats: int = 3
    repeats_within: timedelta = timedelta(days=90)
