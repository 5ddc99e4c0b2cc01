"""One call of Slack's Web API: sends it, remembers pauses, and is the one place where Slack's errors get names.

It never retries: whether a call may be made again is known only to whoever knows what it does. A 429 stops the method
that got it (of posts, the channel), and only that one, until the time Slack named; then callers come in turn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.comms.transports import errors as e
from bot.comms.transports.slack.codes import CALLER, FLAWS, INVITEE, NAMES, PAUSES
from bot.comms.transports.turns import Turns
from bot.warroom.base import Moment
from bot.warroom.ports import Clock

Answer = dict[str, Any]
DEFAULT_PAUSE = 5.0
TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)


CallWatcher = Callable[[str, str], None]
"""Told of every call: the method and how it ended: `ok`, or the error's name as in `rate_limited`. For metrics."""


LONG_ON_ITS_WAY = timedelta(seconds=5)

TimeTeller = Callable[[datetime], None]
"""Told what time it is at Slack, to the second, with every answer."""


def untold(_moment: datetime) -> None:
    """The teller that nobody listens to."""


def unwatched(_method: str, _result: str) -> None:
    """The watcher that counts nothing."""


def open_session() -> aiohttp.ClientSession:
    """The one session that all calls to Slack share. Call it inside the running loop, and close it at the end."""
    return aiohttp.ClientSession(timeout=TIMEOUT)


def open_client(token: str, session: aiohttp.ClientSession, base_url: str = AsyncWebClient.BASE_URL) -> AsyncWebClient:
    """Slack's own client without its retries, which would post a message twice when a connection drops.

    It takes a proxy from the environment and knows no exceptions; a Slack on this computer is never behind one.
    """
    client = AsyncWebClient(token, base_url=base_url, session=session, retry_handlers=[])
    if urlsplit(base_url).hostname in {"127.0.0.1", "localhost", "::1"}:
        client.proxy = None
    return client


class Wire:
    """Calls of one installation."""

    def __init__(
        self, client: AsyncWebClient, clock: Clock, watch: CallWatcher = unwatched, told_time: TimeTeller = untold
    ) -> None:
        self._client = client
        self._told_time = told_time
        self._clock = clock
        self._watch = watch
        self._turns = Turns(clock)
        self._log = structlog.get_logger(__name__)

    @property
    def session(self) -> aiohttp.ClientSession:
        """The shared session, for the two addresses outside the Web API: uploads and response_url."""
        session = self._client.session
        if session is None:
            raise RuntimeError("the Slack client needs a shared aiohttp session: see open_client")
        return session

    async def call(self, method: str, token: str | None = None, /, **arguments: Any) -> Answer:
        """Slack's answer to one call, made with another token than the bot's if one is given.

        Raises what the tree in `errors` names.
        """
        try:
            answer = await self._call(method, token, arguments)
        except e.TransportError as error:
            self._watch(method, snake(error))
            raise
        self._watch(method, "ok")
        self._notice_warnings(method, answer)
        return answer

    async def _call(self, method: str, token: str | None, arguments: Mapping[str, Any]) -> Answer:
        channel = str(arguments.get("channel") or "")
        in_turn = self._turns.admit(method, channel)
        asked_at = self._clock.now()
        try:
            other = {"token": token} if token else None
            response = await self._client.api_call(method, data=form(arguments), params=other)
        except SlackApiError as error:
            named = self._named(method, error.response)
            if isinstance(named, e.RateLimited):
                named = self._turns.refused(method, channel, named.retry_after, in_turn=in_turn)
            raise named from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise e.Unavailable(method, str(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise e.Ambiguous(method, f"{type(error).__name__} {error}".strip()) from error
        self._notice_time(response.headers, asked_at)
        return dict(response.data) if isinstance(response.data, dict) else {}

    def _notice_time(self, headers: Mapping[str, str], asked_at: Moment) -> None:
        """Slack says with every answer what time it is. One that was long on its way tells an old time."""
        if self._clock.now() - asked_at > LONG_ON_ITS_WAY:
            return
        try:
            self._told_time(parsedate_to_datetime(headers["Date"]))
        except (KeyError, ValueError):
            return  # a proxy may leave it out

    async def send(self, method: str, url: str, **body: Any) -> str:
        """POST to an address that Slack handed out, and what it answered. `method` is its name in errors and metrics.

        Raises RateLimited, Unavailable, Ambiguous, and PermanentError with the answer's first words as the code.
        """
        try:
            answer = await self._send(method, url, body)
        except e.TransportError as error:
            self._watch(method, snake(error))
            raise
        self._watch(method, "ok")
        return answer

    async def _send(self, method: str, url: str, body: Mapping[str, Any]) -> str:
        try:
            async with self.session.post(url, timeout=TIMEOUT, proxy=self._client.proxy, **body) as response:
                answer = await response.text()
                if response.status != 200:
                    raise self._refusal(method, response.status, response.headers, answer)
                return answer
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise e.Unavailable(method, str(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise e.Ambiguous(method, f"{type(error).__name__} {error}".strip()) from error

    def _refusal(self, method: str, status: int, headers: Mapping[str, str], body: str) -> e.TransportError:
        by_status = self._by_status(method, status, headers)
        return by_status or e.PermanentError(method, body[:100].strip() or f"http_{status}")

    def _named(self, method: str, response: object) -> e.TransportError:
        if not isinstance(response, AsyncSlackResponse):
            return e.Ambiguous(method, "the answer could not be read")
        by_status = self._by_status(method, response.status_code, response.headers)
        if by_status:
            return by_status
        data = response.data if isinstance(response.data, dict) else {}
        return self._by_code(method, str(data.get("error") or ""), data)

    def _by_status(self, method: str, status: int, headers: Mapping[str, str]) -> e.TransportError | None:
        if status == 429:
            return _paused(method, headers.get("Retry-After", ""))
        if status >= 500:
            return e.Ambiguous(method, f"HTTP {status}")
        return None

    def _by_code(self, method: str, code: str, data: Mapping[str, Any]) -> e.TransportError:
        if code in PAUSES:
            return _paused(method, "")
        if code == "missing_scope":
            return e.MissingScope(method, str(data.get("needed") or "unknown"))
        if code in CALLER:
            return CALLER[code](method, code)
        if code in FLAWS or not code:
            return e.Ambiguous(method, code or "an answer without an error code")
        if method == "conversations.invite" and (data.get("errors") or code in INVITEE):
            return e.CannotInvite(method, code, refused_users(data))
        return NAMES.get(code, e.PermanentError)(method, code, details(data))

    def _notice_warnings(self, method: str, answer: Answer) -> None:
        """A dropped metadata would cost us the delivery key, and Slack only whispers it (SLACK.md, metadata)."""
        warnings = (answer.get("response_metadata") or {}).get("warnings") or []
        lost = [str(each) for each in warnings if "metadata" in str(each)]
        if lost:
            self._watch(method, "metadata_dropped")
            self._log.error("slack.metadata_dropped", method=method, warnings=lost)


def _paused(method: str, retry_after: str) -> e.RateLimited:
    seconds = float(retry_after) if retry_after.replace(".", "", 1).isdigit() else DEFAULT_PAUSE
    return e.RateLimited(method, seconds)


def snake(error: e.TransportError) -> str:
    """An error's name as metrics spell it: `rate_limited`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


def form(arguments: Mapping[str, Any]) -> dict[str, str]:
    """Arguments as every method of the Web API takes them: form fields, with JSON where Slack wants structure."""
    return {name: field(value) for name, value in arguments.items() if value is not None}


def field(value: object) -> str:
    """One argument as a form field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def refused_users(data: Mapping[str, Any]) -> dict[str, str]:
    """Who was not invited, and Slack's code for each."""
    problems = data.get("errors") or []
    return {str(it["user"]): str(it.get("error", "")) for it in problems if isinstance(it, dict) and it.get("user")}


def details(data: Mapping[str, Any]) -> str:
    """What Slack adds to an error code, such as the place in the blocks that it dislikes."""
    messages = (data.get("response_metadata") or {}).get("messages") or []
    return "; ".join(str(each) for each in messages)[:300]
