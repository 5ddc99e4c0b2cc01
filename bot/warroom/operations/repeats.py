"""Workarounds that are repeated on one service: the one rule about one incident that looks at the others too."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom.events import DebtOpened
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.ports import Transaction
from bot.warroom.timeline import Entry, Fact
from bot.warroom.workarounds import repeated


async def repeats(tx: Transaction, state: Incident, entries: Sequence[Entry], policy: Policy) -> list[Fact]:
    """That a workaround among these entries is one too many on its service."""
    fresh = {entry.event.debt for entry in entries if isinstance(entry.event, DebtOpened)}
    items = [item for item in state.debts if item.number in fresh and item.service]
    if not items:
        return []
    others = await tx.having("debt_opened")
    events = [event for item in items[-1:] if (event := repeated(state, item, others, policy))]
    return [Fact(event=event, occurred_at=entries[-1].occurred_at) for event in events]
