"""Catching up: what was said in the rooms while nobody listened, read from Slack's history and marked late.

Runs at start, at every reconnect, and every few minutes as the watchdog against sockets that die in silence. How far
each room was read is stored, and only after everything up to there was: neither a crash nor a message that comes live
in the meantime hides a gap. Every message carries the same key as its event, so reading too much changes nothing.

Deletions leave no trace in history; they are known only from events. A message that was caught up before is seen again
only within the margin: a day after a start or a reconnect, when edits, reactions and first replies may have been
missed, and ten minutes for the watchdog.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import structlog

from bot.comms.transports.errors import TransportError
from bot.comms.transports.slack import SlackGateway
from bot.handlers.messages import Names, edit_of, facts_of, moment
from bot.handlers.reactions import Marks, kind_of, marks_of, words_in
from bot.warroom.base import Person, SlackRef
from bot.warroom.events import NUMBERED, MessageMarked, MessagePosted, MessageUnmarked
from bot.warroom.operations.capture import Heard, Intake
from bot.warroom.operations.engine import Engine
from bot.warroom.ports import StoreUnavailable
from bot.warroom.timeline import Fact

MARGIN_SECONDS = 600
LONG_MARGIN_SECONDS = 86_400
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A room to be read, and up to which `ts` it was; `of_swarm`: it is a swarm's."""

    number: int
    channel: str
    last: str | None
    of_swarm: bool = False

    @property
    def swarm_room(self) -> str:
        """The channel, if it is a swarm's."""
        return self.channel if self.of_swarm else ""


@dataclass(frozen=True)
class CatchUp:
    """Reads the open rooms; one call at a time per process."""

    engine: Engine
    intake: Intake
    gateway: SlackGateway
    names: Names

    async def after_absence(self) -> None:
        """At a start or a reconnect: also what was done to older messages while nobody listened."""
        await self.run(LONG_MARGIN_SECONDS)

    async def run(self, margin: int = MARGIN_SECONDS) -> None:
        """Every room that is not archived. A room that cannot be read is logged and left for the next round."""
        async with self.engine.store.reading() as reader:
            rooms = [Reading(number, channel, last) for number, channel, last in await reader.rooms()]
            rooms += [Reading(number, channel, last, True) for number, channel, last in await reader.swarm_rooms()]
        bound = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._room(bound, room, margin) for room in rooms))

    async def _room(self, bound: asyncio.Semaphore, room: Reading, margin: int) -> None:
        async with bound:
            try:
                await self._read(room, _before(room.last, margin))
            except (TransportError, StoreUnavailable) as problem:
                structlog.get_logger().warning("catch_up_failed", incident=room.number, error=str(problem))

    async def _read(self, room: Reading, oldest: str) -> None:
        number, channel = room.number, room.channel
        async with self.engine.store.reading() as reader:
            roots = set(await reader.thread_roots(number, room.swarm_room))
            marks = await marks_of(reader, number)
        heard: list[Mapping[str, Any]] = []
        async for message in self.gateway.history(channel, oldest):
            heard.append(message)
            if message.get("reply_count"):
                roots.add(message["ts"])
        # History is read first: whatever stands before its newest message, replies included, is there to be read now.
        newest = heard[0]["ts"] if heard else None
        heard += [reply async for reply in self._replies(channel, roots, oldest)]
        heard.sort(key=lambda message: message["ts"])
        facts = tuple(fact for message in heard for fact in self._facts(channel, message, marks))
        if facts:
            await self.intake.hear(Heard(channel=channel, facts=facts))
        if newest:
            async with self.engine.store.writing() as tx:
                await tx.caught_up(number, newest, room.swarm_room)

    async def _replies(self, channel: str, roots: set[str], oldest: str) -> AsyncIterator[Mapping[str, Any]]:
        for root in sorted(roots):
            async for reply in self.gateway.replies(channel, root, oldest):
                yield reply

    def _facts(self, channel: str, message: Mapping[str, Any], marks: Marks) -> tuple[Fact, ...]:
        said = facts_of({**message, "channel": channel}, self.names, source="catch_up")
        if not said:
            return ()
        edits = (edit_of(channel, message, self.names, source="catch_up"),) if message.get("edited") else ()
        gone = self._unmarks(channel, message, marks)
        return (*said, *edits, *self._marks(channel, message, said[0], marks), *gone)

    def _marks(self, channel: str, message: Mapping[str, Any], said: Fact, marks: Marks) -> tuple[Fact, ...]:
        """Reactions that stand on the message and not yet on the record.

        History does not say since when they stand, so they count from the message.
        """
        if not isinstance(said.event, MessagePosted):
            return ()
        text, author = words_in(said.event), said.actor.name if said.actor else ""
        return tuple(
            Fact(
                event=MessageMarked(
                    mark=kind, target=message["ts"], text=text, author=author, numbered=kind in NUMBERED
                ),
                occurred_at=moment(message["ts"]),
                actor=self.names.known(user) or Person(id=user, name=user),
                source="catch_up",
                late=True,
                slack=SlackRef(channel=channel, ts=message["ts"]),
                evidence=said.evidence,
                key=f"rc:{message['ts']}:{user}:{kind}:{marks.times.get((message['ts'], kind, user), 0)}",
            )
            for reaction in message.get("reactions") or ()
            if (kind := kind_of(reaction["name"], self.engine.policy))
            for user in reaction.get("users") or ()
            if not marks.stands((message["ts"], kind, user))
        )

    def _unmarks(self, channel: str, message: Mapping[str, Any], marks: Marks) -> Iterator[Fact]:
        """Reactions that stand on the record and no longer on the message; when they were taken away nobody knows."""
        reactions = [each for each in message.get("reactions") or () if kind_of(each["name"], self.engine.policy)]
        if any(len(each.get("users") or ()) < int(each.get("count") or 0) for each in reactions):
            return  # Slack names only some of many: whoever is not named may still stand
        there = {(kind_of(each["name"], self.engine.policy), user) for each in reactions for user in each["users"]}
        for mark in marks.on(message["ts"]):
            target, kind, user = mark
            if (kind, user) not in there:
                yield Fact(
                    event=MessageUnmarked(mark=kind, target=target, numbered=kind in NUMBERED),
                    occurred_at=self.engine.clock.now(),
                    actor=self.names.known(user) or Person(id=user, name=user),
                    source="catch_up",
                    late=True,
                    slack=SlackRef(channel=channel, ts=target),
                    key=f"ru:{target}:{user}:{kind}:{marks.times[mark]}",
                )


def _before(caught_up: str | None, margin: int) -> str:
    """So many seconds before the end of the last reading; the beginning of the room if it was never read."""
    return str(max(Decimal(caught_up) - margin, Decimal(0))) if caught_up else "0"
