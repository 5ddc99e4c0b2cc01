"""`posko sandbox --state FILE` goes on where it stopped; `--import` begins with a Slack export."""

import asyncio
import io
import json
import os
import re
import signal
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.loading import Unusable
from bot.cli.local_slack import Kept, keep_sandbox
from bot.sandbox import Sandbox


class Screen(io.StringIO):
    """Says when everything is printed that a person needs to begin."""

    def __init__(self) -> None:
        super().__init__()
        self.ready = asyncio.Event()

    def write(self, text: str) -> int:
        if "Ctrl-C" in text:
            self.ready.set()
        return super().write(text)


async def stood(state: Path | None = None, export: Path | None = None, port: int = 0) -> str:
    """Keeps a sandbox until it has said everything, stops it as a service manager does, and returns what it said."""
    screen = Screen()
    work = keep_sandbox(Console(file=screen), port, "socket", "", kept=Kept(state, export))
    standing = asyncio.create_task(work)
    waiting = asyncio.create_task(screen.ready.wait())
    await asyncio.wait([standing, waiting], return_when=asyncio.FIRST_COMPLETED, timeout=10)
    waiting.cancel()
    if not standing.done():
        os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(standing, 10)
    return screen.getvalue()


def token(said: str) -> str:
    found = re.search(r"SLACK_BOT_TOKEN=(\S+)", said)
    assert found is not None
    return found[1]


async def test_a_sandbox_with_a_state_file_goes_on_with_the_same_tokens_and_rooms(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    first = await stood(path)
    assert f"keeps everything in {path}" in first
    assert f"Kept in {path}." in first
    state = json.loads(path.read_text())
    state["channels"][0]["topic"]["value"] = "from before"
    path.write_text(json.dumps(state))
    assert token(await stood(path)) == token(first)
    assert Sandbox.load(path).workspace.channel("general").topic["value"] == "from before"


async def test_without_a_file_nothing_is_kept() -> None:
    assert "nothing is kept" in await stood()


async def test_an_export_is_imported_and_somebody_in_it_is_named(tmp_path: Path) -> None:
    ours, path = tmp_path / "ours.zip", tmp_path / "state.json"
    seed = {"people": [{"handle": "wati"}], "channels": [{"name": "ops", "members": "everyone"}]}
    Sandbox(seed=seed).export(ours)
    assert "/sandbox/people/wati/command" in await stood(path, ours)
    assert Sandbox.load(path).workspace.channel("ops").name == "ops"
    with pytest.raises(Unusable, match="holds a workspace already"):
        await stood(path, ours)


async def test_a_file_of_another_kind_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("{}")
    with pytest.raises(Unusable, match="not a saved sandbox"):
        await stood(tmp_path / "other")
    with pytest.raises(Unusable, match="no Slack export"):
        await stood(None, tmp_path / "other")


def database(said: str) -> str:
    found = re.search(r"POSKO_DATABASE_URL=(\S+)", said)
    assert found is not None
    return found[1]


async def test_each_sandbox_has_a_database_of_its_own_unless_it_goes_on_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "shop.json"
    assert database(await stood()) != database(await stood())
    assert database(await stood(path)) == database(await stood(path)) == f"sqlite:///{tmp_path}/shop.sqlite3"


async def test_each_sandbox_is_a_workspace_of_its_own_unless_it_goes_on_from_a_file(tmp_path: Path) -> None:
    for path in (tmp_path / "one.json", tmp_path / "other.json"):
        await stood(path)
    one = Sandbox.load(tmp_path / "one.json").workspace.team_id
    assert one != Sandbox.load(tmp_path / "other.json").workspace.team_id
    await stood(tmp_path / "one.json")
    assert Sandbox.load(tmp_path / "one.json").workspace.team_id == one


async def test_a_port_that_is_taken_is_named_with_the_option_that_chooses_another() -> None:
    async with Sandbox() as other:
        port = int(other.base_url.rpartition(":")[2])
        with pytest.raises(Unusable, match=rf"port {port} of 127\.0\.0\.1 is taken.*--port"):
            await stood(port=port)


async def test_the_recipe_names_the_command_as_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.argv", [".venv/bin/posko", "sandbox"])
    assert "\n  .venv/bin/posko run\n" in await stood()
