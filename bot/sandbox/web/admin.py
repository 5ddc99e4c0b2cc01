"""The sandbox's own pages under /sandbox/: state, journal, transcripts, faults, and people by HTTP.

For another process or a curl in a shell; Python callers use the objects directly. Must not hold
behaviour of its own.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox import exports, transcript, wholetext
from bot.sandbox.core import Core
from bot.sandbox.errors import SandboxError
from bot.sandbox.faults import Fault
from bot.sandbox.web import acting

_PATIENCE = 20.0
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Admin:
    """The handlers; `routes` lists them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/changes", _plainly(self._changes)),
            web.get("/sandbox/state", _plainly(self._state)),
            web.get("/sandbox/saved", _plainly(self._saved)),
            web.get("/sandbox/export", _plainly(self._export)),
            web.get("/sandbox/calls", _plainly(self._calls)),
            web.get("/sandbox/deliveries", _plainly(self._deliveries)),
            web.get("/sandbox/rooms/{room}/transcript", _plainly(self._transcript)),
            web.get("/sandbox/faults", _plainly(self._faults)),
            web.post("/sandbox/faults", _plainly(self._add_fault)),
            web.delete("/sandbox/faults", _plainly(self._clear_faults)),
            web.post("/sandbox/events/{act}", _plainly(self._events)),
            web.post("/sandbox/sockets/{act}", _plainly(self._sockets)),
            web.post("/sandbox/rate-limits", _plainly(self._rate_limits)),
            web.get("/sandbox/people/{handle}", _plainly(self._person)),
            web.post("/sandbox/people/{handle}/{act}", _plainly(self._act)),
        ]

    async def _changes(self, _: web.Request) -> web.Response:
        """Answers at the next change, or after a while without any."""
        return _json({"changed": await self._core.ws.changes.following(_PATIENCE)})

    async def _state(self, _: web.Request) -> web.Response:
        ws = self._core.ws
        apps = [
            {"id": it.app.id, "name": it.app.name, "sockets": len(it.sockets.connections), **asdict(it.app.tokens)}
            for it in self._core.installed.values()
        ]
        people = [
            {"id": it.id, "handle": it.handle, "name": it.real_name, "bot": it.is_bot} for it in ws.users.values()
        ]
        rooms = [
            {"id": it.id, "name": it.name, "kind": it.kind, "archived": it.is_archived, "messages": len(it.log)}
            for it in ws.channels.values()
        ]
        url = f"{self._core.base_url}/api/"
        return _json({"team": ws.name, "api_url": url, "apps": apps, "people": people, "rooms": rooms})

    async def _saved(self, _: web.Request) -> web.Response:
        """The whole workspace, as `Sandbox.load` and `posko sandbox --state` take it."""
        return _json(self._core.saved())

    async def _export(self, _: web.Request) -> web.Response:
        """Every room in Slack's export format."""
        named = {"Content-Disposition": 'attachment; filename="export.zip"'}
        return web.Response(body=exports.zipped(self._core.ws), content_type="application/zip", headers=named)

    async def _calls(self, request: web.Request) -> web.Response:
        method = request.query.get("method")
        return _json([asdict(it) for it in self._core.journal.calls if method in (None, it.method)])

    async def _deliveries(self, request: web.Request) -> web.Response:
        name = request.query.get("name")
        return _json([asdict(it) for it in self._core.journal.deliveries if name in (None, it.name)])

    async def _transcript(self, request: web.Request) -> web.Response:
        viewer, tz = request.query.get("viewer"), request.query.get("tz", "Asia/Jakarta")
        room = request.match_info["room"]
        return web.Response(text=transcript.transcript(self._core.ws, room, viewer=viewer, tz=tz))

    async def _faults(self, _: web.Request) -> web.Response:
        return _json([asdict(it) for it in self._core.faults.rules])

    async def _add_fault(self, request: web.Request) -> web.Response:
        return _json(asdict(self._core.faults.add(Fault(**await _body(request)))))

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._core.faults.clear()
        return _json({"ok": True})

    async def _events(self, request: web.Request) -> web.Response:
        faults = self._core.installation().office.faults
        acts: dict[str, Callable[..., Any]] = {
            "withhold": faults.withhold,
            "release": faults.release,
            "discard": faults.discard,
            "repeat": faults.repeat,
            "reorder": faults.reorder,
            "clear": faults.clear,
        }
        return _json({"result": _chosen(acts, request)(**await _body(request))})

    async def _sockets(self, request: web.Request) -> web.Response:
        hub = self._core.installation().sockets
        acts: dict[str, Callable[..., Any]] = {"silence": hub.silence, "refresh": hub.ask_refresh}
        if request.match_info["act"] == "disconnect":
            await hub.disconnect()
        else:
            _chosen(acts, request)()
        return _json({"ok": True})

    async def _rate_limits(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._core.limits.enabled = bool(body.get("enabled", True))
        self._core.limits.post_burst = int(body.get("post_burst", self._core.limits.post_burst))
        return _json({"enabled": self._core.limits.enabled})

    async def _person(self, request: web.Request) -> web.Response:
        return _json(acting.seen_by(self._core, request.match_info["handle"]))

    async def _act(self, request: web.Request) -> web.Response:
        handle, act = request.match_info["handle"], request.match_info["act"]
        return _json(await acting.act(self._core, handle, act, await _body(request)))


def _plainly(handler: Handler) -> Handler:
    """Turns what cannot be done into a 400 with the reason."""

    async def wrapped(request: web.Request) -> web.Response:
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            return web.json_response({"error": "a page of another site may not do this"}, status=403)
        try:
            return await handler(request)
        except (SandboxError, TypeError, KeyError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return wrapped


def _chosen(acts: dict[str, Callable[..., Any]], request: web.Request) -> Callable[..., Any]:
    wanted = request.match_info["act"]
    if wanted not in acts:
        raise SandboxError(f"there is no {wanted}; there is {', '.join(acts)}")
    return acts[wanted]


async def _body(request: web.Request) -> dict[str, Any]:
    """The arguments as a JSON object or, for short commands in a shell, as a form."""
    text = await request.text()
    if not text.lstrip().startswith(("{", "[")):
        return dict(parse_qsl(text))
    body = wholetext.loads(text)
    if not isinstance(body, dict):
        raise SandboxError("the body must be a JSON object")
    return body


def _json(body: Any) -> web.Response:
    return web.json_response(body, dumps=lambda it: json.dumps(it, default=str))
