"""Firing due timers. Timer and effect are one transaction: two replicas fire each once, and a crash loses none.

Every decision looks at the state as it is when the timer fires: a timer is a question, never an order.
"""

from __future__ import annotations

from datetime import datetime

from bot.warroom.context import Context
from bot.warroom.digests import next_digest
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.operations import drills, suggesting
from bot.warroom.operations.engine import Asked, Engine
from bot.warroom.operations.people import everyone, ladder
from bot.warroom.operations.run_room import decide_and_record
from bot.warroom.owing import step, tell
from bot.warroom.owing.suggesting import SUGGEST
from bot.warroom.owing.survey import ASK as SURVEY_ASK
from bot.warroom.ports import Owed, Stored, Timer, TimerSpec, Transaction
from bot.warroom.surveying import to_be_asked
from bot.warroom.waking import asked

TIMER = Asked(source="timer")


async def fire_due(engine: Engine) -> list[tuple[Timer, datetime]]:
    """Fire everything that is due, earliest first, one transaction each; returns what fired and when."""
    if not await _any_due(engine):
        # Nearly every tick: no reason to ask who would be told, nor to keep the one writer of SQLite from a message.
        return []
    fired: list[tuple[Timer, datetime]] = []
    people = Context(
        policy=engine.policy, now=engine.clock.now(), ladder=await ladder(engine), everyone=await everyone(engine)
    )
    while timer := await _fire_one(engine, people):
        fired.append((timer, engine.clock.now()))
    if fired:
        engine.ring()
    return fired


async def _any_due(engine: Engine) -> bool:
    async with engine.store.reading() as reader:
        earliest = await reader.next_timer()
    return earliest is not None and earliest <= engine.clock.now()


async def _fire_one(engine: Engine, people: Context) -> Timer | None:
    async with engine.store.writing() as tx:
        due = await tx.due_timers(engine.clock.now(), limit=1)
        if not due:
            return None
        if await tx.finish_timer(due[0]):
            await _act(engine, tx, due[0], people)
        return due[0]


async def _act(engine: Engine, tx: Transaction, timer: Timer, people: Context) -> None:
    stored = await tx.lock(timer.number)
    if timer.kind == "mim_remind":
        await _remind(tx, stored)
    elif timer.kind == "debt_digest":
        await _digest(engine, tx, stored.state, timer)
    elif timer.kind == "room_archive":
        await _archive(tx, stored.state)
    elif timer.kind == SURVEY_ASK:
        await _survey(engine, tx, stored)
    elif timer.kind == SUGGEST:
        await suggesting.look_at(engine, tx, stored, timer)
    elif timer.kind == "drill_inject":
        await drills.play(engine, tx, stored, timer)
    elif timer.kind == "drill_score":
        await drills.score(engine, tx, stored)
    else:
        command = asked(timer.kind, timer.subject, timer.due_at, stored.state, people.ladder)
        await decide_and_record(engine, tx, stored, command, TIMER, people)
        await _repeat(engine, tx, timer, stored.state)


async def _repeat(engine: Engine, tx: Transaction, timer: Timer, state: Incident) -> None:
    """Unowned work is looked for as long as the incident is open; late once, never in a burst."""
    if timer.kind == "unowned" and is_open(state.state):
        due_at = engine.clock.now() + engine.policy.assembly.unowned_every
        await tx.set_timers(timer.number, [TimerSpec(kind=timer.kind, subject="", due_at=due_at)])


async def _remind(tx: Transaction, stored: Stored) -> None:
    lead = stored.state.lead
    if lead and not lead.accepted and is_open(stored.state.state):
        await tx.owe([tell(stored.state, lead.person.id, lead.seq, "reminder")])


async def _survey(engine: Engine, tx: Transaction, stored: Stored) -> None:
    """Who is asked, Slack has to say first: groups are looked up outside the transaction."""
    if to_be_asked(stored.state, engine.policy):
        await tx.owe([step(stored.state, "survey.ask", str(stored.head.seq))])


async def _digest(engine: Engine, tx: Transaction, state: Incident, timer: Timer) -> None:
    """The week's list, whichever incident's timer comes first; the next week's while something is owed here."""
    week = timer.subject
    await tx.owe([Owed(key=f"debt.digest:{week}", step="debt.digest", payload={"week": week})])
    if any(item.is_open for item in state.debts):
        following, due_at = next_digest(max(engine.clock.now(), timer.due_at), engine.policy)
        await tx.set_timers(state.number, [TimerSpec(kind="debt_digest", subject=following, due_at=due_at)])


async def _archive(tx: Transaction, state: Incident) -> None:
    if state.room and not state.room.archived and state.state in {"closed", "cancelled"}:
        # In the lane of what is said: the room is put away after its last message, and after everything before that.
        suffix, lane = str(len(state.phases)), f"room:{state.number}"
        await tx.owe([step(state, name, suffix, lane=lane) for name in ("room.farewell", "room.archive")])
