"""What a status update says, as facts: composed from the record once, rendered many times.

The facts are stored with the update, so every rendering of it, today or in a review, tells the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from bot.warroom.base import Moment, Value
from bot.warroom.erasing.fields import ERASED
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import REOPENABLE, State, is_open
from bot.warroom.moments import Line, key_moments
from bot.warroom.policy import Audience, Policy
from bot.warroom.timeline import Entry


class Change(Value):
    """One key moment since the last update."""

    at: Moment
    kind: str
    text: str


class UpdateFacts(Value):
    """The core fields of an update (number, phase, impact, change, workaround, next update by, where to ask)."""

    number: int
    reference: str
    title: str
    state: State
    severity: str
    drill: bool = False
    since: Moment
    since_known: bool = False
    impact: str = ""
    services: tuple[str, ...] = ()
    text: str = ""
    changes: tuple[Change, ...] = ()
    workaround: str = ""
    mim: str = ""
    final: bool = False
    reopened: bool = False
    because: str = ""
    first: bool = False
    standing: str = ""
    phase_since: Moment | None = None
    as_of: Moment
    next_by: dict[str, Moment] = Field(default_factory=dict)
    prepared: dict[str, str] = Field(default_factory=dict)
    corrects: int | None = None


MOST_CHANGES = 5
SETTLING: frozenset[State] = frozenset({"identified", "monitoring"})
TOLD = frozenset({"observation", "decision", "action", "impact", "workaround", "key_moment"})


def changes(moments: Sequence[Entry]) -> tuple[Change, ...]:
    """The latest key moments worth telling, each once and only while its mark stands.

    Hypotheses and notes stay in the room: updates make no guesses.
    """
    told = [change for line in key_moments(moments) if (change := _change(line))]
    return tuple(told[-MOST_CHANGES:])


def _change(line: Line) -> Change | None:
    kind = next((mark for mark in line.marks if mark in TOLD), None)
    return Change(at=line.occurred_at, kind=kind, text=line.text) if kind else None


def facts(
    state: Incident,
    moments: Sequence[Entry],
    now: Moment,
    next_by: dict[str, Moment],
    *,
    text: str = "",
    final: bool = False,
    prepared: Mapping[str, str] | None = None,
) -> UpdateFacts:
    """The facts of the incident's next update. `moments` are the key moments since the last one.

    `prepared` are words for audiences that stand in for those that nobody has written.
    """
    started = state.milestones.get("started")
    words = text or ("" if _came_back(state) else state.state_text)
    return UpdateFacts(
        number=state.updates + 1,
        reference=state.reference,
        title=state.title,
        state=state.state,
        severity=state.severity,
        drill=state.drill,
        since=started.at if started else state.declared_at,
        since_known=started is not None,
        impact=state.impact,
        services=state.services,
        text=words,
        changes=changes(moments),
        workaround=state.workaround,
        mim=state.mim.name if state.mim and state.lead and state.lead.accepted else "",
        final=final,
        first=state.updates == 0,
        **_course(state, words),
        as_of=now,
        next_by=next_by,
        prepared=dict(prepared or {}),
    )


def said_last(state: Incident, audience: str) -> str:
    """The words of the last update that this audience read; nothing once something newer was said of the state.

    An update without words of its own repeats them. Drafts, and what was held back or refused, were read by nobody; and
    what was erased since is not said again with gaps.
    """
    last = state.last_told.get(audience)
    stands = last is not None and (last.phase, last.standing) == (len(state.phases), state.state_text)
    return last.text if last and stands and ERASED not in last.text else ""


def readers(state: Incident, number: int) -> tuple[str, ...]:
    """Who got an update; who has read the same words last under another number, after an approval, or repeated; and
    for whom they wait.
    """
    got, said = state.sent.get(number, ()), _words_of(state, number)
    if not got or not said:
        return got
    read = (name for name, last in state.last_told.items() if last.text == said)
    waits = (each.audience for each in state.waiting_updates if each.verdict == "pending" and each.text == said)
    return tuple(dict.fromkeys((*got, *read, *waits)))


def number_of(state: Incident, audience: str, number: int | None) -> int | None:
    """The number under which an audience got the words of an update; None if it has never read them."""
    if number is None or audience in state.sent.get(number, ()):
        return number
    last = state.last_told.get(audience)
    return last.number if last and last.text == _words_of(state, number) else None


def _words_of(state: Incident, number: int) -> str:
    return next((last.text for last in state.last_told.values() if last.number == number), "")


def unread(state: Incident, audience: str, moments: Sequence[Entry]) -> tuple[Entry, ...]:
    """Of these, the key moments that this audience has not read yet."""
    return tuple(each for each in moments if each.seq > _read_to(state, audience))


def unread_after(state: Incident, policy: Policy) -> int:
    """The entry after which a key moment may be news to any audience of this incident."""
    told = policy.audiences_for(state.concern(), promised=state.promises)
    return min((_read_to(state, each.name) for each in told), default=0)


def _read_to(state: Incident, audience: str) -> int:
    last = state.last_told.get(audience)
    return last.seq if last else 0


def prepared_words(state: Incident, policy: Policy) -> Mapping[str, str]:
    """What the model that the incident is handled by has prepared for audiences, by their names."""
    known = policy.models.get(state.model.name) if state.model else None
    return known.templates if known and is_open(state.state) else {}


def _came_back(state: Incident) -> bool:
    before = state.phases[-2].state if len(state.phases) > 1 else None
    return state.state == "investigating" and before in REOPENABLE


def _course(state: Incident, words: str) -> dict[str, Any]:
    """Why it came back; or cause and remedy, where the update has other words, and since when they stand."""
    if state.state not in SETTLING or not state.phases:
        came_back = _came_back(state)
        return {"reopened": came_back, "because": state.state_text if came_back else ""}
    mitigated = state.milestones.get("mitigated") if state.state == "monitoring" else None
    standing = state.state_text if state.state_text != words else ""
    return {"standing": standing, "phase_since": mitigated.at if mitigated else state.phases[-1].at}


def next_due(audience: Audience, state: Incident, now: Moment, policy: Policy) -> Moment:
    """When an audience is promised its next update, if it is told something now."""
    due = now + audience.interval(state.state, state.severity)
    return audience.awake(due, state.severity, policy.timezone)
