"""Faults of Web API calls, on request: slow answers, none at all, error statuses, 429, dropped connections.

A rule waits for calls of its method (a pattern such as `conversations.*` is allowed), skips some,
and then strikes a number of times. The two addresses beside the Web API have names too, `response_url` and
`files.upload`, and are struck by no pattern. Must not carry the fault out: `web.troubles` does.
"""

import asyncio
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

FaultKind = Literal[
    "slow", "status", "error", "rate_limit", "drop_before", "drop_after", "silent_before", "silent_after"
]


@dataclass
class Fault:
    """One rule: `skip` calls pass first, then `times` are struck (None: all of them)."""

    kind: FaultKind
    method: str = "*"
    times: int | None = 1
    skip: int = 0
    seconds: float = 0.0
    status: int = 503
    code: str = "internal_error"
    struck: int = 0

    def strikes(self, method: str) -> bool:
        """Whether this call is struck; counts it."""
        if not fnmatchcase(method, self.method) or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times = None if self.times is None else self.times - 1
        self.struck += 1
        return True


class CallFaults:
    """The rules in force."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.released = asyncio.Event()

    def add(self, fault: Fault) -> Fault:
        self.rules.append(fault)
        return fault

    def slow(self, method: str = "*", *, seconds: float, times: int | None = None, skip: int = 0) -> Fault:
        """Answers later, by seconds of the machine's clock; the effect comes after the wait."""
        return self.add(Fault("slow", method, times, skip, seconds=seconds))

    def status(self, method: str = "*", *, status: int = 503, times: int | None = 1, skip: int = 0) -> Fault:
        """Answers with an HTTP error and no effect."""
        return self.add(Fault("status", method, times, skip, status=status))

    def error(self, method: str, code: str, *, times: int | None = 1, skip: int = 0) -> Fault:
        """Answers ok: false with this code and no effect."""
        return self.add(Fault("error", method, times, skip, code=code))

    def rate_limit(self, method: str = "*", *, retry_after: float = 1, times: int | None = 1, skip: int = 0) -> Fault:
        """Answers 429 with Retry-After."""
        return self.add(Fault("rate_limit", method, times, skip, seconds=retry_after))

    def drop_before(self, method: str = "*", *, times: int | None = 1, skip: int = 0) -> Fault:
        """Cuts the connection; the call has no effect."""
        return self.add(Fault("drop_before", method, times, skip))

    def drop_after(self, method: str = "*", *, times: int | None = 1, skip: int = 0) -> Fault:
        """Cuts the connection after the call took effect: the caller cannot know."""
        return self.add(Fault("drop_after", method, times, skip))

    def silent_before(self, method: str = "*", *, times: int | None = 1, skip: int = 0) -> Fault:
        """Never answers, and has no effect: the connection stays open until the caller gives up, or `clear`."""
        return self.add(Fault("silent_before", method, times, skip))

    def silent_after(self, method: str = "*", *, times: int | None = 1, skip: int = 0) -> Fault:
        """Never answers, though the call took effect."""
        return self.add(Fault("silent_after", method, times, skip))

    def clear(self) -> None:
        """No more faults; who waits for an answer that never comes is cut off."""
        self.rules.clear()
        self.release()

    def release(self) -> None:
        """Cuts off whoever waits for an answer that never comes; the rules stay."""
        self.released.set()
        self.released = asyncio.Event()

    def striking(self, method: str, *, exactly: bool = False) -> list[Fault]:
        """The rules that strike this call; `exactly` leaves out patterns."""
        return [rule for rule in self.rules if (not exactly or rule.method == method) and rule.strikes(method)]
