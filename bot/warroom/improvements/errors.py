"""What the register refuses; see the tree in `bot.warroom.errors`. A class docstring is its message.

UnknownImprovement · UnknownVersion · NotSteward · NotItsOwner · WrongStage · OfPrivate · WrongKind
"""

from __future__ import annotations

from bot.warroom.errors import Conflict, Invalid, NotAllowed, NotFound


class UnknownImprovement(NotFound):
    """There is no {improvement} in the register. `/incident improvement` lists what is open."""


class UnknownVersion(NotFound):
    """There is no version {version} of {model}. `/incident models {model}` shows those there are."""


class NotSteward(NotAllowed):
    """Only {who} may {what}. Ask one of them, or say in the channel what you think of it."""


class NotItsOwner(NotAllowed):
    """Only its owner ({owner}) and {who} may {what}. Ask them, or take it over: `/incident improvement {number} owner me`"""


class WrongStage(Conflict):
    """{improvement} is {state}; from there it can become: {allowed}. `/incident improvement {number}` shows it."""


class OfPrivate(Conflict):
    """Everybody reads the register, and {reference} is private or a drill. Keep it there: `/incident output improvement <text>`"""


class BadSteps(Invalid):
    """A model needs at least one step, each on a line of its own and at most {limit} characters long."""
