"""One line of a handover's brief: a fact and what it is about, without words. Stored with the offer for ever."""

from __future__ import annotations

from bot.warroom.base import Moment, Person, Value


class BriefLine(Value):
    """`topic` says what kind of fact it is; `key` names it where the incoming MIM must accept it.

    `plan` is the way back, `before` the moment when it last happened.
    """

    topic: str
    text: str = ""
    label: str = ""
    note: str = ""
    key: str = ""
    person: Person | None = None
    at: Moment | None = None
    names: tuple[str, ...] = ()
    plan: str = ""
    before: Moment | None = None
