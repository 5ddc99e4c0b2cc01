"""Testing one place through its own transport, and what came of it. It sends no reports and decides no retries' pauses.

What only passes (a pause that Slack asked for, a server that does not answer) is raised for whoever tries again, until
it is `spent`; everything else is the result.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta

from bot.comms.retry import CannotDo, GiveUp, answer_of, refused
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
from bot.warroom.phrases import Told, phrase, told
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
    why_told: Told | None = None
    remedy_told: Told | None = None
    seconds: float = 0.0


def trial(step: Step, ref: str, language: str, policy: Policy, at: Moment) -> Trial:
    """The test message to a place."""
    return Trial(step, Place.of(ref), policy.organisation, language, at, policy.timezone)


async def attempt(ways: Mapping[str, Transport], test: Trial) -> Tried:
    """Try once. Raises one of `PASSING`."""
    way = ways.get(test.place.kind)
    if way is None:
        return _kept(unfurnished(test.place))
    begun = time.perf_counter()
    try:
        receipt = await way.test(test)
    except CannotDo as error:
        return _kept(error, begun)
    except PermanentError as error:
        return _kept(refused(error), begun)
    except NeedsOperator as error:
        return _kept(CannotDo(answer_of(error), ""), begun)
    return Tried(arrived=True, to=receipt.to, said=receipt.result, seconds=_since(begun))


def _kept(failed: CannotDo | GiveUp, begun: float | None = None) -> Tried:
    why, remedy = failed.why, failed.remedy
    seconds = 0.0 if begun is None else _since(begun)
    return Tried(arrived=False, why=why, remedy=remedy, why_told=told(why), remedy_told=told(remedy), seconds=seconds)


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 2)


def spent(error: TransportError, attempts: int, age: timedelta) -> bool:
    """Whether what only passes has lasted too long for a test; `attempts` were made before this one."""
    return age >= CROWDED if isinstance(error, RateLimited) else attempts + 1 >= MOST_ATTEMPTS


def silent(error: TransportError) -> Tried:
    """It did not answer, or asked to wait for too long."""
    remedy = phrase("Look whether it runs and is reached from here, then test again.")
    return _kept(CannotDo(phrase("It does not answer: {error}", error=answer_of(error)), remedy))


def unfurnished(place: Place) -> CannotDo:
    """The policy names a place that the installation knows no way to."""
    why = phrase("{place} is named in the policy, and the settings do not say how to reach it.", place=place.ref)
    return CannotDo(why, phrase("Set it up (docs/operations.md, channels), or take it out of the policy."))
