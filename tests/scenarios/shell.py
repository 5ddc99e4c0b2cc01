"""`posko …` in a process of its own, for what only a real process can show: starting, stopping, being killed."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.sandbox import Sandbox
from tests.scenarios.nursery import born

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0


def environment(**more: str) -> dict[str, str]:
    """Nothing of whoever runs the tests: no token, no proxy, no database of theirs."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


def towards(sandbox: Sandbox, folder: Path, **more: str) -> dict[str, str]:
    """The environment in which `posko run` works against a sandbox."""
    return environment(
        SLACK_API_URL=sandbox.api_url,
        SLACK_BOT_TOKEN=sandbox.bot_token,
        SLACK_APP_TOKEN=sandbox.app_token,
        SLACK_SIGNING_SECRET=sandbox.signing_secret,
        POSKO_MODE=sandbox.mode,
        POSKO_PORT="0",
        POSKO_DATABASE_URL=f"sqlite:///{folder / 'posko.sqlite3'}",
        **more,
    )


async def posko(folder: Path, given: Mapping[str, str], *arguments: str) -> tuple[int, str, str]:
    """Run to the end: exit code, standard output, standard error."""
    running = await born(folder, given, *arguments)
    async with asyncio.timeout(PATIENCE_SECONDS):
        out, err = await running.communicate()
    return running.returncode or 0, out.decode("utf-8"), err.decode("utf-8")


class Standing:
    """A command that keeps running: `async with Standing(folder, environment, "run")`; killed at the end if alive."""

    def __init__(self, folder: Path, given: Mapping[str, str], *arguments: str) -> None:
        self._start = (folder, given, *arguments)
        self.out: list[str] = []
        self.err: list[str] = []
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self.process = await born(*self._start)
        self._readers = [
            asyncio.create_task(self._read(self.process.stdout, self.out)),
            asyncio.create_task(self._read(self.process.stderr, self.err)),
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()

    async def _read(self, stream: Any, into: list[str]) -> None:
        while line := await stream.readline():
            async with self._changed:
                into.append(line.decode("utf-8"))
                self._changed.notify_all()

    async def line(self, lines: list[str], words: str) -> str:
        """The first line with these words, awaited. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._changed:
            await self._changed.wait_for(lambda: any(words in line for line in lines))
        return next(line for line in lines if words in line)

    async def ready(self) -> str:
        """The address it serves at, once it is ready."""
        found: str = json.loads(await self.line(self.err, '"event": "ready"'))["address"]
        return found

    async def terminate(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return await self._ended()

    async def kill(self) -> int:
        """kill -9, and the exit code."""
        with suppress(ProcessLookupError):
            self.process.kill()
        return await self._ended()

    async def _ended(self) -> int:
        async with asyncio.timeout(PATIENCE_SECONDS):
            code = await self.process.wait()
            await asyncio.gather(*self._readers)
        return code
