"""What is asked about incident models. Deciding on it: `modelling.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class ApplyModel(Command):
    """Handle the incident by this model; another one that was applied is given up for it."""

    model: str


class AbandonModel(Command):
    """The model does not fit."""

    reason: str


class UseSolution(Command):
    """The documented solution of the model was used."""
