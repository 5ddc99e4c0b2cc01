"""What operators rely on: it starts by itself, says how it is, stops in order, survives a kill, and explains itself."""

from __future__ import annotations

import asyncio
import io
import json
import os
import shlex
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl

import aiohttp
import jsonschema
import pytest
from rich.console import Console

from bot.cli.checking import check_all
from bot.cli.loading import Unusable
from bot.manifest import manifest
from bot.sandbox import Sandbox
from tests.scenarios.shell import ROOT, Standing, environment, posko, towards

ROOM = "mi-1-shop-is-down"
MODES = pytest.mark.parametrize("mode", ["socket", "http"])
MANIFEST = json.loads((ROOT / "tests" / "data" / "slack-manifest.schema.2.json").read_text(encoding="utf-8"))
Mode = Literal["socket", "http"]


@asynccontextmanager
async def running(folder: Path, mode: Mode = "socket", **more: str) -> AsyncIterator[tuple[Sandbox, Standing, str]]:
    """A sandbox, `posko run` against it, and the address where it serves."""
    async with (
        Sandbox(manifest(mode, "http://127.0.0.1:1"), mode) as sandbox,
        Standing(folder, towards(sandbox, folder, **more), "run") as bot,
    ):
        yield sandbox, bot, await joined(sandbox, bot)


async def joined(sandbox: Sandbox, bot: Standing) -> str:
    """The bot's address, once it is ready and Slack knows where to find it."""
    address = await bot.ready()
    if sandbox.mode == "http":
        sandbox.request_url = f"{address}/slack/events"
    else:
        await sandbox.connected()
    return address


async def page(address: str, path: str) -> tuple[int, str]:
    """Status and text of one of its pages."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}{path}") as answer:
        return answer.status, await answer.text()


async def declare(sandbox: Sandbox) -> None:
    """Declare, and wait until the card stands in the room."""
    reply = await sandbox.person("sari").command("/incident declare sev1 Shop is down", channel="general")
    await reply.answer(timeout=30)
    await sandbox.until(lambda ws: (room := ws.find_channel(ROOM)) and room.pins, timeout=30)


async def record(folder: Path, sandbox: Sandbox) -> dict[str, Any]:
    """The incident as `posko export` writes it."""
    code, out, err = await posko(folder, towards(sandbox, folder), "export", "MI-1", "--format", "json")
    assert code == 0, err
    document: dict[str, Any] = json.loads(out)
    return document


# running and stopping


@MODES
async def test_it_migrates_serves_and_stops_within_ten_seconds(
    tmp_path: Path, mode: Mode, record_property: pytest.FixtureRequest
) -> None:
    begun = time.monotonic()
    async with running(tmp_path, mode) as (sandbox, bot, address):
        record_property("seconds until ready", round(time.monotonic() - begun, 2))  # type: ignore[operator]
        alive, ready, metrics = [await page(address, path) for path in ("/healthz", "/readyz", "/metrics")]
        await declare(sandbox)
        begun = time.monotonic()
        code = await bot.terminate()
        stopped_in = time.monotonic() - begun
        record_property("seconds until stopped", round(stopped_in, 2))  # type: ignore[operator]
    assert alive == (200, '{"status": "alive"}')
    assert ready[0] == 200
    assert json.loads(ready[1])["checks"] == {"slack": "ok", "database": "ok", "delivery": "ok"}
    assert "posko_open_incidents" in metrics[1]
    assert code == 0
    assert stopped_in < 10


@MODES
async def test_killed_and_started_again_it_catches_up_with_what_was_said_meanwhile(tmp_path: Path, mode: Mode) -> None:
    async with running(tmp_path, mode) as (sandbox, first, _address):
        await declare(sandbox)
        await first.kill()
        await sandbox.person("sari").say(ROOM, "Is anybody there?")
        async with Standing(tmp_path, towards(sandbox, tmp_path), "run") as second:
            await joined(sandbox, second)
            note = await sandbox.person("sari").command("/incident note Welcome back", channel=ROOM)
            await note.answer(timeout=30)
            assert await second.terminate() == 0
        kept = await record(tmp_path, sandbox)
        said = [(each["text"], each["late"]) for each in kept["entries"] if each["kind"] == "message"]
        assert said == [("Is anybody there?", True)]
        assert [name for name in names(sandbox) if name.startswith("mi-")] == [ROOM]
        assert len(sandbox.workspace.channel(ROOM).pins) == 1


def names(sandbox: Sandbox) -> list[str]:
    """The channels of the workspace."""
    return [room.name for room in sandbox.workspace.channels.values()]


async def test_stopped_before_slack_answers_it_stops_at_once(tmp_path: Path) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        sandbox.faults.status("auth.test", status=503, times=1_000)
        async with Standing(tmp_path, towards(sandbox, tmp_path), "run") as bot:
            await bot.line(bot.err, "slack_unreachable")
            assert await bot.terminate() == 0


# logs


@MODES
async def test_logs_are_json_and_hold_neither_secrets_nor_what_people_wrote(tmp_path: Path, mode: Mode) -> None:
    async with running(tmp_path, mode, POSKO_LOG_LEVEL="debug") as (sandbox, bot, _address):
        await declare(sandbox)
        await sandbox.person("sari").say(ROOM, "The password is swordfish-42")
        note = await sandbox.person("sari").command("/incident note Ask for swordfish-43", channel=ROOM)
        await note.answer(timeout=30)
        await sandbox.until(
            lambda ws: any("swordfish-43" in each.all_text for each in ws.channel(ROOM).log), timeout=30
        )
        await bot.terminate()
        secrets = (sandbox.bot_token, sandbox.app_token, sandbox.signing_secret)
    written = "".join((*bot.out, *bot.err))
    lines = [json.loads(line) for line in bot.err]
    assert {"ready", "stopping", "stopped"} <= {line["event"] for line in lines}
    assert all(line["timestamp"] and line["level"] for line in lines)
    assert [secret for secret in secrets if secret in written] == []
    assert "swordfish" not in written
    assert "Shop is down" not in written


# check, migrate, manifest


async def test_check_says_that_all_is_well_and_what_is_still_to_be_decided(tmp_path: Path) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path)
        migrated = await posko(tmp_path, given, "migrate")
        code, out, _err = await posko(tmp_path, given, "check")
    assert (migrated[0], code) == (0, 0)
    assert "✗" not in out
    for words in ("Policy:", "Database: answers, at revision", "Slack: connected to Nusantara Daring", "Scopes: all",
                  "Clock: in step", "Socket Mode: the app-level token works", "#incidents", "will be created",
                  "MIM: the policy names nobody", "Ready: `posko run`."):  # fmt: skip
        assert words in out


async def checked(monkeypatch: pytest.MonkeyPatch, folder: Path, given: dict[str, str]) -> tuple[int, str]:
    """Exit code and words of `posko check`, without the seconds that a process of its own takes."""
    monkeypatch.chdir(folder)
    for name in list(os.environ):
        if name.startswith(("SLACK_", "POSKO_")):
            monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    said = io.StringIO()
    try:
        return await check_all(Console(file=said, width=80)), said.getvalue()
    except Unusable as problem:
        return 2, str(problem)


async def test_check_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        before = names(sandbox)
        code, said = await checked(monkeypatch, tmp_path, towards(sandbox, tmp_path))
        assert names(sandbox) == before
    assert code == 0
    assert "does not exist yet" in said
    assert not (tmp_path / "posko.sqlite3").exists()


async def test_check_names_a_token_that_slack_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path) | {"SLACK_BOT_TOKEN": "xoxb-not-this-one"}
        code, said = await checked(monkeypatch, tmp_path, given)
    assert code == 1
    assert "invalid_auth" in said
    assert "OAuth & Permissions" in said
    assert "xoxb-not-this-one" not in said


async def test_check_names_a_missing_scope_and_how_to_add_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = manifest("socket", None)
    described["oauth_config"]["scopes"]["bot"].remove("pins:write")
    async with Sandbox(described) as sandbox:
        code, said = await checked(monkeypatch, tmp_path, towards(sandbox, tmp_path))
    assert code == 1
    assert "missing pins:write" in said
    assert "reinstall" in said


async def test_check_names_a_clock_that_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(manifest("socket", None), skew=-120) as sandbox:
        code, said = await checked(monkeypatch, tmp_path, towards(sandbox, tmp_path))
    assert code == 1
    assert "away from Slack's" in said
    assert "NTP" in said


async def test_check_names_a_wrong_app_level_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path) | {"SLACK_APP_TOKEN": "xapp-not-this-one"}
        code, said = await checked(monkeypatch, tmp_path, given)
    assert code == 1
    assert "connections:write" in said


async def test_check_names_channels_that_it_may_not_create(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.yaml").write_text("create_missing_channels: false\n", encoding="utf-8")
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path, POSKO_POLICY=str(tmp_path / "policy.yaml"))
        code, said = await checked(monkeypatch, tmp_path, given)
    assert code == 1
    assert all(name in said for name in ("#incidents", "#exec-updates", "#incident-updates"))


async def test_check_names_every_setting_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.yaml").write_text("templates: ours\n", encoding="utf-8")
    code, said = await checked(monkeypatch, tmp_path, {"POSKO_POLICY": "policy.yaml"})
    assert code == 1
    assert "Templates: there is no folder ours" in said
    code, said = await checked(monkeypatch, tmp_path, {})
    assert code == 2
    assert "Policy: the shipped default" in said
    assert "Slack: not checked" in said
    assert "SLACK_BOT_TOKEN is missing" in said
    assert "SLACK_APP_TOKEN is missing" in said
    assert "https://api.slack.com/apps" in said


async def test_check_names_the_line_of_a_broken_policy_and_what_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("organisation: Nusantara\nupdates:\n  first_within: soon\n", encoding="utf-8")
    async with Sandbox(manifest("socket", None)) as sandbox:
        code, said = await checked(monkeypatch, tmp_path, towards(sandbox, tmp_path, POSKO_POLICY=str(policy)))
    assert code == 1
    assert all(words in said for words in ("policy.yaml:3:", "first_within", "10m"))


async def test_check_names_a_database_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path) | {"POSKO_DATABASE_URL": "postgresql://posko:hunter22@127.0.0.1:1/posko"}
        code, said = await checked(monkeypatch, tmp_path, given)
    assert code == 1
    assert "POSKO_DATABASE_URL" in said
    assert "hunter22" not in said


async def test_run_names_a_database_that_does_not_answer_and_ends(tmp_path: Path) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path) | {"POSKO_DATABASE_URL": "postgresql://posko:hunter22@127.0.0.1:1/posko"}
        code, _out, err = await posko(tmp_path, given, "run")
    assert code == 2
    assert "POSKO_DATABASE_URL" in err
    assert "hunter22" not in err
    assert "Traceback" not in err


async def test_run_with_a_token_that_slack_refuses_says_so_and_ends(tmp_path: Path) -> None:
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(sandbox, tmp_path) | {"SLACK_BOT_TOKEN": "xoxb-not-this-one"}
        code, _out, err = await posko(tmp_path, given, "run")
    assert code == 2
    assert "posko check" in err
    assert "Traceback" not in err


async def test_migrating_twice_is_as_good_as_once(tmp_path: Path) -> None:
    given = environment(POSKO_DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    first, second = [await posko(tmp_path, given, "migrate") for _ in range(2)]
    assert first == second
    assert first[0] == 0
    assert "The database is at revision" in first[1]


async def test_the_manifest_is_valid_in_both_modes(tmp_path: Path) -> None:
    by_socket = await posko(tmp_path, environment(), "manifest")
    by_http = await posko(tmp_path, environment(), "manifest", "--mode", "http", "--url", "https://posko.example.com")
    for code, out, _err in (by_socket, by_http):
        assert code == 0
        jsonschema.Draft7Validator(MANIFEST).validate(json.loads(out))
    assert json.loads(by_socket[1])["settings"]["socket_mode_enabled"] is True
    assert "https://posko.example.com/slack/events" in by_http[1]


async def test_the_manifest_for_http_needs_an_address(tmp_path: Path) -> None:
    code, _out, err = await posko(tmp_path, environment(), "manifest", "--mode", "http")
    assert code == 2
    assert "--url" in err


# by hand


@MODES
async def test_the_recipe_that_the_sandbox_prints_works_line_by_line(tmp_path: Path, mode: Mode) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    async with Standing(tmp_path, environment(), "sandbox", "--port", "0", "--mode", mode, "--url", url) as sandbox:
        await sandbox.line(sandbox.out, "Ctrl-C")
        exported = dict(shlex.split(line)[1].split("=", 1) for line in sandbox.out if line.startswith("  export "))
        [typed] = [shlex.split(line) for line in sandbox.out if line.strip().startswith("curl ")]
        assert any(line.strip() == "posko run" for line in sandbox.out)
        port = url.rpartition(":")[2] if mode == "http" else "0"
        async with Standing(tmp_path, environment(**exported, POSKO_PORT=port), "run") as bot:
            await bot.ready()
            base = exported["SLACK_API_URL"].removesuffix("/api/")
            await post(typed)
            transcript = await until(f"{base}/sandbox/rooms/{ROOM}/transcript", "Shop is down")
            assert await bot.terminate() == 0
        assert await sandbox.terminate() == 0
    assert "Raihan Pratama" in transcript


async def post(curl: list[str]) -> None:
    """What the printed curl line does."""
    address = next(word for word in curl if word.startswith("http"))
    data = dict(parse_qsl(curl[curl.index("-d") + 1]))
    async with aiohttp.ClientSession() as session, session.post(address, data=data) as answer:
        assert answer.status == 200, await answer.text()


async def until(address: str, words: str) -> str:
    """The page, once it is there and holds these words."""
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            async with session.get(address) as answer:
                text = await answer.text()
                if answer.status == 200 and words in text:
                    return text
            await asyncio.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
