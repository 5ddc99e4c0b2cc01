"""What an organisation decides about exercises: the targets of the score, its weights, and how replays run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import Field

from bot.warroom.base import Value

WEIGHTS = {"acceptance": 20, "assembly": 20, "punctuality": 25, "handover": 10, "gaps": 10}


class Drills(Value):
    """Drills: what the score sheet asks for (DOMAIN §7), how many points each topic is worth, how replays run.

    Acceptance is asked for within the severity's own `acceptance.backup_after`, roles are its mandatory ones.
    """

    assembled_within: timedelta = timedelta(minutes=10)
    missed_at_most: int = 0
    missing_at_most: int = 5
    handover: bool = False
    weights: Mapping[str, int] = Field(default_factory=lambda: dict(WEIGHTS))
    replay_speed: int = 4
    fastest_replay: int = 60
    most_injects: int = 25
