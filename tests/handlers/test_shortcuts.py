"""What can be made of a message, and of nothing at all."""

from __future__ import annotations

from typing import Any

from tests.handlers.stage import LOBBY, Stage, remembered

MESSAGE: dict[str, Any] = {
    "ts": "1795489200.000100",
    "user": "U0BUDI",
    "text": "502 on <https://a.example> &amp; more\nsecond",
}


async def test_a_message_becomes_a_key_moment_with_its_words_and_author(stage: Stage) -> None:
    room = await stage.declared()
    await stage.shortcut("add_to_timeline", message=MESSAGE, where=room)
    view = stage.window.views[0]
    assert remembered(view) == {"number": 1, "channel": room, "message": MESSAGE["ts"], "author": "Budi"}
    await stage.send(view, {"kind": "observation"})
    event = (await stage.last_of("marked")).event
    assert (event.mark, event.target, event.author, event.by) == ("observation", MESSAGE["ts"], "Budi", "shortcut")
    assert event.text == "502 on https://a.example & more\nsecond"


async def test_a_message_outside_every_room_has_no_timeline(stage: Stage) -> None:
    said = await stage.shortcut("add_to_timeline", message=MESSAGE, where=LOBBY)
    assert "not an incident's war room" in said
    assert stage.window.views == []


async def test_a_message_becomes_a_task(stage: Stage) -> None:
    room = await stage.declared()
    await stage.shortcut("create_task", message=MESSAGE, where=room)
    await stage.send(stage.window.views[0], {"owner": "U0BUDI"})
    task = (await stage.state()).tasks[0]
    assert task.text.startswith("502 on")
    assert task.owner
    assert task.owner.name == "Budi"


async def test_an_incident_is_declared_from_a_message(stage: Stage) -> None:
    await stage.shortcut("declare_from_message", message=MESSAGE, where=LOBBY)
    await stage.send(stage.window.views[0], {"severity": "sev2"})
    state = await stage.state()
    assert state.title == "502 on https://a.example & more"
    assert state.symptoms == "502 on https://a.example & more\nsecond"


async def test_a_message_without_words_is_known_by_its_files(stage: Stage) -> None:
    room = await stage.declared()
    message = {"ts": "1.2", "user": "U0BUDI", "text": "", "files": [{"name": "graph.png"}]}
    await stage.shortcut("add_to_timeline", message=message, where=room)
    assert stage.window.views[0]["blocks"][2]["element"]["initial_value"] == "graph.png"


async def test_a_very_long_message_is_cut_to_what_the_form_takes(stage: Stage) -> None:
    message = {**MESSAGE, "text": "x" * 9_000}
    await stage.shortcut("declare_from_message", message=message, where=LOBBY)
    assert len(stage.window.views) == 1


async def test_the_global_shortcut_opens_the_form(stage: Stage) -> None:
    await stage.shortcut("declare")
    assert stage.window.views[0]["callback_id"] == "declare_modal"
