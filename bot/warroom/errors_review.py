"""The refusals about reviews; see `errors.py`."""

from __future__ import annotations

from bot.warroom.errors import Conflict, Invalid, NotFound


class UnknownSection(NotFound):
    """The review has no section {section} to write in. Those that take words: {known}."""


class UnknownField(NotFound):
    """The review of {reference} has no field {field}. Its fields: {known}."""


class UnknownVersion(NotFound):
    """That section has no version {version}. Its versions: `/incident review history {section}`"""


class MeetingInPast(Invalid):
    """{time} is over. Give a moment to come: `/incident review meeting tomorrow 10:00`"""


class SectionChanged(Conflict):
    """{name} changed this section while you wrote. Both texts stand here: join them, then save again."""


class ReviewTooEarly(Conflict):
    """{reference} is {state}: its review is published when it is over.
    Write in it now already: `/incident review edit`. Go through it together: `/incident review start`"""


class ReviewNotStarted(Conflict):
    """The review of {reference} is a draft that nobody has gone through. First: `/incident review start`"""


class ReviewBlocked(Conflict):
    """The review of {reference} cannot be published: {count} of its mandatory fields are missing:
    {fields}. Fill them, or say why they cannot be filled: `/incident review field {first} unknown <why>`"""


class NotPublished(Conflict):
    """The review of {reference} is not published, so it can be edited as it is: `/incident review edit`"""


class NoMeeting(Conflict):
    """No meeting about the review of {reference} is arranged. To arrange
    one: `/incident review meeting tomorrow 10:00`"""
