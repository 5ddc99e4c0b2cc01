"""What an organisation decides about the satisfaction survey."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.warroom.base import Value

After = Literal["resolved", "closed"]


class SurveyTerms(Value):
    """When people are asked, for how long, and from how many answers on a group's scores and comments are shown.

    `users`, and the members of `channels`, are asked as users besides the reporter and those who were asked to confirm;
    `at_most` people a group.
    """

    enabled: bool = True
    after: After = "resolved"
    delay: timedelta = timedelta(hours=2)
    open_for: timedelta = timedelta(days=3)
    least_answers: int = 3
    anonymous: bool = True
    users: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    at_most: int = 100
