"""The shortcuts: declare from anywhere, and what can be made of a message. Each opens a form, filled in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards.ids import Callback
from bot.handlers import openers
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.declare import LONG, Draft
from bot.handlers.views.parts import Origin
from bot.handlers.visit import Visit
from bot.warroom.declaring import TITLE_LIMIT
from bot.warroom.recording import REMARK_LIMIT

Handler = Callable[[Clerk, Visit], Awaitable[None]]


async def run(clerk: Clerk, visit: Visit) -> None:
    """Open the shortcut's form. Raises NotInARoom where the message is in no room, and Stale."""
    handler = HANDLERS.get(str(visit.payload.get("callback_id")))
    if handler is None:
        raise Stale
    await handler(clerk, visit)


async def _declare(clerk: Clerk, visit: Visit) -> None:
    await openers.declare(clerk, visit, Draft())


async def _declare_from_message(clerk: Clerk, visit: Visit) -> None:
    text = await words_of(clerk, visit.payload.get("message") or {})
    title = render.clip(next((line.strip() for line in text.split("\n") if line.strip()), ""), TITLE_LIMIT)
    await openers.declare(clerk, visit, Draft(title=title, symptoms=render.clip(text, LONG)))


async def _add_to_timeline(clerk: Clerk, visit: Visit) -> None:
    state = await clerk.incident(visit, None)
    message: Mapping[str, Any] = visit.payload.get("message") or {}
    where = Origin(channel=visit.channel, message=message.get("ts"), author=await _author(clerk, message))
    words = render.clip(await words_of(clerk, message), REMARK_LIMIT)
    await openers.mark(clerk, visit, state, "key_moment", words, where)


async def _create_task(clerk: Clerk, visit: Visit) -> None:
    state = await clerk.incident(visit, None)
    words = await words_of(clerk, visit.payload.get("message") or {})
    await openers.task(clerk, visit, state, render.clip(words, REMARK_LIMIT))


async def words_of(clerk: Clerk, message: Mapping[str, Any]) -> str:
    """What the message says; the names of its files where it says nothing."""
    text = (await clerk.readable(str(message.get("text") or ""))).strip()
    return text or ", ".join(str(file.get("name") or "") for file in message.get("files") or ())


async def _author(clerk: Clerk, message: Mapping[str, Any]) -> str:
    user = message.get("user")
    known = await clerk.known(str(user)) if user else None
    return known.name if known else str(message.get("username") or "")


HANDLERS: Mapping[str, Handler] = {
    Callback.DECLARE: _declare,
    Callback.ADD_TO_TIMELINE: _add_to_timeline,
    Callback.CREATE_TASK: _create_task,
    Callback.DECLARE_FROM_MESSAGE: _declare_from_message,
}
