"""One aiohttp server for everything HTTP: Slack's requests in HTTP mode, health, readiness, metrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.handlers.web.status import StatusDesk

SLACK_PATH = "/slack/events"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Pages:
    """What the pages show: each readiness check by name with what is wrong ("" when fine), and the metrics page."""

    readiness: Callable[[], Awaitable[Mapping[str, str]]]
    metrics: Callable[[], bytes]


def build(pages: Pages, app: AsyncApp | None, status: StatusDesk | None = None) -> web.Application:
    """The web application; with `app`, Slack is served at /slack/events, with `status` the status pages."""
    server = web.Application(middlewares=[_kind_errors], client_max_size=4 * 1024 * 1024)
    server.router.add_get("/healthz", _alive)
    server.router.add_get("/readyz", lambda request: _ready(pages, request))
    server.router.add_get("/metrics", lambda request: _metrics(pages, request))
    if status:
        status.add_to(server.router)
    if app:
        server.router.add_post(SLACK_PATH, lambda request: _slack(app, request))
    return server


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def _ready(pages: Pages, _request: web.Request) -> web.Response:
    checks = await pages.readiness()
    ready = not any(checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": {k: v or "ok" for k, v in checks.items()}}
    return web.json_response(body, status=200 if ready else 503)


async def _metrics(pages: Pages, _request: web.Request) -> web.Response:
    return web.Response(body=pages.metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


async def _slack(app: AsyncApp, request: web.Request) -> web.Response:
    return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))


@web.middleware
async def _kind_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001 - the edge of the web: a stranger gets no traceback, the log gets all of it
        structlog.get_logger().exception("request_failed", path=request.path)
        return web.json_response({"error": "something broke on our side; it is logged"}, status=500)
