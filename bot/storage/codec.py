"""Values of the core to database text and back, losing nothing. It must know no tables.

JSON is kept as ASCII text with escapes, in both databases: PostgreSQL refuses NUL in any text and JSONB refuses its
escape, while Slack lets people send both that and halves of surrogate pairs. The escaped text gives back the very
same characters, so the hashes of the chain still hold.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

from bot.warroom.base import SlackRef
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry, header_of

Row = dict[str, Any]
_in_ascii = json.JSONEncoder(separators=(",", ":")).encode


class Instant(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no zone, so moments are stored in UTC and get it back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; a naive one is a bug of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def to_text(value: Any) -> str:
    """A JSON value as ASCII text."""
    return _in_ascii(value)


def from_text(text: str) -> Any:
    """The JSON value again."""
    return json.loads(text)


def plain(text: str) -> str:
    r"""Text that every database column takes: NUL and lone surrogates are written as escapes (`\x00`, `\ud83d`)."""
    return text if text.isascii() and "\0" not in text else _escaped(text)


def _escaped(text: str) -> str:
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def entry_row(state: Incident, entry: Entry, key: str | None) -> Row:
    """An entry as a row. Only threads in the incident's channels are kept for catch-up."""
    return {
        "number": state.number,
        "seq": entry.seq,
        "kind": entry.kind,
        "fact_key": None if key is None else plain(key),
        "thread": _thread(state, entry.slack),
        "header": to_text(header_of(entry)),
        "event": to_text(entry.event.model_dump(mode="json")),
        "nonce": entry.nonce,
        "hash": entry.hash,
    }


def _thread(state: Incident, slack: SlackRef | None) -> str | None:
    """The thread's root; one in a swarm's channel with that channel before it, since `ts` is unique in a channel."""
    if slack is None or slack.thread_ts is None:
        return None
    if state.room and slack.channel == state.room.channel:
        return plain(slack.thread_ts)
    inside = any(slack.channel == swarm.channel for swarm in state.swarms)
    return plain(swarm_thread(slack.channel, slack.thread_ts)) if inside else None


def swarm_thread(channel: str, ts: str) -> str:
    """A thread of a swarm's channel, as it is stored."""
    return f"{channel}:{ts}"


def swarm_room_rows(state: Incident) -> list[Row]:
    """The channels of its swarms."""
    return [
        {"channel": plain(swarm.channel), "number": state.number, "archived": swarm.archived}
        for swarm in state.swarms
        if swarm.channel
    ]


def entry_of(row: Any) -> Entry:
    """The entry of a row."""
    content = {"event": from_text(row.event), "nonce": row.nonce, "hash": row.hash}
    return Entry.model_validate(from_text(row.header) | content)


def incident_row(state: Incident) -> Row:
    """What changes in an incident's row when its state does: the state, and the columns that queries look at."""
    return {
        "reference": plain(state.reference),
        "title": plain(state.title),
        "state": state.state,
        "severity": plain(state.severity),
        "private": state.private,
        "drill": state.drill,
        "declared_at": state.declared_at,
        "channel": plain(state.room.channel) if state.room else None,
        "archived": bool(state.room and state.room.archived),
        "record": to_text(state.model_dump(mode="json")),
    }


def incident_of(text: str) -> Incident:
    """The incident of a stored record."""
    return Incident.model_validate(from_text(text))


def later_ts(one: str, other: str) -> bool:
    """Whether one Slack `ts` is later than another; they are text, and no float keeps their microseconds."""
    return _order(one) > _order(other)


def _order(ts: str) -> tuple[int, str, str]:
    seconds, _, fraction = ts.partition(".")
    return len(seconds), seconds, fraction
