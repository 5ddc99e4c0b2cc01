"""Deciding on the incident's course: severity, state, resolve, reopen, close, cancel.

Only the MIM, a deputy or an administrator may; the check stands here, where the thing is done.
"""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom import milestones
from bot.warroom.composing import told_now
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.errors import (
    AlreadySo,
    EmptyText,
    GateClosed,
    StillCandidate,
    UnknownSeverity,
    UnknownState,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, REOPENABLE, SETTABLE, State, is_open, may_move
from bot.warroom.phrases import phrase
from bot.warroom.promising import allowed_to_know, check_text, promise_all, reach, replan
from bot.warroom.waiting import all_ended
from bot.warroom.workarounds import unowned


def change_severity(state: Incident, command: c.ChangeSeverity, context: Context) -> Decision:
    """Another severity; the promises that it makes due earlier move."""
    require_lead(state, context, phrase("change the severity"))
    if command.to not in context.policy.severities:
        raise UnknownSeverity(severity=command.to, known=tuple(context.policy.severities))
    if command.to == state.severity:
        raise AlreadySo(what=phrase("{reference} is {to}", reference=state.reference, to=command.to))
    _require_open(state)
    _require_text(command.reason, "`/incident severity sev2 <reason>`")
    check_text(command.reason)
    changed = e.SeverityChanged(before=state.severity, after=command.to, reason=command.reason)
    return (changed, *replan(state, state.state, command.to, context), *reach(state, command.to, context))


def move_state(state: Incident, command: c.MoveState, context: Context) -> Decision:
    """Forward or back among investigating, identified and monitoring; in the same state only with new words."""
    after = next((name for name in SETTABLE if name == command.to), None)
    if after is None:
        raise UnknownState(state=command.to, known=SETTABLE)
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    require_lead(state, context, phrase("change the state"))
    if after == state.state:
        return _said_anew(state, command)
    _require_open(state)
    _require_move(state, after)
    check_text(command.text)
    changed = e.StateChanged(before=state.state, after=after, text=command.text)
    return (changed, *_diagnosed(state, after, context), *replan(state, after, state.severity, context))


def _said_anew(state: Incident, command: c.MoveState) -> Decision:
    """The cause is often known later than the state: the words of the state as it stands are replaced."""
    if not command.text.strip() or command.text == state.state_text:
        raise AlreadySo(what=phrase("{reference} is {state}", reference=state.reference, state=state.state))
    check_text(command.text)
    return (e.StateChanged(before=state.state, after=state.state, text=command.text),)


def _diagnosed(state: Incident, after: State, context: Context) -> Decision:
    known = state.milestones
    if after != "identified" or "diagnosed" in known or not milestones.fits(known, "diagnosed", context.now):
        return ()
    return (e.MilestoneSet(milestone="diagnosed", at=context.now, source="state set to identified"),)


def resolve(state: Incident, command: c.Resolve, context: Context) -> Decision:
    """Restored and verified: milestone, the last updates, and the review draft."""
    require_lead(state, context, phrase("resolve the incident"))
    if state.state == "resolved":
        raise AlreadySo(what=phrase("{reference} is resolved", reference=state.reference))
    _require_move(state, "resolved")
    _require_text(command.text, "`/incident resolve <what restored the service>`")
    check_text(command.text)
    at = command.at or context.now
    milestones.check(state.milestones, "resolved", at, context.now)
    told = allowed_to_know(state, context)
    after = state.model_copy(update={"state": "resolved"})
    return (
        *all_ended(state),
        *_offer_void(state),
        e.IncidentResolved(before=state.state, text=command.text),
        e.MilestoneSet(milestone="resolved", at=at, source=f"said by {context.person.name}"),
        *(told_now(after, told, context, text=command.text, final=True) if told else ()),
        e.ReviewDrafted(version=state.review + 1),
    )


def reopen(state: Incident, command: c.Reopen, context: Context) -> Decision:
    """It is not over: back to investigating; promises start again."""
    if state.state not in REOPENABLE:
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    require_lead(state, context, phrase("reopen the incident"))
    _require_text(command.reason, "`/incident reopen <reason>`")
    check_text(command.reason)
    return (e.IncidentReopened(before=state.state, reason=command.reason), *promise_all(state, context))


def close(state: Incident, _command: c.Close, context: Context) -> Decision:
    """The record is complete. Raises GateClosed with every reason that stands against it, and OutOfOrder."""
    require_lead(state, context, phrase("close the incident"))
    if state.state == "closed":
        raise AlreadySo(what=phrase("{reference} is closed", reference=state.reference))
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    if state.state in {"cancelled", "rejected"}:
        _require_move(state, "closed")
    reasons = gate(state, context)
    if reasons:
        raise GateClosed(reference=state.reference, number=state.number, reasons=reasons)
    milestones.check(state.milestones, "closed", context.now, context.now)
    closed = e.MilestoneSet(milestone="closed", at=context.now, source="closure gate passed")
    return (closed, e.IncidentClosed(before=state.state))


def gate(state: Incident, context: Context) -> tuple[str, ...]:
    """What stands against closing, as `state`, `milestone:<name>`, `task:<number>`, `debt:W<number>` or `review`."""
    reasons: list[str] = [] if state.state == "resolved" else ["state"]
    reasons += [f"milestone:{name}" for name in context.policy.closure.milestones if name not in state.milestones]
    reasons += [f"task:{task.number}" for task in state.tasks if not task.done and task.owner is None]
    reasons += [f"debt:{item.reference}" for item in unowned(state)]
    if context.policy.closure.review and state.major and not state.review:
        reasons.append("review")
    return tuple(reasons)


def cancel(state: Incident, command: c.Cancel, context: Context) -> Decision:
    """Declared in error, a duplicate, or a drill that is over; whoever was told something is told this too."""
    require_lead(state, context, phrase("cancel the incident"))
    _require_move(state, "cancelled")
    _require_text(command.reason, "`/incident cancel <reason>`")
    check_text(command.reason)
    told = allowed_to_know(state, context) if state.updates else ()
    after = state.model_copy(update={"state": "cancelled"})
    last = (
        told_now(after, told, context, text=command.reason, final=True, at_once=True)
        if told and is_open(state.state)
        else ()
    )
    return (
        *last,
        *all_ended(state),
        *_offer_void(state),
        e.IncidentCancelled(before=state.state, reason=command.reason),
    )


def _offer_void(state: Incident) -> Decision:
    """A handover that nobody has answered ends with the response: there is no shift to take over."""
    offered = state.lead.handover_to if state.lead else None
    return (e.HandoverDeclined(person=offered),) if offered else ()


def _require_open(state: Incident) -> None:
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))


def _require_move(state: Incident, after: State) -> None:
    if not may_move(state.state, after):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))


def _require_text(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
