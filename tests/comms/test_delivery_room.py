"""A room is opened, furnished and announced exactly once, whatever Slack and our own process do on the way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.comms.delivery import Executor, Relay
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.operations.engine import Engine
from bot.warroom.operations.run_room import settle
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Severity
from bot.warroom.ports import Step
from bot.warroom.timeline import Fact
from tests.comms.slackhouse import House, open_house, policy
from tests.databases import SqliteFiles, sqlite

__all__ = ["sqlite"]

SEV1 = Severity(name="sev1", label="Critical", teams=("@backend", "@devops"))
ROOM = {"announce_in": "#incidents", "bookmarks": [{"title": "Runbook", "url": "https://example.com/r"}]}
METHODS = (
    "conversations.create", "conversations.invite", "chat.postMessage", "chat.update", "pins.add", "bookmarks.add",
    "conversations.setTopic", "conversations.list", "conversations.join", "conversations.open", "users.list",
)  # fmt: skip


@dataclass
class Scene:
    """A house with the real write path: what the core owes is what the relay does."""

    house: House
    killed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        house = self.house
        self.engine = Engine(house.store, house.policy, house.clock, house.directory)
        steps = {name: self.mortal(executor) for name, executor in house.steps.items()}
        self.relay = Relay(
            house.store.outbox, steps, partial(settle, self.engine), house.clock, translator("en"), chance=lambda: 1.0
        )

    def mortal(self, executor: Executor) -> Executor:
        """The step, with the process killed after its effect and before it is settled, if `killed` names it."""

        async def run(step: Step) -> Outcome:
            outcome = await executor(step)
            if step.step in self.killed:
                self.killed.discard(step.step)
                raise asyncio.CancelledError
            return outcome

        return run

    async def declare(self, **more: Any) -> None:
        """Budi declares MI-42, and Raihan is asked to lead."""
        house = self.house
        budi = Person(id=house.person("budi").id, name="Budi")
        raihan = Person(id=house.person("raihan").id, name="Raihan")
        declared = e.IncidentDeclared(
            number=42, reference="MI-42", title="Shop down", severity="sev1", reporter=budi, **more
        )
        facts = [Fact(event=event, occurred_at=house.clock.now()) for event in (declared, e.MimPaged(person=raihan))]
        async with house.store.writing() as tx:
            await self.engine.record(tx, None, facts)

    async def accept(self) -> None:
        """Raihan leads: the card, the topic and the announcement are due again."""
        event = e.MimAccepted(person=Person(id=self.house.person("raihan").id, name="Raihan"))
        async with self.house.store.writing() as tx:
            stored = await tx.lock(42)
            await self.engine.record(tx, stored, [Fact(event=event, occurred_at=self.house.clock.now())])

    async def settle_down(self) -> None:
        """Let the relay work, and an hour pass in which it may try again."""
        for _ in range(120):
            await self.relay.drain()
            async with self.house.store.reading() as reader:
                if not (await reader.summary()).waiting_steps:
                    return
            self.house.clock.advance(30)
        raise AssertionError("something is still waiting after an hour")


@pytest.fixture
async def scene(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Scene]:
    rules = policy(room=ROOM, severities={"sev1": SEV1})
    with capture_logs():
        async with sqlite.fresh(tmp_path) as url, open_house(url, rules=rules) as house:
            await house.person("budi").create_channel("incidents")
            yield Scene(house)


async def the_room_is_whole(scene: Scene) -> None:
    """Everything is there, and nothing is there twice."""
    house = scene.house
    state = await house.state()
    assert state.room
    room = house.channel(state.room.channel)
    handles = ("budi", "dewi", "fajar", "maya", "raihan")
    assert set(room.members) == {house.me, *(house.person(handle).id for handle in handles)}
    assert [it.text for it in house.messages(room.id) if it.text.startswith("card")] == ["card MI-42 sev1"]
    assert room.pins == [state.posts["card"].ts]
    assert room.topic["value"] == state.topic == "MI-42 sev1"
    assert [it.title for it in room.bookmarks.values()] == ["Runbook"]
    assert house.said("incidents") == ["announcement MI-42 sev1"]
    assert state.posts["announcement"].ts == house.messages("incidents")[0].ts
    spoken = [text for text in house.said(room.id) if text.startswith("entry")]
    assert len(spoken) == len(set(spoken))
    assert len([it for it in house.person("raihan").dms() if it.text.startswith("page")]) == 1
    assert len([it for it in house.sandbox.workspace.channels.values() if it.name.startswith("mi-42")]) == 1


async def failures(scene: Scene) -> list[str]:
    async with scene.house.store.reading() as reader:
        return [entry.event.why for entry in await reader.entries(42, kinds=["step_failed"])]  # type: ignore[union-attr]


async def test_a_declaration_opens_a_whole_room(scene: Scene) -> None:
    await scene.declare()
    await scene.relay.drain()
    await the_room_is_whole(scene)
    assert await failures(scene) == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "status", "rate_limit"])
async def test_the_room_is_whole_after_any_failure_of_slack(scene: Scene, method: str, fault: str) -> None:
    rule = getattr(scene.house.sandbox.faults, fault)(method, times=2)
    await scene.declare()
    await scene.settle_down()
    await scene.accept()
    await scene.settle_down()
    assert rule.struck
    await the_room_is_whole(scene)
    assert await failures(scene) == []


@pytest.mark.parametrize(
    "step", ["room.create", "room.invite", "room.card", "room.pin", "room.topic", "room.bookmark", "announce",
             "room.say", "person.say"],
)  # fmt: skip
async def test_the_room_is_whole_when_we_are_killed_after_a_step_and_before_it_is_settled(
    scene: Scene, step: str
) -> None:
    scene.killed.add(step)
    await scene.declare()
    await scene.settle_down()
    assert scene.killed == set()
    await the_room_is_whole(scene)


async def test_the_room_is_whole_when_every_third_call_fails(scene: Scene) -> None:
    for skip in range(2, 60, 3):
        scene.house.sandbox.faults.drop_after("*", skip=skip)
    await scene.declare()
    await scene.settle_down()
    await the_room_is_whole(scene)


async def test_a_private_incident_is_announced_nowhere(scene: Scene) -> None:
    await scene.declare(private=True)
    await scene.relay.drain()
    assert scene.house.said("incidents") == []


async def test_a_room_that_slack_refuses_is_recorded_with_words(scene: Scene) -> None:
    scene.house.sandbox.faults.error("conversations.create", "restricted_action", times=None)
    await scene.declare()
    await scene.relay.drain()
    assert await failures(scene) == ["The workspace's settings do not allow it (restricted_action)."]
