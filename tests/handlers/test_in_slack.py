"""The same through Slack's own wire, against the sandbox: what the window shows and what the ack carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import SqliteFiles
from tests.scenarios.world import World, world


@pytest.fixture
async def slack(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[World]:
    async with sqlite.fresh(tmp_path) as url, world(url) as made:
        yield made


async def test_a_similar_incident_is_shown_in_the_form_and_declared_all_the_same(slack: World) -> None:
    await slack.declare("sev2 Checkout is down")
    budi = slack.person("budi")
    await budi.command("/incident declare checkout is down", channel="general")
    await budi.modal("declare_modal")
    await budi.submit(values={"severity": {"severity": "sev1"}, "impact": {"impact": "everybody"}})
    again = await budi.modal("declare_modal")
    assert "MI-1" in str(again.blocks[0])
    await budi.submit()
    await slack.quiet()
    assert slack.rooms() == ["mi-1-checkout-is-down", "mi-2-checkout-is-down"]
    assert (await slack.state(2)).impact == "everybody"


async def test_a_refused_form_stays_open_with_the_words_under_their_field(slack: World) -> None:
    room = await slack.declare("sev2 Checkout is down")
    await slack.types("sari", "/incident mim claim", room)
    sari = slack.person("sari")
    await sari.command("/incident severity", channel=room)
    await sari.modal("severity_modal")
    sent = await sari.submit(values={"reason": {"reason": "worse"}})
    assert "already so" in sent.errors["severity"]
    await sari.submit(values={"severity": {"severity": "sev1"}})
    assert (await slack.state()).severity == "sev1"


async def test_a_message_of_the_room_becomes_a_key_moment(slack: World) -> None:
    room = await slack.declare("sev2 Checkout is down")
    sari = slack.person("sari")
    said = await sari.say(room, "the cache is full")
    await sari.message_shortcut("add_to_timeline", said)
    await sari.modal("mark_modal")
    await sari.submit(values={"kind": {"kind": "observation"}})
    (entry,) = await slack.entries(1, "marked")
    assert (entry.event.text, entry.event.target) == ("the cache is full", said.ts)  # type: ignore[union-attr]


async def test_the_home_tab_shows_what_is_open(slack: World) -> None:
    await slack.declare("sev2 Checkout is down")
    sari = slack.person("sari")
    await sari.open_home()
    await slack.sandbox.until(lambda _ws: sari.home)
    assert sari.home
    assert "Checkout is down" in str(sari.home.blocks)
