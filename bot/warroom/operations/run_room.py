"""Carrying out a command on an existing incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom import commands_updates as cu
from bot.warroom.commands_candidates import AcceptCandidate
from bot.warroom.commands_editing import EDITING
from bot.warroom.commands_survey import CloseSurvey, SkipSurvey
from bot.warroom.composing import Rendering
from bot.warroom.context import Context
from bot.warroom.decide import decide
from bot.warroom.events import MARK_KINDS
from bot.warroom.incident import Incident
from bot.warroom.moments import EDITS
from bot.warroom.operations.editing import around, pointing
from bot.warroom.operations.engine import Answer, Asked, Engine, Performed, ReplyTo, replies
from bot.warroom.operations.people import approvers, approving, everyone, is_administrator, ladder
from bot.warroom.operations.settling import Settlement
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step, Stored, Transaction
from bot.warroom.promising import previews
from bot.warroom.review.completeness import READ
from bot.warroom.reviewing import RECORDED
from bot.warroom.timeline import Entry
from bot.warroom.updates import unread_after

WAITING = (cu.OverrideUpdate, cu.RewriteUpdate, cu.ApproveUpdate, cu.RefuseUpdate, cu.CorrectUpdate)
TELLING = (c.PublishUpdate, c.DueUpdate, c.Resolve, c.Cancel, *WAITING)
PAGING = (c.DeclineMim, c.PassMim, AcceptCandidate)
DATED = (c.RecordRemark, cp.ContactVendor, cp.AnswerVendor, cp.StartWait, cp.EndWait)
ENDING_SURVEY = (CloseSurvey, SkipSurvey)
MOMENT_KINDS = frozenset({*MARK_KINDS, "marked", "unmarked", *EDITS})


async def perform(engine: Engine, number: int, command: c.Command, asked: Asked) -> Performed:
    """Decide and record. Raises a Refusal (nothing is written then), or says `repeated` for a second delivery."""
    people = await gather(engine, command, asked)
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return Performed(state=None, repeated=True)
        stored = await tx.lock(number)
        performed = await decide_and_record(engine, tx, stored, command, asked, people)
        await engine.answer(tx, asked, performed)
    engine.ring()
    return performed


async def gather(engine: Engine, command: c.Command, asked: Asked) -> Context:
    """The circumstances that must be known before the transaction opens, since they may ask Slack."""
    paging = isinstance(command, PAGING)
    return Context(
        policy=engine.policy,
        now=engine.clock.now(),
        actor=asked.actor,
        administrator=await is_administrator(engine, asked.actor),
        ladder=await ladder(engine) if paging else (),
        everyone=await everyone(engine) if paging else (),
        approvers=await approvers(engine, command) if isinstance(command, cp.RequestResource) else (),
        approving=await approving(engine) if isinstance(command, TELLING) else {},
    )


async def preview(engine: Engine, state: Incident, command: c.PublishUpdate, asked: Asked) -> tuple[Rendering, ...]:
    """What each audience would read if it were published now. Raises UnknownAudience, TextTooLong; writes nothing."""
    people = await gather(engine, command, asked)
    async with engine.store.reading() as reader:
        after = unread_after(state, engine.policy)
        moments = await reader.entries(state.number, kinds=MOMENT_KINDS, after=after)
    return previews(state, command, replace(people, moments=moments))


async def decide_and_record(
    engine: Engine, tx: Transaction, stored: Stored, command: c.Command, asked: Asked, people: Context
) -> Performed:
    """The same inside a transaction that is already open."""
    context = await _context(engine, tx, stored.state, command, people)
    events = decide(stored.state, command, context)
    occurred_at = command.at if isinstance(command, DATED) else None
    return await engine.record(tx, stored, pointing(engine.facts(events, asked, occurred_at=occurred_at)))


async def _context(engine: Engine, tx: Transaction, state: Incident, command: c.Command, people: Context) -> Context:
    telling = isinstance(command, TELLING)
    after = unread_after(state, people.policy)
    moments = await tx.entries(state.number, kinds=MOMENT_KINDS, after=after) if telling else []
    # Closing takes the answers out of their table, in this transaction: read and gone, or neither.
    votes = await tx.take_votes(state.number) if isinstance(command, ENDING_SURVEY) else ()
    record = await _record(tx, state.number, command)
    return Context(
        policy=people.policy,
        now=engine.clock.now(),
        actor=people.actor,
        administrator=people.administrator,
        ladder=people.ladder,
        everyone=people.everyone,
        approvers=people.approvers,
        approving=people.approving,
        moments=moments,
        votes=votes,
        record=record,
    )


async def _record(tx: Transaction, number: int, command: c.Command) -> Sequence[Entry]:
    """The entries on which the command is decided: those around a corrected one, or a review's."""
    if isinstance(command, EDITING):
        return await around(tx, number, command.entry)
    return await tx.entries(number, kinds=READ) if isinstance(command, RECORDED) else ()


async def settle(engine: Engine, step: Step, outcome: Outcome) -> bool:
    """Settle one step by itself; the relay settles many together, see `settling`."""
    return await Settlement(engine).settle(step, outcome)


async def refuse(engine: Engine, submission: str, to: ReplyTo, *answers: Answer) -> None:
    """Finish a submission with an answer and nothing else: a refusal, a list, a help text; its parts in their order."""
    async with engine.store.writing() as tx:
        if await tx.finish_submission(submission):
            await tx.owe(replies(to, answers, submission))
    engine.ring()


async def choose_language(engine: Engine, submission: str, user: str, language: str) -> None:
    """Keep the language that somebody chose for themselves; an empty one forgets their choice."""
    async with engine.store.writing() as tx:
        if await tx.finish_submission(submission):
            await tx.choose_language(user, language)


async def finish(engine: Engine, submission: str) -> bool:
    """Finish a submission that needs no answer; False if it was finished already."""
    async with engine.store.writing() as tx:
        return await tx.finish_submission(submission)
