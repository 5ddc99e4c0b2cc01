"""An organisation, its people, and `Game`: one incident played in memory with a clock that the test moves.

`Game` applies decide, seal, evolve and owe as the engine does, and fires timers as the tick does; it keeps timers
and outbox rows in memory, so that rules of the pure core can be told as short stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.warroom import commands as c
from bot.warroom import commands_candidates as cc
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context
from bot.warroom.decide import decide
from bot.warroom.declaring import declare
from bot.warroom.evolution import evolve
from bot.warroom.following import follows
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import State, is_open
from bot.warroom.owing import Debt, owe
from bot.warroom.policy import Acceptance, Audience, Closure, Link, Policy, Role, Room, Service, Severity
from bot.warroom.policy_review import ReviewTerms
from bot.warroom.policy_survey import SurveyTerms
from bot.warroom.ports import Owed
from bot.warroom.timeline import Entry, Fact, Head, seal
from bot.warroom.updates import unread_after
from bot.warroom.waking import asked

E = TypeVar("E")
START = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ADI = Person(id="U1ADI", name="Adi")
BIMA = Person(id="U2BIMA", name="Bima")
CITRA = Person(id="U3CITRA", name="Citra")
DIAN = Person(id="U4DIAN", name="Dian")
EKA = Person(id="U5EKA", name="Eka")
PEOPLE = (ADI, BIMA, CITRA, DIAN, EKA)
LADDER = (ADI, BIMA, CITRA, None)
"""The rota's first, the backup, the duty manager; the last rung is everybody."""

ENGINES_OWN = frozenset({"mim_remind", "survey_ask", "room_archive", "drill_inject", "drill_score", "suggest"})
"""Timers that ask no command; see `operations/timers.py`."""

MOMENT_KINDS = frozenset({*e.MARK_KINDS, "marked", "unmarked", "entry_corrected", "correction_undone"})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def later(count: float) -> datetime:
    """So many minutes after the declaration."""
    return START + minutes(count)


def audience(name: str, sees_private: bool = False, **cadence: dict[str, float]) -> Audience:
    """An audience told in `#name`; `cadence` in minutes by state and severity."""
    intervals = {
        state: {severity: minutes(count) for severity, count in each.items()} for state, each in cadence.items()
    }
    return Audience(name=name, title=name.title(), channels=(f"#{name}",), sees_private=sees_private, cadence=intervals)


def policy(**changes: Any) -> Policy:
    """Two severities; staff and customers are due together, executives not, and only staff see private ones."""
    often = {
        "investigating": {"sev1": 10, "default": 15},
        "identified": {"sev1": 10, "default": 30},
        "monitoring": {"sev1": 30, "default": 60},
    }
    slower = Acceptance(
        remind_after=minutes(3), backup_after=minutes(10), duty_manager_after=minutes(20), everyone_after=minutes(30)
    )
    audiences = (
        audience("staff", sees_private=True, **often),
        audience("customers", **often),
        audience("executives", default={"sev1": 30, "default": 60}),
    )
    roles = {
        "mim": "Major Incident Manager",
        "deputy": "Deputy",
        "communications_lead": "Communications",
        "scribe": "Scribe",
    }
    values: dict[str, Any] = {
        "room": Room(announce_in="#incidents", bookmarks=(Link(title="Runbooks", url="https://example.com/r"),)),
        "severities": {
            "sev1": Severity(name="sev1", label="Critical", teams=("@network",)),
            "sev2": Severity(name="sev2", label="Major", acceptance=slower),
        },
        "matrix": {"high": {"high": "sev1", "low": "sev2"}},
        "services": {"payments": Service(name="payments", teams=("@payments",))},
        "roles": {name: Role(name=name, title=title) for name, title in roles.items()},
        "audiences": {each.name: each for each in audiences},
        "closure": Closure(milestones=("started", "detected", "resolved", "confirmed")),
        "survey": SurveyTerms(enabled=False),
        "review": ReviewTerms(reminders=0),
    }
    return Policy(**{**values, **changes})


@dataclass
class Game:
    """One incident, its timers and what it owes. `told` keeps every row in the order it was owed, each key once."""

    policy: Policy = field(default_factory=policy)
    ladder: tuple[Person | None, ...] = LADDER
    everyone: tuple[Person, ...] = PEOPLE
    approving: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    now: datetime = START
    current: Incident | None = None
    entries: list[Entry] = field(default_factory=list)
    timers: dict[tuple[str, str], datetime] = field(default_factory=dict)
    told: list[Owed] = field(default_factory=list)

    @property
    def state(self) -> Incident:
        """The incident as it stands."""
        assert self.current is not None, "nothing was declared"
        return self.current

    def declare(self, by: Person = EKA, **more: Any) -> Game:
        """Declare MI-1, a sev1 that breaks payments, unless told otherwise."""
        values = {"title": "Payments fail", "severity": "sev1", **more}
        self.record(declare(1, c.DeclareIncident(**values), self.context(by)), by)
        return self

    def context(self, by: Person | None, administrator: bool = False) -> Context:
        """The circumstances of a decision now."""
        since = unread_after(self.current, self.policy) if self.current else 0
        moments = [entry for entry in self.entries if entry.kind in MOMENT_KINDS and entry.seq > since]
        return Context(
            policy=self.policy,
            now=self.now,
            actor=by,
            administrator=administrator,
            ladder=self.ladder,
            everyone=self.everyone,
            approving=self.approving,
            moments=moments,
            record=tuple(self.entries),
        )

    def do(self, command: c.Command, by: Person | None = ADI, *, administrator: bool = False) -> list[e.Event]:
        """Carry out a command; what happened. Raises its refusal."""
        return self.record(decide(self.state, command, self.context(by, administrator)), by)

    def record(
        self, events: Iterable[e.Event], by: Person | None = None, *, at: datetime | None = None, **more: Any
    ) -> list[e.Event]:
        """Append events as facts of now (or of `at`), with all that they owe."""
        facts = [Fact(event=event, occurred_at=at or self.now, actor=by, **more) for event in events]
        added = self._append(facts)
        latest = added
        while following := follows(self.state, latest, self.policy):
            latest = self._append(following)
            added = [*added, *latest]
        return [entry.event for entry in added]

    def _append(self, facts: list[Fact]) -> list[Entry]:
        last = self.entries[-1] if self.entries else None
        head = Head(seq=last.seq, hash=last.hash) if last else Head()
        added = seal(head, facts, self.now, nonce=lambda: "0" * 16)
        for entry in added:
            self.entries.append(entry)
            self.current = evolve(self.current, entry)
            self._settle(owe(entry, self.current, self.policy))
        return added

    def _settle(self, debt: Debt) -> None:
        keys = {owed.key for owed in self.told}
        self.told += [owed for owed in debt.owed if owed.key not in keys]
        for cancel in debt.cancels:
            gone = [key for key in self.timers if key[0] in cancel.kinds and cancel.subject in {None, key[1]}]
            for key in gone:
                del self.timers[key]
        self.timers |= {(timer.kind, timer.subject): timer.due_at for timer in debt.timers}

    def open_room(self) -> Game:
        """Slack has made the room."""
        self.record([e.RoomOpened(channel="C1ROOM", name="mi-1-payments-fail")])
        return self

    def wait(self, count: float) -> list[e.Event]:
        """So many minutes pass, every timer firing when it is due; what happened."""
        until, happened = self.now + minutes(count), len(self.entries)
        while due := [key for key, at in self.timers.items() if at <= until]:
            key = min(due, key=lambda each: self.timers[each])
            self.now = max(self.now, self.timers[key])
            self._fire(*key)
        self.now = until
        return self.since(happened)

    def away(self, count: float) -> list[e.Event]:
        """The bot is down for so many minutes; back, it fires what is due. What happened then."""
        self.now += minutes(count)
        return self.wait(0)

    def _fire(self, kind: str, subject: str) -> None:
        due_at = self.timers.pop((kind, subject))
        if kind not in ENGINES_OWN:
            self.do(asked(kind, subject, due_at, self.state, self.ladder), by=None)
        if kind == "unowned" and is_open(self.state.state):
            self.timers[kind, subject] = self.now + self.policy.assembly.unowned_every

    def since(self, count: int) -> list[e.Event]:
        """The events after the first `count` entries."""
        return [entry.event for entry in self.entries[count:]]

    def rows(self, step: str) -> list[Owed]:
        """What was owed of one kind."""
        return [owed for owed in self.told if owed.step == step]

    def due(self, name: str) -> datetime:
        """When an audience's next update is promised."""
        return self.state.promises[name].due_at


def kinds(events: Iterable[e.Event]) -> list[str]:
    """What happened, by name."""
    return [event.kind for event in events]


def of(kind: type[E], events: Iterable[Any]) -> list[E]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def accepted(**more: Any) -> Game:
    """An incident whose MIM, Adi, has accepted, with a room."""
    game = Game(policy=more.pop("policy", policy())).declare(**more).open_room()
    game.do(c.AcceptMim(), by=ADI)
    return game


def confirm(game: Game) -> Game:
    """Say everything that the closing gate asks for, and that can be said."""
    sayable = ("started", "detected", *(["confirmed"] if game.state.state in {"resolved", "closed"} else []))
    for name in sayable:
        if name not in game.state.milestones:
            at = game.now if name == "confirmed" else START
            game.do(c.SetMilestone(milestone=name, moment=at, source="said by Adi"))
    return game


def in_state(state: State) -> Game:
    """An incident that came to this state by commands ."""
    if state in {"candidate", "rejected"}:
        return _reported(rejected=state == "rejected")
    game = accepted()
    game.now += minutes(1)
    match state:
        case "identified" | "monitoring":
            game.do(c.MoveState(to=state))
        case "resolved" | "closed":
            game.do(c.Resolve(text="Restarted the gateway"))
        case "cancelled":
            game.do(c.Cancel(reason="declared in error"))
    if state == "closed":
        confirm(game).do(c.Close())
    return game


def _reported(*, rejected: bool) -> Game:
    game = Game().declare(candidate=True)
    game.now += minutes(1)
    if rejected:
        game.do(cc.RejectCandidate(reason="one user only"))
    return game


def marked(kind: e.MarkKind, ts: str = "1.1", text: str = "Half of the payments fail") -> e.MessageMarked:
    """A message of the room that somebody marked by a reaction."""
    return e.MessageMarked(mark=kind, target=ts, text=text)
