"""The Events API over HTTP: signed requests to the app's request URL.

Events go as JSON, commands and interactions as forms, all signed with the app's secret (v0). The
signature's time is the machine's own, because the receiver compares it with its own. Must not decide
about retries.
"""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox import wholetext
from bot.sandbox.apps import App
from bot.sandbox.delivery.parcels import Outcome, Parcel
from bot.sandbox.errors import SandboxError

_AT_ONCE = 50


class HttpPusher:
    """A transport that posts to one URL (a command may name its own)."""

    def __init__(self, app: App, ack_seconds: float) -> None:
        self._app = app
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self._session: aiohttp.ClientSession | None = None
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._posting: set[asyncio.Task[Outcome]] = set()

    def push(self, parcel: Parcel, attempt: int, reason: str) -> "asyncio.Future[Outcome]":
        task = asyncio.get_running_loop().create_task(self._deliver(parcel, attempt, reason))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)
        return task

    async def verify(self) -> None:
        """Slack's url_verification; raises SandboxError unless the challenge comes back."""
        url = self._app.request_url
        if url is None:
            raise SandboxError("HTTP mode needs a request_url: none in the manifest and none given")
        challenge = hashlib.sha256(self._app.id.encode()).hexdigest()
        body = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        outcome = await self._post(url, json.dumps(body), "application/json", {})
        answer = outcome.answer
        said = answer.get("challenge") if isinstance(answer, dict) else answer
        if not outcome.acked or said != challenge:
            raise SandboxError(f"the request URL did not return the challenge: {outcome.reason or said!r}")

    async def _deliver(self, parcel: Parcel, attempt: int, reason: str) -> Outcome:
        url = self._url(parcel)
        if url is None:
            return Outcome(False, reason="no_request_url", no_retry=True)
        retry = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason} if attempt else {}
        if parcel.kind == "events_api":
            return await self._post(url, json.dumps(parcel.payload), "application/json", retry)
        form = _form(parcel)
        return await self._post(url, urlencode(form), "application/x-www-form-urlencoded", {})

    def _url(self, parcel: Parcel) -> str | None:
        command = self._app.commands.get(parcel.name) if parcel.kind == "slash_commands" else None
        return self._app.request_url or (command.url if command else None)

    async def _post(self, url: str, body: str, content_type: str, headers: dict[str, str]) -> Outcome:
        async with self._gate:
            sent = {"Content-Type": content_type, **headers, **signature(self._app.signing_secret, body)}
            try:
                async with self._client().post(url, data=body.encode(), headers=sent) as response:
                    return _outcome(response, await response.text())
            except TimeoutError:
                return Outcome(False, reason="http_timeout")
            except aiohttp.ClientError:
                return Outcome(False, reason="connection_failed")

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            self._session = aiohttp.ClientSession(timeout=self._timeout, headers=agent)
        return self._session

    async def close(self) -> None:
        for task in self._posting:
            task.cancel()
        await asyncio.gather(*self._posting, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def signature(secret: str, body: str) -> dict[str, str]:
    """Slack's v0 signature headers for a body, as of now."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _form(parcel: Parcel) -> dict[str, str]:
    if parcel.kind == "interactive":
        return {"payload": json.dumps(parcel.payload)}
    return {key: str(value) for key, value in parcel.payload.items()}


def _outcome(response: aiohttp.ClientResponse, text: str) -> Outcome:
    if response.status != 200:
        no_retry = response.headers.get("x-slack-no-retry") == "1"
        return Outcome(False, reason="http_error", no_retry=no_retry)
    return Outcome(True, _answer(text))


def _answer(text: str) -> Any:
    try:
        return wholetext.loads(text) if text.strip() else None
    except json.JSONDecodeError:
        return text
