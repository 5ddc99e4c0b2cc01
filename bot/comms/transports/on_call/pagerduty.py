"""Who is on call, from an HTTP API of PagerDuty's shape: `GET /oncalls?schedule_ids[]=…`, token, paging, time-out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.comms.transports.on_call.errors import (
    OnCallBusy,
    OnCallRefused,
    OnCallSilent,
    OnCallUnknown,
    OnCallUnreadable,
)
from bot.warroom.base import Moment
from bot.warroom.ports import OnCallUnavailable

TIMEOUT_SECONDS = 3.0
PAGE, MOST_PAGES = 100, 10
REFUSALS: Mapping[int, type[OnCallUnavailable]] = {
    401: OnCallRefused, 403: OnCallRefused, 404: OnCallUnknown, 429: OnCallBusy,
}  # fmt: skip


@dataclass(frozen=True)
class PagerDutyOnCall:
    """PagerDuty's REST API v2, or anything that speaks it."""

    session: aiohttp.ClientSession
    url: str
    token: str
    timeout: float = TIMEOUT_SECONDS

    async def on_call(self, schedule: str, now: Moment) -> tuple[str, ...]:
        """Those on call for the schedule now, the first escalation level first. Raises OnCallUnavailable."""
        stamp = now.isoformat()
        query = [("schedule_ids[]", schedule), ("include[]", "users"), ("since", stamp), ("until", stamp)]
        found = [entry async for entry in self._entries(query)]
        ranked = sorted(found, key=lambda entry: int(entry.get("escalation_level") or 1))
        return tuple(dict.fromkeys(_who(entry) for entry in ranked))

    async def check(self) -> str:
        """Whether it answers our token, for `posko check`. Raises OnCallUnavailable."""
        await self._get([("limit", "1")])
        return "the on-call provider answers"

    async def _entries(self, query: list[tuple[str, str]]) -> Any:
        for page in range(MOST_PAGES):
            answer = await self._get([*query, ("limit", str(PAGE)), ("offset", str(page * PAGE))])
            for entry in _oncalls(answer):
                yield entry
            if not answer.get("more"):
                return

    async def _get(self, query: list[tuple[str, str]]) -> Mapping[str, Any]:
        headers = {"Accept": "application/vnd.pagerduty+json;version=2", "Authorization": f"Token token={self.token}"}
        timeout = aiohttp.ClientTimeout(total=self.timeout)
        address = f"{self.url.rstrip('/')}/oncalls"
        try:
            async with self.session.get(address, params=query, headers=headers, timeout=timeout) as answer:
                if answer.status >= 400:
                    raise REFUSALS.get(answer.status, OnCallSilent)(f"it answers with {answer.status}")
                body = await answer.json(content_type=None)
        except TimeoutError:
            raise OnCallSilent(f"no answer in {self.timeout:g} s") from None
        except ValueError:
            raise OnCallUnreadable("its answer is not JSON") from None
        except aiohttp.ClientError as error:
            raise OnCallSilent(f"it cannot be reached ({type(error).__name__})") from None
        if not isinstance(body, dict):
            raise OnCallUnreadable("its answer is no object")
        return body


def _oncalls(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    entries = answer.get("oncalls")
    if not isinstance(entries, list):
        raise OnCallUnreadable("its answer has no `oncalls`")
    yield from (entry for entry in entries if isinstance(entry, dict))


def _who(entry: Mapping[str, Any]) -> str:
    """An e-mail address, else the name that the provider shows: the directory knows people by both."""
    user = entry.get("user") or {}
    who = user.get("email") or user.get("name") or user.get("summary")
    if not who:
        raise OnCallUnreadable("an entry names no user")
    return str(who)
