"""Declaring an incident: one number, one record, one room, however often Slack delivers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.warroom import commands as c
from bot.warroom.context import Context, Decision
from bot.warroom.declaring import check_declaration, declare, similar
from bot.warroom.errors import SimilarOpen
from bot.warroom.incident import Incident
from bot.warroom.modelling import at_declaration, known_model
from bot.warroom.operations.engine import Asked, Engine, Performed
from bot.warroom.operations.people import ladder
from bot.warroom.operations.similar import similar_past
from bot.warroom.owing import opening_lane
from bot.warroom.ports import Owed, Transaction

Guard = Callable[[Transaction, Decision], Awaitable[None]]


async def declare_incident(
    engine: Engine, command: c.DeclareIncident, asked: Asked, more: Decision = (), guard: Guard | None = None
) -> Performed:
    """Open the incident and owe its room; `more` is recorded with it unless `guard` refuses it in the transaction.

    Raises SimilarOpen (unless `anyway`) and the refusals of a declaration.
    """
    now = asked.at or engine.clock.now()
    context = Context(policy=engine.policy, now=now, actor=asked.actor, ladder=await ladder(engine))
    check_declaration(command, context)
    if command.model:
        known_model(command.model, engine.policy)
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return Performed(state=None, repeated=True)
        if not command.anyway:
            await _refuse_similar(engine, tx, command, context)
        if guard:
            await guard(tx, more)
        events = (
            *declare(await tx.take_number(), command, context),
            *at_declaration(command, context),
            *more,
            *await similar_past(tx, command.title, command.services, engine.policy, drill=command.drill),
        )
        performed = await engine.record(tx, None, engine.facts(events, asked))
        await engine.answer(tx, asked, performed)
        await _owe_link(tx, performed, asked)
    engine.ring()
    return performed


async def _refuse_similar(engine: Engine, tx: Transaction, command: c.DeclareIncident, context: Context) -> None:
    visible = [
        each for each in await tx.incidents(open_only=True) if not each.private or each.concerns(context.person.id)
    ]
    same_kind = [each for each in visible if each.drill == command.drill]
    found = similar(command.title, command.services, same_kind, engine.policy)
    if found:
        raise SimilarOpen(**_facts(found))


def _facts(found: Incident) -> dict[str, object]:
    channel = found.room.channel if found.room else ""
    return {"reference": found.reference, "title": found.title, "number": found.number, "channel": channel}


async def _owe_link(tx: Transaction, performed: Performed, asked: Asked) -> None:
    """The room's link follows as soon as the room is open: the row stands in the same lane as its creation."""
    if performed.state is None or asked.reply_to is None or performed.state.state == "candidate":
        return
    number = performed.state.number
    payload = asked.reply_to.model_dump()
    lane = opening_lane(performed.state)
    await tx.owe([Owed(key=f"reply.opened:{number}", step="reply.opened", number=number, payload=payload, lane=lane)])
