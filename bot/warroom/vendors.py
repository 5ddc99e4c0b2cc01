"""Deciding on vendors: contacted, case, answered, chased, escalated; and the procedures that call one (DOMAIN §8).

Chases and rungs are timers; whoever answers stops them. A vendor that the policy does not name can be kept too.
"""

from __future__ import annotations

from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.context import Context, Decision
from bot.warroom.errors import (
    AlreadySo,
    EmptyText,
    NoMoreRungs,
    NotContacted,
    StillCandidate,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import bare, known_vendor, new_vendor
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.partners import Procedure, VendorCase
from bot.warroom.phrases import phrase
from bot.warroom.policy_partners import Vendor
from bot.warroom.promising import check_text
from bot.warroom.waiting import ended_for

LONGEST_CASE = 80


def case_of(state: Incident, vendor: str) -> VendorCase | None:
    """What is known of a vendor in this incident."""
    return next((each for each in state.vendors if each.vendor == vendor), None)


def contact(state: Incident, command: cp.ContactVendor, context: Context) -> Decision:
    """The vendor knows of it: its clock runs, chases and rungs are set, the procedure's task is done."""
    _require_handled(state)
    check_text(command.note)
    vendor = _contacted(state, command, context)
    known = case_of(state, vendor.name)
    if known and known.answered_at is None:
        raise AlreadySo(what=phrase("{title} was contacted and has not answered yet", title=vendor.title))
    at = command.at or context.now
    contacted = e.VendorContacted(
        vendor=vendor.name,
        title=vendor.title,
        case=_case(command.case),
        note=command.note,
        target_at=at + vendor.response_target,
    )
    return (contacted, *_procedures_done(state, vendor), *_invited(state, vendor))


def _contacted(state: Incident, command: cp.ContactVendor, context: Context) -> Vendor:
    if not command.unlisted:
        return known_vendor(command.vendor, state, context.policy)
    if not bare(command.vendor):
        raise EmptyText(form="`/incident vendor add <name>`")
    return new_vendor(command.vendor)


def _case(case: str) -> str:
    return " ".join(case.split())[:LONGEST_CASE]


def _procedures_done(state: Incident, vendor: Vendor) -> Decision:
    tasks = {each.task for each in state.procedures if each.vendor == vendor.name}
    return tuple(e.TaskDone(task=task.number) for task in state.tasks if task.number in tasks and not task.done)


def _invited(state: Incident, vendor: Vendor) -> Decision:
    """Guests come into a public room at once; into a private one only when somebody says so, in a drill never."""
    if state.private or state.drill or not vendor.people:
        return ()
    return (e.VendorInvited(vendor=vendor.name, title=vendor.title, people=vendor.people),)


def note_case(state: Incident, command: cp.NoteCase, context: Context) -> Decision:
    """The vendor's number; a vendor that nobody had contacted was contacted by opening the case."""
    vendor = known_vendor(command.vendor, state, context.policy)
    case = _case(command.case)
    if not case:
        raise EmptyText(form=f"`/incident vendor {vendor.name} case <number>`")
    if case_of(state, vendor.name) is None:
        return contact(state, cp.ContactVendor(vendor=vendor.name, case=case, at=command.at), context)
    return (e.VendorCaseNoted(vendor=vendor.name, title=vendor.title, case=case),)


def answer(state: Incident, command: cp.AnswerVendor, context: Context) -> Decision:
    """The vendor answered; waiting for it is over."""
    known = _case_here(command.vendor, state, context)
    check_text(command.text)
    if known.answered_at is not None:
        raise AlreadySo(what=phrase("{title} has answered", title=known.title))
    answered = e.VendorAnswered(vendor=known.vendor, title=known.title, text=command.text)
    return (answered, *ended_for(state, "vendor", known.vendor))


def escalate(state: Incident, command: cp.EscalateVendor, context: Context) -> Decision:
    """Up a rung by somebody's word. Raises NotContacted, NoMoreRungs."""
    known = _case_here(command.vendor, state, context)
    check_text(command.reason)
    return _climb(known, known.rung + 1, context, reason=command.reason)


def climb(state: Incident, command: cp.ClimbVendor, context: Context) -> Decision:
    """A rung's time ran out. Nothing happens when the vendor answered, or somebody went up already."""
    known = case_of(state, command.vendor)
    if not _waits(state, known) or known is None or known.rung >= command.rung:
        return ()
    return _climb(known, command.rung, context, automatic=True)


def _climb(known: VendorCase, rung: int, context: Context, *, reason: str = "", automatic: bool = False) -> Decision:
    vendor = context.policy.vendors.get(known.vendor)
    rungs = vendor.rungs if vendor else ()
    if rung > len(rungs):
        if automatic:
            return ()
        raise NoMoreRungs(vendor=known.title)
    step = rungs[rung - 1]
    return (
        e.VendorEscalated(
            vendor=known.vendor,
            title=known.title,
            rung=rung,
            name=step.name,
            contact=step.contact,
            reason=reason,
            automatic=automatic,
        ),
    )


def chase(state: Incident, command: cp.ChaseVendor, _context: Context) -> Decision:
    """Still no answer: the room is told to chase."""
    known = case_of(state, command.vendor)
    if not _waits(state, known) or known is None:
        return ()
    return (e.VendorChaseDue(vendor=known.vendor, title=known.title, count=known.chases + 1),)


def _waits(state: Incident, known: VendorCase | None) -> bool:
    return known is not None and known.answered_at is None and is_open(state.state)


def invite(state: Incident, command: cp.InviteVendor, context: Context) -> Decision:
    """Their people into the room, also into a private one: somebody in it said so."""
    vendor = known_vendor(command.vendor, state, context.policy)
    if not vendor.people:
        raise AlreadySo(what=phrase("the policy names nobody of {title} in Slack", title=vendor.title))
    return (e.VendorInvited(vendor=vendor.name, title=vendor.title, people=vendor.people),)


def export(state: Incident, command: cp.ExportVendor, context: Context) -> Decision:
    """Its evidence pack, as far as the record goes. Raises UnknownVendor."""
    vendor = known_vendor(command.vendor, state, context.policy)
    return (e.VendorPackMade(vendor=vendor.name, title=vendor.title),)


def _case_here(words: str, state: Incident, context: Context) -> VendorCase:
    vendor = known_vendor(words, state, context.policy)
    known = case_of(state, vendor.name)
    if known is None:
        raise NotContacted(vendor=vendor.title, name=vendor.name)
    return known


def _require_handled(state: Incident) -> None:
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))


def remind(state: Incident, command: cp.RemindProcedure, _context: Context) -> Decision:
    """Half of a procedure's time is over, or all of it, and nobody has contacted the vendor."""
    known = next((p for p in state.procedures if (p.vendor, p.code) == (command.vendor, command.code)), None)
    if known is None or not is_open(state.state) or not unheeded(state, known):
        return ()
    return (
        e.ProcedureReminded(
            vendor=known.vendor, title=known.title, code=known.code, due_at=known.due_at, late=command.late
        ),
    )


def unheeded(state: Incident, procedure: Procedure) -> bool:
    """Whether the task of a procedure is still open."""
    return any(task.number == procedure.task and not task.done for task in state.tasks)
