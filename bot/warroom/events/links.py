"""Links between incidents. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value
from bot.warroom.links import Relation


class IncidentLinked(Value):
    """Another incident is the `relation` of this one. Of a private one only `key` is said, which both hold."""

    kind: Literal["linked"] = "linked"
    relation: Relation
    key: str
    number: int | None = None
    reference: str = ""
    title: str = ""
    channel: str = ""
    reason: str = ""


class IncidentUnlinked(Value):
    """The link with this key is taken back."""

    kind: Literal["unlinked"] = "unlinked"
    relation: Relation
    key: str
    reference: str = ""
