"""Refusals about actions on their way to a verified close; see `errors`."""

from __future__ import annotations

from bot.warroom.errors import Conflict, NotAllowed


class NotTheDoer(NotAllowed):
    """{doer} finished task {task} and does not verify it too: somebody else looks, and then types `/incident {reference} task {task} verified`."""  # noqa: E501 - it is the message people read


class NotYourTask(NotAllowed):
    """Task {task} belongs to {owner}: they, whoever leads or an administrator may say that it is not going to be done."""  # noqa: E501 - it is the message people read


class NotDoneYet(Conflict):
    """Task {task} of {reference} is not finished, so there is nothing to verify. Finished? `/incident {reference} done {task}`"""  # noqa: E501 - it is the message people read
