"""Carrying faults out: what a struck request gets instead of its answer, or as well as it.

Serves the Web API and the two addresses beside it (`response_url`, `files.upload`). Must not choose what is struck.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.core import Core
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Reply:
    """What goes back: an answer, or a bare status; `cut` drops the connection instead."""

    body: dict[str, Any]
    status: int = 200
    cut: bool = False
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def error(self) -> str | None:
        return "dropped" if self.cut else self.body.get("error")


DROPPED = Reply({"ok": False, "error": "dropped"}, cut=True)


async def before(core: Core, faults: Sequence[Fault]) -> Reply | None:
    """What these faults answer in place of the effect; None when it comes about. Raises the SlackError asked for."""
    for fault in faults:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
    if any(fault.kind == "silent_before" for fault in faults):
        await _silence(core)
        return DROPPED
    return next((reply for fault in faults if (reply := _struck(fault)) is not None), None)


async def after(core: Core, faults: Sequence[Fault]) -> bool:
    """Once the effect has come about: whether the connection is cut instead of answered."""
    silent = any(fault.kind == "silent_after" for fault in faults)
    if silent:
        await _silence(core)
    return silent or any(fault.kind == "drop_after" for fault in faults)


async def _silence(core: Core) -> None:
    core.ws.changes.notify()
    await core.faults.released.wait()


def _struck(fault: Fault) -> Reply | None:
    match fault.kind:
        case "status":
            return Reply({"ok": False, "error": f"http_{fault.status}"}, status=fault.status)
        case "error":
            raise SlackError(fault.code)
        case "rate_limit":
            return too_many(fault.seconds)
        case "drop_before":
            return DROPPED
        case _:
            return None


def too_many(wait: float) -> Reply:
    """Slack's 429."""
    after = str(int(wait) if float(wait).is_integer() else wait)
    return Reply({"ok": False, "error": "ratelimited"}, status=429, headers=(("Retry-After", after),))


def troubled(core: Core, name: str, serve: Handler) -> Handler:
    """A handler outside the Web API that faults of this very name strike; `*` does not mean it."""

    async def handler(request: web.Request) -> web.StreamResponse:
        faults = core.faults.striking(name, exactly=True)
        try:
            reply = await before(core, faults)
        except SlackError as error:
            reply = Reply({"ok": False, "error": error.code}, status=404)
        if reply is None:
            response = await serve(request)
            if not await after(core, faults):
                return response
            reply = DROPPED
        return sent(request, reply)

    return handler


def sent(request: web.Request, reply: Reply) -> web.Response:
    """A reply on its way, or the end of the connection."""
    if reply.cut and request.transport is not None:
        request.transport.abort()
    return web.json_response(reply.body, status=reply.status, headers=dict(reply.headers))
