"""Incident models: suggested, applied, abandoned, and whether a documented solution was used. Stored for ever."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value


class ModelSuggested(Value):
    """At the declaration these models of the policy fitted its words or services, the likeliest first."""

    kind: Literal["model_suggested"] = "model_suggested"
    models: tuple[str, ...]


class ModelApplied(Value):
    """The incident is handled by this version of a model from now on; its steps are the tasks of these numbers."""

    kind: Literal["model_applied"] = "model_applied"
    model: str
    title: str
    version: int = 1
    tasks: tuple[int, ...] = ()
    teams: tuple[str, ...] = ()
    solution: str = ""


class ModelAbandoned(Value):
    """The model did not fit, with the reason; its open steps are dropped."""

    kind: Literal["model_abandoned"] = "model_abandoned"
    model: str
    reason: str


class SolutionUsed(Value):
    """The documented solution of the model was used."""

    kind: Literal["solution_used"] = "solution_used"
    model: str
    link: str = ""
