"""An office with the real storage: what a handler, the relay and the tick would ask of the operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot.clock import ManualClock
from bot.storage import Database
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Answer, Asked, Engine, Performed, ReplyTo
from bot.warroom.operations.run_room import perform, settle
from bot.warroom.operations.timers import fire_due
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Rotas
from bot.warroom.ports import Step, Submission, Timer
from bot.warroom.timeline import Entry
from tests.warroom.builders import ADI, EKA, policy
from tests.warroom.operations.staff import Staff

ROTAS = Rotas(mim=("@mim-rota",), backup=("@backup",), duty_manager=("@duty",), everyone=("@everyone",))
ROOM = "C1ROOM"


def said(performed: Performed) -> Answer:
    """An answer that names what it is about."""
    return Answer(text=f"Done: {performed.state.reference if performed.state else 'nothing'}")


@dataclass
class Office:
    """The engine on a fresh database, with the clock that the test moves. `rings` counts the relay's wake-ups."""

    store: Database
    clock: ManualClock
    rings: list[datetime] = field(default_factory=list)
    noticed: list[Entry] = field(default_factory=list)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = Engine(
            store=self.store,
            policy=policy(rotas=ROTAS, administrators=("@admins",)),
            clock=self.clock,
            directory=Staff(),
            ring=lambda: self.rings.append(self.clock.now()),
            noticed=self.noticed.append,
        )

    async def submitted(self, key: str) -> str:
        """Slack delivered a command, and it is stored."""
        received = Submission(key=key, kind="command", payload={"text": "declare"}, received_at=self.clock.now())
        async with self.store.writing() as tx:
            await tx.receive([received])
        return key

    def asked(
        self, by: Person | None = ADI, key: str | None = None, answer: Callable[[Performed], Answer | None] = said
    ) -> Asked:
        """Somebody types a command and waits for the answer."""
        to = ReplyTo(user=by.id if by else "", channel="C9", response_url="https://hooks.example.com/1")
        return Asked(actor=by, source="command", submission=key, reply_to=to, answer=answer)

    async def declare(self, key: str | None = None, by: Person = EKA, **more: Any) -> Performed:
        """Declare Payments fail, unless told otherwise."""
        values = {"title": "Payments fail", "severity": "sev1", **more}
        return await declare_incident(self.engine, c.DeclareIncident(**values), self.asked(by, key))

    async def declared(self, **more: Any) -> int:
        """Declare, and let Slack make the room; the incident's number."""
        state = (await self.declare(**more)).state
        assert state is not None
        [create] = [step for step in await self.claim() if step.step == "room.create"]
        opened = e.RoomOpened(channel=f"{ROOM}{state.number}", name="mi")
        await settle(self.engine, create, Outcome(events=(opened,)))
        return state.number

    async def do(self, number: int, command: c.Command, by: Person | None = ADI, key: str | None = None) -> Performed:
        """Carry out a command."""
        return await perform(self.engine, number, command, self.asked(by, key))

    async def wait(self, minutes: float) -> list[Timer]:
        """So many minutes pass, the tick firing whatever is due each half minute."""
        fired: list[Timer] = []
        for _ in range(round(minutes * 2)):
            self.clock.advance(30)
            fired += [timer for timer, _when in await fire_due(self.engine)]
        return fired

    async def claim(self) -> list[Step]:
        """What the relay would do now."""
        return await self.store.outbox.claim(self.clock.now(), 100)

    async def state(self, number: int) -> Incident:
        """The incident as stored."""
        async with self.store.reading() as reader:
            return await reader.incident(number)

    async def entries(self, number: int) -> list[Entry]:
        """Its timeline as stored."""
        async with self.store.reading() as reader:
            return await reader.entries(number)

    async def events(self, number: int, after: int = 0) -> list[e.Event]:
        """What happened after an entry."""
        return [entry.event for entry in (await self.entries(number))[after:]]

    async def rows(self) -> list[tuple[str, str]]:
        """Every outbox row ever owed: step and key."""
        async with self.store.reading() as reader:
            found = await reader._connection.execute(text("SELECT step, key FROM outbox ORDER BY id"))
            return [(step, key) for step, key in found]

    async def everything(self) -> list[list[Any]]:
        """All that is stored, to see that nothing changed."""
        async with self.store.reading() as reader:
            tables = ("incidents", "entries", "outbox", "timers", "submissions", "counters")
            return [list(await reader._connection.execute(text(f"SELECT * FROM {each}"))) for each in tables]  # noqa: S608

    def later(self, minutes: float) -> datetime:
        """So many minutes from now."""
        return self.clock.now() + timedelta(minutes=minutes)
