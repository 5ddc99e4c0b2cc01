"""What travels to an app and what comes back.

Plain values shared by the post office and its transports. Must not send anything.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal, Protocol

ParcelKind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class Parcel:
    """Something for an app: `name` is the event type, the command or the kind of interaction."""

    kind: ParcelKind
    name: str
    payload: dict[str, Any]

    @property
    def wants_answer(self) -> bool:
        return self.kind != "events_api"


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt: `answer` is the ack's payload."""

    acked: bool
    answer: Any = None
    reason: str = ""
    no_retry: bool = False


class Transport(Protocol):
    """A way to an app. `push` keeps the order of its calls as well as the way allows."""

    def push(self, parcel: Parcel, attempt: int, reason: str) -> "asyncio.Future[Outcome]": ...

    async def close(self) -> None: ...
