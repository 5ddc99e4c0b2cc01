"""Slack's export format is read and written, and nothing of a message is lost on the way."""

import json
import zipfile
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox, SandboxError
from tests.sandbox.kit import Api, HandClock, manifest

BUDI, SARI, BOT = "U024BE7LH", "U012AB3CD", "U0BOT0001"
PARENT, REPLY, LATER = "1699948800.000100", "1699949000.000200", "1700035200.000300"

USERS = [
    {
        "id": BUDI,
        "team_id": "T061EG9R6",
        "name": "budi",
        "deleted": False,
        "real_name": "Budi Santoso",
        "tz": "Asia/Jakarta",
        "profile": {"email": "budi@shop.example", "title": "Backend", "display_name": "budi", "status_text": "away"},
        "is_admin": True,
        "is_bot": False,
        "updated": 1_600_000_000,
    },
    {"id": SARI, "team_id": "T061EG9R6", "name": "sari", "deleted": True, "profile": {"real_name": "Sari"}},
    {"id": BOT, "team_id": "T061EG9R6", "name": "deploys", "is_bot": True, "profile": {"bot_id": "B0DEPLOY1"}},
]
CHANNELS = [
    {
        "id": "C061EG9SL",
        "name": "payments",
        "created": 1_449_252_889,
        "creator": BUDI,
        "is_archived": False,
        "is_general": False,
        "members": [BUDI, SARI],
        "pins": [{"id": PARENT, "type": "C", "created": 1_699_948_900, "user": SARI, "owner": BUDI}],
        "topic": {"value": "Money", "creator": BUDI, "last_set": 1_449_252_900},
        "purpose": {"value": "All about money", "creator": BUDI, "last_set": 1_449_252_901},
    }
]
GROUPS = [CHANNELS[0] | {"id": "C0SECRET1", "name": "secret", "pins": []}]
DMS = [{"id": "D0DIRECT1", "created": 1_449_252_890, "members": [BUDI, SARI]}]
FIRST_DAY = [
    {
        "type": "message",
        "user": BUDI,
        "text": "Checkout <@U012AB3CD> is &lt;slow&gt;",
        "ts": PARENT,
        "client_msg_id": "11111111-2222-4333-8444-555555555555",
        "team": "T061EG9R6",
        "user_profile": {"real_name": "Budi Santoso", "team": "T061EG9R6"},
        "blocks": [{"type": "rich_text", "block_id": "x1", "elements": []}],
        "reactions": [{"name": "eyes", "users": [SARI], "count": 1}],
        "thread_ts": PARENT,
        "reply_count": 1,
        "reply_users_count": 1,
        "latest_reply": REPLY,
        "reply_users": [SARI],
        "replies": [{"user": SARI, "ts": REPLY}],
        "is_locked": False,
        "subscribed": False,
        "edited": {"user": BUDI, "ts": "1699948850.000000"},
    },
    {"type": "message", "user": SARI, "text": "Looking", "ts": REPLY, "thread_ts": PARENT, "parent_user_id": BUDI},
]
SECOND_DAY = [
    {
        "type": "message",
        "subtype": "bot_message",
        "text": "Deployed",
        "ts": LATER,
        "bot_id": "B0DEPLOY1",
        "username": "Deploys",
        "icons": {"emoji": ":rocket:"},
        "attachments": [{"fallback": "v1", "color": "good"}],
        "files": [{"id": "F0FILE001", "name": "log.txt", "size": 12, "filetype": "text", "url_private": "https://files.slack.com/x?t=xoxe-1"}],
    }
]  # fmt: skip
FILES: dict[str, list[Any]] = {
    "users.json": USERS,
    "channels.json": CHANNELS,
    "groups.json": GROUPS,
    "dms.json": DMS,
    "integration_logs.json": [{"service_id": "1"}],
    "payments/2023-11-14.json": FIRST_DAY,
    "payments/2023-11-15.json": SECOND_DAY,
    "D0DIRECT1/2023-11-15.json": [{"type": "message", "user": SARI, "text": "hi", "ts": "1700035300.000000"}],
}


def unpacked(folder: Path, files: dict[str, list[Any]] | None = None) -> Path:
    for name, content in (files or FILES).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content))
    return folder


def contents(path: Path) -> dict[str, Any]:
    return {it.relative_to(path).as_posix(): json.loads(it.read_text()) for it in path.glob("**/*.json")}


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox.replaying(unpacked(tmp_path / "in"), manifest(), clock=HandClock())


def test_an_export_is_a_workspace_with_its_people_rooms_and_history(sandbox: Sandbox) -> None:
    ws = sandbox.workspace
    room = ws.channel("payments")
    assert (room.id, room.creator, list(room.members)) == ("C061EG9SL", BUDI, [BUDI, SARI])
    assert (room.topic["value"], room.purpose["value"], room.pins) == ("Money", "All about money", [PARENT])
    assert [it.text for it in room.log] == ["Checkout <@U012AB3CD> is &lt;slow&gt;", "Looking", "Deployed"]
    assert [it.text for it in room.messages[0].replies] == ["Looking"]
    assert ws.channel("secret").is_private
    assert [it.text for it in ws.channels["D0DIRECT1"].log] == ["hi"]
    assert (ws.user("budi").email, ws.user("budi").is_admin, ws.user("sari").deleted) == (
        "budi@shop.example",
        True,
        True,
    )


async def test_people_and_the_bot_go_on_where_the_export_ends(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with sandbox:
        api = Api(sandbox, http)
        budi = sandbox.person("budi")
        await budi.invite("payments", "posko")
        said = await budi.reply(sandbox.workspace.channel("payments").messages[0], "again")
        assert said.ts > LATER
        thread = await api.ok("conversations.replies", channel="C061EG9SL", ts=PARENT)
        assert [it["text"] for it in thread["messages"][1:]] == ["Looking", "again"]
        assert (await api.history("C061EG9SL"))[-2]["username"] == "Deploys"


def test_what_is_written_again_holds_every_field_of_every_message(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.export(tmp_path / "out")
    written = contents(tmp_path / "out")
    for day in ("payments/2023-11-14.json", "payments/2023-11-15.json", "D0DIRECT1/2023-11-15.json"):
        for before, after in zip(FILES[day], written[day], strict=True):
            kept = {key: value for key, value in before.items() if key != "files"}
            assert {key: after.get(key) for key in kept} == kept
    kept = {key: value for key, value in CHANNELS[0].items() if key != "members"}
    assert {key: written["channels.json"][0][key] for key in kept} == kept
    assert written["groups.json"][0]["id"] == "C0SECRET1"
    assert DMS[0] in written["dms.json"]


def test_addresses_of_the_real_files_are_left_out(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.export(tmp_path / "out")
    shown = contents(tmp_path / "out")["payments/2023-11-15.json"][0]["files"][0]
    assert (shown["id"], shown["name"], shown["size"], shown["filetype"]) == ("F0FILE001", "log.txt", 12, "text")
    assert "slack.com/x" not in json.dumps(shown)


async def test_an_app_is_never_sent_to_the_real_files(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with sandbox:
        await sandbox.person("budi").invite("payments", "posko")
        shown = await Api(sandbox, http).ok("files.info", file="F0FILE001")
        assert shown["file"]["url_private"].startswith(sandbox.base_url)
        assert "files.slack.com" not in json.dumps(shown)


def test_reading_what_was_written_changes_nothing_more(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.export(tmp_path / "once.zip")
    sandbox.export(tmp_path / "once")
    again = Sandbox.replaying(tmp_path / "once.zip", manifest(), clock=HandClock())
    again.export(tmp_path / "twice")
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")


def test_a_zip_may_hold_everything_in_one_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "shop.zip", "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"Shop Export/{name}", json.dumps(content))
    assert len(Sandbox.replaying(tmp_path / "shop.zip").workspace.channel("payments").log) == 3


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"users.json": USERS}, "no channels.json"),
        ({"users.json": [{}], "channels.json": []}, "damaged"),
        ({"users.json": USERS, "channels.json": [{"id": "C1"}]}, "damaged"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, files: dict[str, list[Any]], why: str) -> None:
    with pytest.raises(SandboxError, match=why):
        Sandbox.replaying(unpacked(tmp_path, files))


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no")
    with pytest.raises(SandboxError, match="no Slack export"):
        Sandbox.replaying(tmp_path / "x.zip")


async def test_a_standing_sandbox_hands_out_its_export_and_its_state(
    sandbox: Sandbox, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with sandbox:
        for name in ("export", "saved"):
            async with http.get(f"{sandbox.base_url}/sandbox/{name}") as response:
                assert response.status == 200
                (tmp_path / name).write_bytes(await response.read())
    again = Sandbox.replaying(tmp_path / "export").workspace
    loaded = Sandbox.load(tmp_path / "saved").workspace
    for ws in (again, loaded):
        assert [it.text for it in ws.channel("payments").log][-1] == "Deployed"
