"""Where updates can go: a place, and the places that stand in for it when it fails. Addresses of servers and secrets
are never here; the policy names them, and the installation's settings hold them.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import model_validator

from bot.warroom.base import Moment, Value

PlaceKind = Literal["slack", "dm", "email", "webhook", "statuspage", "page"]
PREFIXES: dict[str, PlaceKind] = {
    "dm:": "dm",
    "mailto:": "email",
    "webhook:": "webhook",
    "statuspage:": "statuspage",
    "page:": "page",
}
PUBLIC = "public"


class Place(Value):
    """One place an update can go: a Slack channel, a person or group, an e-mail address, or something named in the
    settings. It is written as `ref`.
    """

    kind: PlaceKind
    target: str

    @property
    def ref(self) -> str:
        """`#channel`, `dm:@handle`, `mailto:list@example.com`, `webhook:name`, `statuspage:name` or `page:public`."""
        prefix = next((prefix for prefix, kind in PREFIXES.items() if kind == self.kind), "")
        return f"{prefix}{self.target}"

    @classmethod
    def of(cls, ref: str) -> Place:
        """The place that is written so; whatever has no known beginning is a Slack channel."""
        for prefix, kind in PREFIXES.items():
            if ref.startswith(prefix):
                return cls(kind=kind, target=ref.removeprefix(prefix))
        return cls(kind="slack", target=ref)


class Route(Value):
    """A place, and those that stand in for it, in order, when it fails."""

    place: Place
    then: tuple[Place, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"place": Place.of(value)}
        if isinstance(value, dict) and isinstance(value.get("place"), str):
            return {"place": Place.of(value["place"]), "then": tuple(Place.of(ref) for ref in value.get("then", ()))}
        return value

    @property
    def ref(self) -> str:
        """The first place, as it is written."""
        return self.place.ref

    @property
    def refs(self) -> tuple[str, ...]:
        """Every place of it, in order."""
        return (self.ref, *(place.ref for place in self.then))


class Quiet(Value):
    """Hours, on the organisation's clock, in which only the severities in `unless` are told.

    They hold back what was not promised for then: the next update is promised for their end.
    """

    begins: time | None = None
    ends: time | None = None
    unless: tuple[str, ...] = ()

    def over(self, at: Moment, severity: str, zone: str) -> Moment:
        """This moment, or the end of the quiet hours that it falls into."""
        if self.begins is None or self.ends is None or self.begins == self.ends or severity in self.unless:
            return at
        local = at.astimezone(ZoneInfo(zone))
        since = self._latest(local, self.begins)
        until = self._latest(local, self.ends)
        if since <= until:
            return at
        return _on(local + timedelta(days=local.time() >= self.ends), self.ends).astimezone(at.tzinfo)

    @staticmethod
    def _latest(local: datetime, mark: time) -> datetime:
        """When the clock last showed this."""
        return _on(local - timedelta(days=local.time() < mark), mark)


def _on(day: datetime, mark: time) -> datetime:
    return day.replace(hour=mark.hour, minute=mark.minute, second=0, microsecond=0)
