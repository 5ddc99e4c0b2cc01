"""Similar incidents of the past (DOMAIN §15): what was done then, for the room that opens now. Pure.

Only public incidents are offered, since whoever comes into the room reads them; and none of a drill.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from rapidfuzz import fuzz

from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.searching.tokens import tokens

OVER = frozenset({"resolved", "closed"})
SAME_SERVICE, SHARED = 15.0, 0.85
MOST_WORDS = 12
COMMON = frozenset({"is", "are", "the", "a", "an", "not", "no", "on", "in", "of", "for", "to", "down", "di", "tidak"})
"""Words that titles of any two incidents share."""


def likest(title: str, services: Collection[str], known: Iterable[Incident], policy: Policy) -> tuple[Incident, ...]:
    """The past incidents that look most like this title and share its services, the likeliest first."""
    wanted = _words(title)
    scored = [(_score(wanted, set(services), each), each) for each in known if _may_be_offered(each)]
    ranked = sorted((pair for pair in scored if pair[0] >= policy.similar_past.above), key=lambda pair: -pair[0])
    return tuple(each for _score, each in ranked[: policy.similar_past.most])


def shared(one: str, other: str) -> tuple[str, ...]:
    """The words of both titles that do not stand in any title, in the order of the first."""
    known = set(_words(other).split())
    return tuple(dict.fromkeys(word for word in _words(one).split() if word in known))


def telling(title: str) -> tuple[str, ...]:
    """The words by which similar incidents are looked for."""
    return tuple(dict.fromkeys(word for word in tokens(title) if word not in COMMON))[:MOST_WORDS]


def _may_be_offered(each: Incident) -> bool:
    return each.state in OVER and not each.private and not each.drill


def _score(wanted: str, services: set[str], each: Incident) -> float:
    # One shared word among others is not a likeness yet; all words of the shorter title are.
    alike = fuzz.token_set_ratio(wanted, _words(each.title)) * SHARED if wanted else 0.0
    return alike + (SAME_SERVICE if services & set(each.services) else 0.0)


def _words(title: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", title.casefold()) if word not in COMMON)
