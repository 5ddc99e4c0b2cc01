"""The improvement register and the approved versions of models. It decides nothing about either."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, insert, select, update

from bot.storage.base import Bound
from bot.storage.codec import from_text, plain, to_text
from bot.storage.tables import counters, improvements, model_versions
from bot.warroom.improvements.errors import UnknownImprovement
from bot.warroom.improvements.item import Improvement, ModelVersion

COUNTER = "improvement"


class ImprovementReads(Bound):
    """The part of the core's `Reader` about improvements."""

    async def improvement(self, number: int) -> Improvement:
        """The item of that number. Raises UnknownImprovement."""
        return _item(await self._connection.scalar(_record(number)), number)

    async def improvements(self, states: Collection[str] | None = None) -> list[Improvement]:
        """The items in these states (all, without), in the order of their numbers."""
        query = select(improvements.c.record).order_by(improvements.c.number)
        if states is not None:
            query = query.where(improvements.c.state.in_(sorted(states)))
        return [Improvement.model_validate(from_text(text)) for text in await self._connection.scalars(query)]

    async def count_model_versions(self) -> int:
        """How many versions were ever stored: another number says that there is something new."""
        return int(await self._connection.scalar(select(func.count()).select_from(model_versions)) or 0)

    async def model_versions(self) -> list[ModelVersion]:
        """Every stored version of every model, by name, the oldest first."""
        query = select(model_versions.c.record).order_by(model_versions.c.name, model_versions.c.version)
        return [ModelVersion.model_validate(from_text(text)) for text in await self._connection.scalars(query)]


class ImprovementWrites(ImprovementReads):
    """The part of the core's `Transaction` about improvements."""

    async def lock_register(self) -> None:
        """Wait for whoever is adding to the register, and keep others from it until commit."""
        held = update(counters).where(counters.c.name == COUNTER).values(value=counters.c.value)
        await self._connection.execute(held)

    async def lock_improvement(self, number: int) -> Improvement:
        """The item, locked against other writers until commit. Raises UnknownImprovement."""
        return _item(await self._connection.scalar(_record(number).with_for_update()), number)

    async def add_improvement(self, item: Improvement) -> Improvement | None:
        """Add an item under the next number, which it gets; None if its source is in the register."""
        await self.lock_register()
        known = select(improvements.c.number).where(improvements.c.source == plain(item.source))
        if await self._connection.scalar(known) is not None:
            return None
        following = update(counters).where(counters.c.name == COUNTER).values(value=counters.c.value + 1)
        number = int(await self._connection.scalar(following.returning(counters.c.value)) or 0)
        added = item.model_copy(update={"number": number})
        row = {"number": number, "source": plain(item.source), **_columns(added)}
        await self._connection.execute(insert(improvements), row)
        return added

    async def save_improvement(self, item: Improvement) -> None:
        """Store a locked item as it is now."""
        await self._change(update(improvements).where(improvements.c.number == item.number).values(**_columns(item)))

    async def add_model_version(self, version: ModelVersion) -> None:
        """Add a version; the register is locked."""
        model = version.model
        row = {"name": model.name, "version": model.version, "record": to_text(version.model_dump(mode="json"))}
        await self._connection.execute(insert(model_versions), row)


def _record(number: int) -> Select[tuple[str]]:
    return select(improvements.c.record).where(improvements.c.number == number)


def _columns(item: Improvement) -> dict[str, object]:
    return {"state": item.state, "due_at": item.due_at, "record": to_text(item.model_dump(mode="json"))}


def _item(text: str | None, number: int) -> Improvement:
    if text is None:
        raise UnknownImprovement(improvement=f"I{number}")
    return Improvement.model_validate(from_text(text))
