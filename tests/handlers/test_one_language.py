"""Whoever chose Indonesian in App Home reads nothing in English: answers, refusals, forms, Home, whatever the policy.

The organisation's policy is the shipped one in English, and everybody else reads it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.comms.cards.ids import Action
from bot.comms.locale import translator
from bot.handlers.help import about, everything
from bot.handlers.vocabulary import VERBS
from bot.warroom.lifecycle import SETTABLE
from bot.warroom.milestones import NAMES as MILESTONES
from tests.handlers.stage import LOBBY, SARI, Stage
from tests.languages import SAID, strangers, visible

ID = translator("id")
LAST = ("mim", "handover", "reject", "resolve", "reopen", "close", "duplicate", "cancel")
"""What ends an incident is typed when the rest was."""
PLACES = {"team": "zqxteam", "role": "scribe", "n": "1", "number": "1", "name": "zqx"}
OTHERWISE = re.compile(r"\s*\[[^\]]*\]|\|(?:[\w /:]|<[^>]*>)+")
"""What a form says may be left out, or typed instead."""
FIELDS = re.compile("Isiannya: .*")
"""The fields of a review are typed by their names."""
KINDS = ["full", "review", "customer", "regulator", "md", "csv", "xlsx", "json", "html", "pdf", "docx", "png", "none"]


@dataclass
class Ears:
    """Everything one person was shown, and what they had done."""

    stage: Stage
    heard: dict[str, str] = field(default_factory=dict)

    async def type(self, text: str, where: str) -> None:
        """What they type; their own words are not what they are told."""
        payload = {"text": text, "user_id": SARI.id, "user_name": SARI.name, "channel_id": where}
        await self._do("command", {"command": "/incident", **payload}, text)

    async def press(self, action: str, where: str) -> None:
        """A button of a message in the room."""
        pressed = {"actions": [{"action_id": action, "value": "1"}], "type": "block_actions"}
        place = {"channel": {"id": where}, "container": {"type": "message", "channel_id": where, "message_ts": "1.1"}}
        await self._do("action", {**pressed, **place, "user": {"id": SARI.id, "name": SARI.name}}, action)

    async def _do(self, kind: str, payload: dict[str, Any], done: str) -> None:
        await self.stage.desk.handle(await self.stage._received(kind, payload), live=True)
        window = self.stage.window
        answers = [part for told in await self.stage.answers() for part in (told.text, *visible(list(told.blocks)))]
        for text in (*answers, *visible(window.views), *visible(list(window.homes.values()))):
            self.heard.setdefault(FIELDS.sub("", text.replace(done, SAID)), done)
        window.views.clear()


def typed() -> Iterator[str]:
    """Every subcommand alone, with a word that it does not know, and in each of its forms."""
    for name in sorted(VERBS, key=lambda verb: (verb in LAST, LAST.index(verb) if verb in LAST else 0)):
        forms = [OTHERWISE.sub("", form) for form in VERBS[name].forms]
        filled = [re.sub(r"<([^>]+)>", lambda place: PLACES.get(place[1], SAID), form) for form in forms]
        yield from dict.fromkeys([name, *([] if VERBS[name].wordy else [f"{name} {SAID}"]), *filled])


def helped() -> Iterator[str]:
    """The help, whole and of each subcommand."""
    yield from visible(list(everything(ID, "/incident").blocks))
    for name in VERBS:
        yield from (part.replace(f"*{name}*", "") for part in visible(list(about(name, ID, "/incident").blocks)))


@pytest.fixture
async def ears(stage: Stage) -> Ears:
    async with stage.store.writing() as tx:
        await tx.choose_language(SARI.id, "id")
    return Ears(stage)


async def test_answers_refusals_forms_and_home_are_in_the_language_somebody_chose(ears: Ears, stage: Stage) -> None:
    room = await stage.declared(SAID)
    for text in typed():
        await ears.type(text, room)
    for verb in ("status", "task", "mim"):
        await ears.type(verb, LOBBY)
    await stage.declared(SAID)
    for action in Action:
        await ears.press(action.value, room)
    await stage.desk.home(SARI.id)
    assert len(ears.heard) > 450
    ears.heard |= dict.fromkeys(helped(), "help")
    names = {*stage.policy.roles, *stage.policy.models, *stage.policy.vendors, *stage.policy.audiences}
    listed = [*names, *MILESTONES, *SETTABLE, *KINDS]
    assert {ears.heard[text]: wrong for text, wrong in strangers(ears.heard, "id", *listed).items()} == {}
