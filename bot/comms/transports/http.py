"""One request to a server outside, its failures named. It knows no update and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.comms.locale import _
from bot.comms.transports import errors as e

SECONDS = aiohttp.ClientTimeout(total=15, connect=5)
LONGEST_ANSWER = 64 * 1024


class Refused(e.NeedsOperator):
    """The other side does not accept our key."""

    remedy = _("Check the key in the settings; `posko check` tries it.")


async def request(
    session: aiohttp.ClientSession, method: str, url: str, *, name: str, headers: Mapping[str, str], **body: Any
) -> tuple[int, bytes]:
    """Status and body of a 2xx answer. Redirects are not followed. Raises the errors of `transports.errors`."""
    try:
        async with session.request(
            method, url, headers=headers, timeout=SECONDS, allow_redirects=False, **body
        ) as answer:
            content = await answer.content.read(LONGEST_ANSWER)
            _judge(name, answer)
            return answer.status, content
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
        raise e.Unavailable(name, type(error).__name__) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise e.Ambiguous(name, type(error).__name__) from error


def _judge(name: str, answer: aiohttp.ClientResponse) -> None:
    status = answer.status
    if status == 429:
        wait = answer.headers.get("Retry-After", "")
        raise e.RateLimited(name, float(wait) if wait.isdecimal() else 30.0)
    if status in (401, 403):
        raise Refused(name, f"HTTP {status}")
    if status >= 500 or status in (408, 425):
        raise e.Ambiguous(name, f"HTTP {status}")
    if status >= 300:
        raise e.PermanentError(name, f"HTTP {status}")
