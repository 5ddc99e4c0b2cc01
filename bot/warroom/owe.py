"""What each entry owes to the world: messages and files to be sent, timers to be set or taken away.

Pure. The rows are stored in the same transaction as the entry, so nothing is announced that was not recorded and
nothing recorded goes unannounced. How a row is carried out is `comms`' matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.declaring import room_name
from bot.warroom.incident import Incident
from bot.warroom.leading import rungs
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

MIM_TIMERS = frozenset({"mim_remind", "mim_rung"})
UPDATE_TIMERS = frozenset({"update_warn", "update_due", "update_send", "update_escalate"})


@dataclass(frozen=True, slots=True)
class Cancel:
    """Timers to take away: of these kinds, of one subject or of all."""

    kinds: frozenset[str]
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """Everything one entry owes. Cancellations come before the timers that are set."""

    owed: tuple[Owed, ...] = ()
    timers: tuple[TimerSpec, ...] = ()
    cancels: tuple[Cancel, ...] = ()

    def __add__(self, other: Debt) -> Debt:
        return Debt(self.owed + other.owed, self.timers + other.timers, self.cancels + other.cancels)


NOTHING = Debt()

SPOKEN = frozenset(
    {
        "room_opened", "mim_paged", "mim_accepted", "mim_unanswered", "handover_offered", "handover_accepted",
        "handover_declined", "role_assigned", "role_released", "severity_changed", "state_changed", "resolved",
        "reopened", "closed", "cancelled", "update_drafted", "update_snoozed", "update_requested",
        "update_published", "promise_missed", "promise_escalated", "task_added", "task_done", *e.MARK_KINDS,
    }
)  # fmt: skip
ON_CARD = SPOKEN - {"room_opened", "update_drafted", "update_requested", "promise_escalated"} | {
    "milestone", "marked", "unmarked", "update_promised",
}  # fmt: skip
ON_TOPIC = frozenset(
    {
        "mim_paged", "mim_accepted", "handover_accepted", "severity_changed", "state_changed", "resolved", "reopened",
        "closed", "cancelled", "update_promised", "update_published",
    }
)  # fmt: skip
ON_ANNOUNCEMENT = frozenset(
    {"severity_changed", "state_changed", "resolved", "reopened", "closed", "cancelled", "mim_accepted"}
)


def owe(entry: Entry, state: Incident, policy: Policy) -> Debt:
    """What `entry` owes, `state` being the incident after it."""
    if entry.kind in _SILENT:
        return NOTHING
    special = _DEBTS.get(type(entry.event))
    debt = special(entry.event, entry, state, policy) if special else NOTHING
    return debt + Debt(owed=tuple(_ordinary(entry, state, policy)))


_SILENT = frozenset({"message", "message_edited", "message_deleted", "joined", "left", "topic_set"})


def _ordinary(entry: Entry, state: Incident, policy: Policy) -> Iterable[Owed]:
    if state.room is None or state.room.archived:
        return
    if entry.kind in SPOKEN:
        yield say(state, entry.seq)
    if entry.kind in ON_CARD:
        yield _refresh("room.card", state, entry)
    if entry.kind in ON_TOPIC:
        yield _refresh("room.topic", state, entry)
    if entry.kind in ON_ANNOUNCEMENT and "announcement" in state.posts:
        yield _refresh("announce", state, entry)


def step(state: Incident, name: str, suffix: str, **more: Any) -> Owed:
    """An outbox row of this incident; the key is built so that one cause owes it once."""
    return Owed(key=f"{name}:{state.number}:{suffix}", step=name, number=state.number, **more)


def opening_lane(state: Incident) -> str:
    """The lane of the room's creation: what stands in it waits until the room is open or has failed."""
    return f"open:{state.number}"


def say(state: Incident, seq: int) -> Owed:
    """The entry's message in the room; messages there keep their order."""
    return step(state, "room.say", str(seq), payload={"seq": seq}, lane=f"room:{state.number}")


def tell(state: Incident, user: str, seq: int, as_: str) -> Owed:
    """A direct message about an entry."""
    return step(state, "person.say", f"{seq}:{as_}:{user}", payload={"seq": seq, "user": user, "as": as_})


def _refresh(name: str, state: Incident, entry: Entry) -> Owed:
    return step(state, name, str(entry.seq), slot=f"{name}:{state.number}")


def _invite(state: Incident, suffix: str, refs: Iterable[str]) -> tuple[Owed, ...]:
    wanted = [ref for ref in refs if ref]
    return (step(state, "room.invite", suffix, payload={"refs": wanted}),) if wanted else ()


def _declared(_event: e.IncidentDeclared, _entry: Entry, state: Incident, policy: Policy) -> Debt:
    name = room_name(policy.room.name, state.number, state.title, drill=state.drill)
    payload = {"name": name, "private": state.private}
    create = step(state, "room.create", "0", payload=payload, lane=opening_lane(state))
    return Debt(owed=(create,))


def _room_opened(_event: e.RoomOpened, _entry: Entry, state: Incident, policy: Policy) -> Debt:
    people = dict.fromkeys((state.reporter, *state.holding("mim"), *(h.person for h in state.holders)))
    first = (
        *_invite(state, "people", [person.id for person in people]),
        *(_team_invite(state, team, "opened") for team in _teams(state, policy)),
        step(state, "room.card", "first", slot=f"room.card:{state.number}"),
        step(state, "room.topic", "first", slot=f"room.topic:{state.number}"),
        *(_bookmark(state, index, link.title, link.url) for index, link in enumerate(_links(state, policy))),
    )
    return Debt(owed=(*first, *_announcement(state, policy), *_waiting_words(state)))


def _team_invite(state: Incident, team: str, why: str) -> Owed:
    return step(state, "room.invite", f"{why}:{team}", payload={"refs": [team]})


def _teams(state: Incident, policy: Policy) -> tuple[str, ...]:
    of_services = (team for name in state.services if name in policy.services for team in policy.services[name].teams)
    return tuple(dict.fromkeys((*policy.severity(state.severity).teams, *of_services)))


def _links(state: Incident, policy: Policy) -> list[Any]:
    of_services = [link for name in state.services if name in policy.services for link in policy.services[name].links]
    return [*policy.room.bookmarks, *of_services]


def _bookmark(state: Incident, index: int, title: str, url: str) -> Owed:
    return step(state, "room.bookmark", str(index), payload={"title": title, "url": url})


def _announcement(state: Incident, policy: Policy) -> tuple[Owed, ...]:
    if state.private or not policy.room.announce_in:
        return ()
    return (step(state, "announce", "first", slot=f"announce:{state.number}"),)


def _waiting_words(state: Incident) -> tuple[Owed, ...]:
    """What could not be said before there was a room: who is asked to lead."""
    lead = state.lead
    if lead is None or lead.accepted:
        return ()
    return (say(state, lead.seq), tell(state, lead.person.id, lead.seq, "page"))


def _mim_paged(event: e.MimPaged, entry: Entry, state: Incident, policy: Policy) -> Debt:
    remind = _reminder(entry.recorded_at, state, policy)
    ladder = _ladder(entry.recorded_at, state, policy) if event.why in {"first", "assigned"} else ()
    return Debt(owed=_page(event, entry, state), timers=(remind, *ladder))


def _reminder(start: Moment, state: Incident, policy: Policy) -> TimerSpec:
    wait = policy.severity(state.severity).acceptance.remind_after
    return TimerSpec(kind="mim_remind", subject="", due_at=start + wait)


def _page(event: e.MimPaged, entry: Entry, state: Incident) -> tuple[Owed, ...]:
    if state.room is None:
        return ()
    return (*_invite(state, f"mim:{entry.seq}", [event.person.id]), tell(state, event.person.id, entry.seq, "page"))


def _ladder(start: Moment, state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    return tuple(
        TimerSpec(kind="mim_rung", subject=str(rung), due_at=start + timedelta(seconds=wait))
        for rung, wait in rungs(policy, state.severity)
    )


def _mim_accepted(event: e.MimAccepted, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    invited = _invite(state, f"mim:{entry.seq}", [event.person.id]) if state.room else ()
    duties = tell(state, event.person.id, entry.seq, "duties:mim")
    return Debt(owed=(*invited, duties), cancels=(Cancel(MIM_TIMERS),))


def _handover_offered(event: e.HandoverOffered, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(*_invite(state, f"mim:{entry.seq}", [event.to.id]), tell(state, event.to.id, entry.seq, "page")))


def _handover_accepted(event: e.HandoverAccepted, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, event.person.id, entry.seq, "duties:mim"),))


def _mim_unanswered(event: e.MimUnanswered, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "page") for person in event.asked))


def _role_assigned(event: e.RoleAssigned, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    invited = _invite(state, f"role:{entry.seq}", [event.person.id]) if state.room else ()
    return Debt(owed=(*invited, tell(state, event.person.id, entry.seq, f"duties:{event.role}")))


def _severity_changed(event: e.SeverityChanged, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if state.room is None:
        return NOTHING
    before = set(policy.severity(event.before).teams)
    more = (team for team in policy.severity(event.after).teams if team not in before)
    return Debt(owed=tuple(_team_invite(state, team, f"severity:{entry.seq}") for team in more))


def _posted(event: e.Posted, _entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if event.what != "card":
        return NOTHING
    return Debt(owed=(step(state, "room.pin", event.ts),))


def _promised(event: e.UpdatePromised, entry: Entry, _state: Incident, policy: Policy) -> Debt:
    interval = event.due_at - entry.recorded_at
    warn_at = entry.recorded_at + interval * policy.updates.warn_at
    return Debt(
        timers=(
            TimerSpec(kind="update_warn", subject=event.audience, due_at=warn_at),
            TimerSpec(kind="update_due", subject=event.audience, due_at=event.due_at),
        ),
        cancels=(Cancel(frozenset({"update_send"}), event.audience),),
    )


def _snoozed(event: e.UpdateSnoozed, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(timers=(TimerSpec(kind="update_send", subject=event.audience, due_at=event.until),))


def _missed(event: e.PromiseMissed, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if event.audience not in state.promises:
        return NOTHING
    wait = policy.updates.escalate_after
    return Debt(
        timers=tuple(
            TimerSpec(
                kind="update_escalate", subject=f"{event.audience}:{rung}", due_at=entry.recorded_at + wait * (rung + 1)
            )
            for rung in range(2)
        )
    )


def _escalated(event: e.PromiseEscalated, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, event.told.id, entry.seq, "overdue"),))


def _published(event: e.UpdatePublished, entry: Entry, state: Incident, policy: Policy) -> Debt:
    known = [policy.audiences[name] for name in event.audiences if name in policy.audiences]
    sent = tuple(
        step(
            state,
            "update.send",
            f"{event.number}:{audience.name}:{channel}",
            payload={"audience": audience.name, "channel": channel, "seq": entry.seq},
            lane=f"update:{state.number}:{channel}",
        )
        for audience in known
        for channel in audience.channels
    )
    cancels = tuple(Cancel(UPDATE_TIMERS - {"update_escalate"}, name) for name in event.audiences)
    escalations = tuple(
        Cancel(frozenset({"update_escalate"}), f"{name}:{rung}") for name in event.audiences for rung in range(2)
    )
    return Debt(owed=sent, cancels=(*cancels, *escalations))


def _review_drafted(event: e.ReviewDrafted, _entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=tuple(_file(state, "review", event.version, extension) for extension in ("md", "html")))


def _exported(event: e.Exported, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(_file(state, "timeline", entry.seq, event.format),))


def _file(state: Incident, what: str, version: int, extension: str) -> Owed:
    name = f"{state.reference}-{what}-{version}.{extension}"
    payload = {"what": what, "format": extension, "name": name}
    return step(state, "file.share", f"{what}:{version}:{extension}", payload=payload, lane=f"files:{state.number}")


def _ended(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    archive = TimerSpec(kind="room_archive", subject="", due_at=entry.recorded_at + policy.room.archive_after)
    return Debt(timers=(archive,), cancels=(Cancel(MIM_TIMERS | UPDATE_TIMERS),))


def _resolved(_event: Any, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(MIM_TIMERS | UPDATE_TIMERS),))


def _reopened(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    cancels = (Cancel(frozenset({"room_archive"})),)
    if state.lead is None or state.lead.accepted:
        return Debt(cancels=cancels)
    timers = (_reminder(entry.recorded_at, state, policy), *_ladder(entry.recorded_at, state, policy))
    return Debt(cancels=cancels, timers=timers)


def _step_failed(event: e.StepFailed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived or event.step in {"room.say", "room.archive"}:
        return NOTHING
    return Debt(owed=(say(state, entry.seq),))


_DEBTS: dict[type, Callable[[Any, Entry, Incident, Policy], Debt]] = {
    e.IncidentDeclared: _declared,
    e.RoomOpened: _room_opened,
    e.MimPaged: _mim_paged,
    e.MimAccepted: _mim_accepted,
    e.MimUnanswered: _mim_unanswered,
    e.HandoverOffered: _handover_offered,
    e.HandoverAccepted: _handover_accepted,
    e.RoleAssigned: _role_assigned,
    e.SeverityChanged: _severity_changed,
    e.Posted: _posted,
    e.UpdatePromised: _promised,
    e.UpdateSnoozed: _snoozed,
    e.PromiseMissed: _missed,
    e.PromiseEscalated: _escalated,
    e.UpdatePublished: _published,
    e.ReviewDrafted: _review_drafted,
    e.Exported: _exported,
    e.IncidentClosed: _ended,
    e.IncidentCancelled: _ended,
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
    e.StepFailed: _step_failed,
}
