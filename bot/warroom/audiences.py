"""Audiences: who is kept informed, under which conditions, where, how often, and under which rules. Values only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from pydantic import Field

from bot.warroom.base import Moment, Value
from bot.warroom.linting.findings import Level
from bot.warroom.places import Quiet, Route


class Concern(Value):
    """What decides whether an audience is addressed: facts of an incident."""

    severity: str
    private: bool = False
    drill: bool = False
    services: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()


class Approval(Value):
    """Who lets an audience's updates go: people, groups, schedules, or whoever holds a role (`role:mim`)."""

    by: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Those that the workspace knows."""
        return tuple(ref for ref in self.by if not ref.startswith("role:"))


class Audience(Value):
    """Somebody who is kept informed: where, in which language, how often, in which form.

    `cadence[state][severity]` is the promised interval; `default` stands for any state or severity not named.
    `severities`, `services` and `impacts` are conditions: an incident that meets each one given concerns it.
    `drill_channels` stand for its channels while people practise: without any, a drill's updates stay in the war room.
    Who has no channels is not addressed. `people` is how many its lists reach.
    """

    name: str
    title: str
    channels: tuple[Route, ...] = ()
    drill_channels: tuple[Route, ...] = ()
    language: str = "en"
    form: str = "internal"
    sees_private: bool = False
    ask_in: str = ""
    severities: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()
    quiet_hours: Quiet = Quiet()
    people: int = 0
    linter: Level = "warn"
    approval: Approval = Approval()
    cadence: Mapping[str, Mapping[str, timedelta]] = Field(default_factory=dict)

    def places(self, *, drill: bool) -> tuple[Route, ...]:
        """Where it is told; of a drill only in places meant for exercises, never its own."""
        return self.drill_channels if drill else self.channels

    def reached(self, *, drill: bool) -> bool:
        """Whether it is told anything at all: of a drill, the room itself stands for channels it has not."""
        return bool(self.channels or (drill and self.drill_channels))

    def concerned(self, by: Concern, severities: Collection[str]) -> bool:
        """Whether such an incident meets every condition of this audience; `severities` are those of the policy."""
        # an audience whose severities were all left out of the policy is better told of too much than of nothing
        wanted = [name for name in self.severities if name in severities]
        return (
            (not wanted or by.severity in wanted)
            and (not self.services or bool(set(self.services) & set(by.services)))
            and (not self.impacts or bool(set(self.impacts) & set(by.impacts)))
        )

    def interval(self, state: str, severity: str) -> timedelta:
        """How long after an update the next one is promised."""
        for by_severity in (self.cadence.get(state, {}), self.cadence.get("default", {})):
            found = by_severity.get(severity) or by_severity.get("default")
            if found:
                return found
        return timedelta(minutes=60)

    def awake(self, at: Moment, severity: str, zone: str) -> Moment:
        """This moment, or the end of the quiet hours it falls into."""
        return self.quiet_hours.over(at, severity, zone)


class Deliveries(Value):
    """How long a channel may fail before the next one takes over, and, where there is none, before it is given up."""

    fall_back_after: timedelta = timedelta(minutes=3)
    give_up_after: timedelta = timedelta(hours=2)


class Subscribe(Value):
    """Whether visitors of the public page can have its updates by e-mail, and how much may be asked `within` a time."""

    open: bool = False
    confirm_within: timedelta = timedelta(hours=24)
    within: timedelta = timedelta(hours=1)
    per_address: int = 3
    per_source: int = 10
    at_most: int = 500


class StatusPages(Value):
    """The bot's own status pages: their title, and how long incidents that ended are shown."""

    title: str = ""
    history: timedelta = timedelta(days=14)
    subscribe: Subscribe = Subscribe()
