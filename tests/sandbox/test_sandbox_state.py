"""A workspace saved to a file and loaded again is the same one, and goes on without a clash."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox, SandboxError, files, messages, render, rooms, state
from bot.sandbox.workspace import Workspace
from tests.sandbox.kit import Api, HandClock, button, connect, manifest, section

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "say",
                "alarm",
                "reply",
                "edit",
                "delete",
                "react",
                "pin",
                "upload",
                "topic",
                "rename",
                "join",
                "dm",
                "archive",
                "read",
            )
        ),
        st.integers(0, 10),
        TEXTS,
    ),
    max_size=40,
)


def act(sandbox: Sandbox, name: str, number: int, text: str) -> None:
    """One thing that happens in a workspace; nothing where it cannot."""
    ws = sandbox.workspace
    who = list(ws.users)[number % len(ws.users)]
    room = list(ws.channels.values())[number % len(ws.channels)]
    said = room.messages[number % len(room.log)] if len(room.log) else None
    match name:
        case "say":
            messages.post(
                ws, room, who, text, blocks=[section(text or "x")], metadata={"event_type": "a", "event_payload": {}}
            )
        case "alarm":
            named = {"username": text, "icons": {"emoji": ":fire:"}}
            messages.post(ws, room, None, text, subtype="bot_message", bot_id="B1", app_id="A1", extra=named)
        case "upload":
            files.share(ws, room, who, text, [files.create(ws, "a.txt", who, text.encode())])
        case "topic":
            rooms.set_topic(ws, room, text, who)
        case "rename" if room.name:
            rooms.rename(ws, room, f"room-{len(ws.stamps.next())}-{ws.stamps.last}", who)
        case "join" if room.kind == "channel":
            rooms.join(ws, room, who)
        case "dm":
            messages.post(ws, rooms.open_direct(ws, [who, next(iter(ws.users))]), who, text)
        case "archive" if room.name:
            rooms.archive(ws, room, who)
        case _ if said is not None:
            mark(ws, name, said, who, text)


def mark(ws: Workspace, name: str, said: Any, who: str, text: str) -> None:
    room = ws.channels[said.channel]
    match name:
        case "read":
            room.last_read[who] = said.ts
        case "reply":
            messages.post(ws, room, who, text, thread_ts=said.thread_ts or said.ts, broadcast=len(text) > 20)
        case "edit":
            messages.edit(ws, said, who, text=text)
        case "delete":
            messages.delete(ws, said)
        case "react" if who not in said.reactions.get("eyes", ()):
            messages.react(ws, said, who, "eyes")
        case "pin" if said.ts not in room.pins:
            messages.pin(ws, said, who)


def seen(sandbox: Sandbox) -> list[Any]:
    """Everything an app could be shown of the workspace."""
    ws = sandbox.workspace
    shown: list[Any] = [render.user(ws, it, locale=True) for it in ws.users.values()]
    for room in ws.channels.values():
        shown += [render.channel(ws, room), room.pins, list(room.members), room.last_read]
        shown += [(render.message(ws, it, metadata=True), [each.ts for each in it.replies]) for it in room.log]
    return [*shown, [render.file(ws, it) | {"bytes": it.content} for it in ws.files.values()]]


def reloaded(sandbox: Sandbox, **options: Any) -> Sandbox:
    with tempfile.TemporaryDirectory() as folder:
        sandbox.save(Path(folder, "state.json"))
        return Sandbox.load(Path(folder, "state.json"), manifest(), clock=HandClock(1_600_000_000), **options)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_a_saved_and_loaded_workspace_is_the_same(acts: list[tuple[str, int, str]]) -> None:
    async def story() -> None:
        before = Sandbox(manifest(), clock=HandClock())
        for name, number, text in acts:
            act(before, name, number, text)
        after = reloaded(before)
        assert seen(after) == seen(before)
        assert state.dump(after.workspace) == state.dump(before.workspace)
        known = {it.ts for room in before.workspace.channels.values() for it in room.log}
        fresh = messages.post(after.workspace, list(after.workspace.channels.values())[1], before.app.user.id, "on")
        assert fresh.ts > max(known)
        made = rooms.create(after.workspace, "quite-new", before.app.user.id)
        assert made.id not in before.workspace.channels
        assert files.create(after.workspace, "b", "").id not in before.workspace.files

    asyncio.run(story())


@pytest.fixture
async def kept(tmp_path: Path, sandbox: Sandbox, api: Api) -> AsyncIterator[Sandbox]:
    """A sandbox loaded from what another one saved, after a small story."""
    channel = await api.room("mi-1", "budi")
    ts = await api.posted(channel, blocks=[{"type": "actions", "elements": [button("go")]}])
    await api.posted(channel, "answer", thread_ts=ts)
    await api.ok("bookmarks.add", channel_id=channel, title="Board", type="link", link="https://x.example/")
    sandbox.save(tmp_path / "state.json")
    async with Sandbox.load(tmp_path / "state.json", manifest(), clock=HandClock()) as loaded:
        yield loaded


async def test_the_app_goes_on_with_its_ids_and_tokens(
    kept: Sandbox, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    assert (kept.bot_token, kept.app_token, kept.signing_secret) == (
        sandbox.bot_token,
        sandbox.app_token,
        sandbox.signing_secret,
    )
    api = Api(kept, http)
    room = kept.workspace.channel("mi-1")
    assert (await api.ok("auth.test"))["user_id"] == sandbox.app.user.id
    assert [it["title"] for it in (await api.ok("bookmarks.list", channel_id=room.id))["bookmarks"]] == ["Board"]
    parent = (await api.history(room.id))[0]
    assert (parent["reply_count"], parent["app_id"]) == (1, sandbox.app.id)


async def test_a_button_of_a_loaded_message_still_works(kept: Sandbox, http: aiohttp.ClientSession) -> None:
    wire = await connect(Api(kept, http))
    pressing = asyncio.create_task(kept.person("budi").click("mi-1", "go"))
    envelope = await wire.envelope()
    await wire.ack(envelope)
    await pressing
    assert envelope["payload"]["actions"][0]["action_id"] == "go"


def test_a_file_of_another_kind_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "state.json"
    for content in ("not json", "[]", '{"format": "posko.sandbox/99"}'):
        path.write_text(content)
        with pytest.raises(SandboxError, match=r"state\.json|form posko\.sandbox/1"):
            Sandbox.load(path)
    sandbox.save(path)
    damaged = json.loads(path.read_text()) | {"users": [{"id": "U1"}]}
    path.write_text(json.dumps(damaged))
    with pytest.raises(SandboxError, match="damaged"):
        Sandbox.load(path)


def test_the_file_holds_tokens_and_is_read_by_its_owner_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    sandbox.save(tmp_path / "state.json")
    assert (tmp_path / "state.json").stat().st_mode & 0o077 == 0
    assert [it.name for it in tmp_path.iterdir()] == ["state.json"]
