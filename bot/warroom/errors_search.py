"""What can be wrong with a search before anything is looked for; see `errors`.

Invalid  QueryTooLong · UnknownKind
"""

from __future__ import annotations

from bot.warroom.errors import Invalid


class QueryTooLong(Invalid):
    """That is longer than a search can be ({most} characters, {terms} words). Leave out the common ones."""


class UnknownKind(Invalid):
    """Nothing on a timeline is called “{kind}”. After `kind:` one of these works: {known}."""
