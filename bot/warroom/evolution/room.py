"""How entries change the state: the room, its posts, who is in it. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.evolution.assembly import needed_again
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, WarRoom
from bot.warroom.timeline import Entry


def _room_opened(state: Incident, event: e.RoomOpened, _entry: Entry) -> Change:
    opened = {"room": WarRoom(channel=event.channel, name=event.name)}
    if state.room is None or state.room.channel == event.channel:
        return opened
    return {**opened, **_moved_from(state.room, state)}


def _moved_from(room: WarRoom, state: Incident) -> dict[str, Any]:
    """What hung in the former room stays there; the new one gets its own."""
    kept = {what: at for what, at in state.posts.items() if at.channel != room.channel}
    return {"former_rooms": (*state.former_rooms, room), "posts": kept, "topic": ""}


def _room_archived(state: Incident, _event: e.RoomArchived, _entry: Entry) -> Change:
    return {"room": state.room.model_copy(update={"archived": True})} if state.room else None


def _posted(state: Incident, event: e.Posted, _entry: Entry) -> Change:
    return {"posts": {**state.posts, event.what: SlackRef(channel=event.channel, ts=event.ts)}}


def _topic_set(_state: Incident, event: e.TopicSet, _entry: Entry) -> Change:
    return {"topic": event.topic}


def _joined(state: Incident, event: e.PersonJoined, _entry: Entry) -> Change:
    people = {**state.people, event.person.id: event.person.name}
    return {"people": people, **needed_again(state, event.person)}


def _left(state: Incident, event: e.PersonLeft, _entry: Entry) -> Change:
    return {"people": {user: name for user, name in state.people.items() if user != event.person.id}}


CHANGES: Changes = {
    e.RoomOpened: _room_opened,
    e.RoomArchived: _room_archived,
    e.Posted: _posted,
    e.TopicSet: _topic_set,
    e.PersonJoined: _joined,
    e.PersonLeft: _left,
}
