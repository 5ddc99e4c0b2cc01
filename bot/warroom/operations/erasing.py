"""Erasing words: what is left of the entries, the state they amount to now, and the entry that says so, at once."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.warroom.commands_erasing import EraseContent
from bot.warroom.context import Context
from bot.warroom.erasing.deciding import Erasure, decided
from bot.warroom.erasing.matching import taken_out
from bot.warroom.erasing.redaction import applied
from bot.warroom.evolution import replay
from bot.warroom.improvements.erasing import left_of
from bot.warroom.operations import improving
from bot.warroom.operations.engine import Asked, Engine, Performed
from bot.warroom.operations.people import duty_managers, is_administrator
from bot.warroom.ports import Reader, Stored, Transaction

NONCE_BYTES = 16


async def erase(engine: Engine, number: int, command: EraseContent, asked: Asked) -> Performed:
    """Decide and erase. Raises a Refusal (nothing is changed then), or says `repeated` for a second delivery."""
    people = await _people(engine, asked, command)
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return Performed(state=None, repeated=True)
        stored = await tx.lock(number)
        performed = await _erased(engine, tx, stored, command, asked, people)
        await engine.answer(tx, asked, performed)
    await engine.store.scrub()
    engine.ring()
    return performed


async def preview(engine: Engine, number: int, command: EraseContent, asked: Asked) -> Erasure:
    """What would be erased. Raises the same; writes nothing."""
    people = await _people(engine, asked, command)
    async with engine.store.reading() as reader:
        state = await reader.incident(number)
        return decided(state, command, await _with_record(reader, number, people), _nonce)


async def _erased(
    engine: Engine, tx: Transaction, stored: Stored, command: EraseContent, asked: Asked, people: Context
) -> Performed:
    number = stored.state.number
    context = await _with_record(tx, number, people)
    made = decided(stored.state, command, context, _nonce)
    await tx.redact(number, made.redaction.entries)
    left = Stored(state=replay(applied(context.record, made.redaction)), head=stored.head)
    performed = await engine.record(tx, left, engine.facts([made.event], asked))
    # The index is made anew from what is left, and SQLite's is made to merge: its old pages keep the words till then.
    await tx.index_again(number)
    await tx.forget_words(number, ())
    await _register(tx, number, made, performed)
    await tx.forget_answers(taken_out(made.redaction.needles(), equal=False))
    return performed


async def _register(tx: Transaction, number: int, made: Erasure, performed: Performed) -> None:
    """The same words in items of the improvement register that this incident is evidence of; their cards anew."""
    change = taken_out(made.redaction.needles())
    for item in await tx.improvements():
        if number not in item.evidence or item == left_of(item, change):
            continue
        await tx.lock_register()
        await tx.save_improvement(left_of(await tx.lock_improvement(item.number), change))
        await tx.owe([improving.card(item, f"erased:{number}:{performed.entries[0].seq}")])


async def _people(engine: Engine, asked: Asked, command: EraseContent) -> Context:
    """Who asks, and what they are; whoever is at the command line has the database in their hands."""
    return Context(
        policy=engine.policy,
        now=engine.clock.now(),
        actor=asked.actor,
        administrator=bool(command.operator) or await is_administrator(engine, asked.actor),
        approvers=() if command.operator else await duty_managers(engine),
    )


async def _with_record(reader: Reader, number: int, people: Context) -> Context:
    return replace(people, record=await reader.entries(number))


def _nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)
