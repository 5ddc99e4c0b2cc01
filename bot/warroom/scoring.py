"""Scoring an exercise from the record alone (DOMAIN §7: acceptance, assembly, punctuality, handover, gaps). Pure.

A topic that nobody asks for and the record does not hold is left out of the sum, never given away. The trainer's score
of a scenario (`bot/demo`) and the score sheet of a drill both come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.metrics import known_milestones
from bot.warroom.policy import Policy
from bot.warroom.review import ReviewDraft
from bot.warroom.review.standing import SECTION
from bot.warroom.scores import Compared, Finding, Mark
from bot.warroom.timeline import Entry

COMPARED = ("mim_accepted", "assembled", "diagnosed", "workaround", "mitigated", "resolved")


@dataclass(frozen=True)
class Record:
    """What the bot holds of one incident at the end."""

    state: Incident
    entries: Sequence[Entry]
    draft: ReviewDraft


@dataclass(frozen=True, slots=True)
class Targets:
    """What is asked of an exercise. `people` 0 asks for none in particular."""

    accepted_within: timedelta
    assembled_within: timedelta
    roles: tuple[str, ...]
    people: int = 0
    missed_at_most: int = 0
    missing_at_most: int = 0
    handover: bool = False


def targets_of(state: Incident, policy: Policy) -> Targets:
    """What the policy asks of a drill of this severity."""
    severity, drills = policy.severity(state.severity), policy.drills
    return Targets(
        accepted_within=severity.acceptance.backup_after,
        assembled_within=drills.assembled_within,
        roles=severity.mandatory_roles,
        missed_at_most=drills.missed_at_most,
        missing_at_most=drills.missing_at_most,
        handover=drills.handover,
    )


def marks(record: Record, targets: Targets, weights: Mapping[str, int]) -> tuple[Mark, ...]:
    """A mark for every topic that can be judged and is worth something."""
    judged = (judge(record, targets, weights[topic]) for topic, judge in JUDGES.items() if weights.get(topic))
    return tuple(mark for mark in judged if mark)


def acceptance(record: Record, targets: Targets, of: int) -> Mark:
    """Somebody owns the incident, and says so in time."""
    accepted = next((each.occurred_at for each in record.entries if isinstance(each.event, e.MimAccepted)), None)
    silent = sum(isinstance(each.event, e.MimPaged) and each.event.why == "silent" for each in record.entries)
    passed_on = (Finding(what="passed_on", count=silent),) if silent else ()
    if accepted is None:
        return Mark(topic="acceptance", earned=0, of=of, findings=(Finding(what="not_accepted"), *passed_on))
    took, within = accepted - record.state.declared_at, targets.accepted_within
    found = Finding(what="accepted", took=took.total_seconds(), within=within.total_seconds())
    return Mark(topic="acceptance", earned=_in_time(took, within, of), of=of, findings=(found, *passed_on))


def assembly(record: Record, targets: Targets, of: int) -> Mark:
    """The right people are there in time: the roles taken (late ones count half), and as many people as expected."""
    by = record.state.declared_at + targets.assembled_within
    held = [role for role in targets.roles if _taken(record, role)]
    late = [role for role in held if all(since > by for since in _taken(record, role))]
    within = targets.assembled_within.total_seconds()
    found = [Finding(what="roles", names=tuple(held))]
    found += [Finding(what="empty", names=empty)] if (empty := _without(targets.roles, held)) else []
    found += [Finding(what="late", names=tuple(late), within=within)] if late else []
    half = of / 2 if targets.people else of
    earned = half * (len(held) - len(late) / 2) / len(targets.roles) if targets.roles else half
    if targets.people:
        there = _in_the_room(record, by)
        found.append(Finding(what="people", count=there, of=targets.people, within=within))
        earned += half * min(there / targets.people, 1)
    return Mark(topic="assembly", earned=round(earned, 1), of=of, findings=tuple(found))


def _taken(record: Record, role: str) -> list[datetime]:
    return [tenure.since for tenure in record.draft.tenures if tenure.role == role]


def _without(roles: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    return tuple(role for role in roles if role not in held)


def _in_the_room(record: Record, by: datetime) -> int:
    came = [entry.event for entry in record.entries if entry.occurred_at <= by]
    return len({event.person.id for event in came if isinstance(event, e.PersonJoined)})


def punctuality(record: Record, targets: Targets, of: int) -> Mark | None:
    """Every audience hears what it was promised when it was promised it."""
    judged = [each for each in record.draft.deliveries if each.fate in {"kept", "missed"}]
    missed = [each for each in judged if each.fate == "missed"]
    if not judged:
        return None
    automatic = sum(update.automatic for update in record.draft.updates)
    found = [Finding(what="punctual", count=len(judged) - len(missed), of=len(judged))]
    found += [Finding(what="missed", names=(each.audience,), at=each.due_at) for each in missed]
    found += [Finding(what="automatic", count=automatic)] if automatic else []
    over = max(len(missed) - targets.missed_at_most, 0)
    return Mark(topic="punctuality", earned=round(of * (1 - over / len(judged)), 1), of=of, findings=tuple(found))


def handover(record: Record, targets: Targets, of: int) -> Mark | None:
    """Accountability never hangs in the air: what is offered is answered."""
    offered = [each.occurred_at for each in record.entries if isinstance(each.event, e.HandoverOffered)]
    accepted = [each.occurred_at for each in record.entries if isinstance(each.event, e.HandoverAccepted)]
    if accepted and offered:
        took = (accepted[-1] - offered[-1]).total_seconds()
        return Mark(topic="handover", earned=of, of=of, findings=(Finding(what="handed_over", took=took),))
    if offered:
        return Mark(topic="handover", earned=of / 2, of=of, findings=(Finding(what="handover_open"),))
    if targets.handover:
        return Mark(topic="handover", earned=0, of=of, findings=(Finding(what="no_handover"),))
    return None


def gaps(record: Record, targets: Targets, of: int) -> Mark:
    """How complete the review is by itself. The sections that people write are written after the exercise."""
    facts = [gap for gap in record.draft.gaps if not gap.field.startswith(SECTION)]
    blocking = tuple(gap.field for gap in facts if gap.blocking)
    found = [Finding(what="filled", count=sum(gap.complete for gap in facts), of=len(facts))]
    found += [Finding(what="blocking", names=blocking)] if blocking else []
    over = max(len(blocking) - targets.missing_at_most, 0)
    mandatory = sum(gap.mandatory for gap in facts)
    return Mark(topic="gaps", earned=round(of * (1 - over / max(mandatory, 1)), 1), of=of, findings=tuple(found))


JUDGES: Mapping[str, Callable[[Record, Targets, int], Mark | None]] = {
    "acceptance": acceptance,
    "assembly": assembly,
    "punctuality": punctuality,
    "handover": handover,
    "gaps": gaps,
}


def compared(drill: Record, original: Record) -> tuple[Compared, ...]:
    """How long after its declaration each milestone was reached, in the replay and in earnest."""
    here, there = _elapsed(drill), _elapsed(original)
    return tuple(
        Compared(milestone=name, drill=here.get(name), original=there.get(name))
        for name in COMPARED
        if name in here or name in there
    )


def _elapsed(record: Record) -> dict[str, float]:
    known = known_milestones(record.state, record.entries)
    begun = known["declared"].at if "declared" in known else record.state.declared_at
    return {name: (each.at - begun).total_seconds() for name, each in known.items()}


def _in_time(took: timedelta, within: timedelta, of: int) -> float:
    """All points in time, half within twice the time, none after."""
    return float(of) if took <= within else of / 2 if took <= 2 * within else 0.0
