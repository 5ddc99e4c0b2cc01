"""What an interaction hands out for a while: trigger ids (once, seconds) and response_urls (a few uses).

Lifetimes count by the sandbox's clock. Must not know what a ticket is exchanged for.
"""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.apps import App
from bot.sandbox.clock import SandboxClock
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel, Message


@dataclass(frozen=True)
class Lifetimes:
    """Seconds that things live; `ack` counts by the machine's clock, the rest by the sandbox's."""

    ack: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    response_uses: int = 5
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)


@dataclass
class Trigger:
    """The right of one app to open one view for one person; `root` names the view it came from."""

    app: App
    user: str
    expires: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseTicket:
    """The right to answer an interaction; `message` is the one that was clicked."""

    app: App
    user: str
    room: Channel
    expires: float
    uses_left: int
    message: Message | None = None
    answers: list[Message] = field(default_factory=list)


class TriggerDesk:
    """Issues trigger ids and takes each back once."""

    def __init__(self, clock: SandboxClock, lifetimes: Lifetimes) -> None:
        self._clock = clock
        self._lifetimes = lifetimes
        self._issued: dict[str, Trigger] = {}

    def issue(self, app: App, user: str, view_id: str | None = None) -> str:
        trigger_id = f"{len(self._issued) + 1}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(app, user, self._clock.now() + self._lifetimes.trigger, view_id)
        return trigger_id

    def redeem(self, app: App, trigger_id: str) -> Trigger:
        """Raises invalid_trigger_id, exchanged_trigger_id or expired_trigger_id."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.app is not app:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


class ResponseDesk:
    """Issues response_urls and counts their uses."""

    def __init__(self, clock: SandboxClock, lifetimes: Lifetimes) -> None:
        self._clock = clock
        self._lifetimes = lifetimes
        self._issued: dict[str, ResponseTicket] = {}

    def issue(self, app: App, user: str, room: Channel, message: Message | None = None) -> str:
        key = secrets.token_urlsafe(18)
        expires = self._clock.now() + self._lifetimes.response_url
        uses = self._lifetimes.response_uses
        self._issued[key] = ResponseTicket(app, user, room, expires, uses, message)
        return key

    def peek(self, key: str) -> ResponseTicket | None:
        return self._issued.get(key)

    def use(self, key: str) -> ResponseTicket:
        """Raises expired_url or used_url, as Slack answers."""
        ticket = self._issued.get(key)
        if ticket is None or self._clock.now() > ticket.expires:
            raise SlackError("expired_url")
        if ticket.uses_left <= 0:
            raise SlackError("used_url")
        ticket.uses_left -= 1
        return ticket
