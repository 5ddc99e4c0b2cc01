"""Who may use the pages: this computer's own browser windows, and no page of another site.

A name in the Host header that is not this machine's means that somebody else's domain was pointed here
(DNS rebinding); an Origin that is not ours means that another site's page is asking. Slack's own
addresses (`/api/` and the like) need a token instead and are left alone. Must not read the environment.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_WITH_TOKEN = ("/api/", "/link/", "/upload/", "/files-pri/", "/response/")
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# A file may be hostile: it is shown in a frame of its own origin-less world, without scripts.
FILE_HEADERS = PAGE_HEADERS | {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}


def guard(host: Callable[[], str]) -> Middleware:
    """The middleware; `host` tells the address the sandbox was told to listen on."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(_WITH_TOKEN):
            if not _ours(request.host, host()):
                return _refused("this name does not belong to the sandbox: use its address")
            if not _same_origin(request):
                return _refused("a page of another site may not do this")
        return await handler(request)

    return guarded


def _ours(named: str, told: str) -> bool:
    name = named.rsplit(":", 1)[0] if not named.endswith("]") else named
    bare = name.strip("[]").lower()
    return bare in ("localhost", told.lower()) or bare.endswith(".localhost") or _is_address(bare)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(request: web.Request) -> bool:
    """Reads without an Origin pass: another site's page cannot see their answer."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"http://{request.host}"
    safe = request.method in ("GET", "HEAD") and request.headers.get("Upgrade") is None
    return safe or request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def _refused(why: str) -> web.Response:
    return web.json_response({"error": why}, status=403, headers={"X-Content-Type-Options": "nosniff"})
