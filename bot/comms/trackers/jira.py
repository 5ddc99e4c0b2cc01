"""Jira's REST API, version 3: an issue for each ticket, found again by its label when an answer was lost.

A label is searched only after an attempt that may have taken effect: Jira's search lags a moment behind its writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.comms.render import clean, clip
from bot.comms.trackers.port import Filed, Ticket, TrackerRefused
from bot.comms.transports.errors import Ambiguous, PermanentError, RateLimited, Unavailable

SECONDS, SUMMARY = 15.0, 250
CREATE, SEARCH, MYSELF = "rest/api/3/issue", "rest/api/3/search/jql", "rest/api/3/myself"
LATER = 30.0


@dataclass(frozen=True)
class JiraTracker:
    """One project of one Jira. `user` empty means that the token is a bearer token. Never show `token`."""

    session: aiohttp.ClientSession
    url: str
    project: str
    user: str
    token: str = field(repr=False)
    issue_types: Mapping[str, str] = field(default_factory=dict)

    async def file(self, ticket: Ticket, *, look: bool) -> Filed:
        """The issue, found or made. Raises TransportError."""
        found = await self._find(ticket.label) if look else None
        return found or await self._create(ticket)

    async def check(self) -> str:
        """The account that the token belongs to."""
        answer = await self._ask("GET", MYSELF)
        return f"{self.url} as {answer.get('displayName') or answer.get('emailAddress') or 'an unnamed account'}"

    async def _find(self, label: str) -> Filed | None:
        asked = {"jql": f'labels = "{label}"', "fields": "key", "maxResults": "1"}
        issues = (await self._ask("GET", SEARCH, params=asked)).get("issues") or []
        return self._filed(str(issues[0]["key"])) if issues else None

    async def _create(self, ticket: Ticket) -> Filed:
        fields = {
            "project": {"key": self.project},
            "issuetype": {"name": self.issue_types.get(ticket.what) or "Task"},
            "summary": clip(" ".join(clean(ticket.summary).split()), SUMMARY),
            "description": document(ticket),
            "labels": [ticket.label, "posko", f"posko-{ticket.what}"],
        }
        return self._filed(str((await self._ask("POST", CREATE, json={"fields": fields}))["key"]))

    def _filed(self, key: str) -> Filed:
        return Filed(key=key, link=f"{self.url.rstrip('/')}/browse/{key}")

    async def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        address = f"{self.url.rstrip('/')}/{path}"
        more["timeout"] = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with self.session.request(method, address, headers=self._headers(), **more) as answer:
                return await _read(answer, method)
        except aiohttp.ClientConnectorError as problem:
            raise Unavailable("tracker", type(problem).__name__) from problem
        except (TimeoutError, aiohttp.ClientError, ValueError) as problem:
            raise _lost(method, type(problem).__name__) from problem

    def _headers(self) -> dict[str, str]:
        login = aiohttp.BasicAuth(self.user, self.token, "utf-8").encode() if self.user else f"Bearer {self.token}"
        return {"Authorization": login, "Accept": "application/json"}


async def _read(answer: aiohttp.ClientResponse, method: str) -> dict[str, Any]:
    status = answer.status
    if status == 429:
        wait = answer.headers.get("Retry-After", "")
        raise RateLimited("tracker", float(wait) if wait.isdecimal() else LATER)
    if status in {401, 403}:
        raise TrackerRefused("tracker", f"it answered {status}")
    if status >= 500:
        raise _lost(method, f"it answered {status}")
    if status >= 400:
        raise PermanentError("tracker", str(status), clip(clean(await answer.text()), 300))
    return dict(await answer.json(content_type=None))


def _lost(method: str, why: str) -> Ambiguous | Unavailable:
    """Only what was to change something may have done so."""
    return Ambiguous("tracker", why) if method == "POST" else Unavailable("tracker", why)


def document(ticket: Ticket) -> dict[str, Any]:
    """The description in Atlassian's document format: text nodes only, so nobody's words become markup."""
    content: list[dict[str, Any]] = []
    for title, text in ticket.sections:
        content.append({"type": "heading", "attrs": {"level": 3}, "content": [_text(title)]})
        lines = [line for line in clean(text).split("\n") if line.strip()]
        content += [{"type": "paragraph", "content": [_text(line)]} for line in lines]
    return {"type": "doc", "version": 1, "content": content or [{"type": "paragraph", "content": []}]}


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}
