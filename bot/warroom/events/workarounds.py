"""Workarounds and the debt they leave. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class DebtOpened(Value):
    """A workaround stands, and something better is owed by `due_at`; `target` is the message that was marked."""

    kind: Literal["debt_opened"] = "debt_opened"
    debt: int
    does: str
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None
    service: str = ""
    target: str = ""


class DebtChanged(Value):
    """More is known of a workaround, or its owner or date is another one; only what is given changes.

    `extended` when somebody put its date off.
    """

    kind: Literal["debt_changed"] = "debt_changed"
    debt: int
    does: str = ""
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None
    extended: bool = False
    reason: str = ""


class DebtPaid(Value):
    """Something better stands in place of a workaround; `dropped` when its mark was taken away again."""

    kind: Literal["debt_paid"] = "debt_paid"
    debt: int
    text: str = ""
    dropped: bool = False


class DebtReminded(Value):
    """A workaround stands longer than it should: its owner was reminded."""

    kind: Literal["debt_reminded"] = "debt_reminded"
    debt: int
    due_at: Moment
    told: Person | None = None


class WorkaroundRepeated(Value):
    """So many workarounds on one service within the policy's time: something for problem management.

    `references` are the public incidents they are from.
    """

    kind: Literal["workaround_repeated"] = "workaround_repeated"
    service: str
    count: int
    references: tuple[str, ...] = ()
