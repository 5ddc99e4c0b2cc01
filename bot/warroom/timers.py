"""Which command a timer becomes when it fires, where its kind and subject say everything; one file per story."""

from __future__ import annotations

from bot.warroom import timers_partners, timers_work
from bot.warroom.commands import Command


def asked(kind: str, subject: str) -> Command | None:
    """The command of such a timer; None for timers that need to know more."""
    return timers_partners.asked(kind, subject) or timers_work.asked(kind, subject)
