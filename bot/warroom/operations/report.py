"""Gathering what a month's report is made of. It reads; figures are the core's, files are made elsewhere."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.warroom.case import KINDS, Case, case
from bot.warroom.incident import Incident
from bot.warroom.periodic.measures import Figure
from bot.warroom.periodic.months import Month, month_of
from bot.warroom.periodic.pack import Pack, figures_of, is_counted, pack
from bot.warroom.policy import Policy
from bot.warroom.ports import Reader


async def month_pack(reader: Reader, month: Month, policy: Policy, now: datetime, *, private: bool = False) -> Pack:
    """The pack of a month; with `private` the operator's own. Reckoned in a thread: the loop must stay free to ack."""
    states = await reader.declared(_since(month, policy), month.end)
    debtors = await reader.having("debt_opened")
    found = await cases(reader, states, policy, now)
    return await asyncio.to_thread(pack, found, debtors, month, policy, now, private=private)


async def gauges(reader: Reader, policy: Policy, now: datetime) -> dict[str, tuple[Figure, ...]]:
    """The figures of `this` month and the `last`, private incidents left out."""
    month = month_of(now, policy.timezone)
    states = [state for state in await reader.declared(month.earlier.begin, month.end) if is_counted(state)]
    found = await cases(reader, states, policy, now)
    months = {"this": month, "last": month.earlier}
    parts = {name: [each for each in found if of.holds(each.state.declared_at)] for name, of in months.items()}
    return {name: await asyncio.to_thread(figures_of, some) for name, some in parts.items()}


async def cases(reader: Reader, states: list[Incident], policy: Policy, now: datetime) -> list[Case]:
    """These incidents with the entries that figures need."""
    entries = await reader.entries_of([state.number for state in states], KINDS)
    return await asyncio.to_thread(lambda: [case(state, entries[state.number], policy, now) for state in states])


def _since(month: Month, policy: Policy) -> datetime:
    rules = policy.reports
    return min(month.shifted(-rules.trend_months).begin, month.begin - rules.repeat_within)
