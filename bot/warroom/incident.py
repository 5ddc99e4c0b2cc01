"""The state of an incident, and how each entry of its timeline changes it.

Replaying all entries gives the stored state; `posko verify` and a test hold the two together. Nothing is decided
here: an entry is a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import Field

from bot.warroom import events as e
from bot.warroom.base import Moment, Person, SlackRef, Value
from bot.warroom.lifecycle import State
from bot.warroom.milestones import Milestone
from bot.warroom.timeline import Entry


class WarRoom(Value):
    """The incident's channel."""

    channel: str
    name: str
    archived: bool = False


class Holder(Value):
    """Somebody holding a role."""

    role: str
    person: Person


class Lead(Value):
    """Who owns the incident now. Until `accepted` they were only asked; `rung` is how far the ladder has gone.

    `seq` is the entry that put them there.
    """

    person: Person
    accepted: bool = False
    rung: int = 0
    paged_at: Moment | None = None
    seq: int = 0
    handover_to: Person | None = None


class Promise(Value):
    """The next update an audience was promised. `send_at` is later than `due_at` only after a snooze."""

    due_at: Moment
    send_at: Moment
    made_at: Moment
    warned: bool = False
    missed: bool = False


class Said(Value):
    """A text that stands until a later one replaces it or it is taken back (`key` names the mark)."""

    text: str
    key: str


class Task(Value):
    """Work that is owed."""

    number: int
    text: str
    owner: Person | None = None
    due_at: Moment | None = None
    done: bool = False


class Phase(Value):
    """The incident entered this state at this moment."""

    state: State
    at: Moment


class Incident(Value):
    """One incident as it stands after its last entry."""

    number: int
    reference: str
    title: str
    severity: str
    state: State = "investigating"
    state_text: str = ""
    private: bool = False
    drill: bool = False
    major: bool = True
    reporter: Person
    declared_at: Moment
    criterion: str = ""
    symptoms: str = ""
    services: tuple[str, ...] = ()
    impacts: tuple[Said, ...] = ()
    workarounds: tuple[Said, ...] = ()
    room: WarRoom | None = None
    posts: Mapping[str, SlackRef] = Field(default_factory=dict)
    topic: str = ""
    lead: Lead | None = None
    holders: tuple[Holder, ...] = ()
    milestones: Mapping[str, Milestone] = Field(default_factory=dict)
    promises: Mapping[str, Promise] = Field(default_factory=dict)
    updates: int = 0
    updated_seq: int = 0
    updated_at: Moment | None = None
    tasks: tuple[Task, ...] = ()
    people: Mapping[str, str] = Field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    review: int = 0

    @property
    def impact(self) -> str:
        """The latest words about the impact, or nothing."""
        return self.impacts[-1].text if self.impacts else ""

    @property
    def workaround(self) -> str:
        """The latest words about a workaround, or nothing."""
        return self.workarounds[-1].text if self.workarounds else ""

    @property
    def mim(self) -> Person | None:
        """Who owns the incident now, accepted or not."""
        return self.lead.person if self.lead else None

    @property
    def next_due(self) -> Moment | None:
        """The earliest promised update."""
        return min((promise.due_at for promise in self.promises.values()), default=None)

    def holding(self, role: str) -> tuple[Person, ...]:
        """Everybody who holds that role."""
        if role == "mim":
            return (self.lead.person,) if self.lead else ()
        return tuple(each.person for each in self.holders if each.role == role)

    def role_of(self, person: Person) -> str | None:
        """The first role that somebody holds: what the timeline's role column shows."""
        if self.mim and self.mim.id == person.id:
            return "mim"
        return next((each.role for each in self.holders if each.person.id == person.id), None)

    def concerns(self, user: str) -> bool:
        """Whether somebody belongs to this incident: in its room, holding a role, or its reporter."""
        return (
            user in self.people
            or user == self.reporter.id
            or bool(self.mim and self.mim.id == user)
            or any(each.person.id == user for each in self.holders)
        )


def replay(entries: Iterable[Entry]) -> Incident:
    """The incident that these entries, from the first on, amount to. Raises ValueError when there are none."""
    state: Incident | None = None
    for entry in entries:
        state = evolve(state, entry)
    if state is None:
        raise ValueError("an incident needs at least the entry that declares it")
    return state


def evolve(state: Incident | None, entry: Entry) -> Incident:
    """The incident after one more entry; the same object when the entry changes nothing in the state."""
    event = entry.event
    if isinstance(event, e.IncidentDeclared):
        return _declared(event, entry)
    if state is None:
        raise ValueError(f"entry {entry.seq} ({event.kind}) comes before the declaration")
    change = _CHANGES.get(type(event))
    update = change(state, event, entry) if change else None
    return state.model_copy(update=update) if update else state


Change = dict[str, Any] | None


def _declared(event: e.IncidentDeclared, entry: Entry) -> Incident:
    return Incident(
        number=event.number,
        reference=event.reference,
        title=event.title,
        severity=event.severity,
        private=event.private,
        drill=event.drill,
        major=event.major,
        reporter=event.reporter,
        declared_at=entry.occurred_at,
        criterion=event.criterion,
        symptoms=event.symptoms,
        services=event.services,
        impacts=(Said(text=event.impact, key="declared"),) if event.impact else (),
        phases=(Phase(state="investigating", at=entry.occurred_at),),
        people={event.reporter.id: event.reporter.name},
    )


def _room_opened(_state: Incident, event: e.RoomOpened, _entry: Entry) -> Change:
    return {"room": WarRoom(channel=event.channel, name=event.name)}


def _room_archived(state: Incident, _event: e.RoomArchived, _entry: Entry) -> Change:
    return {"room": state.room.model_copy(update={"archived": True})} if state.room else None


def _posted(state: Incident, event: e.Posted, _entry: Entry) -> Change:
    return {"posts": {**state.posts, event.what: SlackRef(channel=event.channel, ts=event.ts)}}


def _topic_set(_state: Incident, event: e.TopicSet, _entry: Entry) -> Change:
    return {"topic": event.topic}


def _role_assigned(state: Incident, event: e.RoleAssigned, _entry: Entry) -> Change:
    holder = Holder(role=event.role, person=event.person)
    return {"holders": (*(h for h in state.holders if h != holder), holder)}


def _role_released(state: Incident, event: e.RoleReleased, _entry: Entry) -> Change:
    kept = (h for h in state.holders if (h.role, h.person.id) != (event.role, event.person.id))
    return {"holders": tuple(kept)}


def _mim_paged(_state: Incident, event: e.MimPaged, entry: Entry) -> Change:
    return {"lead": Lead(person=event.person, rung=event.rung, paged_at=entry.recorded_at, seq=entry.seq)}


def _mim_accepted(_state: Incident, event: e.MimAccepted, entry: Entry) -> Change:
    return {"lead": Lead(person=event.person, accepted=True, seq=entry.seq)}


def _handover_offered(state: Incident, event: e.HandoverOffered, _entry: Entry) -> Change:
    return {"lead": state.lead.model_copy(update={"handover_to": event.to})} if state.lead else None


def _handover_accepted(_state: Incident, event: e.HandoverAccepted, entry: Entry) -> Change:
    return {"lead": Lead(person=event.person, accepted=True, seq=entry.seq)}


def _handover_declined(state: Incident, _event: e.HandoverDeclined, _entry: Entry) -> Change:
    return {"lead": state.lead.model_copy(update={"handover_to": None})} if state.lead else None


def _severity_changed(_state: Incident, event: e.SeverityChanged, _entry: Entry) -> Change:
    return {"severity": event.after}


def _moved(state: Incident, after: State, entry: Entry) -> dict[str, Any]:
    return {"state": after, "phases": (*state.phases, Phase(state=after, at=entry.occurred_at))}


def _state_changed(state: Incident, event: e.StateChanged, entry: Entry) -> Change:
    return {**_moved(state, event.after, entry), "state_text": event.text}  # type: ignore[arg-type]


def _resolved(state: Incident, _event: e.IncidentResolved, entry: Entry) -> Change:
    return {**_moved(state, "resolved", entry), "promises": {}}


def _reopened(state: Incident, _event: e.IncidentReopened, entry: Entry) -> Change:
    after = {name: at for name, at in state.milestones.items() if name not in {"resolved", "confirmed", "closed"}}
    return {**_moved(state, "investigating", entry), "milestones": after, "state_text": ""}


def _closed(state: Incident, _event: e.IncidentClosed, entry: Entry) -> Change:
    return {**_moved(state, "closed", entry), "promises": {}}


def _cancelled(state: Incident, _event: e.IncidentCancelled, entry: Entry) -> Change:
    return {**_moved(state, "cancelled", entry), "promises": {}}


def _milestone(state: Incident, event: e.MilestoneSet, _entry: Entry) -> Change:
    milestone = Milestone(at=event.at, source=event.source)
    return {"milestones": {**state.milestones, event.milestone: milestone}}


_STACKS = {"impact": "impacts", "workaround": "workarounds"}


def _pushed(state: Incident, kind: str, text: str, key: str) -> Change:
    stack = _STACKS.get(kind)
    if stack is None:
        return None
    kept = tuple(said for said in getattr(state, stack) if said.key != key)
    return {stack: (*kept, Said(text=text, key=key))}


def _remark(state: Incident, event: e.Remark, entry: Entry) -> Change:
    return _pushed(state, event.kind, event.text, f"entry:{entry.seq}")


def _mark_key(event: e.MessageMarked | e.MessageUnmarked, entry: Entry) -> str:
    """Whoever takes a mark back takes back their own; what somebody else marked stands."""
    return f"mark:{event.target}:{event.by}:{entry.actor.id if entry.actor else ''}"


def _marked(state: Incident, event: e.MessageMarked, entry: Entry) -> Change:
    return _pushed(state, event.mark, event.text, _mark_key(event, entry))


def _unmarked(state: Incident, event: e.MessageUnmarked, entry: Entry) -> Change:
    stack = _STACKS.get(event.mark)
    if stack is None:
        return None
    key = _mark_key(event, entry)
    return {stack: tuple(said for said in getattr(state, stack) if said.key != key)}


def _joined(state: Incident, event: e.PersonJoined, _entry: Entry) -> Change:
    return {"people": {**state.people, event.person.id: event.person.name}}


def _left(state: Incident, event: e.PersonLeft, _entry: Entry) -> Change:
    return {"people": {user: name for user, name in state.people.items() if user != event.person.id}}


def _promised(state: Incident, event: e.UpdatePromised, entry: Entry) -> Change:
    promise = Promise(due_at=event.due_at, send_at=event.due_at, made_at=entry.recorded_at)
    return {"promises": {**state.promises, event.audience: promise}}


def _snoozed(state: Incident, event: e.UpdateSnoozed, _entry: Entry) -> Change:
    return _promise_with(state, event.audience, send_at=event.until)


def _drafted(state: Incident, event: e.UpdateDrafted, _entry: Entry) -> Change:
    warned = {
        name: p.model_copy(update={"warned": name in event.audiences or p.warned}) for name, p in state.promises.items()
    }
    return {"promises": warned}


def _missed(state: Incident, event: e.PromiseMissed, _entry: Entry) -> Change:
    return _promise_with(state, event.audience, missed=True)


def _promise_with(state: Incident, audience: str, **change: Any) -> Change:
    promise = state.promises.get(audience)
    if promise is None:
        return None
    return {"promises": {**state.promises, audience: promise.model_copy(update=change)}}


def _published(state: Incident, event: e.UpdatePublished, entry: Entry) -> Change:
    told = set(event.audiences)
    return {
        "updates": event.number,
        "updated_seq": entry.seq,
        "updated_at": entry.occurred_at,
        "promises": {name: promise for name, promise in state.promises.items() if name not in told},
    }


def _task_added(state: Incident, event: e.TaskAdded, _entry: Entry) -> Change:
    task = Task(number=event.task, text=event.text, owner=event.owner, due_at=event.due_at)
    return {"tasks": (*state.tasks, task)}


def _task_done(state: Incident, event: e.TaskDone, _entry: Entry) -> Change:
    return {"tasks": tuple(t.model_copy(update={"done": True}) if t.number == event.task else t for t in state.tasks)}


def _reviewed(_state: Incident, event: e.ReviewDrafted, _entry: Entry) -> Change:
    return {"review": event.version}


_CHANGES: dict[type[Value], Callable[[Incident, Any, Entry], Change]] = {
    e.RoomOpened: _room_opened,
    e.RoomArchived: _room_archived,
    e.Posted: _posted,
    e.TopicSet: _topic_set,
    e.RoleAssigned: _role_assigned,
    e.RoleReleased: _role_released,
    e.MimPaged: _mim_paged,
    e.MimAccepted: _mim_accepted,
    e.HandoverOffered: _handover_offered,
    e.HandoverAccepted: _handover_accepted,
    e.HandoverDeclined: _handover_declined,
    e.SeverityChanged: _severity_changed,
    e.StateChanged: _state_changed,
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
    e.IncidentClosed: _closed,
    e.IncidentCancelled: _cancelled,
    e.MilestoneSet: _milestone,
    e.Remark: _remark,
    e.MessageMarked: _marked,
    e.MessageUnmarked: _unmarked,
    e.PersonJoined: _joined,
    e.PersonLeft: _left,
    e.UpdatePromised: _promised,
    e.UpdateDrafted: _drafted,
    e.UpdateSnoozed: _snoozed,
    e.PromiseMissed: _missed,
    e.UpdatePublished: _published,
    e.TaskAdded: _task_added,
    e.TaskDone: _task_done,
    e.ReviewDrafted: _reviewed,
}
