"""Waiting for the workspace to change, without polling.

Whoever alters anything calls `notify`; whoever waits has its question asked again after each burst of
changes. Must not hold any state of the workspace itself.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """A bell that rings at every change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def following(self, timeout: float) -> bool:  # noqa: ASYNC109
        """Whether anything changed within `timeout` seconds of the wall clock from now on."""
        try:
            async with asyncio.timeout(timeout):
                await self._next()
        except TimeoutError:
            return False
        return True

    async def until(self, question: Callable[[], T], timeout: float | None) -> T:  # noqa: ASYNC109
        """The first truthy answer; raises TimeoutError after `timeout` seconds of the wall clock, if any."""
        async with asyncio.timeout(timeout):
            while not (answer := question()):
                await self._next()
            return answer

    async def _next(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
