"""The status pages over HTTP: read-only, cached, no scripts. `/status` is for everybody; `/status/NAME` opens on the
machine itself or with the token. A page that may not be seen answers like one that does not exist.

A crowd costs what one visitor costs: a page is read and drawn once in ten seconds, by whoever comes first.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from bot.comms.status import Board, board
from bot.comms.statusview import atom, page_html, rss, style
from bot.handlers.web.subscribe import SubscribeDesk
from bot.warroom.base import Moment
from bot.warroom.places import PUBLIC
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Store

FRESH = timedelta(seconds=10)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
Draw = Callable[[Board], str]


@dataclass(frozen=True)
class Sheet:
    """A page as it is sent, and what it was drawn from."""

    board: Board
    body: bytes
    tag: str


@dataclass
class StatusDesk:
    """What the pages need. What was read and drawn is shown for ten seconds; `_reading` lets one at a time read."""

    store: Store
    policy: Policy
    clock: Clock
    public_url: str = ""
    token: str = ""
    subscribe: SubscribeDesk | None = None
    _read: dict[str, tuple[Moment, Board]] = field(default_factory=dict)
    _drawn: dict[str, Sheet] = field(default_factory=dict)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def add_to(self, router: web.UrlDispatcher) -> None:
        """The addresses."""
        for path in ("/status", "/status/"):
            router.add_get(path, self._public(self._public_page, "text/html"))
        router.add_get("/status/feed.atom", self._public(self._feed(atom), "application/atom+xml"))
        router.add_get("/status/feed.rss", self._public(self._feed(rss), "application/rss+xml"))
        router.add_get("/status/style.css", self._style)
        if self.subscribe:
            self.subscribe.add_to(router)
        router.add_get("/status/{page}", self._internal)

    def _public(self, draw: Draw, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return _answer(request, await self._sheet(PUBLIC, draw, kind), kind, "public, max-age=30")

        return answer

    async def _internal(self, request: web.Request) -> web.Response:
        page = request.match_info["page"]
        if page == PUBLIC or not self._may_see(request):
            if self.token and page != PUBLIC:
                raise web.HTTPUnauthorized(headers={"WWW-Authenticate": 'Basic realm="status"'})
            raise web.HTTPNotFound
        return _answer(request, await self._sheet(page, self._page, "text/html"), "text/html", "private, no-cache")

    async def _style(self, request: web.Request) -> web.Response:
        body = style().encode()
        return _answer(request, (body, _tag(body)), "text/css", "public, max-age=3600")

    async def _sheet(self, page: str, draw: Draw, kind: str) -> tuple[bytes, str]:
        """A page as it is sent, and its tag. Raises HTTPNotFound for one that nobody has."""
        shown, name = await self._board(page), f"{page} {kind}"
        sheet = self._drawn.get(name)
        if sheet is None or sheet.board is not shown:
            body = draw(shown).encode()
            sheet = self._drawn[name] = Sheet(shown, body, _tag(body))
        return sheet.body, sheet.tag

    async def _board(self, page: str) -> Board:
        """What a page shows. Raises HTTPNotFound for one that nobody has."""
        async with self._reading:
            now = self.clock.now()
            read_at, known = self._read.get(page, (None, None))
            if known is not None and read_at is not None and now - read_at < FRESH:
                return known
            shown = await board(self.store, self.policy, page, now)
            if shown is None:
                raise web.HTTPNotFound
            self._read[page] = (now, shown)
            return shown

    def _page(self, shown: Board) -> str:
        return page_html(shown, self.policy)

    def _public_page(self, shown: Board) -> str:
        return page_html(shown, self.policy, subscribe=self.subscribe is not None)

    def _feed(self, draw: Callable[[Board, Policy, str], str]) -> Draw:
        return lambda shown: draw(shown, self.policy, self.public_url)

    def _may_see(self, request: web.Request) -> bool:
        return _on_this_machine(request) or bool(
            self.token and hmac.compare_digest(_bytes(_given(request)), _bytes(self.token))
        )


def _on_this_machine(request: web.Request) -> bool:
    """Asked from here, by this machine's own name, and not through a proxy that stands here."""
    host = request.host.rpartition(":")[0] or request.host
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"))
    try:
        local = ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
    return local and not forwarded and host in {"localhost", "127.0.0.1", "[::1]"}


def _given(request: web.Request) -> str:
    """The token: as a bearer's, or as the password that a browser asks for."""
    scheme, _space, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2] if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _bytes(text: str) -> bytes:
    """For comparing: a header may hold what is no text at all."""
    return text.encode(errors="surrogateescape")


def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def _answer(request: web.Request, sheet: tuple[bytes, str], kind: str, cache: str) -> web.Response:
    body, tag = sheet
    headers = {**HEADERS, "ETag": tag, "Cache-Control": cache}
    if tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)
