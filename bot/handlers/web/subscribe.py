"""Subscribing to the public status page over HTTP. Only a POST changes anything, since mail programs follow links.

Whoever asks gets the same answer for every address that can be one. A form counts only when it comes from this very
site; no cookie is set. It neither sends mail nor shows an address but the one just typed wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from bot.comms.subscribeview import SubscribeView
from bot.handlers.web.limits import Limits, source_of
from bot.warroom.operations.subscribing import Subscribing
from bot.warroom.policy import Audience
from bot.warroom.subscribers import address_of

LONGEST_FORM = 4_096
LONGEST_KEY = 200
FORM = "application/x-www-form-urlencoded"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # a browser that tells no referrer at all sends no origin with a form either
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


@dataclass
class SubscribeDesk:
    """What the pages need. `proxies` of ours stand before us and say who asked."""

    subscribing: Subscribing
    view: SubscribeView
    limits: Limits
    public_url: str
    proxies: int = 0

    def add_to(self, router: web.UrlDispatcher) -> None:
        """The addresses."""
        router.add_get("/status/mail", self._form)
        router.add_post("/status/mail", self._ask)
        router.add_get("/status/mail/confirm", self._confirm_page)
        router.add_post("/status/mail/confirm", self._confirm)
        router.add_get("/status/mail/leave", self._leave_page)
        router.add_post("/status/mail/leave", self._leave)

    async def keep_house(self) -> None:
        """Forget who asked, and whoever did not confirm in time."""
        self.limits.forget()
        await self.subscribing.keep_house()

    async def _form(self, _request: web.Request) -> web.Response:
        return _page(self.view.ask())

    async def _ask(self, request: web.Request) -> web.Response:
        if not self._from_here(request):
            return _page(self.view.elsewhere(), 403)
        fields = await _fields(request)
        if not self.limits.source_allowed(source_of(request, self.proxies)):
            return _page(self.view.too_much(), 429)
        typed = fields.get("address", "")
        address = address_of(typed)
        if not address:
            return _page(self.view.wrong_address(typed), 400)
        if not fields.get("website") and self.limits.address_allowed(address):
            await self.subscribing.ask(address)
        return _page(self.view.asked())

    async def _confirm_page(self, request: web.Request) -> web.Response:
        return _page(self.view.confirm(_key(request)))

    async def _confirm(self, request: web.Request) -> web.Response:
        confirmed = await self.subscribing.confirm(_key(request))
        return _page(self.view.confirmed()) if confirmed else _page(self.view.run_out(), 410)

    async def _leave_page(self, request: web.Request) -> web.Response:
        return _page(self.view.leave(_key(request)))

    async def _leave(self, request: web.Request) -> web.Response:
        await self.subscribing.leave(_key(request))
        return _page(self.view.left())

    def _from_here(self, request: web.Request) -> bool:
        """Sent by a page of this site, as browsers say by themselves and no other site can make them say."""
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
        ours = {request.host, urlsplit(self.public_url).netloc}
        return site == "same-origin" if site else bool(origin) and urlsplit(origin).netloc in ours


def desk_of(subscribing: Subscribing, audience: Audience, public_url: str, proxies: int) -> SubscribeDesk:
    """The pages in this audience's language."""
    view = SubscribeView(subscribing.policy, audience)
    limits = Limits(subscribing.policy.status_page.subscribe, subscribing.clock)
    return SubscribeDesk(subscribing, view, limits, public_url, proxies)


def _key(request: web.Request) -> str:
    """The key of a link; whatever cannot be one is none."""
    key = request.query.get("key", "")
    legal = len(key) <= LONGEST_KEY and key.isascii() and all(sign.isalnum() or sign in "-_." for sign in key)
    return key if legal else ""


async def _fields(request: web.Request) -> dict[str, str]:
    """The fields of a short form. Raises HTTPBadRequest for anything else."""
    if request.content_type != FORM or request.content_length is None or request.content_length > LONGEST_FORM:
        raise web.HTTPBadRequest
    try:
        found = parse_qs((await request.read()).decode(), keep_blank_values=True, max_num_fields=8)
    except ValueError as problem:
        raise web.HTTPBadRequest from problem
    return {name: values[0] for name, values in found.items()}


def _page(content: str, status: int = 200) -> web.Response:
    return web.Response(text=content, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)
