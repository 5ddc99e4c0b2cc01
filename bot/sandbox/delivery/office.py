"""One app's post office: chooses the events it may see, wraps them, retries, and asks for answers.

An event goes out when the manifest subscribes to it, a scope allows it and the bot is in the room. The
retry schedule counts by the sandbox's clock. Must not know sockets or HTTP: a transport sends.
"""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from bot.sandbox.apps import App
from bot.sandbox.delivery.parcels import Outcome, Parcel, Transport
from bot.sandbox.delivery.quota import EventQuota
from bot.sandbox.delivery.tampering import EventFaults
from bot.sandbox.journal import Delivery, Journal
from bot.sandbox.tickets import Lifetimes
from bot.sandbox.workspace import Event, Workspace


class PostOffice:
    """Hands one app what concerns it."""

    def __init__(self, ws: Workspace, app: App, transport: Transport, journal: Journal, lifetimes: Lifetimes) -> None:
        self._ws = ws
        self._app = app
        self._transport = transport
        self._journal = journal
        self._lifetimes = lifetimes
        self._retrying: set[asyncio.Task[None]] = set()
        self.faults = EventFaults(self._send_event)
        self.quota = EventQuota(ws.clock)

    def publish(self, event: Event) -> None:
        """Sends the event if this app should see it and its quota allows."""
        if not self._concerns(event):
            return
        verdict = self.quota.admit()
        if verdict == "send":
            self.faults.handle(Parcel("events_api", event.body["type"], self._envelope(event)))
        elif verdict == "tell" and not self._app.socket_mode:
            self._attempt(Parcel("events_api", "app_rate_limited", self._too_many()), 0, "")

    def _too_many(self) -> dict[str, Any]:
        minute = self._ws.now() // 60 * 60
        body = {"token": "sandbox", "type": "app_rate_limited", "team_id": self._ws.team_id}
        return body | {"minute_rate_limited": minute, "api_app_id": self._app.id}

    def _concerns(self, event: Event) -> bool:
        if event.only_for not in (None, self._app.id) or not self._app.receives(event.name):
            return False
        return event.room is None or self._app.user.id in event.room.members

    def _envelope(self, event: Event) -> dict[str, Any]:
        app, ws = self._app, self._ws
        authorization = {
            "enterprise_id": None,
            "team_id": ws.team_id,
            "user_id": app.user.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "sandbox",
            "team_id": ws.team_id,
            "api_app_id": app.id,
            "event": event.body,
            "type": "event_callback",
            "event_id": ws.ids.new("Ev"),
            "event_time": ws.now(),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": f"4-{ws.team_id}-{app.id}",
        }

    def _send_event(self, parcel: Parcel) -> None:
        self._attempt(parcel, 0, "")

    def _attempt(self, parcel: Parcel, attempt: int, reason: str) -> None:
        sent = self._transport.push(parcel, attempt, reason)
        delivery = self._note(parcel, attempt, reason)
        begun = time.monotonic()

        def settled(future: asyncio.Future[Outcome]) -> None:
            if not future.cancelled():
                self._settle(parcel, delivery, future.result(), time.monotonic() - begun)

        sent.add_done_callback(settled)

    def _note(self, parcel: Parcel, attempt: int, reason: str) -> Delivery:
        at = self._ws.clock.now()
        return self._journal.sent(Delivery(at, parcel.kind, parcel.name, parcel.payload, attempt, reason))

    def _settle(self, parcel: Parcel, delivery: Delivery, outcome: Outcome, seconds: float) -> None:
        self._close(delivery, outcome, seconds)
        if not self._app.socket_mode:
            self.quota.settled(acked=outcome.acked)
        if not outcome.acked and not outcome.no_retry and delivery.attempt < len(self._lifetimes.retries):
            self._spawn(self._retry(parcel, delivery.attempt, outcome.reason))

    def _close(self, delivery: Delivery, outcome: Outcome, seconds: float) -> None:
        delivery.acked, delivery.answer, delivery.failure = outcome.acked, outcome.answer, outcome.reason
        delivery.seconds = seconds
        self._journal.changes.notify()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._retrying.add(task)
        task.add_done_callback(self._retrying.discard)

    async def _retry(self, parcel: Parcel, attempt: int, reason: str) -> None:
        await self._ws.clock.sleep(self._lifetimes.retries[attempt])
        self._attempt(parcel, attempt + 1, reason)

    async def ask(self, parcel: Parcel) -> Outcome:
        """Delivers a command or an interaction, once, and waits for the ack."""
        begun = time.monotonic()
        delivery = self._note(parcel, 0, "")
        outcome = await self._transport.push(parcel, 0, "")
        self._close(delivery, outcome, time.monotonic() - begun)
        return outcome

    async def close(self) -> None:
        for task in self._retrying:
            task.cancel()
        await asyncio.gather(*self._retrying, return_exceptions=True)
        await self._transport.close()
