"""`posko check`: what a policy may say and hardly means. It only reads the policy."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.finding import Finding
from bot.warroom.audiences import Audience
from bot.warroom.places import PUBLIC
from bot.warroom.policy import Policy

OUTWARD = {"customer": "customers", "partner": "partners", "social": "social media"}
"""The forms that are written for people outside the organisation."""


def told_too_widely(policy: Policy) -> Iterator[Finding]:
    """A line for each audience outside that is told of private incidents too."""
    for audience in policy.audiences.values():
        outside = _outside(audience) if audience.sees_private else ""
        if outside:
            what = f"Policy: audiences.{audience.name}.sees_private is true, so {audience.title} ({outside}) are told"
            remedy = "Take the line away, unless it is meant: then keep it, and let somebody approve these updates."
            yield Finding("note", f"{what} of private incidents too", remedy)


def _outside(audience: Audience) -> str:
    """Who reads it outside, in words; empty for one that looks inward."""
    if audience.form in OUTWARD:
        return OUTWARD[audience.form]
    places = [place for route in (*audience.channels, *audience.drill_channels) for place in (route.place, *route.then)]
    public = any(place.kind == "statuspage" or (place.kind == "page" and place.target == PUBLIC) for place in places)
    return "a public status page" if public else ""
