"""Whether a report is a major incident. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value
from bot.warroom.criteria import Met


class CandidateAsked(Value):
    """Somebody was asked to judge whether a candidate is a major incident."""

    kind: Literal["candidate_asked"] = "candidate_asked"
    person: Person


class CandidateAccepted(Value):
    """A candidate is a major incident: somebody said so, or nobody decided in time and the higher level was assumed."""

    kind: Literal["candidate_accepted"] = "candidate_accepted"
    impact: str = ""
    automatic: bool = False


class CandidateRejected(Value):
    """A candidate is no major incident, with the reason."""

    kind: Literal["candidate_rejected"] = "candidate_rejected"
    reason: str


class MajorChanged(Value):
    """An incident was promoted to a major one, or a major one demoted, with the reason."""

    kind: Literal["major_changed"] = "major_changed"
    major: bool
    reason: str


class CriterionMet(Value):
    """What became known meets criteria of a major incident that nothing met before. `users_share` is in percent."""

    kind: Literal["criterion_met"] = "criterion_met"
    criteria: tuple[Met, ...]
    users_share: int | None = None
