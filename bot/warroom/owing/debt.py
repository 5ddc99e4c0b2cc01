"""What an entry can owe, and the rows that several stories owe alike. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

MIM_TIMERS = frozenset({"mim_remind", "mim_rung"})
UPDATE_TIMERS = frozenset({"update_warn", "update_due", "update_send", "update_escalate"})


@dataclass(frozen=True, slots=True)
class Cancel:
    """Timers to take away: of these kinds, of one subject or of all."""

    kinds: frozenset[str]
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """Everything one entry owes. Cancellations come before the timers that are set."""

    owed: tuple[Owed, ...] = ()
    timers: tuple[TimerSpec, ...] = ()
    cancels: tuple[Cancel, ...] = ()

    def __add__(self, other: Debt) -> Debt:
        return Debt(self.owed + other.owed, self.timers + other.timers, self.cancels + other.cancels)


NOTHING = Debt()


def step(state: Incident, name: str, suffix: str, **more: Any) -> Owed:
    """An outbox row of this incident; the key is built so that one cause owes it once."""
    return Owed(key=f"{name}:{state.number}:{suffix}", step=name, number=state.number, **more)


def opening_lane(state: Incident) -> str:
    """The lane of the room's creation: what stands in it waits until the room is open or has failed."""
    return f"open:{state.number}"


def say(state: Incident, seq: int) -> Owed:
    """The entry's message in the room; messages there keep their order."""
    return step(state, "room.say", str(seq), payload={"seq": seq}, lane=f"room:{state.number}")


def tell(state: Incident, user: str, seq: int, as_: str) -> Owed:
    """A direct message about an entry."""
    return step(state, "person.say", f"{seq}:{as_}:{user}", payload={"seq": seq, "user": user, "as": as_})


def refresh(name: str, state: Incident, entry: Entry) -> Owed:
    """Draw something again from the record as it stands when it is sent; rows in one slot are one."""
    return step(state, name, str(entry.seq), slot=f"{name}:{state.number}")


def invite(state: Incident, suffix: str, refs: Iterable[str]) -> tuple[Owed, ...]:
    """Ask people or groups into the room; no row for nobody."""
    wanted = [ref for ref in refs if ref]
    return (step(state, "room.invite", suffix, payload={"refs": wanted}),) if wanted else ()


def team_invite(state: Incident, team: str, why: str) -> Owed:
    """Ask a team into the room."""
    return step(state, "room.invite", f"{why}:{team}", payload={"refs": [team]})


Debts = Mapping[type[Value], Callable[[Any, Entry, Incident, Policy], Debt]]
