"""What entries owe: asking for mandatory roles, telling of those missing, thanking those released. Pure."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import events as e
from bot.warroom.assembling import owed_an_answer, responsibilities
from bot.warroom.assembly import mandatory
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing.debt import NOTHING, Debt, Debts, invite, refresh, say, step, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

SPOKEN = frozenset({"roles_missing", "stood_down", "span_exceeded", "role_kept", "on_call_fell_back"})
ON_CARD = frozenset({"role_asked", "role_acknowledged", "role_declined", "role_unanswered"})
ROLE_TIMERS = frozenset({"role_silent", "assembly_due", "unowned"})


def asking(state: Incident, policy: Policy, entry: Entry) -> tuple[Owed, ...]:
    """Look for somebody for each mandatory role that nobody holds; one by one, so that nobody gets them all."""
    if state.room is None:
        return ()
    return tuple(
        step(state, "role.ask", f"{role}:{entry.seq}", payload={"role": role}, lane=f"roles:{state.number}")
        for role in owed_an_answer(state, policy)
    )


def on_call_checked(state: Incident, policy: Policy, entry: Entry) -> tuple[Owed, ...]:
    """See whether the provider answers for those who are paged; owed only where the policy has one."""
    if not any(schedule.on_call for schedule in policy.schedules.values()):
        return ()
    return (step(state, "on_call.check", str(entry.seq), lane=f"roles:{state.number}"),)


def assembly_timer(state: Incident, policy: Policy, entry: Entry) -> tuple[TimerSpec, ...]:
    """When the team should be complete, counted from the declaration; once it is late already, from now."""
    if not mandatory(state, policy) or "assembled" in state.milestones:
        return ()
    within = policy.severity(state.severity).assemble_within
    declared = state.milestones.get("declared")
    due = (declared.at if declared else state.declared_at) + within
    least = entry.recorded_at + min(within, timedelta(minutes=1))
    return (TimerSpec(kind="assembly_due", subject="", due_at=max(due, least)),)


def _role_asked(event: e.RoleAsked, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if state.room is None or state.holding(event.role):
        return NOTHING
    silent = TimerSpec(
        kind="role_silent",
        subject=f"{event.role}:{event.person.id}",
        due_at=entry.recorded_at + policy.assembly.answer_within,
    )
    asked = tell(state, event.person.id, entry.seq, "role_ask")
    return Debt(owed=(*invite(state, f"asked:{entry.seq}", [event.person.id]), asked), timers=(silent,))


def _next_asked(_event: e.RoleDeclined | e.RoleUnanswered, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return Debt(owed=asking(state, policy, entry))


def _stood_down(event: e.StoodDown, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "released") for person in event.released))


def _kept(event: e.RoleKept, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=invite(state, f"kept:{entry.seq}", [event.person.id]))


def _left(event: e.PersonLeft, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Whoever leaves the room while responsible is asked about it, and so is the room."""
    alive = state.room is not None and not state.room.archived and is_open(state.state)
    if not alive or not responsibilities(state, event.person):
        return NOTHING
    asked = (say(state, entry.seq), tell(state, event.person.id, entry.seq, "left"))
    return Debt(owed=(*asked, refresh("room.card", state, entry)))


def _joined(event: e.PersonJoined, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """The board shows who is here, as far as somebody is waited for."""
    if state.room is None or state.room.archived or not responsibilities(state, event.person):
        return NOTHING
    return Debt(owed=(refresh("room.card", state, entry),))


DEBTS: Debts = {
    e.RoleAsked: _role_asked,
    e.RoleDeclined: _next_asked,
    e.RoleUnanswered: _next_asked,
    e.StoodDown: _stood_down,
    e.RoleKept: _kept,
    e.PersonLeft: _left,
    e.PersonJoined: _joined,
}
