"""Refusals about updates and their audiences; part of the tree in `errors.py`."""

from __future__ import annotations

from bot.warroom.errors import Conflict, Invalid


class AudienceNotTold(Conflict):
    """{audience} is not told of {reference}: it has no channels, or its rules in the policy leave such an incident out.
    Those who are told: {known}."""


class SnoozeNeedsReason(Invalid):
    """Say in a few words why it waits: those who were promised it will ask, and so will the review.
    `/incident update snooze 10m because <reason>`"""
