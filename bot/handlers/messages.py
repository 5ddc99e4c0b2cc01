"""Slack's message events and history as facts of the timeline. Pure but for names; it stores nothing.

A message from an event and the same message from history give the same fact key, so catching up never doubles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, get_args

from bot.warroom.base import FileRef, Person, SlackRef
from bot.warroom.events import (
    MARK_KINDS,
    NUMBERED,
    MarkKind,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessagePosted,
    PersonJoined,
    PersonLeft,
)
from bot.warroom.timeline import Fact, Source

SAID = frozenset({None, "file_share", "thread_broadcast", "me_message", "bot_message"})
PREFIX = re.compile(rf"^\s*({'|'.join(MARK_KINDS)})\s*:\s*(?=\S)", re.IGNORECASE)
REFERENCE = re.compile(r"<([^<>\n]+)>")


class Names(Protocol):
    """Who is who and where we are, without asking anybody: what the directory already knows."""

    def known(self, user: str) -> Person | None:
        """The person of that id, if known."""
        ...

    def own(self, event: Mapping[str, Any]) -> bool:
        """Whether the bot itself said this."""
        ...

    def permalink(self, channel: str, ts: str, thread_ts: str | None) -> str:
        """The address of a message."""
        ...


def moment(ts: str) -> datetime:
    """When a Slack `ts` was, to the microsecond, without ever passing through a float."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int((micros or "0")[:6].ljust(6, "0")))


def person(names: Names, user: str | None, fallback: str = "") -> Person:
    """The person as known, or at least their id."""
    if not user:
        return Person(id="", name=fallback or "somebody")
    return names.known(user) or Person(id=user, name=fallback or user)


def facts_of(event: Mapping[str, Any], names: Names, source: Source = "message") -> tuple[Fact, ...]:
    """What a message event amounts to: nothing, a message (perhaps marked by its prefix), an edit, or a deletion."""
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _edited(event["channel"], event.get("message") or {}, event.get("previous_message") or {}, names)
    if subtype == "message_deleted":
        return _deleted(event, names)
    if subtype in SAID and not names.own(event):
        return _said(event, names, source)
    return ()


def _said(event: Mapping[str, Any], names: Names, source: Source) -> tuple[Fact, ...]:
    channel, ts, thread = event["channel"], event["ts"], event.get("thread_ts")
    text = readable(event.get("text") or "", names)
    said = Fact(
        event=MessagePosted(text=text, files=_files(event)),
        occurred_at=moment(ts),
        actor=person(names, event.get("user"), event.get("username") or ""),
        source=source,
        late=source == "catch_up",
        slack=SlackRef(channel=channel, ts=ts, thread_ts=thread if thread != ts else None),
        evidence=names.permalink(channel, ts, thread if thread != ts else None),
        key=message_key(channel, ts),
    )
    return (said, *_marked_by_prefix(said, text))


def message_key(channel: str, ts: str) -> str:
    """The fact key of a message: the same from an event, a repeated event, and history."""
    return f"m:{channel}:{ts}"


def _files(event: Mapping[str, Any]) -> tuple[FileRef, ...]:
    return tuple(
        FileRef(id=file.get("id", ""), name=file.get("name") or file.get("title") or "", link=file.get("permalink", ""))
        for file in event.get("files") or ()
    )


def _marked_by_prefix(said: Fact, text: str) -> tuple[Fact, ...]:
    found = PREFIX.match(text)
    if not found or said.slack is None or said.slack.ts is None:
        return ()
    mark = MessageMarked(
        mark=_kind(found.group(1)),
        target=said.slack.ts,
        text=text[found.end() :].strip(),
        author=said.actor.name if said.actor else "",
        by="prefix",
        numbered=_kind(found.group(1)) in NUMBERED,
    )
    return (said.model_copy(update={"event": mark, "key": f"p:{said.slack.channel}:{said.slack.ts}"}),)


def _kind(word: str) -> MarkKind:
    return next(kind for kind in get_args(MarkKind) if kind == word.lower())


def _edited(channel: str, after: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> tuple[Fact, ...]:
    edited = after.get("edited")
    if names.own(after) or not edited or after.get("text") == before.get("text"):
        return ()
    return (edit_of(channel, after, names, before=readable(before.get("text") or "", names)),)


def edit_of(
    channel: str, message: Mapping[str, Any], names: Names, *, before: str = "", source: Source = "message"
) -> Fact:
    """The edit that a message carries, as an entry of its own that points to the message."""
    ts, edited = message["ts"], message["edited"]
    thread = message.get("thread_ts")
    return Fact(
        event=MessageEdited(target=ts, text=readable(message.get("text") or "", names), before=before),
        occurred_at=moment(edited["ts"]),
        actor=person(names, edited.get("user") or message.get("user")),
        source=source,
        late=source == "catch_up",
        slack=SlackRef(channel=channel, ts=ts, thread_ts=thread if thread != ts else None),
        evidence=names.permalink(channel, ts, thread if thread != ts else None),
        key=f"e:{channel}:{ts}:{edited['ts']}",
    )


def _deleted(event: Mapping[str, Any], names: Names) -> tuple[Fact, ...]:
    before = event.get("previous_message") or {}
    if names.own(before):
        return ()
    channel, ts = event["channel"], event["deleted_ts"]
    return (
        Fact(
            event=MessageDeleted(target=ts),
            occurred_at=moment(event.get("event_ts") or event["ts"]),
            actor=person(names, before.get("user")),
            source="message",
            slack=SlackRef(channel=channel, ts=ts, thread_ts=before.get("thread_ts")),
            key=f"d:{channel}:{ts}",
        ),
    )


def membership(event: Mapping[str, Any], names: Names) -> Fact:
    """Somebody came into a room or left it."""
    who = person(names, event.get("user"))
    came = event["type"] == "member_joined_channel"
    stamp = event.get("event_ts") or event.get("ts") or "0.0"
    return Fact(
        event=PersonJoined(person=who) if came else PersonLeft(person=who),
        occurred_at=moment(stamp),
        actor=who,
        source="system",
        slack=SlackRef(channel=event["channel"]),
        key=f"{'j' if came else 'l'}:{event['channel']}:{who.id}:{stamp}",
    )


def readable(text: str, names: Names) -> str:
    """Slack's mrkdwn as a person reads it: mentions as @names, links as their address, entities as characters."""
    spelled = REFERENCE.sub(lambda found: _spelled(found.group(1), names), text)
    return spelled.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _spelled(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        known = names.known(target[1:])
        return f"@{known.name if known else label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return _special(target[1:], label)
    return f"{label} ({target})" if label and label not in target else target


def _special(target: str, label: str) -> str:
    if target.startswith("date^"):
        return label
    name = target.partition("^")[0]
    return (label or f"@{name}") if name == "subteam" else f"@{name}"
