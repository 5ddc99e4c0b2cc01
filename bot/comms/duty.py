"""The directory as the core asks it, with `schedule:backend` understood: whoever is on duty now.

The on-call provider is asked first; when it does not answer, the policy's own shifts stand in, and `stand_ins` says so.
An answer, or a failure, is kept for a minute: a dead provider must not hold up every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.warroom.base import Moment, Person
from bot.warroom.policy_people import Schedule
from bot.warroom.ports import Clock, Directory, OnCall, OnCallUnavailable
from bot.warroom.schedules import named, on_duty

KEPT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Answer:
    at: Moment
    who: tuple[str, ...]
    trouble: str = ""


@dataclass
class DutyDirectory:
    """Implements `ports.Directory` over another one."""

    people: Directory
    schedules: Mapping[str, Schedule]
    clock: Clock
    provider: OnCall | None = None
    _answers: dict[str, _Answer] = field(default_factory=dict)

    async def person(self, ref: str) -> Person | None:
        """Whoever is meant; the first on duty for a schedule."""
        if named(ref) is None:
            return await self.people.person(ref)
        return next(iter(await self.members(ref)), None)

    async def members(self, ref: str) -> tuple[Person, ...]:
        """Everybody a reference means; for a schedule those on duty now, whom the workspace knows."""
        name = named(ref)
        if name is None:
            return await self.people.members(ref)
        schedule = self.schedules.get(name)
        return await self._on_duty(schedule) if schedule else ()

    async def zone(self, user: str) -> str:
        """The IANA time zone of a person, or an empty string."""
        return await self.people.zone(user)

    async def locale(self, user: str) -> str:
        """The language of a person in Slack, or an empty string."""
        return await self.people.locale(user)

    def is_team(self, ref: str) -> bool:
        """Whether a user group is called so, as last read."""
        return named(ref) is None and self.people.is_team(ref)

    def stand_ins(self, ref: str) -> str:
        """Why the policy's shifts stand in for the provider at this reference; empty when they do not."""
        name = named(ref)
        answer = self._answers.get(name) if name else None
        return answer.trouble if answer else ""

    async def _on_duty(self, schedule: Schedule) -> tuple[Person, ...]:
        if schedule.on_call and self.provider:
            found = await self._known(await self._asked(schedule, self.provider))
            if found:
                return found
        return await self._known(on_duty(schedule, self.clock.now()))

    async def _known(self, refs: tuple[str, ...]) -> tuple[Person, ...]:
        found = [person for ref in refs for person in await self.people.members(ref)]
        return tuple(dict.fromkeys(found))

    async def _asked(self, schedule: Schedule, provider: OnCall) -> tuple[str, ...]:
        now, before = self.clock.now(), self._answers.get(schedule.name)
        if before is None or now - before.at >= KEPT:
            before = self._answers[schedule.name] = await self._ask(schedule, provider, now)
        return before.who

    async def _ask(self, schedule: Schedule, provider: OnCall, now: Moment) -> _Answer:
        try:
            who = await provider.on_call(schedule.on_call, now)
        except OnCallUnavailable as problem:
            structlog.get_logger(__name__).warning("on_call.silent", schedule=schedule.name, error=str(problem))
            return _Answer(now, (), str(problem))
        return _Answer(now, who, "" if who else f"it names nobody for {schedule.on_call}")
