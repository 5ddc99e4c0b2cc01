"""The promise ledger: every deadline that an audience was given, and what became of it.

It only reads the record. A snooze forgives nothing, and a deadline moves later only by telling the audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from bot.warroom import events as e
from bot.warroom.base import Moment, Person, Value
from bot.warroom.timeline import Entry

Fate = Literal["kept", "missed", "pending", "void"]


KINDS = frozenset(
    {
        "update_promised", "update_snoozed", "promise_kept", "promise_missed", "update_published", "update_requested",
        "closed", "cancelled",
    }
)  # fmt: skip


class Snooze(Value):
    """The automatic update of one promise was put off: by whom, until when, and why. It forgives nothing."""

    at: Moment
    until: Moment
    by: Person | None = None
    reason: str = ""


class Delivery(Value):
    """One promise: due when, sent when. `void` means that the incident ended before the deadline."""

    audience: str
    promised_at: Moment
    due_at: Moment
    sent_at: Moment | None = None
    number: int | None = None
    fate: Fate
    snoozes: tuple[Snooze, ...] = ()

    @property
    def late_by(self) -> timedelta | None:
        """How long after the deadline it left; negative when it left before; None when nothing was sent."""
        return self.sent_at - self.due_at if self.sent_at else None

    def overdue_by(self, now: Moment) -> timedelta | None:
        """How long nothing has been sent after the deadline; None when something was, or it is still to come."""
        waits = self.sent_at is None and self.fate in {"pending", "missed"} and self.due_at < now
        return now - self.due_at if waits else None


def ledger(entries: Iterable[Entry], now: Moment, grace: timedelta = timedelta()) -> tuple[Delivery, ...]:
    """Every promise of the incident, by deadline. `grace` is how far past a deadline still counts as in time."""
    book = _Book(grace=grace)
    for entry in entries:
        book.add(entry)
    return book.settled(now)


@dataclass
class _Open:
    promised_at: Moment
    due_at: Moment
    snoozes: tuple[Snooze, ...] = ()


@dataclass
class _Book:
    grace: timedelta
    running: dict[str, _Open] = field(default_factory=dict)
    ruled: dict[tuple[str, Moment], Fate] = field(default_factory=dict)
    done: list[Delivery] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        match entry.event:
            case e.UpdatePromised() as promised:
                self._promise(promised, entry)
            case e.UpdateSnoozed() as snoozed:
                self._put_off(snoozed, entry)
            case e.PromiseKept() as kept:
                self.ruled.setdefault((kept.audience, kept.due_at), "kept")
            case e.PromiseMissed() as missed:
                self.ruled.setdefault((missed.audience, missed.due_at), "missed")
            case e.UpdatePublished() as published:
                for audience in published.audiences:
                    self._send(audience, entry.occurred_at, published.number, published.waits.get(audience))
            case e.IncidentClosed() | e.IncidentCancelled():
                self._end(entry.occurred_at, "void")

    def _promise(self, promised: e.UpdatePromised, entry: Entry) -> None:
        """A second promise before anything was sent can only bring the deadline forward."""
        before = self.running.get(promised.audience)
        if before and before.due_at < entry.occurred_at:
            self._settle(promised.audience, before, "missed")
            before = None
        due = min(before.due_at, promised.due_at) if before else promised.due_at
        since, put_off = (before.promised_at, before.snoozes) if before else (entry.occurred_at, ())
        self.running[promised.audience] = _Open(since, due, put_off)

    def _put_off(self, snoozed: e.UpdateSnoozed, entry: Entry) -> None:
        if promise := self.running.get(snoozed.audience):
            snooze = Snooze(at=entry.occurred_at, until=snoozed.until, by=entry.actor, reason=snoozed.reason)
            promise.snoozes = (*promise.snoozes, snooze)

    def _send(self, audience: str, at: Moment, number: int, leaves: Moment | None = None) -> None:
        """In quiet hours it `leaves` at their end."""
        promise = self.running.pop(audience, None)
        if promise is None:
            return
        in_time: Fate = "kept" if at <= promise.due_at + self.grace else "missed"
        fate = self.ruled.pop((audience, promise.due_at), in_time)
        self._settle(audience, promise, fate, leaves or at, number)

    def _end(self, at: Moment, unelapsed: Fate) -> None:
        for audience, promise in self.running.items():
            fate = self.ruled.pop((audience, promise.due_at), "missed" if promise.due_at < at else unelapsed)
            self._settle(audience, promise, fate)
        self.running = {}

    def _settle(
        self, audience: str, promise: _Open, fate: Fate, at: Moment | None = None, number: int | None = None
    ) -> None:
        # Not checked again: every part comes from an entry that was, and reports settle tens of thousands.
        self.done.append(
            Delivery.model_construct(
                audience=audience,
                promised_at=promise.promised_at,
                due_at=promise.due_at,
                sent_at=at,
                number=number,
                fate=fate,
                snoozes=promise.snoozes,
            )
        )

    def settled(self, now: Moment) -> tuple[Delivery, ...]:
        self._end(now, "pending")
        return tuple(sorted(self.done, key=lambda each: (each.due_at, each.audience)))
