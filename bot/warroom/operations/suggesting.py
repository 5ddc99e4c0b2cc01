"""Looking at what was said since the last look, when its timer fires; and setting the next one.

Away from the way messages come in: a storm costs looks, never an ack. Timer and entry are one transaction.
"""

from __future__ import annotations

from bot.warroom.base import Moment
from bot.warroom.capture.looking import KINDS, MOST, look
from bot.warroom.lifecycle import is_open
from bot.warroom.operations.engine import Asked, Engine
from bot.warroom.owing.suggesting import SUGGEST
from bot.warroom.ports import Stored, Timer, TimerSpec, Transaction

BY_TIMER = Asked(source="timer")
QUIET = 10
"""A quiet room is looked at the less often the longer it is quiet, down to every so many intervals."""


async def look_at(engine: Engine, tx: Transaction, stored: Stored, timer: Timer) -> None:
    """Suggest what reads like key moments, and look again later while the incident is open."""
    state, policy, now = stored.state, engine.policy, engine.clock.now()
    if not is_open(state.state) or not policy.capture.suggest:
        return
    since = int(timer.subject)
    entries = await tx.entries(state.number, kinds=KINDS, after=since, limit=MOST)
    seen = look(state, entries, policy, now, since)
    await engine.record(tx, stored, engine.facts(seen.events(), BY_TIMER))
    due_at = await _next(engine, tx, state.number, heard=bool(entries))
    await tx.set_timers(state.number, [TimerSpec(kind=SUGGEST, subject=str(seen.seen), due_at=due_at)])


async def _next(engine: Engine, tx: Transaction, number: int, *, heard: bool) -> Moment:
    now, every = engine.clock.now(), engine.policy.capture.every
    if heard:
        return now + every
    last = await tx.entries(number, kinds=("message",), latest=True, limit=1)
    quiet = now - last[0].occurred_at if last else every * QUIET
    return now + max(every, min(quiet, every * QUIET))
