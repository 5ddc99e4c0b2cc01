"""Builds the record of an incident for tests: events at minutes after ten o'clock, sealed as the real log seals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Person, SlackRef
from bot.warroom.evolution import evolve, replay
from bot.warroom.incident import Incident
from bot.warroom.policy import Audience, Policy, Role, Service, Severity
from bot.warroom.timeline import Entry, Fact, Head, seal

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DEWI = Person(id="U1DEWI", name="Dewi")
BUDI = Person(id="U2BUDI", name="Budi")
SARI = Person(id="U3SARI", name="Sari")


def at(minute: float) -> datetime:
    """So many minutes after ten."""
    return TEN + timedelta(minutes=minute)


def policy(**changes: Any) -> Policy:
    """A small organisation: two severities, three roles, two audiences."""
    hourly = {"default": {"default": timedelta(minutes=30)}}
    values: dict[str, Any] = {
        "organisation": "Nusantara Pay",
        "severities": {
            "sev1": Severity(name="sev1", label="Critical", mandatory_roles=("mim", "tech")),
            "sev2": Severity(name="sev2", label="High"),
        },
        "matrix": {"high": {"high": "sev1"}},
        "services": {"payments": Service(name="payments")},
        "roles": {
            "mim": Role(name="mim", title="Major Incident Manager"),
            "tech": Role(name="tech", title="Technical lead"),
            "scribe": Role(name="scribe", title="Scribe"),
        },
        "audiences": {
            "internal": Audience(
                name="internal", title="Internal staff", channels=("#staff",), cadence=hourly, sees_private=True
            ),
            "customers": Audience(
                name="customers", title="Customers", channels=("#customers",), cadence=hourly, form="customer"
            ),
        },
    }
    return Policy(**{**values, **changes})


class Chronicle:
    """Entries in the order they are recorded; `at` says when they happened, by default in that order too."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._replayed: tuple[tuple[Entry, ...], Incident | None] = ((), None)

    def add(self, event: e.Event, minute: float, actor: Person | None = None, **more: Any) -> Entry:
        """Seal one more event; `recorded` is the minute of recording."""
        recorded = at(more.pop("recorded", minute))
        ts = more.pop("ts", None)
        slack = SlackRef(channel="C1ROOM", ts=ts) if ts else None
        fact = Fact(event=event, occurred_at=at(minute), actor=actor, slack=slack, **more)
        last = self.entries[-1] if self.entries else None
        head = Head(seq=last.seq, hash=last.hash) if last else Head()
        role_of = self.state.role_of if last else lambda _person: None
        [entry] = seal(head, [fact], recorded, role_of, nonce=lambda: f"nonce{head.seq}")
        self.entries.append(entry)
        return entry

    def declare(self, minute: float = 0, **more: Any) -> Chronicle:
        """The first entry."""
        values = {"number": 42, "reference": "MI-42", "title": "Checkout fails", "severity": "sev1", "reporter": DEWI}
        self.add(e.IncidentDeclared(**{**values, **more}), minute, DEWI)
        return self

    def milestone(self, name: str, minute: float, said: float | None = None, source: str = "said by Dewi") -> Entry:
        """A milestone at `minute`, said at minute `said`."""
        told = said if said is not None else minute
        return self.add(e.MilestoneSet(milestone=name, at=at(minute), source=source), told, DEWI)

    def say(self, text: str, minute: float, ts: str, actor: Person = BUDI, **more: Any) -> Entry:
        """A message in the room."""
        return self.add(e.MessagePosted(text=text), minute, actor, ts=ts, source="message", **more)

    def mark(self, kind: e.MarkKind, ts: str, minute: float, actor: Person = DEWI, **more: Any) -> Entry:
        """Somebody marks a message."""
        text = more.pop("text", "")
        return self.add(e.MessageMarked(mark=kind, target=ts, text=text, **more), minute, actor, source="reaction")

    def unmark(self, kind: e.MarkKind, ts: str, minute: float, actor: Person = DEWI) -> Entry:
        """Somebody takes a mark away."""
        return self.add(e.MessageUnmarked(mark=kind, target=ts), minute, actor, source="reaction")

    def promise(self, audience: str, due: float, minute: float) -> Entry:
        """An audience is promised an update."""
        return self.add(e.UpdatePromised(audience=audience, due_at=at(due)), minute)

    def publish(self, number: int, minute: float, *audiences: str, text: str = "", final: bool = False) -> Entry:
        """An update leaves."""
        event = e.UpdatePublished(number=number, audiences=audiences, facts={}, text=text, final=final)
        return self.add(event, minute, DEWI)

    @property
    def state(self) -> Incident:
        """What the entries amount to; those that were replayed before are not replayed again."""
        known, state = self._replayed
        if len(known) > len(self.entries) or any(
            one is not other for one, other in zip(known, self.entries, strict=False)
        ):
            known, state = (), None
        for entry in self.entries[len(known) :]:
            state = evolve(state, entry)
        self._replayed = tuple(self.entries), state
        return state or replay(self.entries)
