"""The weekly list of debt in the policy's channel. It leaves out what may not be named there."""

from __future__ import annotations

from bot.comms.cards.debts import digest
from bot.comms.steps.desk import Desk, skipped
from bot.comms.steps.posting import post_in
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def weekly(desk: Desk, step: Step) -> Outcome:
    """`debt.digest` {week}: everything still owed, once a week; the row's key is the week."""
    channel = desk.policy.workarounds.digest_in
    if not channel:
        return skipped("the policy names no channel for it")
    async with desk.store.reading() as reader:
        states = [state for state in await reader.having("debt_opened") if not state.private and not state.drill]
    message = digest(states, desk.policy, desk.t, "/incident", desk.clock.now())
    if message is None:
        return skipped("nothing is owed")
    await post_in(desk, step, channel, message)
    return Outcome()
