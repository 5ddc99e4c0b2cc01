"""Drills: replaying an incident, playing its reports, scoring at the end. Timers ask the state before they act."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom import replaying, scoring
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, UnknownIncident
from bot.warroom.events import Event
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked, Engine, Performed
from bot.warroom.operations.people import is_administrator
from bot.warroom.phrases import phrase
from bot.warroom.ports import Reader, Stored, Timer, Transaction
from bot.warroom.review import draft

TIMER = Asked(source="timer")
CHANGES = frozenset({"message_edited", "message_deleted"})


async def replay_incident(engine: Engine, number: int, speed: int | None, asked: Asked) -> Performed:
    """Open a drill that replays a closed incident. Raises UnknownIncident, NotOnRota, NotReplayable, BadSpeed."""
    async with engine.store.reading() as reader:
        original = await reader.incident(number)
        entries = await reader.entries(number)
    if original.private and not (asked.actor and original.concerns(asked.actor.id)):
        raise UnknownIncident(reference=original.reference)
    context = Context(
        policy=engine.policy,
        now=asked.at or engine.clock.now(),
        actor=asked.actor,
        administrator=await is_administrator(engine, asked.actor),
    )
    wanted = speed if speed is not None else engine.policy.drills.replay_speed
    replaying.check(original, wanted, context, await _rota(engine))
    declared = next(entry.event for entry in entries if isinstance(entry.event, e.IncidentDeclared))
    plan = replaying.plan(original, entries, wanted, context)
    return await declare_incident(engine, replaying.declaration(original, declared), asked, (plan,), _unreplayed)


async def _unreplayed(tx: Reader, events: Decision) -> None:
    """Asked where the drill is numbered: of two presses at once the second finds the first. Raises AlreadySo."""
    plan = next(each for each in events if isinstance(each, e.ReplayPlanned))
    running = next((it for it in await tx.incidents(open_only=True) if _replays(it, plan.original)), None)
    if running:
        raise AlreadySo(
            what=phrase("{reference} is being replayed as {it}", reference=plan.reference, it=running.reference)
        )


def _replays(state: Incident, number: int) -> bool:
    return state.replay is not None and state.replay.original == number


async def _rota(engine: Engine) -> tuple[Person, ...]:
    """Everybody whom the policy asks to lead."""
    rotas = engine.policy.rotas
    references = (*rotas.mim, *rotas.backup, *rotas.duty_manager, *rotas.everyone)
    return tuple([person for ref in references for person in await engine.directory.members(ref)])


async def play(engine: Engine, tx: Transaction, stored: Stored, timer: Timer) -> None:
    """The moment of a report has come: say it in the drill's room, unless the drill is over."""
    replay = stored.state.replay
    if replay is None or not is_open(stored.state.state):
        return
    found = await tx.entries(replay.original, after=int(timer.subject) - 1, limit=1)
    changes = await tx.entries(replay.original, kinds=CHANGES, after=int(timer.subject))
    original = await tx.incident(replay.original)
    said = replaying.played(found[0], changes, original, engine.policy) if found else None
    if said:
        await engine.record(tx, stored, engine.facts((said,), TIMER))


async def score(engine: Engine, tx: Transaction, stored: Stored) -> None:
    """The drill is over: put its score on the record, once for each end."""
    state = stored.state
    if not state.drill or state.state not in {"resolved", "closed", "cancelled"}:
        return
    record = await _record(engine, tx, state)
    if not _scored(record):
        await engine.record(tx, stored, engine.facts((await _sheet(engine, tx, record),), TIMER))


def _scored(record: scoring.Record) -> bool:
    """Whether the latest of reopened and scored is scored."""
    kinds = [entry.kind for entry in record.entries if entry.kind in {"reopened", "drill_scored"}]
    return kinds[-1:] == ["drill_scored"]


async def _sheet(engine: Engine, tx: Reader, record: scoring.Record) -> Event:
    state, policy = record.state, engine.policy
    marks = scoring.marks(record, scoring.targets_of(state, policy), policy.drills.weights)
    if state.replay is None:
        return e.DrillScored(marks=marks)
    original = await _record(engine, tx, await tx.incident(state.replay.original))
    return e.DrillScored(
        marks=marks,
        original=state.replay.reference,
        speed=state.replay.speed,
        compared=scoring.compared(record, original),
    )


async def _record(engine: Engine, tx: Reader, state: Incident) -> scoring.Record:
    entries = await tx.entries(state.number)
    return scoring.Record(state, entries, draft(state, entries, engine.policy, engine.clock.now()))
