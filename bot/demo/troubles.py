"""What goes wrong with the workspace in a scenario, for as long as its line says: the injects.

They act on the sandbox alone; the bot is never told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.demo.scenario import Line
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault

SCARCE_SECONDS = 30.0
SLOWEST_REAL_SECONDS = 2.0


@dataclass(frozen=True)
class _Running:
    kind: str
    until: datetime
    end: Callable[[], object]


class Troubles:
    """Those in force."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._running: list[_Running] = []
        self._away: dict[str, datetime] = {}

    @property
    def slow(self) -> bool:
        """Whether answers take time: then time must not stand still while one is awaited."""
        return any(each.kind == "slow" for each in self._running)

    def away(self, handle: str, now: datetime) -> bool:
        """Whether somebody cannot be reached."""
        return handle in self._away and now < self._away[handle]

    async def begin(self, line: Line, speed: float | None) -> None:
        """From now on, until the line's time is over."""
        until = line.at + line.lasts
        match line.what:
            case "unreachable":
                self._away[line.who] = until
            case "sockets_cut":
                await self._sandbox.sockets.disconnect()
                await self._sandbox.connected()
            case "events_withheld" | "events_lost":
                self._withhold(line, until)
            case _:
                self._add(line, until, self._fault(line, speed))

    def _withhold(self, line: Line, until: datetime) -> None:
        events = self._sandbox.event_faults
        events.withhold()
        end: Callable[[], object] = events.release if line.what == "events_withheld" else events.discard
        self._running.append(_Running(line.what, until, end))

    def _add(self, line: Line, until: datetime, fault: Fault) -> None:
        rules = self._sandbox.faults.rules
        self._running.append(_Running(line.what, until, lambda: rules.remove(fault) if fault in rules else None))

    def _fault(self, line: Line, speed: float | None) -> Fault:
        faults = self._sandbox.faults
        if line.what == "slow":
            real = min(line.by.total_seconds() / (speed or 1_000.0), SLOWEST_REAL_SECONDS)
            return faults.slow(line.method, seconds=real)
        if line.what == "rate_limited":
            return faults.rate_limit(line.method, retry_after=SCARCE_SECONDS, times=None)
        return faults.status(line.method, times=None)

    def pass_by(self, now: datetime) -> None:
        """End those whose time is over."""
        over = [each for each in self._running if each.until <= now]
        self._running = [each for each in self._running if each.until > now]
        for each in over:
            each.end()

    def end_all(self) -> None:
        """Back to normal: the story is over."""
        for each in self._running:
            each.end()
        self._running = []
