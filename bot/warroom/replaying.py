"""Replaying an incident as a drill: what of it is played, when, and in which words. Pure.

Played are its alerts and reports up to the moment when the responders knew what was wrong: their later words would give
the answer away. People are named by their roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.context import Context
from bot.warroom.errors import BadSpeed, NotOnRota, NotReplayable
from bot.warroom.incident import Incident
from bot.warroom.metrics import known_milestones
from bot.warroom.moments import Line, lines
from bot.warroom.policy import Policy
from bot.warroom.scores import Inject
from bot.warroom.timeline import Entry

UNDERSTOOD = ("diagnosed", "workaround", "mitigated", "resolved")
PLAYED = frozenset({"observation", "impact", "message"})
NOBODY = "[…]"
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def check(original: Incident, speed: int, context: Context, rota: Iterable[Person]) -> None:
    """Raises NotReplayable, BadSpeed, NotOnRota."""
    if not context.administrator and all(person.id != context.person.id for person in rota):
        raise NotOnRota
    if original.state != "closed":
        raise NotReplayable(reference=original.reference, state=original.state)
    if not 1 <= speed <= context.policy.drills.fastest_replay:
        raise BadSpeed(text=f"{speed}x", most=context.policy.drills.fastest_replay)


def declaration(original: Incident, declared: e.IncidentDeclared) -> c.DeclareIncident:
    """The drill: the same report, as private as the original was, whatever else is open."""
    same = (
        "severity",
        "impact",
        "symptoms",
        "services",
        "impact_level",
        "urgency_level",
        "users_share",
        "impact_kinds",
    )
    return c.DeclareIncident(
        title=masked(declared.title, original),
        drill=True,
        private=original.private,
        anyway=True,
        **{name: getattr(declared, name) for name in same},
    )


def plan(original: Incident, entries: Sequence[Entry], speed: int, context: Context) -> e.ReplayPlanned:
    """Which entries are played at which moment, so many times faster than they happened."""
    end = _understood(original, entries)
    told = [line for line in lines(entries) if _is_played(line) and (end is None or line.occurred_at < end)]
    most = context.policy.drills.most_injects
    return e.ReplayPlanned(
        original=original.number,
        reference=original.reference,
        speed=speed,
        injects=tuple(
            Inject(seq=line.seq, at=context.now + (line.occurred_at - original.declared_at) / speed)
            for line in told[:most]
        ),
    )


def _understood(original: Incident, entries: Sequence[Entry]) -> Moment | None:
    known = known_milestones(original, entries)
    return min((known[name].at for name in UNDERSTOOD if name in known), default=None)


def _is_played(line: Line) -> bool:
    if line.deleted or not line.text.strip():
        return False
    if line.entry.source == "alert":
        return True
    return (line.marks[0] if line.marks else line.kind) in PLAYED


def played(entry: Entry, changes: Iterable[Entry], original: Incident, policy: Policy) -> e.InjectPlayed | None:
    """An entry of the original as it reads now, in words that name roles only; None when it was taken away since."""
    said = _words(entry, changes)
    if not said:
        return None
    kind = "alert" if entry.source == "alert" else entry.kind if entry.kind in PLAYED else "message"
    titles = {name: role.title for name, role in policy.roles.items()}
    text = masked(said, original, titles, author=entry.actor)
    return e.InjectPlayed(seq=entry.seq, what=kind, role=entry.role or "", text=text)


def _words(entry: Entry, changes: Iterable[Entry]) -> str:
    text = getattr(entry.event, "text", "")
    ts = entry.slack.ts if entry.slack else None
    for change in changes:
        if isinstance(change.event, e.MessageDeleted) and change.event.target == ts:
            return ""
        if isinstance(change.event, e.MessageEdited) and change.event.target == ts:
            text = change.event.text
    return str(text)


def masked(text: str, original: Incident, titles: Mapping[str, str] | None = None, author: Person | None = None) -> str:
    """The text with its people named by the role they had in the original, or by none."""
    people = _people(original, author)

    def role(user: str) -> str:
        held = original.role_of(people.get(user, Person(id=user, name=user)))
        return (titles or {}).get(held or "", NOBODY)

    text = _MENTION.sub(lambda found: role(found[1]), text)
    for user, person in people.items():
        text = _named(person).sub(role(user).replace("\\", ""), text)
    return text


def _named(person: Person) -> re.Pattern[str]:
    """The person's whole name or the first of it, as a word; what is shorter than three letters could be anything."""
    names = [re.escape(name) for name in (person.name, person.name.split(" ")[0]) if len(name) > 2]
    return re.compile(rf"(?<!\w)@?(?:{'|'.join(names)})(?!\w)" if names else r"(?!)")


def _people(original: Incident, author: Person | None) -> dict[str, Person]:
    known = {user: Person(id=user, name=name) for user, name in original.people.items()}
    others = (original.reporter, original.mim, original.judge, author, *(each.person for each in original.holders))
    return {**known, **{person.id: person for person in others if person}}
