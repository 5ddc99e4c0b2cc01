"""Who may decide about items of the improvement register, and what waits for one person. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom.base import Person, Value
from bot.warroom.improvements.item import OPEN, OWED, Improvement
from bot.warroom.operations.engine import Engine
from bot.warroom.operations.people import is_administrator


class Waiting(Value):
    """What a person owes, by date, and what waits for them to be decided or verified, the oldest first."""

    owed: tuple[Improvement, ...] = ()
    to_decide: tuple[Improvement, ...] = ()


async def stewards(engine: Engine, services: Iterable[str]) -> tuple[Person, ...]:
    """The policy's approvers, and the owners of these services."""
    known = engine.policy.services
    owners = [known[name].owner for name in dict.fromkeys(services) if name in known]
    references = (*engine.policy.improvements.approvers, *(owner for owner in owners if owner))
    found = [each for reference in references for each in await engine.directory.members(reference)]
    return tuple(dict.fromkeys(found))


def owed_by(user: str, items: Iterable[Improvement]) -> tuple[Improvement, ...]:
    """What the person owns and has not finished, by date; what has none comes last."""
    mine = [item for item in items if item.state in OWED and item.owner is not None and item.owner.id == user]
    return tuple(sorted(mine, key=lambda item: (item.due_at is None, item.due_at or item.raised_at, item.number)))


async def waiting_for(engine: Engine, person: Person) -> Waiting:
    """What of the register waits for somebody; the directory is only asked when there is anything to decide."""
    async with engine.store.reading() as reader:
        items = await reader.improvements(OPEN)
    undecided = [item for item in items if item.state not in OWED]
    everything = bool(undecided) and await is_administrator(engine, person)
    mine = [
        item for item in undecided
        if everything or any(each.id == person.id for each in await stewards(engine, item.services))
    ]  # fmt: skip
    return Waiting(owed=owed_by(person.id, items), to_decide=tuple(mine))
