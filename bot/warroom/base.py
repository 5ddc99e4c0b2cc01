"""The base of every frozen value in the core. It must hold no behaviour of the domain."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value that compares by content and turns into JSON and back without loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(Value):
    """Somebody in the workspace: Slack's user id and the name people know them by."""

    id: str
    name: str


class SlackRef(Value):
    """Where in Slack something stands. `ts` is an identifier, so it stays text."""

    channel: str
    ts: str | None = None
    thread_ts: str | None = None


class FileRef(Value):
    """A file that somebody shared: its id, name and the link that opens it."""

    id: str
    name: str
    link: str = ""


Moment = AwareDatetime
