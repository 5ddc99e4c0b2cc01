"""Which places a test of the channels goes to, and who may ask for one. Pure.

A place that several audiences name, or that stands in for another one, is tested once: nobody's inbox is asked twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.warroom.audiences import Audience
from bot.warroom.base import Person, Value
from bot.warroom.errors import NotTester, UnknownAudience
from bot.warroom.incident import Incident
from bot.warroom.places import Place, Route
from bot.warroom.policy import Policy

DRY = frozenset({"statuspage", "page"})
"""What the public reads: there a test only looks whether the page is there, and publishes nothing."""


class Target(Value):
    """One place to be tested, the audiences that are told there, and the language of the first of them."""

    place: Place
    audiences: tuple[str, ...]
    language: str = "en"

    @property
    def dry(self) -> bool:
        """Whether nothing is sent there."""
        return self.place.kind in DRY


def targets(policy: Policy, only: str = "") -> tuple[Target, ...]:
    """Every distinct place of the audiences (or of one), stand-ins and channels for exercises too, in their order."""
    found: dict[str, Target] = {}
    for audience in policy.audiences.values():
        for place in _places(audience) if only in ("", audience.name) else ():
            known = found.get(place.ref.casefold())
            names = (*known.audiences, audience.name) if known else (audience.name,)
            language = known.language if known else audience.language
            found[place.ref.casefold()] = Target(
                place=known.place if known else place, audiences=tuple(dict.fromkeys(names)), language=language
            )
    return tuple(found.values())


def _places(audience: Audience) -> Iterable[Place]:
    routes: tuple[Route, ...] = (*audience.channels, *audience.drill_channels)
    return (place for route in routes for place in (route.place, *route.then))


def audience_named(words: str, policy: Policy) -> str:
    """The audience of that name or title. Raises UnknownAudience."""
    wanted = words.casefold().strip()
    for audience in policy.audiences.values():
        if wanted in (audience.name.casefold(), audience.title.casefold()):
            return audience.name
    raise UnknownAudience(audience=words, known=tuple(policy.audiences))


def check(person: Person | None, rota: Collection[Person], open_: Iterable[Incident], *, administrator: bool) -> None:
    """Raises NotTester for whoever is no administrator, is not asked to lead by the policy, and leads nothing now."""
    if administrator:
        return
    leads = {state.lead.person.id for state in open_ if state.lead and state.lead.accepted}
    if person is None or person.id not in {*(each.id for each in rota), *leads}:
        raise NotTester
