"""What entries owe for the review: files when it is published, reminders while it is not, the invitation. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, step, tell
from bot.warroom.owing.ending import file
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.reviews import review_due
from bot.warroom.timeline import Entry

REMIND = "review_remind"
NO_CANVAS = "no_canvas"
SPOKEN = frozenset({
    "review_started", "review_section_edited", "review_published", "review_reopened", "review_reminded",
    "review_meeting",
})  # fmt: skip
SHARED = ("md", "html")


def _resolved(event: e.IncidentResolved, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """A major incident's review has a date; exercises are reminded of nothing."""
    if not state.major or state.drill or state.replay or state.reviewing.edition or not policy.review.reminders:
        return NOTHING
    due_at = _due(state, entry.occurred_at, policy)
    first = max(due_at - policy.review.remind_before, entry.recorded_at)
    return Debt(timers=(TimerSpec(kind=REMIND, subject="0", due_at=first),))


def _due(state: Incident, otherwise: Moment, policy: Policy) -> Moment:
    resolved = state.milestones.get("resolved")
    return review_due(state.severity, resolved.at if resolved else otherwise, policy)


def _reminded(event: e.ReviewReminded, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Each person once, the next round, as long as the policy goes on."""
    people = {each.person.id: each.person for each in event.wanting if each.person}
    people |= {person.id: person for person in state.holding("mim")}
    owed = tuple(tell(state, user, entry.seq, f"review:{user}") for user in people if state.may_hear(user))
    if event.round >= policy.review.reminders:
        return Debt(owed=owed)
    following = entry.recorded_at + policy.review.remind_every if event.overdue else event.due_at
    return Debt(owed=owed, timers=(TimerSpec(kind=REMIND, subject=str(event.round + 1), due_at=following),))


def _published(event: e.ReviewPublished, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """The files of this edition in the room, and its canvas; in the channel that the policy names, a card and files."""
    owed = [file(state, "review", f"published-{event.edition}", extension) for extension in SHARED]
    if policy.review.canvas:
        owed.append(step(state, "review.canvas", str(entry.seq), payload={"seq": entry.seq}))
    return Debt(owed=(*owed, *_elsewhere(event, entry, state)), cancels=(Cancel(frozenset({REMIND})),))


def without_canvas(state: Incident, seq: int) -> tuple[Owed, ...]:
    """Whoever leads hears that the workspace has no canvases: once for each incident, whatever the edition."""
    payload = {"seq": seq, "as": NO_CANVAS}
    return tuple(
        step(state, "person.say", f"{NO_CANVAS}:{person.id}", payload={**payload, "user": person.id})
        for person in state.holding("mim")
        if state.may_hear(person.id)
    )


def _elsewhere(event: e.ReviewPublished, entry: Entry, state: Incident) -> list[Owed]:
    """Never of a private incident: its decision names no channel, and this looks once more."""
    if not event.shared_in or state.private:
        return []
    lane = f"review:{state.number}"
    where = {"seq": entry.seq, "channel": event.shared_in}
    posted = step(state, "review.post", str(entry.seq), payload=where, lane=lane)
    name = f"{'DRILL-' if state.drill else ''}{state.reference}-review-published-{event.edition}"
    files = [
        step(state, "review.file", f"{entry.seq}:{extension}", lane=lane,
             payload={**where, "format": extension, "name": f"{name}.{extension}"})
        for extension in SHARED
    ]  # fmt: skip
    return [posted, *files]


def _met(event: e.ReviewMeetingSet, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """The invitation in the room, and word of it to everybody with a role."""
    invitation = file(state, "meeting", event.sequence, "ics")
    owed = [tell(state, person.id, entry.seq, "meeting") for person in _roles(state) if state.may_hear(person.id)]
    return Debt(owed=(invitation, *owed))


def _roles(state: Incident) -> tuple[Person, ...]:
    held = (*state.holding("mim"), *(holder.person for holder in state.holders))
    return tuple({person.id: person for person in held}.values())


def _reopened(_event: e.IncidentReopened, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({REMIND})),))


DEBTS: Debts = {
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
    e.ReviewReminded: _reminded,
    e.ReviewPublished: _published,
    e.ReviewMeetingSet: _met,
}
