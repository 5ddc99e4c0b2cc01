"""Deciding on regulator clocks: what a classification starts or stops, reminding, and taking the receipt.

Anybody may say that a deadline runs; only whoever leads or speaks for the incident may say that none does.
"""

from __future__ import annotations

from bot.warroom import commands_clocks as c
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.clocks import Answered, RunningClock, due, follows, start_of
from bot.warroom.context import Context, Decision, may_lead, require_lead
from bot.warroom.errors import (
    AlreadySo,
    EmptyText,
    TextTooLong,
    TimeInFuture,
    UnknownClock,
    UnknownQuestion,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy_clocks import RegulatorClock, Regulators

RECEIPT_LIMIT = 1_000
OVER = frozenset({"candidate", "rejected", "cancelled"})

ANSWERS = {"yes": phrase("yes"), "no": phrase("no"), "unknown": phrase("not known yet")}


def awareness(state: Incident) -> Moment:
    """When the organisation knew: the detection, else the declaration."""
    known = state.milestones.get("detected")
    return known.at if known else state.declared_at


def ask(state: Incident, _command: c.AskClassification, context: Context) -> Decision:
    """The questions still unanswered; nothing once all are, or when the incident is over."""
    left = unanswered(state, context.policy.regulators)
    return (e.ClassificationAsked(questions=left),) if left and is_open(state.state) else ()


def unanswered(state: Incident, regulators: Regulators) -> tuple[str, ...]:
    """The questions that nobody has answered with yes or no, as far as a clock depends on them."""
    asked = (name for name in regulators.questions if regulators.of(name))
    return tuple(name for name in asked if getattr(state.classified.get(name), "answer", "unknown") == "unknown")


def answer(state: Incident, command: c.AnswerQuestion, context: Context) -> Decision:
    """Raises UnknownQuestion, WrongState, AlreadySo, TimeInFuture, NotAllowed."""
    regulators = context.policy.regulators
    question = regulators.questions.get(command.question)
    if question is None:
        raise UnknownQuestion(question=command.question, known=tuple(regulators.questions))
    if state.state in OVER:
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    _check_moment(command.at, context)
    before = state.classified.get(command.question)
    if before and before.answer == command.answer and (command.at is None or command.at == before.at):
        raise AlreadySo(
            what=phrase("“{text}” is answered with {answer}", text=question.text, answer=ANSWERS[command.answer])
        )
    at = command.at or context.now
    said = e.Classified(question=command.question, text=question.text, answer=command.answer, at=at)
    return (said, *_consequences(state, command, before, context))


def _consequences(state: Incident, command: c.AnswerQuestion, before: Answered | None, context: Context) -> Decision:
    clocks = context.policy.regulators.of(command.question)
    if command.answer == "yes":
        first = [clock for clock in clocks if not follows(clock) and not _runs(state, clock.name)]
        return tuple(_started(state, clock, command.at, context) for clock in first)
    running = [clock for clock in clocks if _runs(state, clock.name)]
    if running and before and before.answer == "yes":
        _require_voice(state, context, phrase("say that no deadline runs"))
    why = command.reason or "the question was answered otherwise"
    return tuple(e.ClockStopped(clock=each.name, title=each.title, reason=why) for each in running)


def _runs(state: Incident, name: str) -> bool:
    clock = state.clocks.get(name)
    return clock is not None and clock.stopped is None


def _started(state: Incident, clock: RegulatorClock, at: Moment | None, context: Context) -> e.ClockStarted:
    aware = min(at or awareness(state), awareness(state))
    started = start_of(clock, aware, at or context.now)
    return _event(clock, started, due(clock, started, aware, context.policy.regulators))


def _event(clock: RegulatorClock, started: Moment, due_at: Moment) -> e.ClockStarted:
    return e.ClockStarted(
        clock=clock.name, title=clock.title, version=clock.version, question=clock.question,
        started_at=started, due_at=due_at,
    )  # fmt: skip


def remind(state: Incident, command: c.RemindClock, context: Context) -> Decision:
    """So much of the time is gone. Nothing when it was submitted or stopped, or reminded of already or of more."""
    clock = state.clocks.get(command.clock)
    if clock is None or not clock.runs or clock.missed or command.share <= clock.reminded:
        return ()
    if clock.share_at(command.share) > context.now:
        return ()  # the clock was started anew meanwhile; its own timers come
    later = (share for share in (*context.policy.regulators.remind_at, 1.0) if share > command.share)
    if any(clock.share_at(share) <= context.now for share in later):
        return ()  # the bot was away: only the latest is still true, and its own timer comes
    if command.share >= 1:
        return (e.ClockMissed(clock=command.clock, title=clock.title, due_at=clock.due_at),)
    return (e.ClockReminded(clock=command.clock, title=clock.title, share=command.share, due_at=clock.due_at),)


def submit(state: Incident, command: c.SubmitClock, context: Context) -> Decision:
    """Take the receipt, and start what follows. Raises UnknownClock, AlreadySo, NotAllowed, EmptyText."""
    clock = clock_named(state, command.clock)
    _require_voice(state, context, phrase("record a submission to an authority"))
    if clock.submitted_at:
        raise AlreadySo(
            what=phrase("{title} was submitted, receipt {receipt}", title=clock.title, receipt=clock.receipt)
        )
    if clock.stopped is not None:
        raise AlreadySo(what=phrase("{title} is not owed: {stopped}", title=clock.title, stopped=clock.stopped))
    _check_receipt(command.receipt)
    _check_moment(command.at, context)
    at = command.at or context.now
    said = e.ClockSubmitted(clock=command.clock, title=clock.title, receipt=command.receipt, at=at, due_at=clock.due_at)
    return (said, *_following(state, command.clock, at, context))


def _following(state: Incident, name: str, at: Moment, context: Context) -> Decision:
    regulators = context.policy.regulators
    next_ones = [
        clock for clock in regulators.clocks.values() if follows(clock) == name and clock.name not in state.clocks
    ]
    return tuple(_event(clock, at, due(clock, at, awareness(state), regulators)) for clock in next_ones)


def clock_named(state: Incident, name: str) -> RunningClock:
    """The clock of that name. Raises UnknownClock, naming those that run."""
    clock = state.clocks.get(name)
    if clock is None:
        raise UnknownClock(clock=name, known=tuple(state.clocks) or (phrase("none: `/incident classify` starts them"),))
    return clock


def _check_receipt(receipt: str) -> None:
    if not receipt.strip():
        raise EmptyText(form="`/incident clock <name> submitted <receipt>`")
    if len(receipt) > RECEIPT_LIMIT:
        raise TextTooLong(length=len(receipt), limit=RECEIPT_LIMIT)


def _check_moment(at: Moment | None, context: Context) -> None:
    if at and at > context.now:
        raise TimeInFuture(time=at)


def _require_voice(state: Incident, context: Context, what: str) -> None:
    speaks = state.holding("communications_lead")
    if context.actor and any(person.id == context.actor.id for person in speaks):
        return
    if not may_lead(state, context):
        require_lead(state, context, what)
