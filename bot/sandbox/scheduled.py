"""Messages that wait for their time: kept by the sandbox, posted when its clock says so, never sent when cancelled.

They do not outlive the sandbox. Must not know the Web API.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Scheduled:
    """One message that waits; `post` sends it."""

    id: str
    app: str
    room: str
    post_at: int
    created: int
    text: str
    post: Callable[[], None]


class ScheduleDesk:
    """Everything that waits."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._waiting: dict[str, tuple[Scheduled, asyncio.Task[None]]] = {}

    def add(self, it: Scheduled) -> None:
        """From now on it waits for its time."""
        self._waiting[it.id] = it, asyncio.create_task(self._wait(it))

    async def _wait(self, it: Scheduled) -> None:
        await self._ws.clock.sleep(max(it.post_at - self._ws.clock.now(), 0))
        del self._waiting[it.id]
        room = self._ws.channels.get(it.room)
        if room is not None and not room.is_archived:
            it.post()

    def waiting(self, app: str) -> list[Scheduled]:
        """What waits of this app, soonest first."""
        found = [it for it, _ in self._waiting.values() if it.app == app]
        return sorted(found, key=lambda it: (it.post_at, it.id))

    def cancel(self, scheduled_id: str) -> None:
        """It is never posted."""
        _, task = self._waiting.pop(scheduled_id)
        task.cancel()

    async def close(self) -> None:
        """Nothing waits any more."""
        tasks = [task for _, task in self._waiting.values()]
        self._waiting.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
