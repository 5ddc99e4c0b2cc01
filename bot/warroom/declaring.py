"""Deciding on a declaration: what the new incident is, and which open one it resembles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from rapidfuzz import fuzz

from bot.warroom import commands as c
from bot.warroom import criteria
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.context import Context, Decision
from bot.warroom.errors import EmptyText, TextTooLong, TimeInFuture, UnknownSeverity
from bot.warroom.incident import Incident
from bot.warroom.masking import SHAPES
from bot.warroom.policy import Audience, Concern, Policy

TITLE_LIMIT, SLUG_LIMIT = 150, 40
DECLARE_FORM = "`/incident declare sev1 <title>`"


def declare(number: int, command: c.DeclareIncident, context: Context) -> Decision:
    """The events of a new incident. Raises UnknownSeverity, EmptyText, TextTooLong, TimeInFuture."""
    check_declaration(command, context)
    started = (_milestone("started", command.started_at, "reporter"),) if command.started_at else ()
    begun = (
        _declared(number, command, context),
        *started,
        _milestone("registered", context.now, "declaration"),
    )
    if command.candidate:
        return (*begun, e.CandidateAsked(person=_first_asked(command, context)))
    return (
        *begun,
        _milestone("declared", context.now, "declaration"),
        *page(command, context),
        *first_promises(context, _concern(command)),
    )


def check_declaration(command: c.DeclareIncident, context: Context) -> None:
    """Refuse what cannot be declared, before a number is taken."""
    if command.severity not in context.policy.severities:
        raise UnknownSeverity(severity=command.severity, known=tuple(context.policy.severities))
    if not command.title.strip():
        raise EmptyText(form=DECLARE_FORM)
    if len(command.title) > TITLE_LIMIT:
        raise TextTooLong(length=len(command.title), limit=TITLE_LIMIT)
    if command.started_at and command.started_at > context.now + timedelta(minutes=2):
        raise TimeInFuture(time=command.started_at)


def _declared(number: int, command: c.DeclareIncident, context: Context) -> e.IncidentDeclared:
    shared = ("severity", "private", "drill", "impact", "symptoms", "services", "impact_level", "urgency_level")
    facts = ("candidate", "users_share", "impact_kinds")
    met = criteria.evaluate(facts_of(command), context.policy.criteria, context.now)
    return e.IncidentDeclared(
        major=not command.candidate and (bool(met) or command.severity in context.policy.criteria.major),
        criteria=met,
        criterion=criteria.plainly(met),
        number=number,
        reference=f"{context.policy.prefix}-{number}",
        title=" ".join(command.title.split()),
        reporter=context.person,
        **{name: getattr(command, name) for name in (*shared, *facts)},
    )


def facts_of(command: c.DeclareIncident) -> criteria.Facts:
    """What the declaration says of the criteria."""
    return criteria.Facts(
        users_share=command.users_share,
        started_at=command.started_at,
        services=command.services,
        impact_kinds=command.impact_kinds,
    )


def _milestone(name: str, at: Moment, source: str) -> e.MilestoneSet:
    return e.MilestoneSet(milestone=name, at=at, source=source)


def page(command: c.DeclareIncident, context: Context, reporter: Person | None = None) -> Decision:
    """Who is asked to lead first: whoever was named, the rota's first, or the declarer. Somebody always owns it."""
    first = _first_asked(command, context, reporter)
    return (e.MimPaged(person=first), _milestone("mim_paged", context.now, "declaration"))


def _first_asked(command: c.DeclareIncident, context: Context, reporter: Person | None = None) -> Person:
    on_rota = next((person for person in context.ladder[:1] if person), None)
    return command.mim or on_rota or reporter or context.person


def _concern(command: c.DeclareIncident) -> Concern:
    return Concern(
        severity=command.severity,
        private=command.private,
        drill=command.drill,
        services=command.services,
        impacts=command.impact_kinds,
    )


def first_promises(context: Context, concern: Concern) -> Decision:
    """The first update each audience is promised."""
    told = context.policy.audiences_for(concern)
    return tuple(e.UpdatePromised(audience=each.name, due_at=first_due(each, concern, context)) for each in told)


def first_due(audience: Audience, concern: Concern, context: Context) -> Moment:
    """When an audience is promised its first update, if it is addressed from now on."""
    soon = context.now + context.policy.updates.first_within
    return audience.awake(soon, concern.severity, context.policy.timezone)


def similar(title: str, services: Iterable[str], candidates: Iterable[Incident], policy: Policy) -> Incident | None:
    """The open incident that looks most like this title, if one is close enough (`similar_above`, 0 to 100)."""
    wanted = _words(title)
    named = set(services)
    scored = [(_likeness(wanted, named, each), each) for each in candidates]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= policy.similar_above else None


def _likeness(wanted: str, services: set[str], other: Incident) -> float:
    bonus = 10.0 if services & set(other.services) else 0.0
    return fuzz.token_sort_ratio(wanted, _words(other.title)) + bonus


def _words(text: str) -> str:
    # A title of nothing but signs is compared as it stands: two empty texts would count as the same.
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def room_name(pattern: str, number: int, title: str, *, drill: bool = False) -> str:
    """The channel's name: Slack allows 80 of lowercase letters, digits, `-` and `_`."""
    ascii_title = unicodedata.normalize("NFKD", SHAPES(title)).encode("ascii", "ignore").decode()
    slug = _whole_words("-".join(re.findall(r"[a-z0-9]+", ascii_title.lower())))
    name = pattern.format(number=number, slug=slug).strip("-_")
    return re.sub(r"-{2,}", "-", f"drill-{name}" if drill else name)[:80].strip("-_")


def _whole_words(slug: str) -> str:
    """As many words as fit; a first one that is too long is cut."""
    if len(slug) <= SLUG_LIMIT:
        return slug
    return slug[: SLUG_LIMIT + 1].rpartition("-")[0] or slug[:SLUG_LIMIT]
