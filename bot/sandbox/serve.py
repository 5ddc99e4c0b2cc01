"""A sandbox that stands until it is told to stop, for use from a shell or another process.

Loopback unless told otherwise: whoever reaches it may read every token. Must not print; the caller's
`ready` does.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.sandbox.apps import Tokens
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Mode, Sandbox
from bot.sandbox.seed import Seed
from bot.sandbox.tickets import Lifetimes


async def serve(
    manifest: dict[str, Any],
    *,
    mode: Mode = "socket",
    request_url: str | None = None,
    host: str = "127.0.0.1",
    port: int = 8765,
    seed: Seed | None = None,
    clock: SandboxClock | None = None,
    lifetimes: Lifetimes | None = None,
    tokens: Tokens | None = None,
    rate_limits: bool = False,
    ready: Callable[[Sandbox], None] | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Runs a sandbox until `stop` is set or the task is cancelled; `ready` is called once it listens."""
    sandbox = Sandbox(
        manifest,
        mode,
        request_url=request_url,
        host=host,
        port=port,
        clock=clock,
        lifetimes=lifetimes,
        seed=seed,
        tokens=tokens,
        rate_limits=rate_limits,
    )
    async with sandbox:
        if ready is not None:
            ready(sandbox)
        await (stop or asyncio.Event()).wait()
