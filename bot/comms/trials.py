"""Testing one place through its own transport, and what came of it. It sends no reports and decides no retries' pauses.

What only passes (a pause that Slack asked for, a server that does not answer) is raised for whoever tries again, until
it is `spent`; everything else is the result.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta

from bot.comms.locale import Translator
from bot.comms.retry import CannotDo, refused
from bot.comms.transports.errors import (
    Ambiguous,
    NeedsOperator,
    PermanentError,
    RateLimited,
    TransportError,
    Unavailable,
)
from bot.comms.transports.parcel import Transport
from bot.comms.transports.trial import Trial
from bot.warroom.base import Moment, Value
from bot.warroom.places import Place
from bot.warroom.policy import Policy
from bot.warroom.ports import Step

PASSING = (RateLimited, Unavailable, Ambiguous)
MOST_ATTEMPTS = 2
CROWDED = timedelta(minutes=10)


class Tried(Value):
    """What came of a test: `to` and `said` are the other side's words, `why` and `remedy` ours when it did not arrive.

    `seconds` is how long the last attempt took.
    """

    arrived: bool
    to: str = ""
    said: str = ""
    why: str = ""
    remedy: str = ""
    seconds: float = 0.0


def trial(step: Step, ref: str, language: str, policy: Policy, at: Moment) -> Trial:
    """The test message to a place."""
    return Trial(step, Place.of(ref), policy.organisation, language, at, policy.timezone)


async def attempt(ways: Mapping[str, Transport], test: Trial, t: Translator) -> Tried:
    """Try once. Raises one of `PASSING`."""
    way = ways.get(test.place.kind)
    if way is None:
        return unfurnished(test.place, t)
    begun = time.perf_counter()
    try:
        receipt = await way.test(test)
    except CannotDo as error:
        return Tried(arrived=False, why=error.why, remedy=error.remedy, seconds=_since(begun))
    except PermanentError as error:
        words = refused(error, t)
        return Tried(arrived=False, why=words.why, remedy=words.remedy, seconds=_since(begun))
    except NeedsOperator as error:
        return Tried(arrived=False, why=str(error), seconds=_since(begun))
    return Tried(arrived=True, to=receipt.to, said=receipt.result, seconds=_since(begun))


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 2)


def spent(error: TransportError, attempts: int, age: timedelta) -> bool:
    """Whether what only passes has lasted too long for a test; `attempts` were made before this one."""
    return age >= CROWDED if isinstance(error, RateLimited) else attempts + 1 >= MOST_ATTEMPTS


def silent(error: TransportError, t: Translator) -> Tried:
    """It did not answer, or asked to wait for too long."""
    remedy = t.gettext("Look whether it runs and is reached from here, then test again.")
    return Tried(arrived=False, why=t.gettext("It does not answer: {error}").format(error=error), remedy=remedy)


def unfurnished(place: Place, t: Translator) -> Tried:
    """The policy names a place that the installation knows no way to."""
    why = t.gettext("{place} is named in the policy, and the settings do not say how to reach it.")
    remedy = t.gettext("Set it up (docs/operations.md, channels), or take it out of the policy.")
    return Tried(arrived=False, why=why.format(place=place.ref), remedy=remedy)
