"""Socket Mode: the WebSocket connections of one app.

Each payload goes to exactly one of up to ten connections. Sockets can be made to close, to ask for a
refresh, or to fall silent: open, but delivering nothing, which is how real ones die. Must not know what
the payloads mean.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox import wholetext
from bot.sandbox.delivery.parcels import Outcome, Parcel

MAX_CONNECTIONS = 10
_HEARTBEAT = 10.0


class Connection:
    """One open socket, with the envelopes whose ack it owes."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.silent = False
        self.pending: dict[str, asyncio.Future[Outcome]] = {}
        self._outbox: asyncio.Queue[str] = asyncio.Queue()

    def put(self, message: dict[str, Any]) -> None:
        if not self.silent:
            self._outbox.put_nowait(json.dumps(message, separators=(",", ":")))

    async def write(self) -> None:
        """Sends what was put, in that order, until the socket closes."""
        while not self.socket.closed:
            try:
                await self.socket.send_str(await self._outbox.get())
            except ConnectionError:
                return

    async def beat(self) -> None:
        """Slack's pings; some clients hang up without them."""
        while not self.socket.closed:
            if not self.silent:
                try:
                    await self.socket.ping()
                except ConnectionError:
                    return
            await asyncio.sleep(_HEARTBEAT)

    async def read(self) -> None:
        """Takes acks and answers pings until the socket closes; a silent socket does neither."""
        async for frame in self.socket:
            if self.silent:
                continue
            if frame.type is WSMsgType.PING:
                await self.socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                self._ack(wholetext.loads(frame.data))

    def _ack(self, message: dict[str, Any]) -> None:
        waiting = self.pending.pop(message.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(Outcome(True, message.get("payload")))

    def abandon(self) -> None:
        """Fails every envelope that nobody can acknowledge any more."""
        pending, self.pending = self.pending, {}
        for future in pending.values():
            if not future.done():
                future.set_result(Outcome(False, reason="connection_closed"))


class SocketHub:
    """A transport over the sockets that one app has opened."""

    def __init__(self, app_id: str, ack_seconds: float, changed: Callable[[], None]) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._changed = changed
        self._tickets: set[str] = set()
        self._turn = 0
        self.connections: list[Connection] = []
        self.offline_events_are_lost = True

    def ticket(self) -> str:
        """A one-time right to connect."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serves one socket from hello to close."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=1.0)
        await socket.prepare(request)
        if len(self.connections) >= MAX_CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        await self._serve(Connection(socket))
        return socket

    async def _serve(self, connection: Connection) -> None:
        self.connections.append(connection)
        connection.put(self._hello())
        self._changed()
        helpers = [asyncio.create_task(connection.write()), asyncio.create_task(connection.beat())]
        try:
            await connection.read()
        finally:
            self.connections.remove(connection)
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
            connection.abandon()
            self._changed()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    def push(self, parcel: Parcel, attempt: int, reason: str) -> "asyncio.Future[Outcome]":
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        if not self.connections:
            lost = self.offline_events_are_lost and attempt == 0
            future.set_result(Outcome(False, reason="no_connection", no_retry=lost))
            return future
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        envelope_id = secrets.token_hex(16)
        connection.pending[envelope_id] = future
        connection.put(_envelope(parcel, envelope_id, attempt, reason))
        timer = loop.call_later(self._ack_seconds, _expire, connection, envelope_id)
        future.add_done_callback(lambda _: timer.cancel())
        return future

    async def disconnect(self) -> None:
        """Closes every socket without a word, as a network does."""
        closing = [connection.socket.close(code=1001) for connection in self.connections]
        await asyncio.gather(*closing)

    def silence(self) -> None:
        """Every open socket stays open and delivers nothing from now on."""
        for connection in self.connections:
            connection.silent = True

    def ask_refresh(self, reason: str = "refresh_requested") -> None:
        """Slack's disconnect message; the client is expected to connect anew."""
        for connection in self.connections:
            connection.put(_goodbye(reason))

    async def close(self) -> None:
        await self.disconnect()


def _envelope(parcel: Parcel, envelope_id: str, attempt: int, reason: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": parcel.kind,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.wants_answer,
    }
    if parcel.kind == "events_api":
        body |= {"retry_attempt": attempt, "retry_reason": reason}
    return body


def _goodbye(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}


def _expire(connection: Connection, envelope_id: str) -> None:
    future = connection.pending.pop(envelope_id, None)
    if future is not None and not future.done():
        future.set_result(Outcome(False, reason="timeout"))
