"""How entries change the state: promises and updates. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.drafts import Asleep, LastTold, Waiting
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.evolution.updates import settled
from bot.warroom.incident import Incident, Promise
from bot.warroom.timeline import Entry


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


def _requested(state: Incident, event: e.UpdateRequested, _entry: Entry) -> Change:
    return {"update_requests": (*state.update_requests, event.person)}


def _published(state: Incident, event: e.UpdatePublished, entry: Entry) -> Change:
    told = set(event.audiences)
    return {
        "waiting_updates": _still_waiting(state, event, entry),
        "updates": event.number,
        "updated_seq": entry.seq,
        "updated_at": entry.occurred_at,
        "told_at": {**state.told_at, **dict.fromkeys(event.audiences, entry.occurred_at)},
        "update_requests": (),
        "promises": {name: promise for name, promise in state.promises.items() if name not in told},
        "sent": {**state.sent, event.number: event.audiences},
        "asleep": {**state.asleep, **{name: Asleep(number=event.number, until=at) for name, at in event.waits.items()}},
        "last_told": {**state.last_told, **_read(state, event, entry)},
    }


def _still_waiting(state: Incident, event: e.UpdatePublished, entry: Entry) -> tuple[Waiting, ...]:
    """Older words that wait are out of date once somebody has told that audience newer ones.

    What the clock sends, a holding statement and a correction leave them be: those say nothing newer.
    """
    if event.automatic or event.holding or event.corrects is not None:
        return state.waiting_updates
    return tuple(
        settled(each, "replaced", entry) if each.audience in event.audiences and each.corrects is None else each
        for each in state.waiting_updates
    )


def _read(state: Incident, event: e.UpdatePublished, entry: Entry) -> dict[str, LastTold]:
    """What people wrote that these audiences have read now."""
    if event.holding:
        return _moments_read(state, event, entry) if event.facts.get("changes") else {}
    said = {key: str(event.facts.get(key, "")) for key in ("text", "impact", "workaround")}
    stood = {"seq": entry.seq, "phase": len(state.phases), "standing": state.state_text}
    told = LastTold.model_validate({"number": event.number, **said, **stood})
    return dict.fromkeys(event.audiences, told)


def _moments_read(state: Incident, event: e.UpdatePublished, entry: Entry) -> dict[str, LastTold]:
    """A holding statement told key moments, and no words that anybody wrote for it."""
    before = ((name, state.last_told.get(name, LastTold(number=event.number))) for name in event.audiences)
    return {name: last.model_copy(update={"seq": entry.seq}) for name, last in before}


CHANGES: Changes = {
    e.UpdatePromised: _promised,
    e.UpdateDrafted: _drafted,
    e.UpdateSnoozed: _snoozed,
    e.PromiseMissed: _missed,
    e.UpdateRequested: _requested,
    e.UpdatePublished: _published,
}
