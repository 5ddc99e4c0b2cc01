"""What entries owe: documents, the end, and coming back. Pure; how a row is carried out is `comms`' matter."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing import survey
from bot.warroom.owing.assembly import ROLE_TIMERS, asking
from bot.warroom.owing.candidates import CRITERIA
from bot.warroom.owing.closing import CONFIRM_TIMERS, ask
from bot.warroom.owing.debt import MIM_TIMERS, UPDATE_TIMERS, Cancel, Debt, Debts, step
from bot.warroom.owing.leading import SHIFT, ladder, reminder, shift
from bot.warroom.owing.objects import WORK_TIMERS, going_on
from bot.warroom.owing.partners import PARTNER_TIMERS
from bot.warroom.owing.room import new_room
from bot.warroom.owing.suggesting import SUGGEST, looking
from bot.warroom.owing.swarms import put_away, unowned_timer
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry


def _review_drafted(event: e.ReviewDrafted, _entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """The draft in two forms, and the picture of the incident to look at in the room."""
    drafts = (file(state, "review", event.version, extension) for extension in ("md", "html"))
    return Debt(owed=(*drafts, file(state, "picture", f"review-{event.version}", "png")))


def _exported(event: e.Exported, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    what = "picture" if event.format == "png" else "timeline"
    return Debt(owed=(file(state, what, entry.seq, event.format, event.preset),))


def file(state: Incident, what: str, version: int | str, extension: str, preset: e.Preset = "full") -> Owed:
    called = what if preset == "full" else preset
    name = f"{'DRILL-' if state.drill else ''}{state.reference}-{called}-{version}.{extension}"
    payload = {"what": what, "format": extension, "name": name, "preset": preset}
    return step(state, "file.share", f"{what}:{version}:{extension}", payload=payload, lane=f"files:{state.number}")


def _ended(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    archive = TimerSpec(kind="room_archive", subject="", due_at=entry.recorded_at + policy.room.archive_after)
    running = MIM_TIMERS | UPDATE_TIMERS | ROLE_TIMERS | CONFIRM_TIMERS | PARTNER_TIMERS | WORK_TIMERS
    return Debt(timers=(archive,), cancels=(Cancel(running | {"candidate_decide", CRITERIA, SUGGEST}),))


def _closed(event: e.IncidentClosed, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return _ended(event, entry, state, policy) + survey.after("closed", entry, state, policy)


def _resolved(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    running = MIM_TIMERS | UPDATE_TIMERS | ROLE_TIMERS | PARTNER_TIMERS | {SHIFT, CRITERIA, SUGGEST}
    return Debt(cancels=(Cancel(running),)) + ask(state, entry, policy) + survey.after("resolved", entry, state, policy)


def _reopened(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    cancels = (Cancel(CONFIRM_TIMERS | {"room_archive", survey.ASK}),)
    away = state.room is not None and state.room.archived
    again = (new_room(state, policy, f"again:{entry.seq}"),) if away else asking(state, policy, entry)
    work = (*going_on(state, policy, entry.recorded_at), unowned_timer(policy, entry), *looking(policy, entry))
    if state.lead is None or state.lead.accepted:
        return Debt(owed=again, cancels=cancels, timers=(*work, *shift(entry, policy.handover.shift)))
    timers = (*work, reminder(entry.recorded_at, state, policy), *ladder(entry.recorded_at, state, policy))
    return Debt(owed=again, cancels=cancels, timers=timers)


def _archived(_event: e.RoomArchived, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """The swarms' channels go with the room. Whoever reopened it while it was being put away is given another."""
    if is_open(state.state):
        return Debt(owed=(new_room(state, policy, f"again:{entry.seq}"),))
    return Debt(owed=put_away(state))


DEBTS: Debts = {
    e.RoomArchived: _archived,
    e.ReviewDrafted: _review_drafted,
    e.Exported: _exported,
    e.IncidentClosed: _closed,
    e.IncidentCancelled: _ended,
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
}
