"""The addresses of the workspace in the browser.

`/` leads to the first person's window; `/as/<handle>/<place>` is somebody's window; acts are posted below
it; `/sandbox/live` is its socket. Must not know how anything is drawn or done.
"""

import json
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.sandbox import wholetext
from bot.sandbox.core import Core
from bot.sandbox.errors import ImpossibleAction, SandboxError
from bot.sandbox.model import File
from bot.sandbox.page import completing, entries, pictures, shell, trouble
from bot.sandbox.page.acts import Acts
from bot.sandbox.page.guard import FILE_HEADERS, PAGE_HEADERS
from bot.sandbox.page.live import Window, filter_of
from bot.sandbox.page.log import Log
from bot.sandbox.page.marks import ReadMarks
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.scene import Stage, first_place

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_STATIC = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_AS_IT_IS = pictures.IMAGES | {"application/pdf", "text/html", "text/plain"}


class Page:
    """The handlers; `routes` lists them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._stage = Stage(ReadMarks(), Log(core.journal))
        self._open: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._begin),
            web.get("/sandbox/live", self._live),
            web.get("/sandbox/log.jsonl", self._export),
            web.get("/sandbox/log/{key}", self._detail),
            web.get("/sandbox/static/{name}", self._static),
            web.get("/as/{handle}", self._window),
            web.get("/as/{handle}/files/{file}/{name}", self._file),
            web.get("/as/{handle}/complete", self._complete),
            web.get("/as/{handle}/{place}", self._window),
            web.post("/as/{handle}/do/{act}", _plainly(self._do)),
            web.post("/as/{handle}/upload", _plainly(self._upload)),
            web.post("/as/{handle}/keep", _plainly(self._keep)),
        ]

    async def close(self, _: web.Application) -> None:
        """Hangs up on every window, so that the server can stop at once."""
        for socket in [*self._open]:
            await socket.close(code=1001, message=b"the sandbox stops")

    def _reader(self, request: web.Request) -> Reader:
        """Raises SandboxError when nobody is called so."""
        user = self._core.ws.user(request.match_info.get("handle") or request.query.get("as", ""))
        if user.is_bot:
            raise SandboxError("apps act by themselves")
        return Reader(self._core, user)

    async def _begin(self, _: web.Request) -> web.Response:
        people = [it for it in self._core.ws.users.values() if not it.is_bot and not it.deleted]
        if not people:
            return _html(shell.problem("There is nobody in this workspace."), 404)
        return web.Response(status=302, headers={"Location": Reader(self._core, people[0]).path(), **PAGE_HEADERS})

    async def _window(self, request: web.Request) -> web.Response:
        try:
            reader = self._reader(request)
        except SandboxError as error:
            return _html(shell.problem(str(error)), 404)
        place = request.match_info.get("place") or first_place(reader)
        room = self._core.ws.channels.get(place)
        title = reader.title_of(room) if room and reader.sees(room) else self._core.ws.name
        return _html(shell.page(reader, place, title))

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        kind = _STATIC.get(name[name.rfind(".") :])
        found = files(__package__).joinpath("static", name) if kind and "/" not in name and "\\" not in name else None
        if found is None or not found.is_file():
            return web.Response(status=404)
        headers = PAGE_HEADERS | {"Cache-Control": "no-cache"}
        return web.Response(body=found.read_bytes(), content_type=kind, charset="utf-8", headers=headers)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        try:
            reader = self._reader(request)
        except SandboxError as error:
            return web.json_response({"error": str(error)}, status=404)
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=1 << 16)
        await socket.prepare(request)
        self._opened(socket)
        try:
            await Window(socket, reader, self._stage).serve()
        finally:
            self._closed(socket)
        return socket

    def _opened(self, socket: web.WebSocketResponse) -> None:
        self._open.add(socket)
        self._count()

    def _closed(self, socket: web.WebSocketResponse) -> None:
        self._open.discard(socket)
        self._count()

    def _count(self) -> None:
        """Whoever waits for the last window to close is told."""
        self._core.windows = len(self._open)
        self._core.ws.changes.notify()

    async def _complete(self, request: web.Request) -> web.Response:
        return _json({"offers": completing.offers(self._reader(request), request.query.get("typed", "")[:80])})

    async def _do(self, request: web.Request) -> web.Response:
        body = await request.json(loads=wholetext.loads)
        if not isinstance(body, dict):
            raise ImpossibleAction("the body must be a JSON object")
        return _json(await Acts(self._core, self._reader(request)).do(request.match_info["act"], body))

    async def _upload(self, request: web.Request) -> web.Response:
        """Shares files in a room, each as a message of its own; the words go with the first."""
        reader = self._reader(request)
        form = await request.post()
        person = Acts(self._core, reader).person()
        text, thread = str(form.get("text", "")), str(form.get("thread", "")) or None
        for field in form.getall("file", []):
            if isinstance(field, web.FileField):
                await person.upload(
                    str(form.get("room", "")), field.filename, field.file.read(), text, thread_ts=thread
                )
                text = ""
        return _json({})

    async def _keep(self, request: web.Request) -> web.Response:
        """Files chosen in a form: kept, and named by their ids."""
        reader = self._reader(request)
        form = await request.post()
        fields = [it for it in form.getall("file", []) if isinstance(it, web.FileField)]
        return _json({"files": [entries.kept(reader, it.filename, it.file.read()) for it in fields]})

    async def _file(self, request: web.Request) -> web.Response:
        reader = self._reader(request)
        file = self._core.ws.files.get(request.match_info["file"])
        if file is None or file.deleted or not pictures.visible(reader, file):
            return web.Response(status=404, text="no such file")
        return _bytes(file, save="download" in request.query)

    async def _detail(self, request: web.Request) -> web.Response:
        line = self._stage.log.find(request.match_info["key"])
        return web.Response(text=trouble.detail(line)) if line else web.Response(status=404)

    async def _export(self, request: web.Request) -> web.Response:
        lines = self._stage.log.everything(filter_of(request.query))
        headers = PAGE_HEADERS | {"Content-Disposition": 'attachment; filename="sandbox-log.jsonl"'}
        text = "".join(f"{line}\n" for line in lines)
        return web.Response(text=text, content_type="application/x-ndjson", headers=headers)


def _plainly(handler: Handler) -> Handler:
    """Turns what cannot be done into a 400 with the reason."""

    async def wrapped(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (SandboxError, ValueError, KeyError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return wrapped


def _bytes(file: File, *, save: bool) -> web.Response:
    kind = file.mimetype.partition(";")[0]
    shown = kind if kind in _AS_IT_IS else "text/plain" if kind.startswith("text/") else "application/octet-stream"
    headers = dict(FILE_HEADERS)
    if kind == "application/pdf":
        # A sandboxed frame shows no PDF; the type alone keeps scripts out.
        headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
        )
    if save or shown == "application/octet-stream":
        headers["Content-Disposition"] = "attachment"
    charset = "utf-8" if shown.startswith("text/") else None
    return web.Response(body=file.content, content_type=shown, charset=charset, headers=headers)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", headers=PAGE_HEADERS)


def _json(body: dict[str, Any]) -> web.Response:
    return web.json_response(body, headers={"Cache-Control": "no-store"}, dumps=lambda it: json.dumps(it, default=str))
