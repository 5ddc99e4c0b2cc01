"""Deciding on the review: starting, writing, publishing, reopening, meeting, and what its timers ask. Pure.

Everybody who may see the incident writes; the policy says which roles start, publish and reopen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.warroom import commands as c
from bot.warroom import commands_review as cr
from bot.warroom import errors_review as er
from bot.warroom import events as e
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, TextTooLong, TimeInPast
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.phrases import phrase
from bot.warroom.review.completeness import due, fields
from bot.warroom.review.facts import Gap
from bot.warroom.review.perishing import perishing
from bot.warroom.reviews import SECTIONS

LONGEST = 3_000
"""As much as one field of Slack's forms takes."""
EDIT = "`/incident review edit <section> <text>`"
EXCUSE = "`/incident review field <field> unknown <why>`"
REOPEN = "`/incident review reopen <reason>`"
OWED = "`/incident review field <field> owner @user by 2d`"
RECORDED: tuple[type[c.Command], ...] = (
    cr.StartReview,
    cr.SayField,
    cr.PublishReview,
    cr.RemindReview,
    cr.AskFacts,
)
"""What is decided on the fields, and so on the record."""


def require_publisher(state: Incident, context: Context, what: str) -> None:
    """Raises NotAllowed, saying which roles may, when the actor holds none of them and is no administrator."""
    actor, roles = context.actor, context.policy.review.publish_by
    allowed = (person for role in roles for person in state.holding(role))
    if context.administrator or (actor and any(person.id == actor.id for person in allowed)):
        return
    named = [_role(role, context) for role in roles]
    raise NotAllowed(who=phrase("{roles} or an administrator", roles=", ".join(named)), what=what)


def _role(role: str, context: Context) -> str:
    known = context.policy.roles.get(role)
    return known.title if known else role.replace("_", " ")


def start(state: Incident, _command: cr.StartReview, context: Context) -> Decision:
    """The draft is gone through. Raises NotAllowed, AlreadySo."""
    require_publisher(state, context, phrase("start the review"))
    if state.reviewing.stage != "draft":
        raise AlreadySo(what=phrase("the review was started"))
    found = fields(state, context.record, context.policy)
    begun = e.ReviewStarted(complete=_complete(found), total=len(found), wanting=_wanting(found))
    drafted = () if state.review else (e.ReviewDrafted(version=1),)
    return (*drafted, begun)


def edit(state: Incident, command: cr.EditSection, _context: Context) -> Decision:
    """New words for a section. Raises UnknownSection, EmptyText, TextTooLong, SectionChanged, AlreadySo."""
    if command.section not in SECTIONS:
        raise er.UnknownSection(section=command.section, known=SECTIONS)
    text = command.text.strip()
    _require_words(text, EDIT)
    reviewing = state.reviewing
    now = reviewing.passages.get(command.section)
    if now and now.text == text:
        raise AlreadySo(what=phrase("the section has these words"))
    if now and command.base is not None and command.base != now.version:
        raise er.SectionChanged(name=now.by.name if now.by else "Posko", section=command.section)
    version = reviewing.version_of(command.section) + 1
    edition = reviewing.edition + 1
    return (
        e.ReviewSectionEdited(
            section=command.section, version=version, text=text, edition=edition, restored=command.restored
        ),
    )


def say_field(state: Incident, command: cr.SayField, context: Context) -> Decision:
    """How a field stands, or who owes it. Raises UnknownField, EmptyText, TextTooLong, TimeInPast, AlreadySo."""
    found = fields(state, context.record, context.policy)
    gap = next((each for each in found if each.field == command.field), None)
    if gap is None:
        raise er.UnknownField(reference=state.reference, field=command.field, known=[each.field for each in found])
    text = command.text.strip()
    if command.standing in {"unknown", "not_applicable"} or (command.standing == "confirmed" and not gap.value):
        _require_words(text, EXCUSE)
    if not command.standing and command.owner is None and command.due_at is None:
        raise EmptyText(form=OWED)
    if command.standing in {"unknown", "not_applicable"} and gap.standing in {"from_data", "confirmed"}:
        raise AlreadySo(what=phrase("the record gives this field"))
    if len(text) > LONGEST:
        raise TextTooLong(length=len(text), limit=LONGEST)
    if command.due_at and command.due_at <= context.now:
        raise TimeInPast(time=command.due_at)
    values = {name: getattr(command, name) for name in ("field", "standing", "owner", "due_at")}
    return (e.ReviewFieldSaid.model_validate({**values, "text": text}),)


def publish(state: Incident, _command: cr.PublishReview, context: Context) -> Decision:
    """Blocked by mandatory *missing* only. Raises NotAllowed, ReviewTooEarly, ReviewNotStarted, AlreadySo,
    ReviewBlocked.
    """
    require_publisher(state, context, phrase("publish the review"))
    stage, policy = state.reviewing.stage, context.policy
    if is_open(state.state):
        raise er.ReviewTooEarly(reference=state.reference, state=state.state)
    if stage == "draft":
        raise er.ReviewNotStarted(reference=state.reference)
    if stage == "published":
        raise AlreadySo(what=phrase("the review is published"))
    found = fields(state, context.record, policy)
    blocking = [gap.field for gap in found if gap.blocking]
    if blocking:
        raise er.ReviewBlocked(
            reference=state.reference, count=len(blocking), fields=blocking, first=blocking[0], number=state.number
        )
    return (
        e.ReviewPublished(
            edition=state.reviewing.edition + 1,
            complete=_complete(found),
            total=len(found),
            shared_in="" if state.private else policy.review.publish_in,
        ),
    )


def reopen(state: Incident, command: cr.ReopenReview, context: Context) -> Decision:
    """Change what was published. Raises NotAllowed, NotPublished, EmptyText, TextTooLong."""
    require_publisher(state, context, phrase("reopen the review"))
    if state.reviewing.stage != "published":
        raise er.NotPublished(reference=state.reference)
    _require_words(command.reason.strip(), REOPEN)
    return (e.ReviewReopened(reason=command.reason.strip()),)


def remind(state: Incident, command: cr.RemindReview, context: Context) -> Decision:
    """Whoever owes a field, and whoever leads; nobody once it was published, or the incident goes on again."""
    due_at = due(state, context.record, context.policy)
    if state.reviewing.edition or due_at is None or state.state not in {"resolved", "closed"}:
        return ()
    found = fields(state, context.record, context.policy)
    return (
        e.ReviewReminded(
            round=command.round,
            due_at=due_at,
            overdue=context.now >= due_at,
            complete=_complete(found),
            total=len(found),
            wanting=_wanting(found),
        ),
    )


def ask_facts(state: Incident, command: cr.AskFacts, context: Context) -> Decision:
    """Once in each state, of whoever has accepted to lead, for what is missing; nobody where nothing is."""
    if state.state != command.state or state.state in state.reviewing.asked_in:
        return ()
    if state.lead is None or not state.lead.accepted:
        return ()
    facts = perishing(state.state, fields(state, context.record, context.policy))
    wanted = tuple(e.FactAsked(field=fact.field, command=fact.command) for fact in facts)
    return (e.FactsAsked(state=state.state, person=state.lead.person, facts=wanted),) if wanted else ()


def meet(state: Incident, command: cr.SetMeeting, context: Context) -> Decision:
    """Arrange the meeting, or move it. Raises MeetingInPast, AlreadySo."""
    if command.moment <= context.now:
        raise er.MeetingInPast(time=command.moment)
    before = state.reviewing.meeting
    if before and not before.off and before.at == command.moment:
        raise AlreadySo(what=phrase("the review meeting is at that time"))
    sequence = before.sequence + 1 if before else 0
    length = context.policy.review.meeting_length
    return (e.ReviewMeetingSet(at=command.moment, length=length, sequence=sequence),)


def call_off(state: Incident, _command: cr.CallOffMeeting, _context: Context) -> Decision:
    """Nobody meets. Raises NoMeeting."""
    before = state.reviewing.meeting
    if before is None or before.off:
        raise er.NoMeeting(reference=state.reference)
    return (e.ReviewMeetingSet(at=before.at, length=before.length, sequence=before.sequence + 1, off=True),)


def _complete(found: Sequence[Gap]) -> int:
    return sum(gap.complete for gap in found)


def _wanting(found: Sequence[Gap]) -> tuple[e.Wanting, ...]:
    return tuple(
        e.Wanting(field=gap.field, person=gap.person, by=gap.by, blocking=gap.blocking)
        for gap in sorted(found, key=lambda each: not each.blocking)
        if not gap.complete and gap.command
    )


def _require_words(text: str, form: str) -> None:
    if not text:
        raise EmptyText(form=form)
    if len(text) > LONGEST:
        raise TextTooLong(length=len(text), limit=LONGEST)


DECISIONS: dict[type[c.Command], Callable[[Incident, Any, Context], Decision]] = {
    cr.StartReview: start,
    cr.EditSection: edit,
    cr.SayField: say_field,
    cr.PublishReview: publish,
    cr.ReopenReview: reopen,
    cr.RemindReview: remind,
    cr.AskFacts: ask_facts,
    cr.SetMeeting: meet,
    cr.CallOffMeeting: call_off,
}
