"""Carrying out what concerns two incidents or more: both records change in one transaction, or neither does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.warroom import commands as c
from bot.warroom import commands_links as cl
from bot.warroom import events as e
from bot.warroom.context import Context
from bot.warroom.errors import Refusal, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.linking import above, decide_both, require_no_loop
from bot.warroom.links import keys
from bot.warroom.operations.engine import Answer, Asked, Engine, Performed, reply
from bot.warroom.operations.run_room import MOMENT_KINDS, decide_and_record, gather
from bot.warroom.owing.debt import invite
from bot.warroom.ports import Stored, Transaction
from bot.warroom.promising import TEXT_LIMIT
from bot.warroom.updates import unread_after


@dataclass(frozen=True, slots=True)
class Cascade:
    """What became of the children: those resolved, and those that were not, each with the refusal."""

    resolved: tuple[Incident, ...]
    refused: tuple[tuple[Incident, Refusal], ...]


async def pair(engine: Engine, number: int, command: cl.Pairing, asked: Asked) -> Performed:
    """Decide and record on both. Raises a Refusal (nothing is written then), or says `repeated`."""
    people = await gather(engine, command, asked)
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return Performed(state=None, repeated=True)
        # In one order everywhere, so that two replicas never wait for each other.
        touched = {number, command.other, *await _parents(tx, number, command)}
        both = {each: await tx.lock(each) for each in sorted(touched)}
        here, there = both[number], both[command.other]
        moments = await tx.entries(number, kinds=MOMENT_KINDS, after=unread_after(here.state, people.policy))
        context = replace(people, now=engine.clock.now(), moments=moments)
        ours, theirs = decide_both(here.state, there.state, command, context)
        if isinstance(command, cl.LinkIncident) and command.relation != "related":
            require_no_loop(here.state, there.state, command.relation, await tx.having("linked"))
        performed = await engine.record(tx, here, engine.facts(ours, asked))
        await engine.record(tx, there, engine.facts(theirs, asked))
        await _bring_people(tx, here.state, there.state, command)
        await engine.answer(tx, asked, performed)
    engine.ring()
    return performed


async def _parents(tx: Transaction, number: int, command: cl.Pairing) -> tuple[int, ...]:
    """What stands above the parent to be. Locked too: two links made at once could close a circle that neither sees."""
    if not isinstance(command, cl.LinkIncident) or command.relation == "related":
        return ()
    return above(number if command.relation == "child" else command.other, await tx.having("linked"))


async def _bring_people(tx: Transaction, duplicate: Incident, other: Incident, command: cl.Pairing) -> None:
    """Whoever worked on the duplicate goes on in the other room; nobody is let into a private one that way."""
    room = other.room
    if isinstance(command, cl.MergeDuplicate) and room and not room.archived and not other.private:
        more = [user for user in duplicate.people if user not in other.people]
        await tx.owe(invite(other, f"duplicate:{duplicate.number}", more))


async def resolve_children(
    engine: Engine, number: int, children: Sequence[int], asked: Asked, told: Callable[[Cascade], Answer]
) -> None:
    """Resolve these children of a resolved parent with its words; whether the person may is asked for each of them."""
    people = await gather(engine, c.Resolve(text=""), asked)
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return
        parent = await tx.incident(number)
        if is_open(parent.state):
            raise WrongState(reference=parent.reference, state=parent.state, allowed=MOVES[parent.state])
        done = await _cascade(engine, tx, parent, children, asked, people)
        if asked.reply_to and asked.submission:
            await tx.owe([reply(asked.reply_to, told(done), asked.submission)])
    engine.ring()


async def _cascade(
    engine: Engine, tx: Transaction, parent: Incident, children: Sequence[int], asked: Asked, people: Context
) -> Cascade:
    words, theirs = await _words(tx, parent), keys(parent.links, "child")
    resolved: list[Incident] = []
    refused: list[tuple[Incident, Refusal]] = []
    for each in sorted(children):
        stored = await tx.lock(each)
        if not keys(stored.state.links, "parent") & theirs or not is_open(stored.state.state):
            continue
        try:
            await _resolve(engine, tx, stored, words, asked, people)
        except Refusal as refusal:
            refused.append((stored.state, refusal))
        else:
            resolved.append(stored.state)
    return Cascade(tuple(resolved), tuple(refused))


async def _resolve(
    engine: Engine, tx: Transaction, stored: Stored, words: str, asked: Asked, people: Context
) -> Performed:
    return await decide_and_record(engine, tx, stored, c.Resolve(text=words), asked, people)


async def _words(tx: Transaction, parent: Incident) -> str:
    """What restored the parent; of a private one nothing is told to its children."""
    if parent.private:
        return "Resolved with a private incident"
    said = await tx.entries(parent.number, kinds={"resolved"}, latest=True, limit=1)
    texts = [entry.event.text for entry in said if isinstance(entry.event, e.IncidentResolved)]
    return (
        f"Resolved with {parent.reference}: {texts[0]}"[:TEXT_LIMIT] if texts else f"Resolved with {parent.reference}"
    )
