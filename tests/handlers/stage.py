"""A desk on a real database, with a small company and a window that shows what the bot opens, for the handlers' tests.

Views and answers are checked against the sandbox's rules of Block Kit the moment they are made.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.clock import ManualClock
from bot.comms.locale import translator
from bot.comms.message import Message
from bot.comms.transports.errors import TriggerGone
from bot.handlers.desk import Desk
from bot.policy.loading import load
from bot.sandbox.blockkit import check_message, check_view
from bot.storage import Database, open_store
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked, Engine
from bot.warroom.operations.run_room import perform
from bot.warroom.policy import Policy
from bot.warroom.ports import Submission
from bot.warroom.timeline import Entry, Fact
from tests.databases import SqliteFiles

START = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SARI = Person(id="U0SARI", name="Sari")
BUDI = Person(id="U0BUDI", name="Budi")
AYU = Person(id="U0AYU", name="Ayu")
RINA = Person(id="U0RINA", name="Rina")
COMPANY = {person.id: person for person in (SARI, BUDI, AYU, RINA)}
LOBBY = "C0LOBBY"


class Staff:
    """The directory of a small company, all of it in Jakarta."""

    async def person(self, ref: str) -> Person | None:
        bare = ref.removeprefix("<@").partition("|")[0].rstrip(">").removeprefix("@")
        named = (person for person in COMPANY.values() if bare in {person.id, person.name.lower()})
        return next(named, None)

    async def members(self, ref: str) -> tuple[Person, ...]:
        found = await self.person(ref)
        return (found,) if found else ()

    def is_team(self, ref: str) -> bool:
        return False

    async def zone(self, user: str) -> str:
        return "Asia/Jakarta"

    async def locale(self, user: str) -> str:
        return ""


@dataclass
class Window:
    """What the bot opens in Slack. `shut` is Slack when a trigger has run out."""

    views: list[dict[str, Any]] = field(default_factory=list)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    shut: bool = False

    async def open_view(self, trigger_id: str, view: dict[str, Any]) -> str:
        if self.shut:
            raise TriggerGone("views.open", "expired_trigger_id")
        check_view(view, "modal")
        self.views.append(view)
        return f"V{len(self.views)}"

    async def update_view(self, view_id: str, view: dict[str, Any], view_hash: str | None = None) -> None:
        check_view(view, "modal")
        self.views[-1] = view

    async def publish_home(self, user: str, view: dict[str, Any]) -> None:
        check_view(view, "home")
        self.homes[user] = view

    async def respond(self, response_url: str, message: Message) -> None:
        self.said.append(message)


@dataclass(repr=False)
class Stage:
    """The desk and everything a test asks of it."""

    desk: Desk
    engine: Engine
    store: Database
    clock: ManualClock
    window: Window
    sent: int = 0

    @property
    def policy(self) -> Policy:
        return self.engine.policy

    # what people do

    async def type(self, text: str, by: Person = SARI, where: str = LOBBY, *, live: bool = True) -> str:
        """Somebody types the command; what they are answered."""
        payload = {"command": "/incident", "text": text, "user_id": by.id, "user_name": by.name, "channel_id": where}
        return await self._submit("command", payload, live=live)

    async def press(
        self, action: str, value: str, by: Person = SARI, where: str = LOBBY, *, live: bool = True, shown: str = ""
    ) -> str:
        """Somebody presses a button of a message posted at `shown`; what they are answered."""
        container = {"type": "message", "channel_id": where, "message_ts": shown}
        payload = {
            "type": "block_actions",
            "user": {"id": by.id, "name": by.name},
            "channel": {"id": where},
            "container": container,
            "actions": [{"action_id": action, "value": value}],
        }
        return await self._submit("action", payload, live=live)

    async def press_at_home(self, action: str, value: str, by: Person = SARI) -> str:
        """Somebody presses a button of their Home tab."""
        payload = {
            "type": "block_actions",
            "user": {"id": by.id, "name": by.name},
            "view": {"type": "home"},
            "actions": [{"action_id": action, "value": value}],
        }
        return await self._submit("action", payload)

    async def send(
        self, view: dict[str, Any], values: dict[str, Any], by: Person = SARI, *, live: bool = True
    ) -> dict[str, Any] | None:
        """Somebody sends a form, with these fields changed from what it opened with; the ack's payload."""
        payload = {
            "type": "view_submission",
            "user": {"id": by.id, "name": by.name},
            "view": {**view, "id": "V1", "state": {"values": filled_in(view, values)}},
        }
        submission = await self._received("view", payload)
        return await self.desk.handle(submission, live=live)

    async def shortcut(
        self, callback: str, by: Person = SARI, message: dict[str, Any] | None = None, where: str = ""
    ) -> str:
        """Somebody uses a shortcut, on a message or anywhere."""
        about = {"message": message, "channel": {"id": where}} if message else {}
        payload = {"type": "message_action", "callback_id": callback, "user": {"id": by.id, "name": by.name}, **about}
        return await self._submit("shortcut", payload)

    async def _submit(self, kind: str, payload: dict[str, Any], *, live: bool = True) -> str:
        submission = await self._received(kind, payload)
        await self.desk.handle(submission, live=live)
        return await self.answer()

    async def _received(self, kind: str, payload: dict[str, Any]) -> Submission:
        self.sent += 1
        body = {"trigger_id": f"T{self.sent}", "response_url": f"https://slack.test/{self.sent}", **payload}
        submission = Submission.model_validate(
            {"key": f"{kind}:{self.sent}", "kind": kind, "payload": body, "received_at": self.clock.now()}
        )
        async with self.store.writing() as tx:
            await tx.receive([submission])
        return submission

    # what came of it

    async def answers(self) -> list[Message]:
        """Every answer owed since the last look."""
        found: list[Message] = []
        for step in await self.store.outbox.claim(self.clock.now(), 500):
            async with self.store.writing() as tx:
                await tx.settle_step(step, "done", "")
            if step.step == "reply":
                message = Message(text=step.payload["text"], blocks=tuple(step.payload["blocks"]))
                if message.blocks:
                    check_message(list(message.blocks))
                found.append(message)
        return found

    async def answer(self) -> str:
        """The one answer, as its text; nothing if there was none."""
        found = await self.answers()
        assert len(found) <= 1, found
        self.last = found[0] if found else Message(text="")
        return shown(self.last)

    async def unfinished(self) -> list[Submission]:
        """Submissions that a sweep would take up again."""
        async with self.store.reading() as reader:
            return await reader.submissions(untouched_since=self.clock.now() + timedelta(days=1))

    async def state(self, number: int = 1) -> Incident:
        async with self.store.reading() as reader:
            return await reader.incident(number)

    async def entries(self, number: int = 1) -> list[Entry]:
        async with self.store.reading() as reader:
            return await reader.entries(number)

    async def last_of(self, kind: str, number: int = 1) -> Any:
        """The last entry of that kind."""
        return [entry for entry in await self.entries(number) if entry.kind == kind][-1]

    # what happened before

    async def declared(self, title: str = "Checkout is down", by: Person = SARI, **more: Any) -> str:
        """An incident with its room; the room's channel. Whoever declares leads, and has accepted."""
        command = c.DeclareIncident(title=title, severity="sev2", anyway=True, mim=by, **more)
        performed = await declare_incident(self.engine, command, Asked(actor=by))
        assert performed.state
        number = performed.state.number
        channel = f"C0ROOM{number}"
        async with self.store.writing() as tx:
            opened = e.RoomOpened(channel=channel, name=f"mi-{number}")
            fact = Fact(event=opened, occurred_at=self.clock.now())
            await self.engine.record(tx, await tx.lock(number), [fact])
        await self.done(c.AcceptMim(), by, number)
        return channel

    async def done(self, command: c.Command, by: Person = SARI, number: int = 1) -> None:
        """A command carried out past the desk."""
        await perform(self.engine, number, command, Asked(actor=by))
        await self.answers()


def shown(message: Message) -> str:
    """Everything that a reader sees of a message: its blocks, or its text where it has none."""
    return "\n".join(_texts(list(message.blocks))) or message.text


def _texts(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [text for each in tree for text in _texts(each)]
    if not isinstance(tree, dict):
        return []
    own = [tree["text"]] if isinstance(tree.get("text"), str) else []
    return own + [text for key, each in tree.items() if key not in {"confirm", "placeholder"} for text in _texts(each)]


def buttons(message: Message) -> dict[str, str]:
    """The buttons of a message: what each is called by, and its value."""
    elements = [element for block in message.blocks for element in block.get("elements") or ()]
    elements += [block["accessory"] for block in message.blocks if "accessory" in block]
    return {each["action_id"]: each.get("value", "") for each in elements if each.get("type") == "button"}


def filled_in(view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The state of a form: what it opened with, and what was changed."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name = block["element"]["action_id"]
            given = values.get(name, _initial(block["element"]))
            state[block["block_id"]] = {name: _value(block["element"], given)}
    return state


def _initial(element: dict[str, Any]) -> Any:
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    return element.get("initial_value") or element.get("initial_date_time") or element.get("initial_user")


def _value(element: dict[str, Any], given: Any) -> dict[str, Any]:
    match element["type"]:
        case "plain_text_input":
            return {"type": element["type"], "value": given or None}
        case "static_select":
            return {"type": element["type"], "selected_option": {"value": given} if given else None}
        case "checkboxes" | "multi_static_select":
            return {"type": element["type"], "selected_options": [{"value": each} for each in given or []]}
        case "users_select":
            return {"type": element["type"], "selected_user": given}
        case "datetimepicker":
            seconds = int(given.timestamp()) if isinstance(given, datetime) else given
            return {"type": element["type"], "selected_date_time": seconds}
    raise ValueError(element["type"])


def remembered(view: dict[str, Any]) -> dict[str, Any]:
    """What a form remembers."""
    return json.loads(view["private_metadata"])


@asynccontextmanager
async def open_stage(sqlite: SqliteFiles, folder: Path, **policy: Any) -> AsyncIterator[Stage]:
    """A desk under the shipped policy, with these parts of it changed."""
    clock = ManualClock(START)
    rules = Policy.model_validate({**_shipped(), "administrators": ["U0RINA"], **policy})
    async with sqlite.fresh(folder) as url:
        store = open_store(url, clock)
        engine = Engine(store, rules, clock, Staff())
        window = Window()
        try:
            yield Stage(Desk(engine, window, translator("en")), engine, store, clock, window)  # type: ignore[arg-type]
        finally:
            await store.close()


@cache
def _shipped() -> dict[str, Any]:
    """The shipped policy as data, read once a process."""
    return load(None).model_dump()
