"""What an organisation decides about its post-incident reviews."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class ReviewTerms(Value):
    """Who publishes a review and where (with `canvas` in the room's canvas too), which sections must be written, when
    whom is reminded.

    `publish_by` are roles (administrators always may). `calendar` counts the working days of
    `severities.*.review_working_days`. Reminders: so long before the date, at it, and then every `remind_every`.
    """

    publish_by: tuple[str, ...] = ("mim", "deputy")
    publish_in: str = ""
    canvas: bool = True
    mandatory: tuple[str, ...] = ()
    calendar: str = ""
    remind_before: timedelta = timedelta(days=1)
    remind_every: timedelta = timedelta(days=1)
    reminders: int = 5
    meeting_length: timedelta = timedelta(minutes=60)
