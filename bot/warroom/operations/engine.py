"""The one write path: facts become sealed entries, the new state, outbox rows and timers, in one transaction.

Every story goes through `record`; nothing else may append to a timeline.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.warroom.base import Moment, Person, Value
from bot.warroom.erasing.withholding import withheld
from bot.warroom.events import Event
from bot.warroom.evolution import evolve
from bot.warroom.following import follows
from bot.warroom.incident import Incident
from bot.warroom.operations.enrolling import enrol
from bot.warroom.operations.repeats import repeats
from bot.warroom.operations.similar import for_review
from bot.warroom.owing import Debt, owe
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Directory, Owed, Store, Stored, Transaction
from bot.warroom.timeline import Entry, Fact, Head, seal


class ReplyTo(Value):
    """Where a person waits for an answer: Slack's response address, and where they were if that has expired."""

    user: str
    channel: str | None = None
    response_url: str | None = None


class Answer(Value):
    """What a person is told, only they see it. `blocks` are Slack's, made by the handlers."""

    text: str
    blocks: tuple[dict[str, object], ...] = ()


class Performed(Value):
    """What came of a command: the incident after it and the entries it added. `repeated`: it had been done before.

    `owes` says whether the relay has anything to do because of it.
    """

    state: Incident | None
    entries: tuple[Entry, ...] = ()
    repeated: bool = False
    owes: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, how, and where they wait for the answer. `submission` makes a second delivery change nothing.

    `at` is when they asked, of what is carried out late.
    """

    actor: Person | None = None
    source: str = "system"
    submission: str | None = None
    reply_to: ReplyTo | None = None
    answer: Callable[[Performed], Answer | None] | None = None
    at: Moment | None = None


SYSTEM = Asked()


@dataclass(frozen=True)
class Engine:
    """What every operation needs. `ring` wakes the relay after a commit; `noticed` counts entries for the metrics,
    drills left out.
    """

    store: Store
    policy: Policy
    clock: Clock
    directory: Directory
    ring: Callable[[], None] = lambda: None
    noticed: Callable[[Entry], None] = field(default=lambda _entry: None)

    async def record(self, tx: Transaction, stored: Stored | None, facts: Iterable[Fact]) -> Performed:
        """Append what is new among these facts, with all its consequences."""
        state = stored.state if stored else None
        fresh = await self._fresh(tx, state, [withheld(state, fact) for fact in facts])
        if not fresh:
            return Performed(state=state)
        head = stored.head if stored else Head()
        entries = seal(head, fresh, self.clock.now(), role_of=state.role_of if state else _no_role)
        state, debts = self._evolve(state, entries)
        latest = entries
        while more := await self._following(tx, state, latest):
            latest = seal(_end(entries), more, self.clock.now(), role_of=state.role_of)
            state, further = self._evolve(state, latest)
            entries, debts, fresh = [*entries, *latest], [*debts, *further], [*fresh, *more]
        await tx.append(state, entries, [fact.key for fact in fresh])
        await enrol(tx, state, entries)
        owes = await self._owe(tx, state, debts)
        for entry in entries if not state.drill else ():
            self.noticed(entry)
        return Performed(state=state, entries=tuple(entries), owes=owes)

    async def _following(self, tx: Transaction, state: Incident, latest: Sequence[Entry]) -> list[Fact]:
        looked_up = [*await repeats(tx, state, latest, self.policy), *await for_review(tx, state, latest, self.policy)]
        return [*follows(state, latest, self.policy), *looked_up]

    async def _fresh(self, tx: Transaction, state: Incident | None, facts: list[Fact]) -> list[Fact]:
        keys = {fact.key for fact in facts if fact.key}
        known = await tx.known_keys(state.number, keys) if keys and state else set()
        fresh: list[Fact] = []
        for fact in facts:
            if fact.key is None or fact.key not in known:
                fresh.append(fact)
            if fact.key is not None:
                known.add(fact.key)
        return fresh

    def _evolve(self, state: Incident | None, entries: Sequence[Entry]) -> tuple[Incident, list[Debt]]:
        debts: list[Debt] = []
        for entry in entries:
            state = evolve(state, entry)
            debts.append(owe(entry, state, self.policy))
        if state is None:
            raise ValueError("nothing to record")
        return state, debts

    async def _owe(self, tx: Transaction, state: Incident, debts: Iterable[Debt]) -> bool:
        owed: list[Owed] = []
        for debt in debts:
            owed += debt.owed
            for cancel in debt.cancels:
                await tx.cancel_timers(state.number, cancel.kinds, cancel.subject)
            if debt.timers:
                await tx.set_timers(state.number, debt.timers)
        if owed:
            await tx.owe(owed)
        return bool(owed)

    async def answer(self, tx: Transaction, asked: Asked, performed: Performed) -> None:
        """Owe the person their answer, in the same transaction."""
        words = asked.answer(performed) if asked.answer else None
        if words and asked.reply_to:
            await tx.owe([reply(asked.reply_to, words, asked.submission or secrets.token_hex(8))])

    def facts(self, events: Iterable[Event], asked: Asked, **more: object) -> list[Fact]:
        """These events as facts of the person who asked, when they asked (or `occurred_at`, if given)."""
        occurred_at = more.pop("occurred_at", None) or asked.at or self.clock.now()
        return [
            Fact(event=event, occurred_at=occurred_at, actor=asked.actor, source=asked.source, **more)
            for event in events
        ]


def _end(entries: Sequence[Entry]) -> Head:
    return Head(seq=entries[-1].seq, hash=entries[-1].hash)


def _no_role(_person: Person) -> str | None:
    return None


def reply(to: ReplyTo, answer: Answer, key: str) -> Owed:
    """The outbox row of an answer; one per submission."""
    payload = {**to.model_dump(), "text": answer.text, "blocks": list(answer.blocks)}
    return Owed(key=f"reply:{key}", step="reply", payload=payload)


def replies(to: ReplyTo, answers: Sequence[Answer], key: str) -> list[Owed]:
    """The rows of an answer in several parts, sent one after the other."""
    rows = [reply(to, answer, f"{key}:{part}" if part else key) for part, answer in enumerate(answers)]
    return [row.model_copy(update={"lane": f"reply:{key}"}) for row in rows] if len(rows) > 1 else rows
