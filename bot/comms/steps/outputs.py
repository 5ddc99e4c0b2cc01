"""Putting an output into the tracker, once; a tracker that fails is waited for, and the room is told so once."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from bot.comms.retry import CannotDo, answer_of
from bot.comms.steps.desk import Desk, number_of, skipped
from bot.comms.trackers import Ticket
from bot.comms.trackers.tickets import ticket_of
from bot.comms.transports import errors as e
from bot.warroom.events import OutputDelayed, OutputFiled
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.outputs import Output
from bot.warroom.phrases import phrase
from bot.warroom.ports import Step
from bot.warroom.story import TOLD_BY, story

TOLD_AFTER = 3
LONGEST = timedelta(hours=23)


async def file(desk: Desk, step: Step) -> Outcome:
    """`output.file` {output, late}: a ticket for the output; its key and link are what is now true."""
    state = await desk.incident(step)
    output = next((each for each in state.outputs if each.number == step.payload["output"]), None)
    if desk.tracker is None or output is None or output.key or state.private:
        return skipped("no tracker, or it stands there already")
    ticket = await _ticket(desk, step, state, output)
    try:
        filed = await desk.tracker.file(ticket, look=step.doubtful or bool(step.payload["late"]))
    except e.PermanentError as refused:
        why = phrase("The tracker refused output {n}: {why}", n=output.number, why=refused)
        raise CannotDo(why, _by_hand(output)) from refused
    except (e.Unavailable, e.Ambiguous, e.NeedsOperator) as problem:
        return _later(desk, step, output, problem)
    return Outcome(events=(OutputFiled(output=output.number, key=filed.key, link=filed.link),))


def _later(desk: Desk, step: Step, output: Output, problem: e.TransportError) -> Outcome:
    """Tried again by the relay; once it takes long, the room is told, and the trying goes on as a step of its own."""
    if step.payload["late"]:
        if desk.clock.now() - step.created_at < LONGEST:
            raise problem
        why = phrase("The tracker has not taken output {n} for a day: {why}", n=output.number, why=answer_of(problem))
        raise CannotDo(why, _by_hand(output)) from problem
    if step.attempts < TOLD_AFTER and not isinstance(problem, e.NeedsOperator):
        raise problem
    return Outcome(note=str(problem), events=(OutputDelayed(output=output.number, why=str(problem)),))


def _by_hand(output: Output) -> str:
    return phrase(
        "It is kept here. Mend the tracker, then `/incident output again {n}`; or file it by hand.", n=output.number
    )


async def _ticket(desk: Desk, step: Step, state: Incident, output: Output) -> Ticket:
    async with desk.store.reading() as reader:
        entries = await reader.entries(number_of(step), kinds=TOLD_BY)
    # The reference alone may come again in another installation that files into the same tracker.
    mark = hashlib.sha256(f"{state.declared_at.isoformat()} {state.title}".encode()).hexdigest()[:8]
    label = f"posko-{state.reference}-{output.number}-{mark}".lower()
    return ticket_of(state, output, story(state, entries), label, desk.policy, desk.t)
