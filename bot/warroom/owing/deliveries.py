"""What updates owe on their way out: one row for each audience and place, and the next place when one fails. Pure."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts, refresh, say, step
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed
from bot.warroom.releasing import Release, released
from bot.warroom.timeline import Entry

UPDATE_SEND, UPDATE_ROOT = "update.send", "update.root"


def deliveries(event: e.UpdatePublished, entry: Entry, state: Incident, policy: Policy) -> tuple[Owed, ...]:
    """A row for every place that a published update goes to."""
    return tuple(_first(event, release, entry, state) for release in released(event, entry, state, policy))


def _first(event: e.UpdatePublished, release: Release, entry: Entry, state: Incident) -> Owed:
    ref, *then = release.route.refs
    row = _row(state, event.number, release.audience.name, ref, seq=entry.seq, then=list(then))
    return row.model_copy(update={"not_before": release.not_before})


def _row(state: Incident, number: int, audience: str, ref: str, **payload: Any) -> Owed:
    """One delivery. The key makes a place told once, even if it also stands in for another one."""
    return step(
        state,
        UPDATE_SEND,
        f"{number}:{audience}:{ref}",
        payload={"number": number, "audience": audience, "channel": ref, **payload},
        lane=f"update:{state.number}:{ref}",
    )


def _failed(event: e.DeliveryFailed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    told = Debt(owed=(say(state, entry.seq),)) if state.room and not state.room.archived else NOTHING
    if not event.then:
        return told
    ref, *then = event.then
    row = _row(state, event.number, event.audience, ref, seq=event.seq, then=then, instead_of=event.channel)
    return told + Debt(owed=(row,))


def thread_of(ref: str) -> str:
    """What the first message of a thread of updates is called among the posts of the incident."""
    return f"told:{ref}"


def _delivered(event: e.UpdateDelivered, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """What had waited for morning does no longer; and a thread that stood before says at its head what is latest."""
    return _woken(event, entry, state) + _headed(event, state)


def _woken(event: e.UpdateDelivered, entry: Entry, state: Incident) -> Debt:
    """The card listed it until now."""
    waited = state.asleep.get(event.audience)
    if waited is None or waited.number != event.number or state.room is None or state.room.archived:
        return NOTHING
    return Debt(owed=(refresh("room.card", state, entry),))


def _headed(event: e.UpdateDelivered, state: Incident) -> Debt:
    """Whenever Slack lets it be changed."""
    if thread_of(event.channel) not in state.posts:
        return NOTHING
    suffix = f"{event.number}:{event.audience}:{event.channel}"
    payload = {"audience": event.audience, "channel": event.channel}
    slot = f"{UPDATE_ROOT}:{state.number}:{event.channel}"
    return Debt(owed=(step(state, UPDATE_ROOT, suffix, payload=payload, slot=slot),))


DEBTS: Debts = {e.DeliveryFailed: _failed, e.UpdateDelivered: _delivered}
