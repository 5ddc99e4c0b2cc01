"""Words that must be gone are gone, wherever the record had them; who took them out stays, the rest proves itself."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.cli.erasing import erase_words
from bot.comms.documents import Documents
from bot.warroom.commands_erasing import EraseContent
from tests.scenarios.acting import presses
from tests.scenarios.looking import card, own
from tests.scenarios.world import World

ROOM = "mi-1-shop-is-down"
PHONE = "Siti Aminah of 0812-3456-7890 cannot pay"


async def test_what_somebody_said_is_erased_after_a_question_and_nothing_brings_it_back(
    room: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.declare()
    await room.types("raihan", "/incident mim claim", ROOM)
    message = await room.person("budi").say(ROOM, PHONE)
    await room.person("dewi").react(message, "boom")
    await room.heard()
    await room.types("raihan", "/incident update A customer cannot pay", ROOM)
    await room.quiet()
    (said,) = await room.entries(1, "message")
    line = f"/incident erase {said.seq}"
    assert "0812" in card(room, ROOM).all_text

    refused = (await room.types("fajar", f"{line} because she asked", ROOM)).all_text
    assert "the duty manager or an administrator may erase" in refused
    assert f"erase {said.seq} because she asked" in refused
    await room.person("raihan").command(line, channel=ROOM)
    form = await room.person("raihan").modal("erase_modal")
    await room.person("raihan").submit(form, {"reason": {"reason": "She asked"}})
    await room.quiet()
    asked = room.person("raihan").ephemerals()[-1]
    assert "It goes from these entries" in asked.all_text
    assert "|message 1> there too" in asked.all_text
    assert "Sent with these words: update 1." in asked.all_text
    assert len(await room.entries(1, "content_erased")) == 0
    done = await presses(room, "raihan", asked, "content_erase")
    assert f"What entry {said.seq} said was erased, also from" in done
    again = await presses(room, "raihan", asked, "content_erase")
    assert "said is erased already" in again
    assert len(await room.entries(1, "content_erased")) == 1

    await room.person("budi").edit(message, f"{PHONE}, she says")
    await room.heard()
    await room.bot.catching_up.run()
    documents = Documents(room.bot.store, room.bot.engine.policy, room.clock)
    everything = [(await documents.build(1, "timeline", each)).decode() for each in ("json", "md", "csv")]
    everything += [(await documents.build(1, "review", "md")).decode()]
    everything += [each.all_text for name in (ROOM, "incident-updates", "exec-updates") for each in own(room, name)]
    everything += [(await room.types("sari", "/incident timeline 30", ROOM)).all_text]
    assert [text[:80] for text in everything if "0812-3456" in text] == []
    assert "Nowhere: 0812" in (await room.types("sari", "/incident find 0812", ROOM)).all_text

    monkeypatch.setenv("POSKO_DATABASE_URL", room.database)
    title = EraseContent(entry=1, words="shop", reason="names it", operator="ops")
    for sure, told in ((False, "It would go from entries 1, "), (True, "Erased from entries 1, ")):
        told_to = io.StringIO()
        assert await erase_words("MI-1", title, Console(file=told_to, width=500), sure=sure) == 0
        assert told in told_to.getvalue()
    assert (await room.state()).title == "█████ is down"
    verdict = await documents.verify(1)
    assert verdict.ok, verdict.why
    assert {1, said.seq} <= set(verdict.erased)
