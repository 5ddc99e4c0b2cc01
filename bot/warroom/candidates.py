"""Deciding whether a report is a major incident: accept, reject, the time that runs out, promote, demote."""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import commands_candidates as cc
from bot.warroom import events as e
from bot.warroom import milestones
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.declaring import first_promises, page
from bot.warroom.errors import AlreadySo, EmptyText, StillCandidate, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy
from bot.warroom.promising import check_text, reach, replan

ACCEPT_FORM = "`/incident accept <business impact>`"
UNDECIDED = "undecided in time"
REJECT_FORM = "`/incident reject <reason>`"


def accept(state: Incident, command: cc.AcceptCandidate, context: Context) -> Decision:
    """It is major: the room opens, promises start, and somebody is asked to lead. Raises WrongState, NotAllowed."""
    _require_candidate(state)
    require_lead(state, context, phrase("accept the candidate"))
    _require_words(command.impact, ACCEPT_FORM)
    return _accepted(state, e.CandidateAccepted(impact=command.impact), context)


def reject(state: Incident, command: cc.RejectCandidate, context: Context) -> Decision:
    """It is not major. Raises WrongState, NotAllowed, EmptyText."""
    _require_candidate(state)
    require_lead(state, context, phrase("reject the candidate"))
    _require_words(command.reason, REJECT_FORM)
    return (e.CandidateRejected(reason=command.reason),)


def assume(state: Incident, _command: cc.AssumeMajor, context: Context) -> Decision:
    """Nobody decided in time: the higher level is assumed."""
    if state.state != "candidate":
        return ()
    return _accepted(state, e.CandidateAccepted(automatic=True), context)


def _accepted(state: Incident, accepted: e.CandidateAccepted, context: Context) -> Decision:
    fits = milestones.fits(state.milestones, "declared", context.now)
    source = UNDECIDED if accepted.automatic else "acceptance of the candidate"
    declared = (e.MilestoneSet(milestone="declared", at=context.now, source=source),) if fits else ()
    return (accepted, *declared, *_led(state, context), *first_promises(context, state.concern()))


def _led(state: Incident, context: Context) -> Decision:
    """Who leads: the rota's first at once if it was them who accepted, else they are asked."""
    first = next((person for person in context.ladder[:1] if person), None)
    asked = page(c.DeclareIncident(title=state.title, severity=state.severity), context, reporter=state.reporter)
    if first is None or context.actor is None or first.id != context.actor.id:
        return asked
    leads = e.MilestoneSet(milestone="mim_accepted", at=context.now, source="acceptance of the candidate")
    return (*asked, e.MimAccepted(person=first), leads)


def promote(state: Incident, command: cc.Promote, context: Context) -> Decision:
    """A minor incident becomes a major one, of at least the least severity that is major by the policy."""
    return _changed(state, context, major=True, reason=command.reason)


def demote(state: Incident, command: cc.Demote, context: Context) -> Decision:
    """A major incident becomes a minor one, of at most the first severity that is not major by the policy."""
    return _changed(state, context, major=False, reason=command.reason)


def _changed(state: Incident, context: Context, *, major: bool, reason: str) -> Decision:
    verb = "promote" if major else "demote"
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    require_lead(state, context, phrase("{verb} the incident", verb=verb))
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    if state.major == major:
        raise AlreadySo(
            what=phrase(
                "{reference} is {which} incident",
                reference=state.reference,
                which=phrase("a major") if major else phrase("a minor"),
            )
        )
    _require_words(reason, f"`/incident {verb} <reason>`")
    changed = e.MajorChanged(major=major, reason=reason)
    severity = fitting_severity(state.severity, context.policy, major=major)
    if severity == state.severity:
        return (changed,)
    moved = e.SeverityChanged(before=state.severity, after=severity, reason=reason)
    return (changed, moved, *replan(state, state.state, severity, context), *reach(state, severity, context))


def fitting_severity(severity: str, policy: Policy, *, major: bool) -> str:
    """The severity itself if it is on that side of the policy's line, else the one nearest to it there."""
    there = [name for name in policy.severities if (name in policy.criteria.major) == major]
    if severity in there or not there:
        return severity
    return there[-1] if major else there[0]


def _require_candidate(state: Incident) -> None:
    if state.state != "candidate":
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))


def _require_words(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
    check_text(text)
