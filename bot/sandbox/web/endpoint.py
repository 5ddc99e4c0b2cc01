"""One Web API request from the wire to the answer: token, faults, limits, scopes, method, journal.

The order of the checks is Slack's. Must not know what any method does.
"""

import time
from email.utils import formatdate
from typing import Any

from aiohttp import web

from bot.sandbox import render
from bot.sandbox.apps import App
from bot.sandbox.core import Core
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.journal import Call
from bot.sandbox.web import arguments, catalogue, troubles
from bot.sandbox.web.arguments import Arguments
from bot.sandbox.web.call import Answer, ApiCall
from bot.sandbox.web.catalogue import Facts
from bot.sandbox.web.methods import METHODS
from bot.sandbox.web.troubles import Reply

_APP_LEVEL = frozenset({"apps.connections.open"})
_NO_TOKEN = frozenset({"api.test"})


class Endpoint:
    """Serves /api/<method>."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._facts = catalogue.load()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answers one call and notes it in the journal."""
        method = request.match_info["method"]
        begun, at = time.monotonic(), self._core.ws.clock.now()
        args, app = Arguments({}), None
        try:
            args = await arguments.read(request)
            app = self._authenticate(method, arguments.token(request, args))
            reply = await self._answer(method, app, args)
        except SlackError as error:
            reply = Reply({"ok": False, "error": error.code, **error.details})
        self._note(method, args, app, reply, at, time.monotonic() - begun)
        return self._respond(request, app, method, reply)

    def _authenticate(self, method: str, token: str | None) -> App | None:
        if method in _NO_TOKEN:
            return self._core.installation().app
        if not token:
            raise SlackError("not_authed")
        app = self._core.app_of(token)
        if app is None:
            raise SlackError("invalid_auth")
        if (token == app.app_token) != (method in _APP_LEVEL):
            raise SlackError("not_allowed_token_type")
        return app

    async def _answer(self, method: str, app: App | None, args: Arguments) -> Reply:
        if method not in METHODS or app is None:
            raise SlackError("unknown_method", req_method=method)
        faults = self._core.faults.striking(method)
        instead = await troubles.before(self._core, faults)
        if instead is not None:
            return instead
        limited = self._limited(method, app, args)
        if limited is not None:
            return limited
        body = self._perform(method, app, args)
        return Reply(body, cut=await troubles.after(self._core, faults))

    def _limited(self, method: str, app: App, args: Arguments) -> Reply | None:
        facts = self._facts[method]
        wait = self._core.limits.wait(app.id, method, facts.tier, args.optional("channel"))
        return troubles.too_many(wait) if wait else None

    def _perform(self, method: str, app: App, args: Arguments) -> Answer:
        facts = self._facts[method]
        call = ApiCall(self._core, app, facts, args)
        if not app.may(*facts.scopes):
            raise call.missing(*facts.scopes)
        absent = [name for name in facts.required if name not in args.raw]
        if absent:
            raise invalid_arguments(*(f"missing required field: {name}" for name in absent))
        _check_types(facts, args)
        return _with_warnings({"ok": True, **METHODS[method](call)}, call.warnings)

    def _note(self, method: str, args: Arguments, app: App | None, reply: Reply, at: float, seconds: float) -> None:
        error = reply.error
        app_id = app.id if app else None
        now = self._core.ws.clock.now()
        self._core.journal.record(Call(now, method, args.raw, error is None, error, app_id, seconds, at))

    def _respond(self, request: web.Request, app: App | None, method: str, reply: Reply) -> web.StreamResponse:
        if reply.cut and request.transport is not None:
            request.transport.abort()
        headers = dict(reply.headers) | {"Date": formatdate(self._core.ws.clock.now(), usegmt=True)}
        if app is not None:
            accepted = self._facts[method].scopes if method in self._facts else ()
            headers |= {"x-oauth-scopes": ",".join(app.scopes), "x-accepted-oauth-scopes": ",".join(accepted)}
        return web.json_response(reply.body, status=reply.status, headers=headers, dumps=render.compact)


def _check_types(facts: Facts, args: Arguments) -> None:
    """Raises invalid_arguments for a flag or a number that is none."""
    for name, kind in facts.types.items():
        if kind == "boolean":
            args.flag(name)
        else:
            args.number(name, 0)


def _with_warnings(body: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    if not warnings:
        return body
    metadata = body.get("response_metadata", {})
    return body | {"warning": ",".join(warnings), "response_metadata": metadata | {"warnings": warnings}}
