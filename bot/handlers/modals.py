"""What each form does when it is sent. A refusal comes back as words under the field, so nothing typed is lost.

Whether somebody may do it is asked in the core, now, not when the form was opened.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.comms.cards.ids import Block, Callback
from bot.handlers import (
    commands_editing,
    commands_erasing,
    commands_find,
    commands_improving,
    commands_risks,
    commands_survey,
    commands_tell,
    commands_updates,
    modals_acts,
    modals_closing,
    modals_debt,
    modals_objects,
    openers_review,
    taking_over,
)
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.commands_links import resolve_it
from bot.handlers.commands_start import told_of
from bot.handlers.commands_swarms import opening
from bot.handlers.refusals import BadFormat, SeverityMissing, Stale
from bot.handlers.views.declare import declaration_of, declare_form, draft_of, judged, severity_of, similar_blocks
from bot.handlers.views.objects import typed
from bot.handlers.views.parts import Filled, Origin, filled
from bot.handlers.visit import Visit, origin
from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import commands_candidates as cc
from bot.warroom import commands_clocks as ck
from bot.warroom import commands_partners as cp
from bot.warroom import commands_swarms as cs
from bot.warroom import errors as e
from bot.warroom.errors import Refusal, SimilarOpen
from bot.warroom.incident import Incident

AckPayload = dict[str, Any]
Handler = Callable[[Clerk, Visit, Filled, Origin], Awaitable[AckPayload | None]]

TEXTS = (Block.TEXT, Block.REASON, Block.TITLE)
TIMES = (Block.AT, Block.STARTED_AT, Block.DUE)
FIELDS: Mapping[type[Refusal], tuple[Block, ...]] = {
    e.UnknownSeverity: (Block.SEVERITY,),
    e.UnknownState: (Block.STATE,),
    SeverityMissing: (Block.SEVERITY,),
    BadFormat: TEXTS,
    e.EmptyText: TEXTS,
    e.TextTooLong: TEXTS,
    e.BadTime: TIMES,
    e.TimeInFuture: TIMES,
    e.OutOfOrder: TIMES,
    e.UnknownScore: (Block.SCORE,),
    e.UnknownPerson: (Block.OWNER,),
    e.UnknownAudience: (Block.AUDIENCES,),
}


async def run(clerk: Clerk, visit: Visit) -> AckPayload | None:
    """Do what the form says; the ack's payload, or None to close it. Raises the refusals of the core."""
    view = visit.payload["view"]
    handler = HANDLERS.get(str(view.get("callback_id")))
    if handler is None:
        raise Stale
    return await handler(clerk, visit, filled(view), origin(visit.payload))


def mistakes(refusal: Refusal, words: str, view: Mapping[str, Any]) -> AckPayload | None:
    """The refusal under the field it is about (else the first); None for a view without fields."""
    given = filled(view)
    wanted = [given.block(name) for name in FIELDS.get(type(refusal), ())]
    blocks = [block for block in (*wanted, *given.values) if block in given.values]
    return {"response_action": "errors", "errors": {blocks[0]: words}} if blocks else None


def typed_of(view: Mapping[str, Any], prefix: str) -> str:
    """The line that would have done the same, to give back when the form itself cannot."""
    given, begun = filled(view), origin({"view": view})
    first = Block.TITLE if view.get("callback_id") == Callback.DECLARE_MODAL else Block.TEXT
    verb = VERBS_OF.get(str(view.get("callback_id")), "").replace("{item}", str(begun.item))
    about = [f"{prefix}-{begun.number}"] if begun.number is not None else []
    word = typed(begun.line) if begun.line else given.choice(Block.KIND) if verb == "note" else verb
    word = f"{verb} R{begun.item} refuse" if verb == "resource" else word
    word = f"{verb} W{begun.item}" if verb == "debt done" else word
    parts = [
        *about,
        word or verb,
        begun.about,
        given.choice(Block.SEVERITY) or given.choice(Block.STATE) or "",
        given.text(first) or given.text(Block.REASON),
    ]
    return " ".join(part for part in parts if part) if verb else ""


async def _declare(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> AckPayload | None:
    draft = judged(draft_of(given), clerk.policy, clerk.now())
    severity = severity_of(draft, clerk.policy)
    if severity is None:
        raise SeverityMissing
    mim = await clerk.person(visit, begun.mim) if begun.mim else None
    try:
        await clerk.declare(visit, declaration_of(draft, severity, begun, mim), told_of(clerk))
    except SimilarOpen as refusal:
        await clerk.finish(visit)
        found = await clerk.incident(visit, int(refusal.facts["number"]))
        above = similar_blocks(clerk.t, found.reference, found.title, clerk.scene(found).room)
        return {"response_action": "update", "view": declare_form(clerk.t, clerk.policy, draft, begun, above)}
    return None


async def _update(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = c.PublishUpdate(text=given.text(Block.TEXT), audiences=given.choices(Block.AUDIENCES))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _resolve(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = c.Resolve(text=given.text(Block.TEXT), at=given.moment(Block.AT))
    await resolve_it(clerk, visit, await _incident(clerk, visit, begun), command)


async def _reopen(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    await act(clerk, visit, await _incident(clerk, visit, begun), c.Reopen(reason=given.text(Block.REASON)))


async def _severity(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = c.ChangeSeverity(to=given.choice(Block.SEVERITY) or "", reason=given.text(Block.REASON))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _mark(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    kind, text = given.choice(Block.KIND) or "note", given.text(Block.TEXT)
    values = {"mark": kind, "target": begun.message, "text": text, "author": begun.author}
    command: c.Command = (
        c.MarkMessage.model_validate(values)
        if begun.message
        else c.RecordRemark.model_validate({"kind": kind, "text": text})
    )
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _task(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    chosen = given.person(Block.OWNER)
    owner = await clerk.person(visit, chosen) if chosen else None
    command = c.AddTask(text=given.text(Block.TEXT), owner=owner, due_at=given.moment(Block.DUE))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _handover(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    person = await clerk.person(visit, given.person(Block.OWNER) or "")
    command = c.OfferHandover(to=person, brief=given.text(Block.TEXT))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _accept_candidate(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    await act(clerk, visit, await _incident(clerk, visit, begun), cc.AcceptCandidate(impact=given.text(Block.TEXT)))


async def _reject_candidate(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    await act(clerk, visit, await _incident(clerk, visit, begun), cc.RejectCandidate(reason=given.text(Block.REASON)))


async def _stand_down(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    stay = tuple([await clerk.person(visit, user) for user in given.choices(Block.PEOPLE)])
    await act(clerk, visit, await _incident(clerk, visit, begun), ca.StandDown(stay=stay, among=begun.people))


async def _refuse_resource(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = cp.RefuseResource(resource=begun.item or 0, reason=given.text(Block.REASON))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _submit_clock(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = ck.SubmitClock(clock=begun.name, receipt=given.text(Block.TEXT), at=given.moment(Block.AT))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _swarm(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    chosen = given.person(Block.OWNER)
    lead = await clerk.person(visit, chosen) if chosen else None
    formed = await opening(clerk, given.text(Block.TITLE).strip(), given.text(Block.TEXT), lead)
    await act(clerk, visit, await _incident(clerk, visit, begun), cs.OpenSwarms(swarms=(formed,)))


async def _swarm_report(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    command = cs.ReportSwarm(swarm=begun.swarm, text=given.text(Block.TEXT))
    await act(clerk, visit, await _incident(clerk, visit, begun), command)


async def _incident(clerk: Clerk, visit: Visit, begun: Origin) -> Incident:
    if begun.number is None:
        raise Stale
    return await clerk.incident(visit, begun.number)


HANDLERS: Mapping[str, Handler] = {
    Callback.DECLARE_MODAL: _declare,
    Callback.UPDATE_MODAL: _update,
    Callback.UPDATE_PREVIEW_MODAL: commands_updates.sent,
    Callback.UPDATE_REWRITE_MODAL: commands_updates.rewritten,
    Callback.UPDATE_OVERRIDE_MODAL: commands_updates.overridden,
    Callback.UPDATE_CORRECT_MODAL: commands_updates.corrected,
    Callback.UPDATE_REFUSE_MODAL: commands_updates.refused,
    Callback.UPDATE_SNOOZE_MODAL: commands_tell.snoozed,
    Callback.RESOLVE_MODAL: _resolve,
    Callback.REOPEN_MODAL: _reopen,
    Callback.SEVERITY_MODAL: _severity,
    Callback.SURVEY_MODAL: commands_survey.sent,
    Callback.MARK_MODAL: _mark,
    Callback.TASK_MODAL: _task,
    Callback.HANDOVER_MODAL: _handover,
    Callback.TAKE_OVER_MODAL: taking_over.sent,
    Callback.OBJECT_MODAL: modals_objects.words,
    Callback.TEST_MODAL: modals_objects.test,
    Callback.ASSIGN_MODAL: modals_objects.assign,
    Callback.DONE_MODAL: modals_objects.done,
    Callback.CANDIDATE_ACCEPT_MODAL: _accept_candidate,
    Callback.CANDIDATE_REJECT_MODAL: _reject_candidate,
    **modals_acts.HANDLERS,
    Callback.EDIT_MODAL: commands_editing.edited,
    Callback.ERASE_MODAL: commands_erasing.filled_in,
    Callback.STAND_DOWN_MODAL: _stand_down,
    Callback.DOUBT_MODAL: modals_closing.doubt,
    Callback.MILESTONE_MODAL: modals_closing.milestone,
    Callback.TASK_OWNER_MODAL: modals_closing.task_owner,
    Callback.RESOURCE_REFUSE_MODAL: _refuse_resource,
    Callback.OUTPUT_MODAL: modals_closing.output,
    Callback.CLOCK_SUBMIT_MODAL: _submit_clock,
    Callback.WORKAROUND_MODAL: modals_debt.workaround,
    Callback.DEBT_PAID_MODAL: modals_debt.paid,
    Callback.RISK_CLOSE_MODAL: commands_risks.close,
    Callback.REVIEW_PICK_MODAL: openers_review.picked,
    Callback.REVIEW_EDIT_MODAL: openers_review.edited,
    Callback.REVIEW_FIELD_MODAL: openers_review.said,
    Callback.REVIEW_REOPEN_MODAL: openers_review.reopened,
    Callback.SWARM_MODAL: _swarm,
    Callback.SWARM_REPORT_MODAL: _swarm_report,
    Callback.FIND_MODAL: commands_find.sent,
    Callback.IMPROVEMENT_EDIT_MODAL: commands_improving.edited,
    Callback.IMPROVEMENT_REFUSE_MODAL: commands_improving.refused,
}
VERBS_OF: Mapping[str, str] = {
    Callback.DECLARE_MODAL: "declare",
    Callback.UPDATE_MODAL: "update",
    Callback.UPDATE_PREVIEW_MODAL: "update",
    Callback.UPDATE_REWRITE_MODAL: "update U{item}",
    Callback.UPDATE_OVERRIDE_MODAL: "update U{item} override",
    Callback.UPDATE_CORRECT_MODAL: "correct {item}",
    Callback.UPDATE_REFUSE_MODAL: "update U{item} refuse",
    Callback.UPDATE_SNOOZE_MODAL: "update snooze 10m",
    Callback.RESOLVE_MODAL: "resolve",
    Callback.REOPEN_MODAL: "reopen",
    Callback.SEVERITY_MODAL: "severity",
    Callback.MARK_MODAL: "note",
    Callback.TASK_MODAL: "task",
    Callback.HANDOVER_MODAL: "handover",
    Callback.TAKE_OVER_MODAL: "handover accept all",
    Callback.OBJECT_MODAL: "note",
    Callback.TEST_MODAL: "hypothesis",
    Callback.ASSIGN_MODAL: "task",
    Callback.DONE_MODAL: "done",
    Callback.CANDIDATE_ACCEPT_MODAL: "accept",
    Callback.CANDIDATE_REJECT_MODAL: "reject",
    **modals_acts.VERBS_OF,
    Callback.EDIT_MODAL: "edit {item} text",
    Callback.ERASE_MODAL: "erase {item} because",
    Callback.STAND_DOWN_MODAL: "release all but",
    Callback.DOUBT_MODAL: "confirm not yet",
    Callback.MILESTONE_MODAL: "milestone",
    Callback.TASK_OWNER_MODAL: "task",
    Callback.RESOURCE_REFUSE_MODAL: "resource",
    Callback.OUTPUT_MODAL: "output",
    Callback.CLOCK_SUBMIT_MODAL: "clock",
    Callback.WORKAROUND_MODAL: "workaround",
    Callback.DEBT_PAID_MODAL: "debt done",
    Callback.RISK_CLOSE_MODAL: "risk",
    Callback.REVIEW_PICK_MODAL: "review edit",
    Callback.REVIEW_EDIT_MODAL: "review edit",
    Callback.REVIEW_FIELD_MODAL: "review field",
    Callback.REVIEW_REOPEN_MODAL: "review reopen",
    Callback.SWARM_MODAL: "swarm",
    Callback.SWARM_REPORT_MODAL: "swarm",
    Callback.FIND_MODAL: "find",
    Callback.IMPROVEMENT_EDIT_MODAL: "improvement {item}",
    Callback.IMPROVEMENT_REFUSE_MODAL: "improvement {item} refuse",
    # No line does the same, and the words of an answer must not stand in a reply beside whoever gave it.
    Callback.SURVEY_MODAL: "",
}
