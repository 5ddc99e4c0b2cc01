"""What an incident remembers of partners: vendors contacted, procedures that fired, waiting, resources asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from bot.warroom.base import Moment, Person, Value

WaitKind = Literal["vendor", "approval", "user", "change"]
WAIT_KINDS: tuple[WaitKind, ...] = ("vendor", "approval", "user", "change")
Verdict = Literal["pending", "approved", "refused"]


class VendorCase(Value):
    """A vendor that works on the incident, or should. `target_at` is the contract's time for an answer.

    `rung` is how far the case was escalated: 0 is nobody above the usual contacts.
    """

    vendor: str
    title: str
    contacted_at: Moment
    target_at: Moment | None = None
    case: str = ""
    answered_at: Moment | None = None
    answer: str = ""
    chases: int = 0
    rung: int = 0


class Procedure(Value):
    """A code was mentioned for which the policy has a procedure: that vendor is to be contacted by `due_at`."""

    vendor: str
    title: str
    code: str
    raised_at: Moment
    due_at: Moment
    task: int


class Wait(Value):
    """Work stood still (in part) because of somebody else, from `started_at` until `ended_at` (None: still)."""

    number: int
    on: WaitKind
    who: str = ""
    title: str = ""
    reason: str = ""
    started_at: Moment
    ended_at: Moment | None = None


class Resource(Value):
    """Money, people or things that somebody asked for, and what became of it. `approvers` are those asked."""

    number: int
    text: str
    amount: Decimal | None = None
    currency: str = ""
    asked_by: Person
    approvers: tuple[Person, ...] = ()
    verdict: Verdict = "pending"
    decided_by: Person | None = None
    reason: str = ""

    @property
    def reference(self) -> str:
        """R1, R2…"""
        return f"R{self.number}"


class DebtItem(Value):
    """What a workaround leaves to be done properly: W1, W2… Without owner or date it stands against closing.

    `target` is the message that was marked, if a mark opened it; `service` is the first service of the incident then.
    """

    number: int
    does: str
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None
    first_due_at: Moment | None = None
    service: str = ""
    target: str = ""
    opened_at: Moment
    extensions: int = 0
    closed_at: Moment | None = None
    replaced_by: str = ""
    dropped: bool = False

    @property
    def reference(self) -> str:
        """W1, W2…"""
        return f"W{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether something better is still owed."""
        return self.closed_at is None

    @property
    def wanting(self) -> tuple[str, ...]:
        """What nobody has said yet: leaves, undo, owner, due."""
        said = {"leaves": self.leaves, "undo": self.undo, "owner": self.owner, "due": self.due_at}
        return tuple(name for name, value in said.items() if not value)
