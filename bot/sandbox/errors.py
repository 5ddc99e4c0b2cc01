"""What can go wrong in the sandbox.

    SandboxError
    ├── SlackError        an error of the Web API, with Slack's own code
    └── ImpossibleAction  a scripted person tried what Slack's screen would not let them do
        └── NotAcked      the app did not answer in time, as the person would be told

This module must not decide when an error is due.
"""

from typing import Any


class SandboxError(Exception):
    """Something in the sandbox went wrong."""


class SlackError(SandboxError):
    """A call that Slack refuses: `code` is Slack's, `details` join the answer."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class ImpossibleAction(SandboxError):  # noqa: N818 - read in tests as what happened
    """A person cannot do this in Slack: the message says why, and what could be seen instead."""


class NotAcked(ImpossibleAction):
    """The app did not acknowledge; `reason` is what the transport saw."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what} was not acknowledged by the app: {reason}")
        self.reason = reason


def invalid_arguments(*messages: str) -> SlackError:
    """Slack's answer to arguments of the wrong shape."""
    listed = [f"[ERROR] {message}" for message in messages]
    return SlackError("invalid_arguments", response_metadata={"messages": listed})
