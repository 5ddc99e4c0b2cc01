"""What the register asks of the database; `bot.warroom.ports` holds the rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.warroom.improvements.item import Improvement, ModelVersion


class ImprovementReads(Protocol):
    """Reads of the register and of approved models."""

    async def improvement(self, number: int) -> Improvement:
        """The item of that number. Raises UnknownImprovement."""
        ...

    async def improvements(self, states: Collection[str] | None = None) -> list[Improvement]:
        """The items in these states (all, without), in the order of their numbers."""
        ...

    async def count_model_versions(self) -> int:
        """How many versions were ever stored."""
        ...

    async def model_versions(self) -> list[ModelVersion]:
        """Every stored version of every model, by name, the oldest first."""
        ...


class ImprovementWrites(ImprovementReads, Protocol):
    """Writes of the same, part of one transaction."""

    async def lock_register(self) -> None:
        """Wait for whoever is adding to the register, and keep others from it until commit."""
        ...

    async def lock_improvement(self, number: int) -> Improvement:
        """The item, locked against other writers until commit. Raises UnknownImprovement."""
        ...

    async def add_improvement(self, item: Improvement) -> Improvement | None:
        """Add an item under the next number, which it gets; None if its source is in the register."""
        ...

    async def save_improvement(self, item: Improvement) -> None:
        """Store a locked item as it is now."""
        ...

    async def add_model_version(self, version: ModelVersion) -> None:
        """Add a version of a model; the register is locked."""
        ...
