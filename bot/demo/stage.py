"""The stage: a local Slack and the production bot, on one fast clock, in a folder that goes away afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.bootstrap import Posko
from bot.clock import ScaledClock
from bot.manifest import manifest
from bot.policy.loading import read
from bot.sandbox import Lifetimes, Sandbox
from bot.settings import Settings
from bot.storage import migrate
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock

OPENING = datetime.fromisoformat("2026-11-11T20:02:00+07:00")


@dataclass(frozen=True)
class SecondsOf:
    """The bot's clock as the sandbox counts time: seconds since 1970."""

    clock: Clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await self.clock.sleep(seconds)


@dataclass(frozen=True)
class Stage:
    """What the story is played on."""

    sandbox: Sandbox
    bot: Posko
    clock: Clock


def demo_policy() -> Policy:
    """The small shop's policy."""
    return read(files("bot.demo").joinpath("policy.yaml").read_text(encoding="utf-8"), "the demo's policy.yaml")


@asynccontextmanager
async def stage(speed: float) -> AsyncIterator[Stage]:
    """Build it, and take it down at the end."""
    clock = ScaledClock(speed, OPENING)
    # Triggers and the bot's answers take real time: on a fast clock they must live longer.
    lifetimes = Lifetimes(trigger=3.0 * speed, response_url=1800.0 * speed)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="posko-demo-"))
        sandbox = Sandbox(manifest("socket", None), clock=SecondsOf(clock), lifetimes=lifetimes)
        await stack.enter_async_context(sandbox)
        settings = _settings(sandbox, Path(folder))
        await migrate.upgrade(settings.database)
        bot = await stack.enter_async_context(Posko(settings, demo_policy(), clock))
        await sandbox.connected()
        yield Stage(sandbox, bot, clock)


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=SecretStr(f"sqlite:///{folder / 'demo.sqlite3'}"),
        mode="socket",
        port=0,
        tick_seconds=0.05,
    )
