"""Gathering what a month's report is made of. It reads; figures are the core's, files are made elsewhere."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.warroom.case import KINDS, Case, case
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Answer, Engine, ReplyTo, reply
from bot.warroom.periodic.measures import Figure
from bot.warroom.periodic.months import Month, month_of
from bot.warroom.periodic.pack import Pack, figures_of, is_counted, pack
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, Reader

FORMS = ("png", "html", "pdf", "xlsx")


async def month_pack(reader: Reader, month: Month, policy: Policy, now: datetime, *, private: bool = False) -> Pack:
    """The pack of a month; with `private` the operator's own. Reckoned in a thread: the loop must stay free to ack."""
    states = await reader.declared(_since(month, policy), month.end)
    debtors = await reader.having("debt_opened")
    acting, items = await reader.having("task_added"), await reader.improvements()
    found = await cases(reader, states, policy, now)
    return await asyncio.to_thread(
        pack, found, debtors, month, policy, now, private=private, acting=acting, items=items
    )


async def ask_report(engine: Engine, month: Month, submission: str, to: ReplyTo, answer: Answer) -> None:
    """Owe a month's report where somebody asked for it, with the answer; a second delivery owes nothing."""
    where = {"channel": to.channel, "user": to.user}
    async with engine.store.writing() as tx:
        if await tx.finish_submission(submission):
            await tx.owe([reply(to, answer, submission), *_owed(month, engine.clock.now(), submission, where)])
    engine.ring()


async def monthly(engine: Engine) -> None:
    """Owe last month's report once its day and hour have come, where the policy says; for how long ago it was, once.

    The key is the month's: another replica, and another tick, owe nothing more.
    """
    rules, now = engine.policy.reports, engine.clock.now()
    month = month_of(now, engine.policy.timezone).earlier
    if not rules.post_in or now < due(month, engine.policy):
        return
    async with engine.store.writing() as tx:
        await tx.owe(_owed(month, now, "monthly", {"channel": rules.post_in}))
    engine.ring()


def due(month: Month, policy: Policy) -> datetime:
    """When a month's report is due: on a day and hour of the month after it, on the organisation's clock."""
    return month.shifted(1).begin.replace(day=policy.reports.day, hour=policy.reports.hour)


def _owed(month: Month, at: datetime, why: str, where: dict[str, str | None]) -> list[Owed]:
    """The summary and its files, one after the other."""
    lane = f"report:{month.name}:{why}"
    payload = {"month": month.name, "at": at.isoformat(), **where}
    files = [
        Owed(key=f"{lane}:{form}", step="report.file", payload={**payload, "format": form}, lane=lane) for form in FORMS
    ]
    return [Owed(key=lane, step="report.say", payload=payload, lane=lane), *files]


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
