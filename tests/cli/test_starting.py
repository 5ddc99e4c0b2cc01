"""Starts that are refused are refused in plain words, and leave nothing open behind them."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import structlog
from rich.console import Console

from bot.bootstrap import Posko
from bot.cli import checking, running
from bot.cli.loading import Unusable
from bot.cli.records import verify_target, write
from bot.manifest import manifest
from bot.sandbox import Sandbox
from bot.storage import migrate


@pytest.fixture
async def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """A sandbox that the environment leads to, and a migrated database."""
    monkeypatch.chdir(tmp_path)
    database = f"sqlite:///{tmp_path}/posko.sqlite3"
    await migrate.upgrade(database)
    async with Sandbox(manifest("socket", None)) as made:
        monkeypatch.setenv("POSKO_DATABASE_URL", database)
        point_to(made, monkeypatch)
        handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
        yield made
        # `posko run` sets up the log of its process, which here is the tests'.
        structlog.reset_defaults()
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)


def point_to(made: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"SLACK_API_URL": made.api_url, "SLACK_BOT_TOKEN": made.bot_token, "SLACK_APP_TOKEN": made.app_token}
    for name, value in {**given, "POSKO_PORT": "0", "POSKO_MODE": "socket"}.items():
        monkeypatch.setenv(name, value)


async def started_once() -> None:
    """Start the bot and stop it: its database belongs to the workspace from here on."""
    async with Posko(running.loading.settings(), running.loading.policy(None), running.SystemClock(), ticking=False):
        pass


async def refused() -> str:
    """What `posko run` says when it does not start, having closed all it opened."""
    loop, unclosed = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda _loop, context: unclosed.append(context["message"]))
    with pytest.raises(Unusable) as problem:
        await asyncio.wait_for(running.serve(), 10)
    words = str(problem.value)
    del problem
    gc.collect()
    assert unclosed == []
    return words


async def test_a_port_that_is_taken_is_named_with_what_to_set(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = sandbox.base_url.rpartition(":")[2]
    monkeypatch.setenv("POSKO_PORT", port)
    words = await refused()
    assert f"port {port} of 127.0.0.1 is taken" in words
    assert "POSKO_PORT" in words


@pytest.mark.parametrize("token", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_token_that_slack_refuses_leaves_nothing_open(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv(token, {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}[token])
    assert "Could not start" in await refused()


async def test_a_database_does_not_follow_into_another_workspace(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started_once()
    async with Sandbox(manifest("socket", None)) as other:
        other.workspace.team_id, other.workspace.name = "T777", "Elsewhere"
        point_to(other, monkeypatch)
        words = await refused()
        said = io.StringIO()
        assert await checking.check_all(Console(file=said, width=300)) == 1
    for told in (words, said.getvalue()):
        assert f"belongs to the workspace Nusantara Daring ({sandbox.workspace.team_id})" in told
        assert "Elsewhere (T777)" in told
        assert "POSKO_DATABASE_URL" in told
    point_to(sandbox, monkeypatch)
    await started_once()


@pytest.mark.parametrize(
    "work", [lambda: verify_target("MI-1", Console()), lambda: write("MI-1", "timeline", "md", None)]
)
async def test_a_file_that_is_no_database_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[], Awaitable[int]]
) -> None:
    (tmp_path / "letter").write_text("Dear Posko, " * 500)
    monkeypatch.setenv("POSKO_DATABASE_URL", f"sqlite:///{tmp_path}/letter")
    with pytest.raises(Unusable, match=r"^The file is not an SQLite database\.\nCheck POSKO_DATABASE_URL"):
        await work()
