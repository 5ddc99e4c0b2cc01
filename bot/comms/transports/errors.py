# ruff: noqa: N818 - these names say what happened; an ending would only be noise
"""What can go wrong when something leaves for Slack, in one tree. It decides neither retries nor words for people.

TransportError
├── RateLimited          not done; ask again after `retry_after` seconds
│   └── Crowded          the service was not asked: too many of ours are under way there
├── Unavailable          not done: the service was never reached
│   └── Deferred         it was reached, and takes this later, perhaps
├── Ambiguous            may have been done: the connection broke, or the service failed, after we had asked
├── NeedsOperator        not done, and only whoever installed the bot can mend it
│   ├── MissingScope     `needed` names the scopes
│   └── InvalidAuth
│       └── TokenRevoked
└── PermanentError       refused with `code`; asking again gives the same answer
    ├── ChannelNameTaken · InvalidName · ChannelNotFound · NotInChannel · IsArchived · Restricted
    ├── UserNotFound · UserUnreachable · CannotInvite (`users`: id → code)
    ├── MessageNotFound · MessageTooLong · InvalidBlocks
    ├── ResponseUrlGone · TriggerGone
    ├── RecipientRefused · SenderRefused
    └── AlreadySo        what was asked for is already true
        └── AlreadyInChannel
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import _


class TransportError(Exception):
    """A call to the outside failed. `method` says which one."""

    def __init__(self, method: str, detail: str = "") -> None:
        self.method = method
        self.detail = detail
        super().__init__(f"{method}: {detail or type(self).__name__}")


class RateLimited(TransportError):
    """The service asked for a pause; other methods are not concerned. `halfway`: a part of the step was done before."""

    def __init__(self, method: str, retry_after: float, *, halfway: bool = False) -> None:
        self.retry_after = retry_after
        self.halfway = halfway
        super().__init__(method, f"asked to wait {retry_after:g} s")


class Crowded(RateLimited):
    """Our own lane to the service is full: this one waits for its turn, and says nothing about the service."""


class Unavailable(TransportError):
    """The service was not reached, so nothing happened."""


class Deferred(Unavailable):
    """The service does not take this one now; others may go through."""


class Ambiguous(TransportError):
    """The call may have taken effect: look before doing it again."""


class NeedsOperator(TransportError):
    """Nothing works until whoever runs the bot mends its installation; `remedy` says how."""

    remedy = ""

    def __init__(self, method: str, detail: str = "") -> None:
        what = detail or type(self).__name__
        super().__init__(method, f"{what}. {self.remedy}" if self.remedy else what)
        self.detail = what


class MissingScope(NeedsOperator):
    """The installation lacks a permission."""

    remedy = _("In the settings of the app: OAuth & Permissions → Scopes, add it, then reinstall the app.")

    def __init__(self, method: str, needed: str) -> None:
        self.needed = needed
        super().__init__(method, f"missing scope {needed}")


class InvalidAuth(NeedsOperator):
    """The token is not accepted."""

    remedy = _("Copy SLACK_BOT_TOKEN again from the settings of the app: OAuth & Permissions.")


class TokenRevoked(InvalidAuth):
    """The token was accepted once and is no longer: the app was removed or its account deactivated."""

    remedy = _("Install the app again, and copy SLACK_BOT_TOKEN from its settings: OAuth & Permissions.")


class PermanentError(TransportError):
    """Refused, with the service's own code."""

    def __init__(self, method: str, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(method, f"{code} {detail}".strip())


class ChannelNameTaken(PermanentError):
    """Another channel, perhaps archived or private, has this name."""


class InvalidName(PermanentError):
    """Slack does not allow this channel name."""


class ChannelNotFound(PermanentError):
    """There is no such channel, or it is private and the bot is not in it."""


class NotInChannel(PermanentError):
    """The bot must be a member and is not."""


class IsArchived(PermanentError):
    """The channel is archived."""


class Restricted(PermanentError):
    """The workspace's settings forbid it."""


class UserNotFound(PermanentError):
    """There is no such person, or they are not visible to the bot."""


class UserUnreachable(PermanentError):
    """The person exists and cannot be written to there: deactivated, a bot, or not in the channel."""


class CannotInvite(PermanentError):
    """Some people could not be invited: `users` gives Slack's code for each."""

    def __init__(self, method: str, code: str, users: Mapping[str, str]) -> None:
        self.users = dict(users)
        super().__init__(method, code, ", ".join(sorted(users)))


class MessageNotFound(PermanentError):
    """The message is gone or cannot be changed any more."""


class MessageTooLong(PermanentError):
    """The message is longer than Slack takes."""


class InvalidBlocks(PermanentError):
    """Slack refuses the message's blocks."""


class ResponseUrlGone(PermanentError):
    """The response_url is used up or older than 30 minutes."""


class TriggerGone(PermanentError):
    """The trigger_id is used up or older than 3 seconds."""


class RecipientRefused(PermanentError):
    """The mail server takes nothing for this address."""


class SenderRefused(PermanentError):
    """The mail server takes nothing from our address."""


class AlreadySo(PermanentError):
    """What was asked for is already true."""


class AlreadyInChannel(AlreadySo):
    """The person is in the channel already."""
