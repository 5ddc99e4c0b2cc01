"""The score of a play: from the bot's record to a sheet of marks, each with its reasons. Pure.

What counts (DOMAIN §7, drills): acceptance, assembly, promises, milestones and course, handover, gaps. A topic that the
scenario does not ask for and the record does not hold is left out of the sum, never given away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.demo.conditions import names_of
from bot.demo.scenario import Expected
from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.metrics import known_milestones
from bot.warroom.policy import Policy
from bot.warroom.review import ReviewDraft
from bot.warroom.timeline import Entry

CLOSE_ENOUGH = timedelta(minutes=1)


@dataclass(frozen=True)
class Record:
    """What the bot holds of one incident at the end."""

    state: Incident
    entries: Sequence[Entry]
    draft: ReviewDraft


@dataclass(frozen=True, slots=True)
class Mark:
    """`earned` of `of` points for one topic, and why."""

    topic: str
    earned: float
    of: int
    reasons: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether nothing was left to be desired."""
        return self.earned >= self.of


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one incident."""

    reference: str
    title: str
    marks: tuple[Mark, ...]

    @property
    def percent(self) -> int:
        """All points earned, of all that could be."""
        possible = sum(mark.of for mark in self.marks)
        return round(100 * sum(mark.earned for mark in self.marks) / possible) if possible else 0


def score(records: Sequence[Record], expected: Sequence[Expected], policy: Policy) -> tuple[Sheet, ...]:
    """A sheet for every incident that was expected, in that order."""
    known = {record.state.number: record for record in records}
    return tuple(_sheet(known.get(each.incident), each, policy) for each in expected)


def _sheet(record: Record | None, expected: Expected, policy: Policy) -> Sheet:
    if record is None:
        missing = Mark("declaration", 0, 100, (f"incident {expected.incident} was never declared",))
        return Sheet(f"{policy.prefix}-{expected.incident}", "not declared", (missing,))
    judged = (
        _acceptance(record, expected, policy),
        _assembly(record, expected, policy),
        _promises(record, expected),
        _course(record, expected, policy),
        _moments(record, expected),
        _handover(record, expected),
        _gaps(record, expected),
    )
    return Sheet(record.state.reference, record.state.title, tuple(mark for mark in judged if mark))


def _acceptance(record: Record, expected: Expected, policy: Policy) -> Mark:
    """Somebody owns the incident, and says so in time."""
    within = expected.accepted_within or policy.severity(record.state.severity).acceptance.backup_after
    accepted = _first(record, e.MimAccepted)
    silent = sum(isinstance(each.event, e.MimPaged) and each.event.why == "silent" for each in record.entries)
    passed_on = (f"{_many(silent, 'time')} the lead was passed on because nobody answered",) if silent else ()
    if accepted is None:
        return Mark("acceptance", 0, 20, ("nobody accepted the lead", *passed_on))
    took = accepted - record.state.declared_at
    return Mark(
        "acceptance", _in_time(took, within, 20), 20, (_took("the lead was accepted", took, within), *passed_on)
    )


def _assembly(record: Record, expected: Expected, policy: Policy) -> Mark:
    """The right people are there: as many as expected in time, and the roles filled."""
    within = expected.assembled_within or timedelta(minutes=10)
    roles = expected.roles or policy.severity(record.state.severity).mandatory_roles
    held = [role for role in roles if any(tenure.role == role for tenure in record.draft.tenures)]
    empty = [role for role in roles if role not in held]
    reasons = [f"roles filled: {', '.join(held) or 'none'}" + (f"; empty: {', '.join(empty)}" if empty else "")]
    earned = 10.0 * len(held) / len(roles) if roles else 10.0
    if not expected.people:
        return Mark("assembly", round(earned, 1), 10, tuple(reasons))
    there = _in_the_room(record, record.state.declared_at + within)
    reasons.append(f"{there} people were in the room within {_length(within)} (expected {expected.people})")
    return Mark("assembly", round(earned + 10 * min(there / expected.people, 1), 1), 20, tuple(reasons))


def _in_the_room(record: Record, by: datetime) -> int:
    came = [entry.event for entry in record.entries if entry.occurred_at <= by]
    return len({event.person.id for event in came if isinstance(event, e.PersonJoined)})


def _promises(record: Record, expected: Expected) -> Mark | None:
    """Every audience hears what it was promised when it was promised it."""
    judged = [each for each in record.draft.deliveries if each.fate in {"kept", "missed"}]
    missed = [each for each in judged if each.fate == "missed"]
    if not judged:
        return None
    automatic = sum(update.automatic for update in record.draft.updates)
    reasons = [f"{len(judged) - len(missed)} of {_many(len(judged), 'promised update')} left in time"]
    reasons += [f"missed: {each.audience}, due {_clock(each.due_at, record)}" for each in missed]
    reasons += [f"{_many(automatic, 'update')} written by the bot itself"] if automatic else []
    over = max(len(missed) - expected.missed_at_most, 0)
    return Mark("promises", round(25 * (1 - over / len(judged)), 1), 25, tuple(reasons))


def _course(record: Record, expected: Expected, policy: Policy) -> Mark | None:
    """It went where it should: the state and severity reached, the milestones known, in time."""
    checks = [*_reached(record, expected), *_milestones(record, expected, policy)]
    return _share("course", 20, checks)


def _reached(record: Record, expected: Expected) -> Iterator[tuple[bool, str]]:
    state = record.state
    if expected.state:
        yield state.state == expected.state, f"it ended {state.state} (expected {expected.state})"
    if expected.severity:
        yield state.severity == expected.severity, f"its severity was {state.severity} (expected {expected.severity})"
    if expected.resolved_within:
        resolved = known_milestones(state, record.entries).get("resolved")
        took = resolved.at - state.declared_at if resolved else None
        good = took is not None and took <= expected.resolved_within
        yield good, _took("resolved", took, expected.resolved_within) if took else "it was not resolved"


def _milestones(record: Record, expected: Expected, policy: Policy) -> Iterator[tuple[bool, str]]:
    known = known_milestones(record.state, record.entries)
    for name, wanted in expected.milestones.items():
        at = known.get(name)
        if at is None:
            yield False, f"{name} is not on the record"
        elif wanted is None or abs(at.at - wanted) <= CLOSE_ENOUGH:
            yield True, f"{name} at {_clock(at.at, record)}"
        else:
            yield False, f"{name} at {_clock(at.at, record)}, expected {wanted.astimezone(_zone(policy)):%H:%M}"


def _moments(record: Record, expected: Expected) -> Mark | None:
    """What was thought and decided is on the record, not only in heads."""
    names = [name for entry in record.entries for name in names_of(entry)]
    checks = [
        (names.count(kind) >= least, f"{kind}: {names.count(kind)} on the record, {least} expected")
        for kind, least in expected.moments.items()
    ]
    return _share("key moments", 10, checks)


def _handover(record: Record, expected: Expected) -> Mark | None:
    """Accountability never hangs in the air: what is offered is answered."""
    offered = [each for each in record.entries if isinstance(each.event, e.HandoverOffered)]
    accepted = [each for each in record.entries if isinstance(each.event, e.HandoverAccepted)]
    if not offered:
        return Mark("handover", 0, 10, ("the lead was not handed over",)) if expected.handover else None
    if not accepted:
        return Mark("handover", 5, 10, ("a handover was offered and never accepted",))
    took = accepted[-1].occurred_at - offered[-1].occurred_at
    return Mark("handover", 10, 10, (f"handed over and accepted within {_length(took)}",))


def _gaps(record: Record, expected: Expected) -> Mark:
    """How complete the review is by itself."""
    draft = record.draft
    blocking = [gap.field for gap in draft.gaps if gap.blocking]
    reasons = [f"{draft.complete} of {len(draft.gaps)} fields of the review are filled"]
    reasons += [f"still missing, and mandatory: {', '.join(blocking)}"] if blocking else []
    over = max(len(blocking) - expected.missing_at_most, 0)
    mandatory = sum(gap.mandatory for gap in draft.gaps)
    return Mark("gaps", round(10 * (1 - over / max(mandatory, 1)), 1), 10, tuple(reasons))


def _share(topic: str, of: int, checks: Sequence[tuple[bool, str]]) -> Mark | None:
    if not checks:
        return None
    good = sum(fine for fine, _ in checks)
    ordered = sorted(checks, key=lambda check: check[0])
    reasons = [
        f"{'✓' if fine else '✗'} {why}" for fine, group in groupby(ordered, lambda it: it[0]) for _, why in group
    ]
    return Mark(topic, round(of * good / len(checks), 1), of, tuple(reasons))


def _first(record: Record, kind: type) -> datetime | None:
    return next((each.occurred_at for each in record.entries if isinstance(each.event, kind)), None)


def _in_time(took: timedelta, within: timedelta, of: int) -> float:
    """All points in time, half within twice the time, none after."""
    return float(of) if took <= within else of / 2 if took <= 2 * within else 0.0


def _took(what: str, took: timedelta, within: timedelta) -> str:
    return f"{what} after {_length(took)} (expected within {_length(within)})"


def _length(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (0 if hours else seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _clock(at: datetime, record: Record) -> str:
    return f"{at.astimezone(ZoneInfo(record.draft.header.timezone)):%H:%M}"


def _zone(policy: Policy) -> ZoneInfo:
    return ZoneInfo(policy.timezone)
