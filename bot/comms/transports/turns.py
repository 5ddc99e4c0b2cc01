"""Turns at a method that Slack has paused: whoever must wait is told when it is their own turn.

After a 429 all that waited came back at the same moment, one of them passed, and Slack refused the others again; the
last of two hundred updates left in a channel long after Slack would have taken it. Nothing is held back before Slack
has refused something. It makes no call and waits for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

from bot.comms.transports.errors import RateLimited
from bot.warroom.base import Moment
from bot.warroom.ports import Clock

POST = "chat.postMessage"
EVERY: Mapping[str, float] = {POST: 1.0, "chat.update": 1.2, "conversations.setTopic": 3.0}
"""Seconds between two calls that Slack bears for long: a post a second per channel, tier 3, tier 2."""
OTHERWISE = 1.2

whose: ContextVar[str] = ContextVar("whose", default="")
"""The key of the step on whose behalf calls are made; whoever makes one without a step keeps no turn."""


@dataclass
class Line:
    """Who waits at one door: paused until then, the next turn to be given, and the turns that were."""

    paused_until: Moment
    free_at: Moment
    turns: dict[str, Moment] = field(default_factory=dict)


class Turns:
    """The lines of every method; of posts, of every channel."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: dict[tuple[str, str], Line] = {}

    def admit(self, method: str, channel: str) -> bool:
        """Whether the caller comes in turn. Raises RateLimited, without a call, while it is another's."""
        line = self._lines.get(_door(method, channel))
        if line is None:
            return False
        now, who = self._clock.now(), whose.get()
        turn = line.turns.get(who) if who else line.paused_until
        if turn is None and line.free_at > now:
            turn = line.turns[who] = self._next(line, method)
        if turn is not None and max(turn, line.paused_until) > now:
            raise RateLimited(method, (max(turn, line.paused_until) - now).total_seconds())
        if line.free_at <= now and line.paused_until <= now:
            del self._lines[_door(method, channel)]
        return line.turns.pop(who, None) is not None

    def refused(self, method: str, channel: str, seconds: float, *, in_turn: bool) -> RateLimited:
        """Slack asked for a pause: whoever came in turn keeps it and the others wait longer; a newcomer goes last."""
        now, who = self._clock.now(), whose.get()
        pause = timedelta(seconds=seconds)
        line = self._lines.setdefault(_door(method, channel), Line(now + pause, now + pause))
        line.paused_until = max(line.paused_until, now + pause)
        if in_turn:
            line.turns = {each: turn + pause for each, turn in line.turns.items()}
            line.free_at += pause
            line.turns[who] = now + pause
            return RateLimited(method, seconds)
        line.free_at = max(line.free_at, now + pause)
        if not who:
            return RateLimited(method, seconds)
        line.turns[who] = self._next(line, method)
        return RateLimited(method, (line.turns[who] - now).total_seconds())

    def _next(self, line: Line, method: str) -> Moment:
        turn = line.free_at
        line.free_at += timedelta(seconds=EVERY.get(method, OTHERWISE))
        return turn


def _door(method: str, channel: str) -> tuple[str, str]:
    return method, channel if method == POST else ""
