"""The door: Bolt's global middleware that makes every delivery durable before it is acked.

A message becomes timeline entries, anything a person submits becomes a stored submission, and only then does Slack
hear an ack. When the database does not answer, the exception goes up, no ack goes out, and Slack delivers again.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.handlers.messages import Names, facts_of, membership
from bot.handlers.reactions import ADDED, REMOVED, Marks, kind_of, mark_of, marks_of, spoken, words_of
from bot.warroom.operations.capture import Heard, Intake
from bot.warroom.operations.engine import Engine
from bot.warroom.ports import Submission
from bot.warroom.timeline import Fact

Next = Callable[[], Awaitable[Any]]
Kind = Literal["command", "action", "view", "shortcut", "event"]

ACTIONS: Mapping[str, Kind] = {
    "block_actions": "action",
    "view_submission": "view",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}
JOINING = frozenset({"member_joined_channel", "member_left_channel"})
REACTING = frozenset({ADDED, REMOVED})


@dataclass(frozen=True)
class Door(AsyncMiddleware):
    """A middleware of Bolt's own kind: for a plain function Bolt would first gather every argument that it might ask
    for, a tenth of the work on a message.

    `acked(kind, seconds)` is called for the metrics; `warm(user)` makes a name known before it is written down, and
    `fetch(channel, ts)` reads one message from Slack.
    """

    engine: Engine
    intake: Intake
    names: Names
    acked: Callable[[str, float], None]
    warm: Callable[[str], Awaitable[object]]
    fetch: Callable[[str, str], Awaitable[Mapping[str, Any] | None]]

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Next) -> BoltResponse | None:  # noqa: A002
        """Store, then either ack at once (events, repeats) or let the listener ack (what people submitted)."""
        started = time.perf_counter()
        body = req.body
        if body.get("type") == "event_callback":
            done = await self._event(body["event"])
        else:
            done = not await self._submission(req, body)
        self.acked(str(body.get("type") or "command"), time.perf_counter() - started)
        if done:
            return BoltResponse(status=200, body="")
        await next()
        return None

    async def _submission(self, req: AsyncBoltRequest, body: Mapping[str, Any]) -> bool:
        """Whether the listener should go on: the submission is new, or is none that we store."""
        submission = submission_of(body, self.engine.clock.now())
        if submission is None:
            return True
        req.context["submission"] = submission
        return await self.intake.receive(submission)

    async def _event(self, event: Mapping[str, Any]) -> bool:
        """Whether the event is dealt with; App Home opens are the listener's."""
        kind = event.get("type")
        await self._know(event)
        if kind == "message":
            facts = facts_of(event, self.names)
            if facts:
                await self.intake.hear(Heard(channel=event["channel"], facts=facts))
        elif kind in JOINING and not self.names.own(event):
            await self.intake.hear(Heard(channel=event["channel"], facts=(membership(event, self.names),)))
        elif kind in REACTING:
            await self._reaction(event)
        return kind != "app_home_opened"

    async def _know(self, event: Mapping[str, Any]) -> None:
        user = event.get("user") or (event.get("message") or {}).get("user")
        if isinstance(user, str) and self.names.known(user) is None:
            await self.warm(user)

    async def _reaction(self, event: Mapping[str, Any]) -> None:
        kind = kind_of(event["reaction"], self.engine.policy)
        item = event["item"]
        if kind is None or item.get("type") != "message":
            return
        async with self.engine.store.reading() as reader:
            number = await reader.by_channel(item["channel"])
            words = await words_of(reader, number, item["channel"], item["ts"]) if number else None
            marks = await marks_of(reader, number) if number else Marks()
        known = marks.caught_up((item["ts"], kind, str(event.get("user"))), event["type"])
        if number is not None and not known:
            said = () if words else await self._unheard(item["channel"], item["ts"])
            mark = mark_of(event, kind, words or spoken(said), self.names)
            await self.intake.hear(Heard(channel=item["channel"], facts=(*said, mark)))

    async def _unheard(self, channel: str, ts: str) -> tuple[Fact, ...]:
        """The marked message itself, when its event has not come yet: Slack is asked, and the ack waits for it."""
        message = await self.fetch(channel, ts)
        return facts_of({**message, "channel": channel}, self.names, source="catch_up")[:1] if message else ()


def submission_of(body: Mapping[str, Any], now: Any) -> Submission | None:
    """What a person did, with the key that two deliveries of it share; None for what needs no storing."""
    if "command" in body:
        return Submission(key=f"command:{body['trigger_id']}", kind="command", payload=dict(body), received_at=now)
    kind = ACTIONS.get(str(body.get("type")))
    if kind is None:
        return None
    return Submission(key=f"{kind}:{_identity(kind, body)}", kind=kind, payload=dict(body), received_at=now)


def _identity(kind: Kind, body: Mapping[str, Any]) -> str:
    if kind != "view":
        acted = body.get("actions") or [{}]
        return f"{body.get('trigger_id')}:{acted[0].get('action_ts', '')}"
    # A delivery repeated has the same trigger; the same form pressed again, after a refusal, has another.
    return f"{body['view']['id']}:{body.get('trigger_id')}"
