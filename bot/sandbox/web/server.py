"""The HTTP server of the sandbox: routes, uploads and downloads, response_urls.

Listens on the loopback address unless told otherwise. Must not know Slack's methods.
"""

import json
from typing import Any

from aiohttp import web

from bot.sandbox import answers, files, wholetext
from bot.sandbox.core import Core
from bot.sandbox.errors import SlackError
from bot.sandbox.model import File
from bot.sandbox.page.guard import guard
from bot.sandbox.page.routes import Page
from bot.sandbox.web.endpoint import Endpoint
from bot.sandbox.web.troubles import troubled

_MAX_BODY = 64 * 1024 * 1024
_SIGN_IN = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to continue</body></html>"


class Server:
    """Serves one sandbox; `start` returns the base address."""

    def __init__(self, core: Core, extra: list[web.RouteDef] | None = None) -> None:
        self._core = core
        self._host = ""
        self._runner = web.AppRunner(self._application(extra or []), access_log=None, shutdown_timeout=0.5)

    def _application(self, extra: list[web.RouteDef]) -> web.Application:
        app = web.Application(client_max_size=_MAX_BODY, middlewares=[guard(lambda: self._host)])
        page = Page(self._core)
        app.on_shutdown.append(page.close)
        call = Endpoint(self._core).serve
        app.add_routes(
            [
                web.post("/api/{method}", call),
                web.get("/api/{method}", call),
                web.get("/link/", self._link),
                web.post("/upload/v1/{file}", troubled(self._core, "files.upload", self._upload)),
                web.get("/files-pri/{key}/{name}", self._download),
                web.post("/response/{key}", troubled(self._core, "response_url", self._respond)),
                *page.routes(),
                *extra,
            ]
        )
        return app

    async def start(self, host: str, port: int) -> str:
        self._host = host
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        return f"http://{host}:{bound[1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _link(self, request: web.Request) -> web.StreamResponse:
        installed = self._core.installed.get(request.query.get("app_id", ""))
        if installed is None:
            return web.Response(status=404)
        return await installed.sockets.connect(request)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._core.ws.files.get(request.match_info["file"])
        if file is None or file.completed:
            return web.Response(status=404, text="file_not_found")
        file.content = await _bytes(request)
        self._core.ws.changes.notify()
        return web.Response(text=f"OK - {len(file.content)}")

    async def _download(self, request: web.Request) -> web.Response:
        """The bytes for a bot that may see them; anyone else gets Slack's sign-in page with status 200."""
        file_id = request.match_info["key"].partition("-")[2]
        file = self._core.ws.files.get(file_id)
        if file is None or file.deleted:
            return web.Response(status=404, text="file_not_found")
        if not self._may_download(request, file):
            return web.Response(text=_SIGN_IN, content_type="text/html")
        return web.Response(body=file.content, content_type=file.mimetype)

    def _may_download(self, request: web.Request, file: File) -> bool:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        app = self._core.app_of(token)
        return app is not None and app.may("files:read") and files.visible_to(self._core.ws, file, app.user.id)

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            ticket = self._core.responses.use(request.match_info["key"])
            answers.take(self._core.ws, ticket, _object(await request.text()))
        except SlackError as error:
            status = 404 if error.code.endswith("_url") else 400
            return web.json_response({"ok": False, "error": error.code}, status=status)
        return web.Response(text="ok")


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _object(text: str) -> dict[str, Any]:
    try:
        body = wholetext.loads(text)
    except json.JSONDecodeError:
        raise SlackError("invalid_payload") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body
