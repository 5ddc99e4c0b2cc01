"""Deciding on additional resources (DOMAIN §2.4): asked for with or without an amount, approved or refused.

Only those whom the policy named for the amount when it was asked for may decide, or an administrator.
"""

from __future__ import annotations

from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, EmptyText, NotApprover, StillCandidate, UnknownResource, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.partners import Resource
from bot.warroom.phrases import Phrase, phrase
from bot.warroom.policy import Policy
from bot.warroom.promising import check_text
from bot.warroom.waiting import ended_for

REQUEST_FORM = "`/incident resource 50000000 IDR <what for>`"


def approver_references(command: cp.RequestResource, policy: Policy) -> tuple[tuple[str, ...], ...]:
    """Whom to ask, the first that the workspace knows: the tier's approvers, the duty manager, the administrators."""
    tier = policy.resources.tier(command.amount, command.currency)
    return (tier.approvers if tier else (), policy.rotas.duty_manager, policy.administrators)


def request(state: Incident, command: cp.RequestResource, context: Context) -> Decision:
    """Ask. Where the policy names nobody who could approve, whoever leads does."""
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    if not command.text.strip():
        raise EmptyText(form=REQUEST_FORM)
    check_text(command.text)
    approvers = context.approvers or state.holding("mim")
    return (
        e.ResourceRequested(
            resource=len(state.resources) + 1,
            text=command.text,
            amount=command.amount,
            currency=command.currency,
            approvers=approvers,
        ),
    )


def approve(state: Incident, command: cp.ApproveResource, context: Context) -> Decision:
    """Yes. Raises UnknownResource, NotAllowed, AlreadySo."""
    resource = _pending(state, command.resource, context)
    check_text(command.reason)
    approved = e.ResourceApproved(resource=resource.number, reason=command.reason)
    return (approved, *ended_for(state, "approval", resource.reference))


def refuse(state: Incident, command: cp.RefuseResource, context: Context) -> Decision:
    """No, with a reason. Raises UnknownResource, NotAllowed, AlreadySo, EmptyText."""
    resource = _pending(state, command.resource, context)
    if not command.reason.strip():
        raise EmptyText(form=f"`/incident resource {resource.reference} refuse <reason>`")
    check_text(command.reason)
    refused = e.ResourceRefused(resource=resource.number, reason=command.reason)
    return (refused, *ended_for(state, "approval", resource.reference))


def _pending(state: Incident, number: int, context: Context) -> Resource:
    found = next((each for each in state.resources if each.number == number), None)
    if found is None:
        raise UnknownResource(resource=f"R{number}", known=[each.reference for each in state.resources] or ["none"])
    if not may_decide(found, context.actor, administrator=context.administrator):
        names = ", ".join(person.name for person in found.approvers)
        raise NotApprover(
            who=phrase("{names} or an administrator", names=names),
            what=phrase("decide on {reference}", reference=found.reference),
        )
    if found.verdict != "pending":
        raise AlreadySo(what=_decided(found))
    return found


def may_decide(resource: Resource, actor: Person | None, *, administrator: bool) -> bool:
    """Whether somebody was asked to decide on it, or is an administrator."""
    return administrator or any(actor and person.id == actor.id for person in resource.approvers)


def _decided(resource: Resource) -> Phrase:
    facts = {"reference": resource.reference, "verdict": resource.verdict}
    if resource.decided_by is None:
        return phrase("{reference} was {verdict}", **facts)
    return phrase("{reference} was {verdict} by {name}", name=resource.decided_by.name, **facts)
