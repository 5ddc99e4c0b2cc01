"""What the core asks of the world, as protocols and the values that cross them.

Storage, Slack's directory and the clock implement these; tests use the real storage and a manual clock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, Protocol

from pydantic import Field

from bot.warroom.base import Moment, Person, Value
from bot.warroom.improvements.ports import ImprovementReads, ImprovementWrites
from bot.warroom.incident import Incident
from bot.warroom.ports_erasing import ErasureWrites
from bot.warroom.ports_record import RecordReads
from bot.warroom.ports_search import SearchReads, SearchWrites
from bot.warroom.subscribers import SubscriberReads, SubscriberWrites
from bot.warroom.surveys import Group, Vote
from bot.warroom.timeline import Entry, Head


class StoreUnavailable(Exception):  # noqa: N818 - a state of the world, like the refusals of the core
    """The database cannot be reached, is locked for too long, or was restarted. Nothing was stored; try again later."""


class Clock(Protocol):
    """Time as a collaborator: aware datetimes in UTC."""

    def now(self) -> Moment:
        """The present moment."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of this clock."""
        ...


class Directory(Protocol):
    """Who is who in the workspace."""

    async def person(self, ref: str) -> Person | None:
        """Whoever `U123`, `<@U123|name>`, `@handle`, `handle` or an email address means, or None."""
        ...

    async def members(self, ref: str) -> tuple[Person, ...]:
        """Everybody a reference means: one person, or the people of a user group (`@backend`, `<!subteam^S1>`)."""
        ...

    async def zone(self, user: str) -> str:
        """The IANA time zone of a person, or an empty string."""
        ...

    async def locale(self, user: str) -> str:
        """The language a person set in Slack (`id-ID`), or an empty string."""
        ...

    def is_team(self, ref: str) -> bool:
        """Whether a user group is called so, as last read. Asks nobody."""
        ...

    def stand_ins(self, ref: str) -> str:
        """Why others than the on-call provider's stand in for this reference, as last asked; else nothing."""
        ...


class OnCallUnavailable(Exception):  # noqa: N818 - a state of the world
    """The on-call provider gives no usable answer; its message says why, in a few words."""


class OnCall(Protocol):
    """Who is on call, as a provider outside knows it."""

    async def on_call(self, schedule: str, now: Moment) -> tuple[str, ...]:
        """References (e-mail addresses, names) of those on call now. Raises OnCallUnavailable."""
        ...

    async def check(self) -> str:
        """Whether it answers, in words. Raises OnCallUnavailable."""
        ...


class Owed(Value):
    """Something to be done outside, once. It becomes an outbox row in the transaction that caused it.

    `key` is unique for ever: a second row with the same key is dropped. Rows with one `slot` are coalesced: while
    one waits unclaimed, another is dropped, since it renders the record as it stands when it is sent. Rows with one
    `lane` go out in the order they were owed.
    """

    key: str
    step: str
    number: int | None = None
    payload: dict[str, Any] = Field(default_factory=dict)
    slot: str | None = None
    lane: str | None = None
    not_before: Moment | None = None


class Step(Value):
    """A claimed outbox row. `doubtful` means an earlier attempt may have taken effect: look before doing it again.

    `lease` is the claim's token: settling with an outdated one changes nothing.
    """

    id: int
    key: str
    step: str
    number: int | None
    payload: dict[str, Any]
    attempts: int
    doubtful: bool
    created_at: Moment
    lease: str


class TimerSpec(Value):
    """A timer to be set: one per incident, kind and subject; setting it again moves it."""

    kind: str
    subject: str
    due_at: Moment


class Timer(Value):
    """A due timer, claimed by id and generation."""

    id: int
    number: int
    kind: str
    subject: str
    due_at: Moment
    generation: int


class Submission(Value):
    """Something a person did in Slack, stored before it is acked. `key` makes a second delivery change nothing."""

    key: str
    kind: Literal["command", "action", "view", "shortcut", "event"]
    payload: dict[str, Any]
    received_at: Moment


class Stored(Value):
    """An incident as stored: its state and the end of its chain."""

    state: Incident
    head: Head


class WholeRecord(Value):
    """An incident with all its entries, as an export holds it; `events` are their contents exactly as hashed."""

    state: Incident
    entries: tuple[Entry, ...]
    events: tuple[dict[str, Any], ...]


class Summary(Value):
    """How the outbox and the timers stand, for /readyz and /metrics."""

    waiting_steps: int = 0
    failed_steps: int = 0
    waiting_submissions: int = 0
    open_incidents: int = 0
    oldest_step_at: Moment | None = None


class Reader(SubscriberReads, SearchReads, ImprovementReads, RecordReads, Protocol):
    """Reads of committed data; never blocks the writer."""

    async def incident(self, number: int) -> Incident:
        """The incident's state. Raises UnknownIncident."""
        ...

    async def stored(self, number: int) -> Stored:
        """State and head from one snapshot. Raises UnknownIncident."""
        ...

    async def by_channel(self, channel: str) -> int | None:
        """The number of the incident whose room, or room of a swarm, this channel is."""
        ...

    async def incidents(self, *, open_only: bool = True, limit: int = 200) -> list[Incident]:
        """Incidents, newest first; with `open_only` those in an open state (lifecycle.OPEN)."""
        ...

    async def declared(self, since: Moment, until: Moment) -> list[Incident]:
        """Every incident declared from `since` to before `until`, in the order of their numbers."""
        ...

    async def entries_of(self, numbers: Collection[int], kinds: Collection[str]) -> dict[int, list[Entry]]:
        """The entries of these kinds of several incidents, each in order."""
        ...

    async def having(self, kind: str) -> list[Incident]:
        """Every incident whose timeline has an entry of this kind, newest first."""
        ...

    async def rooms(self) -> list[tuple[int, str, str | None]]:
        """Every room that is not archived: number, channel, and the `ts` up to which it was caught up."""
        ...

    async def swarm_rooms(self) -> list[tuple[int, str, str | None]]:
        """The same of the swarms' rooms."""
        ...

    async def entries(
        self,
        number: int,
        *,
        kinds: Collection[str] | None = None,
        after: int = 0,
        limit: int | None = None,
        latest: bool = False,
    ) -> list[Entry]:
        """Entries in order of sequence; with `latest` and `limit`, the last ones (still in order)."""
        ...

    async def by_key(self, number: int, key: str) -> Entry | None:
        """The entry that a fact with this key became."""
        ...

    async def thread_roots(self, number: int, swarm_room: str = "") -> list[str]:
        """The `ts` of every thread of the room (or of a swarm's) that has stored replies or may get some."""
        ...

    async def submissions(self, *, untouched_since: Moment, limit: int = 50) -> list[Submission]:
        """Stored submissions that nobody has finished and whose lease has run out."""
        ...

    async def language(self, user: str) -> str:
        """The language that somebody chose for what they read of the bot, or an empty string."""
        ...

    async def settled(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Status and note of those outbox rows with these keys that wait no more."""
        ...

    async def has_answered(self, number: int, user: str) -> bool:
        """Whether somebody's answer to the incident's open survey is in. What they answered, nothing can tell."""
        ...

    async def answered(self, number: int) -> dict[Group, int]:
        """How many answers each group has given so far."""
        ...

    async def next_timer(self) -> Moment | None:
        """When the earliest timer is due."""
        ...

    async def summary(self) -> Summary:
        """Counts for health and metrics."""
        ...


class Transaction(Reader, SubscriberWrites, SearchWrites, ImprovementWrites, ErasureWrites, Protocol):
    """One atomic write. Everything asked of it commits together or not at all."""

    async def lock(self, number: int) -> Stored:
        """The incident, locked against other writers until commit. Raises UnknownIncident."""
        ...

    async def take_number(self) -> int:
        """The next running number; gaps appear only when a transaction fails on a database with sequences."""
        ...

    async def known_keys(self, number: int, keys: Collection[str]) -> set[str]:
        """Which of these fact keys the incident's log already holds."""
        ...

    async def append(self, state: Incident, entries: Sequence[Entry], keys: Sequence[str | None]) -> None:
        """Add sealed entries with their fact keys, and store the state and head they lead to."""
        ...

    async def caught_up(self, number: int, ts: str, swarm_room: str = "") -> None:
        """Everything said at the top of the room up to this `ts` is stored. An earlier `ts` changes nothing."""
        ...

    async def owe(self, owed: Sequence[Owed]) -> None:
        """Add outbox rows; known keys and occupied slots are dropped."""
        ...

    async def set_timers(self, number: int, timers: Sequence[TimerSpec]) -> None:
        """Set or move timers; each setting is a new generation."""
        ...

    async def cancel_timers(self, number: int, kinds: Collection[str], subject: str | None = None) -> None:
        """Take away the timers of these kinds (of one subject, if given)."""
        ...

    async def due_timers(self, now: Moment, limit: int = 50) -> list[Timer]:
        """Timers due by now, earliest first, locked so that no other replica takes them."""
        ...

    async def finish_timer(self, timer: Timer) -> bool:
        """Take a fired timer away; False if another generation has replaced it."""
        ...

    async def receive(self, submissions: Sequence[Submission]) -> set[str]:
        """Store submissions; the keys among them that were new. The receiver holds a lease on them."""
        ...

    async def take_submission(self, key: str, now: Moment) -> bool:
        """Renew the lease on an unfinished submission whose lease has run out; False if somebody else has it."""
        ...

    async def finish_submission(self, key: str) -> bool:
        """Mark a submission done and forget what it said; False if it already was (then change nothing)."""
        ...

    async def cast(self, number: int, user: str, vote: Vote) -> bool:
        """Put an answer into the open survey, unlinked from whoever gave it; False if theirs is in already."""
        ...

    async def take_votes(self, number: int) -> list[Vote]:
        """The answers, in random order; with all that knew who had answered, they are gone from the database."""
        ...

    async def choose_language(self, user: str, language: str) -> None:
        """Keep somebody's language; an empty one forgets their choice."""
        ...

    async def settle_step(self, step: Step, status: Literal["done", "skipped", "failed"], note: str) -> bool:
        """End an outbox row; False if the lease is no longer ours (then the caller must change nothing)."""
        ...


class Store(Protocol):
    """The database."""

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """A write transaction; commits at the end, rolls back on an exception, retries nothing."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Reader]:
        """A snapshot to read from."""
        ...

    async def scrub(self) -> None:
        """After something was erased: keep no old copy of it that can be got rid of at once."""
        ...


class Outbox(Protocol):
    """The relay's side of the outbox; each call is a short transaction of its own."""

    async def claim(self, now: Moment, limit: int) -> list[Step]:
        """Take due rows under a lease (default 60 s). A row claimed before and never settled comes back doubtful."""
        ...

    async def postpone(self, step: Step, until: Moment, *, error: str, doubtful: bool, counted: bool) -> None:
        """Give a row back to be tried again later; `counted` adds to its attempts (a 429 does not)."""
        ...

    async def next_due(self) -> Moment | None:
        """When the earliest waiting row may be claimed."""
        ...
