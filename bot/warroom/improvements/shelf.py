"""The incident models there are: the policy's, with the approved versions over them.

The one part of a policy that changes while the bot runs. Whoever reads `policy.models` reads the shelf; every replica
puts on it what the database holds (`operations.improving.refresh`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from bot.warroom.improvements.item import ModelVersion
from bot.warroom.policy import IncidentModel

Origin = Literal["policy", "approved"]


def laid_over(base: Mapping[str, IncidentModel], versions: Iterable[ModelVersion]) -> dict[str, IncidentModel]:
    """The highest version of each model; where both have it, the policy's: it is under version control."""
    models = dict(base)
    for each in versions:
        known = models.get(each.model.name)
        if known is None or known.version < each.model.version:
            models[each.model.name] = each.model
    return models


def approved(base: Mapping[str, IncidentModel], versions: Iterable[ModelVersion]) -> list[ModelVersion]:
    """The approved versions that are in use: the highest of each model, where the policy has none as high."""
    held = list(versions)
    used = laid_over(base, held)
    return [each for each in held if used[each.model.name] is each.model]


def following(name: str, base: Mapping[str, IncidentModel], versions: Iterable[ModelVersion]) -> int:
    """The number of the next version of a model."""
    numbers = [each.model.version for each in versions if each.model.name == name]
    return max([*numbers, base[name].version if name in base else 0]) + 1


class Shelf(Mapping[str, IncidentModel]):
    """A mapping of models by name; `base` is the policy's own, `known` how many versions it has been given."""

    def __init__(self, base: Mapping[str, IncidentModel]) -> None:
        self.base = dict(base)
        self.known = 0
        self._models = self.base

    def put(self, versions: Iterable[ModelVersion]) -> None:
        """Show these versions from now on."""
        held = list(versions)
        self._models, self.known = laid_over(self.base, held), len(held)

    def origin(self, name: str) -> Origin:
        """Where the model that is shown comes from."""
        return "policy" if self._models[name] is self.base.get(name) else "approved"

    def reworded(self, change: Callable[[IncidentModel], IncidentModel]) -> Shelf:
        """The models of this moment, each with its words changed."""
        made = Shelf({name: change(each) for name, each in self.base.items()})
        own = {name: each for name, each in self._models.items() if each is not self.base.get(name)}
        made._models, made.known = {**made.base, **{name: change(each) for name, each in own.items()}}, self.known
        return made

    def __getitem__(self, name: str) -> IncidentModel:
        return self._models[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._models)

    def __len__(self) -> int:
        return len(self._models)
