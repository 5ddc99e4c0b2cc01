"""What was called and what was delivered: the sandbox's own records, for tests and for the curious.

Must not influence what happens.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.delivery.parcels import ParcelKind


@dataclass(frozen=True)
class Call:
    """One call of the Web API; `error` is Slack's code, or what the network did to it."""

    at: float
    method: str
    args: dict[str, Any]
    ok: bool
    error: str | None
    app_id: str | None
    seconds: float
    started: float = 0.0


@dataclass
class Delivery:
    """One attempt to hand something to an app; `acked` is None while the answer is awaited."""

    at: float
    kind: ParcelKind
    name: str
    payload: dict[str, Any]
    attempt: int
    retry_reason: str = ""
    acked: bool | None = None
    answer: Any = None
    failure: str = ""
    seconds: float | None = None


@dataclass
class Journal:
    """Every call and delivery since the start, in order."""

    changes: Changes
    calls: list[Call] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)

    def record(self, call: Call) -> None:
        self.calls.append(call)
        self.changes.notify()

    def sent(self, delivery: Delivery) -> Delivery:
        self.deliveries.append(delivery)
        self.changes.notify()
        return delivery

    def calls_of(self, method: str, *, ok: bool | None = None) -> list[Call]:
        return [it for it in self.calls if it.method == method and ok in (None, it.ok)]

    def deliveries_of(self, name: str) -> list[Delivery]:
        return [it for it in self.deliveries if it.name == name]

    def clear(self) -> None:
        self.calls.clear()
        self.deliveries.clear()
