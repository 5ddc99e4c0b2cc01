"""The invitation to a review meeting as an iCalendar object (RFC 5545), to be opened in any calendar.

A moved meeting keeps its UID and has a higher SEQUENCE, so calendars move it; one called off is CANCELLED. It carries
no METHOD: it is a file in a room, not a request by mail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC

from bot.comms.exports.wording import Wording
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.reviews import Meeting

FOLD = 75
"""Octets in a line (RFC 5545, 3.1)."""


def invitation(state: Incident, wording: Wording) -> bytes:
    """The meeting as it stands. Raises ValueError where none was ever arranged."""
    if state.reviewing.meeting is None:
        raise ValueError(f"{state.reference} has no review meeting")
    lines = _lines(state, state.reviewing.meeting, wording)
    return b"".join(_folded(line) for line in lines)


def _lines(state: Incident, meeting: Meeting, wording: Wording) -> Iterator[str]:
    t = wording.t
    mark = t.gettext("DRILL")
    title = t.gettext("Review of {reference}: {title}").format(reference=state.reference, title=state.title)
    about = t.gettext("Draft, fields and actions: {command} in the room #{room}.").format(
        command=f"/incident review {state.reference}", room=state.room.name if state.room else state.reference
    )
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Posko//Review meeting//EN", "CALSCALE:GREGORIAN")
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(state, wording)}"
    yield f"DTSTAMP:{_stamp(meeting.set_at)}"
    yield f"DTSTART:{_stamp(meeting.at)}"
    yield f"DTEND:{_stamp(meeting.at + meeting.length)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"STATUS:{'CANCELLED' if meeting.off else 'CONFIRMED'}"
    yield f"SUMMARY:{_text(f'[{mark}] {title}' if state.drill else title)}"
    yield f"DESCRIPTION:{_text(about)}"
    yield f"CLASS:{'PRIVATE' if state.private else 'PUBLIC'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _uid(state: Incident, wording: Wording) -> str:
    """The same for every date of this meeting, and another one for every organisation's incident."""
    known = f"{wording.policy.organisation}/{state.reference}/{state.declared_at.isoformat()}"
    return f"review-{state.number}-{hashlib.sha256(known.encode()).hexdigest()[:16]}@posko"


def _stamp(at: Moment) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Escaped as RFC 5545, 3.3.11 asks."""
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> bytes:
    """No longer than FOLD octets a line, never broken within a letter."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode("utf-8", "replace")
        if len(piece) + len(encoded) > FOLD - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
