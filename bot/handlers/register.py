"""The whole surface of the app on one page: what Slack may send us, and who answers it.

Order matters for speed: Bolt asks its listeners in turn. Messages and reactions never get here: the door answers them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.handlers.desk import Desk
from bot.handlers.door import Door
from bot.telemetry import frames
from bot.warroom.ports import StoreUnavailable, Submission

ANYTHING = re.compile(r".*", re.DOTALL)
Ack = Callable[..., Awaitable[BoltResponse]]


def register(app: AsyncApp, door: Door, listeners: Listeners, command: str) -> None:
    """Put the door in front and the listeners behind it."""
    app.use(door)
    app.command(command)(listeners.acked_first)
    app.action(ANYTHING)(listeners.acked_first)
    app.view(ANYTHING)(listeners.acked_last)
    app.view_closed(ANYTHING)(listeners.nothing)
    app.shortcut(ANYTHING)(listeners.acked_first)
    app.event("app_home_opened")(listeners.home)
    app.error(listeners.broken)


@dataclass
class Listeners:
    """What happens after the door. At most `at_once` submissions are worked on at the same time.

    `in_hand` are the keys of those being worked on, or waiting to be.
    """

    desk: Desk
    at_once: int = 32
    in_hand: set[str] = field(default_factory=set)
    _bound: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._bound = asyncio.Semaphore(self.at_once)

    async def acked_first(self, ack: Ack, context: dict[str, Any]) -> None:
        """Commands, buttons, shortcuts: stored already, so acked at once; the answer follows through the outbox."""
        await ack()
        submission: Submission = context["submission"]
        with self._holding(submission):
            async with self._bound:
                await self.desk.handle(submission, live=True)

    async def acked_last(self, ack: Ack, context: dict[str, Any]) -> None:
        """A modal: the ack carries what is wrong with it, so that it stays open and nothing typed is lost."""
        submission: Submission = context["submission"]
        with self._holding(submission):
            answer = await self.desk.handle(submission, live=True)
        await (ack(**answer) if answer else ack())

    @contextmanager
    def _holding(self, submission: Submission) -> Iterator[None]:
        self.in_hand.add(submission.key)
        try:
            yield
        finally:
            self.in_hand.discard(submission.key)

    async def nothing(self, ack: Ack) -> None:
        """A modal was closed without sending it."""
        await ack()

    async def home(self, event: dict[str, Any], ack: Ack) -> None:
        """Somebody opened App Home."""
        await ack()
        if event.get("tab", "home") == "home":
            await self.desk.home(event["user"])

    async def broken(self, error: Exception, request: AsyncBoltRequest) -> BoltResponse:
        """Bolt's error handler: nothing was acked, or the submission waits in the inbox for the sweep."""
        if isinstance(error, StoreUnavailable):
            structlog.get_logger().error("database_unavailable", error=str(error))
        else:
            structlog.get_logger().error("listener_failed", kind=request.body.get("type"), error=frames(error))
        return BoltResponse(status=503, body="try again")
