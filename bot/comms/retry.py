"""What to do when an owed step failed: a decision as a frozen value. The relay acts on it; nothing here waits or calls.

    RateLimited    → again after the pause that was asked for; not counted; doubtful when half of it was done
    Unavailable    → again, growing pauses; nothing happened
    Ambiguous      → again, growing pauses, and doubtful: look first whether it happened
    StoreUnavailable → the same; it was our own database that was away
    NotYet         → again, growing pauses, or after the one it names; something must happen before
    NeedsOperator  → again every minute for as long as it takes; the operator is told once
    CannotDo, PermanentError → give up, with words
    anything else  → a fault of ours: again, doubtful; give up the eighth time

What is tried again is given up after a day: by then people have done it by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.comms.locale import _
from bot.comms.phrasing import length
from bot.comms.transports import errors as e
from bot.warroom.base import Value
from bot.warroom.phrases import phrase
from bot.warroom.ports import StoreUnavailable

CAP = 60.0
FIRST = 1.0
# A call whose connection broke may still be under way at Slack's end: looking too soon finds nothing, and posts twice.
STILL_AT_IT = 2.0
PATIENCE = timedelta(hours=24)
MOST_FAULTS = 8

Chance = Callable[[], float]


class CannotDo(Exception):  # noqa: N818 - an answer for people, not a fault
    """A step finds that only a person can help; `why` and `remedy` are words for the room: phrases, so that whoever
    reads them later reads them in their own language.
    """

    def __init__(self, why: str, remedy: str) -> None:
        self.why = why
        self.remedy = remedy
        super().__init__(why)


class NotYet(Exception):  # noqa: N818 - nothing is wrong
    """A step came before what it needs. It looks `again` after so many seconds, if it knows."""

    def __init__(self, what: str = "", again: float = 0.0) -> None:
        self.again = again
        super().__init__(what)


class Retry(Value):
    """Try again `after` seconds. `counted` makes the next pause longer, `operator` is what must be mended first, and
    `fault` says that the bot itself is to blame.
    """

    after: float
    doubtful: bool = False
    counted: bool = True
    operator: str = ""
    fault: bool = False


@dataclass(frozen=True)
class GiveUp:
    """It will not be done: `why` in words (a phrase, where it is ours), and what a person can do instead."""

    why: str
    remedy: str


def decide(error: Exception, attempts: int, age: timedelta, chance: Chance) -> Retry | GiveUp:
    """What to do after this error. `attempts` counts earlier failures, `age` how long the step has been owed."""
    match error:
        case e.RateLimited():
            decision: Retry | GiveUp = Retry(after=error.retry_after, counted=False, doubtful=error.halfway)
        case e.NeedsOperator():
            return Retry(after=CAP, counted=False, operator=str(error))
        case NotYet() if error.again:
            decision = Retry(after=error.again, counted=False)
        case e.Unavailable() | NotYet():
            decision = Retry(after=pause(attempts, chance))
        case e.Ambiguous() | StoreUnavailable():
            decision = Retry(after=max(STILL_AT_IT, pause(attempts, chance)), doubtful=True)
        case CannotDo():
            return GiveUp(why=error.why, remedy=error.remedy)
        case e.PermanentError():
            return refused(error)
        case _:
            return _fault(error, attempts, chance)
    return decision if age < PATIENCE else _too_late(error, age)


def pause(attempts: int, chance: Chance) -> float:
    """Exponential, capped, with full jitter: a crowd that failed together does not come back together."""
    return float(chance() * min(CAP, FIRST * 2.0 ** min(attempts, 16)))


def refused(error: e.PermanentError) -> GiveUp:
    """Slack's refusal in words."""
    why, remedy = next((WORDS[kind] for kind in type(error).__mro__ if kind in WORDS), UNNAMED)
    return GiveUp(why=phrase(why, code=error.code), remedy=phrase(remedy))


def _too_late(error: Exception, age: timedelta) -> GiveUp:
    why = phrase(
        "Tried for {length} without success; the last answer was: {error}", length=length(age), error=answer_of(error)
    )
    return GiveUp(why=why, remedy=phrase("Do it by hand, and see https://status.slack.com for Slack's health."))


def answer_of(error: Exception) -> str:
    """What the other side said, as it said it; what is our own about it can be said in any language."""
    match error:
        case e.RateLimited():
            pause_asked = length(timedelta(seconds=error.retry_after))
            return phrase("{method}: asked to wait {length}", method=error.method, length=pause_asked)
        case e.NeedsOperator() if error.remedy:
            what = error.detail or type(error).__name__
            return phrase("{method}: {what}. {remedy}", method=error.method, what=what, remedy=phrase(error.remedy))
        case _:
            return str(error)


def _fault(error: Exception, attempts: int, chance: Chance) -> Retry | GiveUp:
    if attempts + 1 < MOST_FAULTS:
        return Retry(after=pause(attempts, chance), doubtful=True, fault=True)
    why = phrase("A fault of the bot stopped it: {error}", error=type(error).__name__)
    return GiveUp(why=why, remedy=phrase("Do it by hand and report the fault; the bot's log has the details."))


UNNAMED = (_("Slack refused: {code}"), _("Do it by hand in Slack; the bot's log has the details."))
WORDS: Mapping[type, tuple[str, str]] = {
    e.ChannelNotFound: (
        _("Slack knows no such channel, or it is private and I am not in it."),
        _("Check the channel's name in the policy, or invite me there with `/invite`."),
    ),
    e.NotInChannel: (_("I am not in the channel."), _("Invite me there with `/invite`.")),
    e.IsArchived: (_("The channel is archived."), _("Unarchive it in Slack, or name another one in the policy.")),
    e.Restricted: (
        _("The workspace's settings do not allow it ({code})."),
        _("Ask a Slack administrator to allow it for this app, or do it by hand."),
    ),
    e.InvalidName: (
        _("Slack does not allow the channel's name ({code})."),
        _("Change how rooms are named in the policy."),
    ),
    e.ChannelNameTaken: (_("Another channel has this name."), _("Rename or archive the other channel.")),
    e.UserNotFound: (_("Slack knows no such person."), _("Check the person's name in the policy.")),
    e.UserUnreachable: (
        _("The person cannot be written to ({code})."),
        _("Reach them another way, and put somebody else in the policy."),
    ),
    e.MessageTooLong: (
        _("The message is too long for Slack."),
        _("Say it by hand in two parts, and report the fault."),
    ),
    e.InvalidBlocks: (
        _("Slack refused the form of the message ({code})."),
        _("Say it by hand and report the fault; the bot's log has the details."),
    ),
}
