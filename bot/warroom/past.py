"""An incident of the past as it is offered to a later one. Values only; which are offered is `similar.py`'s."""

from __future__ import annotations

from bot.warroom.base import Value


class Past(Value):
    """An incident that is over: how it was solved, and where its room and review are."""

    number: int
    reference: str
    title: str
    resolution: str = ""
    workaround: str = ""
    channel: str = ""
    review: int = 0
