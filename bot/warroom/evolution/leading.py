"""How entries change the state: who leads and who holds which role. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.assembly import needed_again
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.evolution.models import left_behind, taken_over
from bot.warroom.evolution.swarms import without
from bot.warroom.incident import Holder, Incident, Lead
from bot.warroom.timeline import Entry


def _role_assigned(state: Incident, event: e.RoleAssigned, _entry: Entry) -> Change:
    holder = Holder(role=event.role, person=event.person)
    others = (h for h in state.holders if (h.role, h.person.id) != (event.role, event.person.id))
    more = {**taken_over(state, event.role, event.person), **needed_again(state, event.person)}
    return {"holders": (*others, holder), **more}


def _role_released(state: Incident, event: e.RoleReleased, _entry: Entry) -> Change:
    kept = (h for h in state.holders if (h.role, h.person.id) != (event.role, event.person.id))
    more = without(state, {event.person.id}, leading_only=True) if event.role == "swarm_lead" else {}
    return {"holders": tuple(kept), **left_behind(state, event.role, event.person), **more}


def _mim_paged(state: Incident, event: e.MimPaged, entry: Entry) -> Change:
    begins = state.lead is None or event.why in {"first", "assigned"}
    since = entry.recorded_at if begins or state.lead is None else state.lead.asked_since
    asked = Lead(person=event.person, rung=event.rung, paged_at=entry.recorded_at, seq=entry.seq, asked_since=since)
    return {"lead": asked}


def _mim_accepted(state: Incident, event: e.MimAccepted, entry: Entry) -> Change:
    lead = Lead(person=event.person, accepted=True, seq=entry.seq)
    return {"lead": lead, **taken_over(state, "mim", event.person)}


def _handover_offered(state: Incident, event: e.HandoverOffered, _entry: Entry) -> Change:
    return {"lead": state.lead.model_copy(update={"handover_to": event.to})} if state.lead else None


def _handover_accepted(state: Incident, event: e.HandoverAccepted, entry: Entry) -> Change:
    lead = Lead(person=event.person, accepted=True, seq=entry.seq)
    return {"lead": lead, **taken_over(state, "mim", event.person)}


def _handover_declined(state: Incident, _event: e.HandoverDeclined, _entry: Entry) -> Change:
    return {"lead": state.lead.model_copy(update={"handover_to": None})} if state.lead else None


CHANGES: Changes = {
    e.RoleAssigned: _role_assigned,
    e.RoleReleased: _role_released,
    e.MimPaged: _mim_paged,
    e.MimAccepted: _mim_accepted,
    e.HandoverOffered: _handover_offered,
    e.HandoverAccepted: _handover_accepted,
    e.HandoverDeclined: _handover_declined,
}
