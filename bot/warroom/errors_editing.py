"""Refusals about what is on the record already; see `errors.py`.

NotFound  UnknownEntry
Conflict  NotKeyMoment · NothingToUndo
"""

from __future__ import annotations

from bot.warroom.errors import Conflict, NotFound


class UnknownEntry(NotFound):
    """{reference} has no entry {entry}. `/incident timeline` shows each entry with its number."""


class NotKeyMoment(Conflict):
    """Entry {entry} of {reference} is no key moment in somebody's words, so it is not corrected here. A message: edit it in Slack, or mark it first; a milestone: `/incident milestone`; an update that was sent: `/incident correct`."""  # noqa: E501 - it is the message people read


class NothingToUndo(Conflict):
    """There is nothing to undo at entry {entry} of {reference}: it has no correction that holds. `/incident timeline` shows what was corrected."""  # noqa: E501 - it is the message people read
