"""On-call providers: who is on call is asked of a file or of an HTTP API. They implement `ports.OnCall`."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.comms.transports.on_call.file import FileOnCall
from bot.comms.transports.on_call.pagerduty import PagerDutyOnCall
from bot.warroom.ports import OnCall

__all__ = ["FileOnCall", "PagerDutyOnCall", "provider"]


def provider(
    session: aiohttp.ClientSession, *, file: Path | None = None, url: str = "", token: str = ""
) -> OnCall | None:
    """The provider that the settings name: an address before a file; none without either."""
    if url:
        return PagerDutyOnCall(session, url, token)
    return FileOnCall(file) if file else None
