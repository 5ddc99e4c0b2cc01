"""What each button does. Permission is asked for in the core, at the time of the press, not when it was drawn.

A button may be pressed hours after its message was posted: what no longer fits is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from pydantic import ValidationError

from bot.comms.cards.ids import Action, Press, pressed
from bot.handlers import actions_partners as partners
from bot.handlers import (
    commands_editing,
    commands_erasing,
    commands_find,
    commands_follow_up,
    commands_improving,
    commands_review,
    commands_risks,
    commands_survey,
    commands_tell,
    commands_updates,
    helping,
    openers,
    openers_acts,
    openers_closing,
    openers_debt,
    openers_majors,
    openers_objects,
    openers_review,
    suggestions,
    taking_over,
    tongue,
)
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.commands import timeline
from bot.handlers.commands_assembly import open_stand_down
from bot.handlers.commands_clocks import answered, open_submit, show_draft
from bot.handlers.commands_closing import confirmed
from bot.handlers.commands_drills import replay
from bot.handlers.commands_links import merge, resolve_children
from bot.handlers.commands_start import open_incident
from bot.handlers.commands_swarms import open_form, open_report
from bot.handlers.commands_trials import confirmed as test_confirmed
from bot.handlers.messages import moment
from bot.handlers.refusals import OlderDraft, Stale
from bot.handlers.views.declare import Draft
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import commands_closing as cz
from bot.warroom import commands_models as cm
from bot.warroom import commands_partners as cp
from bot.warroom import commands_swarms as cs
from bot.warroom.incident import Incident

Handler = Callable[[Clerk, Visit, str], Awaitable[None]]
About = Callable[[Clerk, Visit, Incident, Press], Awaitable[None]]
LINES = 15


async def run(clerk: Clerk, visit: Visit) -> None:
    """Do what the button says. Raises Stale, and the refusals of the core."""
    pushed: Mapping[str, Any] = (visit.payload.get("actions") or [{}])[0]
    handler = HANDLERS.get(str(pushed.get("action_id") or ""))
    if handler is None:
        raise Stale
    await handler(clerk, visit, str(pushed.get("value") or (pushed.get("selected_option") or {}).get("value") or ""))


def _about(do: About) -> Handler:
    """A button about one incident: read it, as far as the person may see it, then do."""

    async def handler(clerk: Clerk, visit: Visit, value: str) -> None:
        try:
            press = pressed(value)
        except ValueError:
            raise Stale from None
        await do(clerk, visit, await clerk.incident(visit, press.number), press)

    return handler


def _acts(make: Callable[[Clerk, Visit, Press], c.Command]) -> Handler:
    """A button that performs one command."""

    async def do(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
        await act(clerk, visit, state, make(clerk, visit, press))

    return _about(do)


async def _publish(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """Publish the draft as it stood; not when another update has gone out since it was shown."""
    shown = (visit.payload.get("container") or {}).get("message_ts")
    if shown and state.updated_at and state.updated_at > moment(str(shown)):
        raise OlderDraft(number=state.updates)
    await act(clerk, visit, state, c.PublishUpdate(audiences=press.audiences))


async def _open_update(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    await openers.update(clerk, visit, state, press.audiences)


async def _open_severity(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers.severity(clerk, visit, state)


async def _open_resolve(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers.resolve(clerk, visit, state)


async def _open_reopen(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers.reopen(clerk, visit, state)


async def _open_mark(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers.mark(clerk, visit, state, "note")


async def _accept_candidate(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers_majors.accept(clerk, visit, state)


async def _reject_candidate(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers_majors.reject(clerk, visit, state)


async def _timeline(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await clerk.tell(visit, await timeline(clerk, state.number, LINES, visit))


async def _task_done(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    if press.task is None:
        raise Stale
    await act(clerk, visit, state, c.FinishTask(task=press.task))


def _opens(what: str) -> Handler:
    """A button that asks for words about H1, D2 or A3."""

    async def do(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
        await openers_objects.words(clerk, visit, state, what.format(name=press.name or "?"))

    return _about(do)


async def _take_over(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await taking_over.pressed(clerk, visit, state)


async def _open_handover(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await openers.handover(clerk, visit, state)


async def _open_test(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    await openers_objects.test(clerk, visit, state, press.name)


async def _open_assign(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    if press.task is None:
        raise Stale
    await openers_objects.assign(clerk, visit, state, press.task)


async def _replay(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await replay(clerk, visit, state.number, "")


async def _take_task(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    if press.task is None:
        raise Stale
    await act(clerk, visit, state, cz.GiveTask(task=press.task, owner=visit.person))


async def _declare(clerk: Clerk, visit: Visit, _value: str) -> None:
    await openers.declare(clerk, visit, Draft())


async def _declare_anyway(clerk: Clerk, visit: Visit, value: str) -> None:
    try:
        command = c.DeclareIncident.model_validate_json(value)
    except ValidationError:
        raise Stale from None
    await open_incident(clerk, visit, command)


async def _open_room(clerk: Clerk, visit: Visit, _value: str) -> None:
    """The button is a link that Slack itself follows; it only wants to be acked."""
    await clerk.finish(visit)


async def _stand_down(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    await open_stand_down(clerk, visit, state)


async def _release_person(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    await act(clerk, visit, state, ca.ReleasePeople(people=(await clerk.person(visit, press.name),)))


HANDLERS: Mapping[str, Handler] = {
    Action.MIM_ACCEPT: _acts(lambda *_: c.AcceptMim()),
    Action.MIM_DECLINE: _acts(lambda *_: c.DeclineMim()),
    Action.MIM_CLAIM: _acts(lambda *_: c.ClaimMim()),
    Action.HANDOVER_ACCEPT: _about(_take_over),
    Action.HANDOVER_OPEN: _about(_open_handover),
    Action.HANDOVER_DECLINE: _acts(lambda *_: c.DeclineHandover()),
    Action.UPDATE_OPEN: _about(_open_update),
    Action.UPDATE_PUBLISH: _about(_publish),
    Action.UPDATE_SNOOZE: _about(commands_tell.open_snooze),
    Action.UPDATE_PREVIEW: _about(commands_updates.show_preview),
    Action.UPDATE_REWRITE_OPEN: _about(commands_updates.open_rewrite),
    Action.UPDATE_OVERRIDE_OPEN: _about(commands_updates.open_override),
    Action.UPDATE_CORRECT_OPEN: _about(commands_updates.open_correction),
    Action.UPDATE_APPROVE: _about(commands_updates.approve),
    Action.UPDATE_REFUSE_OPEN: _about(commands_updates.open_refusal),
    Action.SEVERITY_OPEN: _about(_open_severity),
    Action.RESOLVE_OPEN: _about(_open_resolve),
    Action.CONFIRM_RESTORED: _acts(lambda clerk, visit, _press: confirmed(clerk, visit)),
    Action.OUTPUT_OPEN: _about(openers_closing.output),
    Action.DOUBT_OPEN: _about(openers_closing.doubt),
    Action.MILESTONE_OPEN: _about(openers_closing.milestone),
    Action.TASK_OWNER_OPEN: _about(openers_closing.task_owner),
    Action.REOPEN_OPEN: _about(_open_reopen),
    Action.CLOSE_INCIDENT: _acts(lambda *_: c.Close()),
    Action.TIMELINE_SHOW: _about(_timeline),
    Action.REVIEW_MAKE: _about(commands_review.drafted),
    Action.REVIEW_SHOW: _about(commands_review.shown),
    Action.REVIEW_START: _about(commands_review.pressed_start),
    Action.REVIEW_PUBLISH: _about(commands_review.pressed_publish),
    Action.REVIEW_REOPEN_OPEN: _about(openers_review.reopen),
    Action.REVIEW_EDIT_OPEN: _about(openers_review.pick),
    Action.REVIEW_FIELD_OPEN: _about(openers_review.pressed_field),
    Action.DRILL_REPLAY: _about(_replay),
    Action.DECLARE_OPEN: _declare,
    Action.DECLARE_ANYWAY: _declare_anyway,
    Action.OPEN_ROOM: _open_room,
    Action.ADD_MARK: _about(_open_mark),
    Action.TASK_DONE: _about(_task_done),
    Action.TASK_ASSIGN_OPEN: _about(_open_assign),
    **{action: _about(do) for action, do in commands_follow_up.BUTTONS.items()},
    Action.HYPOTHESIS_TEST_OPEN: _about(_open_test),
    Action.HYPOTHESIS_CONFIRM_OPEN: _opens("hypothesis {name} confirmed"),
    Action.HYPOTHESIS_DISPROVE_OPEN: _opens("hypothesis {name} disproved"),
    Action.DECISION_OBJECT_OPEN: _opens("decision {name} object"),
    Action.ACTION_RESULT_OPEN: _opens("action {name} result"),
    Action.ACTION_UNDONE_OPEN: _opens("action {name} rolled_back"),
    Action.MODEL_APPLY: _acts(lambda _clerk, _visit, press: cm.ApplyModel(model=press.name)),
    Action.SOLUTION_USED: _acts(lambda *_: cm.UseSolution()),
    Action.CLASSIFY_YES: _about(partial(answered, answer="yes")),
    Action.CLASSIFY_NO: _about(partial(answered, answer="no")),
    Action.CLASSIFY_UNKNOWN: _about(partial(answered, answer="unknown")),
    Action.CLOCK_DRAFT: _about(show_draft),
    Action.CLOCK_SUBMIT_OPEN: _about(open_submit),
    Action.DUPLICATE_MERGE: _about(merge),
    Action.CHILDREN_RESOLVE: _about(resolve_children),
    Action.CANDIDATE_ACCEPT_OPEN: _about(_accept_candidate),
    Action.CANDIDATE_REJECT_OPEN: _about(_reject_candidate),
    **dict.fromkeys((Action.SEVERITY_HELP, *helping.ANSWERED), helping.ask),
    Action.CARD_MORE: _about(openers_acts.chosen),
    Action.ROLE_ACKNOWLEDGE: _acts(lambda _clerk, _visit, press: ca.AcknowledgeRole(role=press.name)),
    Action.ROLE_DECLINE: _acts(lambda _clerk, _visit, press: ca.DeclineRole(role=press.name)),
    Action.ROLE_TAKE: _acts(lambda _clerk, visit, press: c.AssignRole(role=press.name, person=visit.person)),
    Action.ROLES_KEEP: _acts(lambda *_: ca.KeepRoles()),
    Action.ROLES_RELEASE: _acts(lambda _clerk, visit, _press: ca.ReleasePeople(people=(visit.person,))),
    Action.PERSON_RELEASE: _about(_release_person),
    Action.STAND_DOWN_OPEN: _about(_stand_down),
    Action.VENDOR_CONTACTED: _acts(lambda _clerk, _visit, press: cp.ContactVendor(vendor=press.name)),
    Action.VENDOR_ANSWERED: _acts(lambda _clerk, _visit, press: cp.AnswerVendor(vendor=press.name)),
    Action.VENDOR_INVITE: _acts(lambda _clerk, _visit, press: cp.InviteVendor(vendor=press.name)),
    Action.VENDOR_WAIT: _about(partners.wait_for),
    Action.WAIT_END: _about(partners.end_wait),
    Action.RESOURCE_APPROVE: _about(partners.approve),
    Action.RESOURCE_REFUSE_OPEN: _about(partners.open_refusal),
    Action.DEBT_OPEN: _about(openers_debt.open_change),
    Action.RISK_CLOSE_OPEN: _about(commands_risks.open_close),
    Action.DEBT_PAY_OPEN: _about(openers_debt.open_payment),
    Action.SWARM_TAKE: _acts(lambda _clerk, visit, press: cs.LeadSwarm(swarm=press.name, person=visit.person)),
    Action.SWARM_JOIN: _acts(lambda _clerk, _visit, press: cs.JoinSwarm(swarm=press.name)),
    Action.SWARM_REPORT_OPEN: _about(open_report),
    Action.SWARM_OPEN_OPEN: _about(open_form),
    Action.SUGGESTION_MARK: _about(suggestions.accept),
    Action.SUGGESTION_KIND: _about(suggestions.accept),
    Action.SUGGESTION_DECLINE: _about(suggestions.decline),
    Action.SURVEY_OPEN: _about(commands_survey.open_form),
    Action.TASK_TAKE: _about(_take_task),
    Action.LANGUAGE_CHOOSE: tongue.choose,
    Action.COMMS_TEST: test_confirmed,
    Action.ENTRY_EDIT: _about(commands_editing.pressed),
    Action.CONTENT_ERASE: _about(commands_erasing.confirmed),
    Action.FIND_OPEN: commands_find.open_form,
    **dict.fromkeys((Action.FIND_BACK, Action.FIND_MORE), commands_find.turn),
    **commands_improving.BUTTONS,
}
