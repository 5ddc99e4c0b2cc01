"""An incident of the past as it is offered to a later one. Values only; which are offered is `similar.py`'s."""

from __future__ import annotations

from bot.warroom.base import Value


class Past(Value):
    """An incident that is over: how it was solved, where its room and review are, and what it has in common: `services`
    of both, and words that are `shared` by both titles.
    """

    number: int
    reference: str
    title: str
    resolution: str = ""
    workaround: str = ""
    channel: str = ""
    review: int = 0
    services: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
