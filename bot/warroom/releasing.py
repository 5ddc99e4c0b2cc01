"""The one gate between an update that is composed and recorded, and its deliveries being owed.

Whatever may hold a delivery back is decided here, from the record and the policy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.incident import Incident
from bot.warroom.places import Place, Route
from bot.warroom.policy import Audience, Policy
from bot.warroom.timeline import Entry


class Release(Value):
    """An update may go to this place of this audience, at once or not before a moment."""

    audience: Audience
    route: Route
    not_before: Moment | None = None


def released(update: e.UpdatePublished, entry: Entry, state: Incident, policy: Policy) -> Iterator[Release]:
    """Where an update goes, for the audiences that it was published to, in the policy's words.

    Until the end of their quiet hours it waits for the audiences in its `waits`.
    """
    for audience in (policy.audiences[name] for name in update.audiences if name in policy.audiences):
        for route in _routes(update, audience, state):
            yield Release(audience=audience, route=route, not_before=update.waits.get(audience.name))


def asleep(
    audiences: Iterable[Audience], state: Incident, now: Moment, policy: Policy, *, final: bool
) -> dict[str, Moment]:
    """Those of them for whom an update that is published now waits, each with the end of their quiet hours.

    Only the last update of an incident does; every other one was promised for a moment outside them, or sent to that
    audience by name.
    """
    awake = {each.name: each.awake(now, state.severity, policy.timezone) for each in audiences} if final else {}
    return {name: at for name, at in awake.items() if at > now}


def _routes(update: e.UpdatePublished, audience: Audience, state: Incident) -> Iterator[Route]:
    """Its places; a correction also goes wherever else this incident has reached it."""
    routes = audience.places(drill=state.drill)
    yield from routes
    if update.corrects is not None and not state.drill:
        known = {ref for route in routes for ref in route.refs[:1]}
        others = (ref for ref in state.reached.get(audience.name, ()) if ref not in known)
        yield from (Route(place=Place.of(ref)) for ref in others)
