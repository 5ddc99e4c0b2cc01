"""Who is on call, from a file of the organisation's, read anew at each question so that an edit counts at once.

backend:                       # the id that a schedule's `on_call` names
  - budi@example.com           # always
  - who: dewi@example.com      # or for a while
    from: 2026-11-23T08:00+07:00
    until: 2026-11-30T08:00+07:00
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.comms.transports.on_call.errors import OnCallSilent, OnCallUnknown, OnCallUnreadable
from bot.warroom.base import Moment


@dataclass(frozen=True)
class FileOnCall:
    """A YAML or JSON file."""

    path: Path

    async def on_call(self, schedule: str, now: Moment) -> tuple[str, ...]:
        """Everybody whom the file names for the schedule now. Raises OnCallUnavailable."""
        known = await asyncio.to_thread(self._read)
        if schedule not in known:
            raise OnCallUnknown(f"{self.path.name} has no schedule {schedule}")
        entries = known[schedule]
        return tuple(_now(entries if isinstance(entries, list) else [entries], now))

    async def check(self) -> str:
        """What it is, for `posko check`. Raises OnCallUnavailable."""
        known = await asyncio.to_thread(self._read)
        return f"the file {self.path.name} has {len(known)} schedules"

    def _read(self) -> Mapping[str, Any]:
        try:
            known = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            raise OnCallSilent(f"{self.path.name} cannot be read: {error.strerror}") from None
        except (yaml.YAMLError, UnicodeDecodeError):
            raise OnCallUnreadable(f"{self.path.name} is not YAML") from None
        if not isinstance(known, dict):
            raise OnCallUnreadable(f"{self.path.name} holds no schedules")
        return {str(name): entries for name, entries in known.items()}


def _now(entries: list[Any], now: Moment) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and isinstance(entry.get("who"), str):
            if _moment(entry.get("from"), now) <= now and not _over(entry.get("until"), now):
                yield entry["who"]
        else:
            raise OnCallUnreadable("an entry is neither a person nor has `who`")


def _over(until: Any, now: Moment) -> bool:
    return until is not None and _moment(until, now) <= now


def _moment(value: Any, otherwise: Moment) -> Moment:
    """YAML reads times by itself; without a zone they are UTC."""
    if value is None:
        return otherwise
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise OnCallUnreadable(f"`{value}` is no time") from None
    if isinstance(read, date) and not isinstance(read, datetime):
        read = datetime(read.year, read.month, read.day, tzinfo=UTC)
    if not isinstance(read, datetime):
        raise OnCallUnreadable(f"`{value}` is no time")
    return read if read.tzinfo else read.replace(tzinfo=UTC)
