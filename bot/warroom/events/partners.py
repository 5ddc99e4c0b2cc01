"""Vendors, waiting and additional resources. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.partners import WaitKind


class ProcedureRaised(Value):
    """A code was mentioned for which the policy has a procedure: the vendor is to be contacted by `due_at`."""

    kind: Literal["procedure_raised"] = "procedure_raised"
    vendor: str
    title: str
    code: str
    due_at: Moment
    task: int


class ProcedureReminded(Value):
    """The room was reminded of a procedure: at half its time, or (`late`) when it was over."""

    kind: Literal["procedure_reminded"] = "procedure_reminded"
    vendor: str
    title: str
    code: str
    due_at: Moment
    late: bool = False


class VendorContacted(Value):
    """A vendor was told of the incident; its contract's time for an answer runs until `target_at`."""

    kind: Literal["vendor_contacted"] = "vendor_contacted"
    vendor: str
    title: str
    case: str = ""
    note: str = ""
    target_at: Moment | None = None


class VendorCaseNoted(Value):
    """The vendor's number for the case is known."""

    kind: Literal["vendor_case"] = "vendor_case"
    vendor: str
    title: str
    case: str


class VendorAnswered(Value):
    """The vendor answered: chasing and escalation stop."""

    kind: Literal["vendor_answered"] = "vendor_answered"
    vendor: str
    title: str
    text: str = ""


class VendorChaseDue(Value):
    """The vendor has not answered: the room was told to chase it, for the `count`th time."""

    kind: Literal["vendor_chase"] = "vendor_chase"
    vendor: str
    title: str
    count: int


class VendorEscalated(Value):
    """The case goes up to this rung of the vendor's escalation, by somebody's word or because time ran out."""

    kind: Literal["vendor_escalated"] = "vendor_escalated"
    vendor: str
    title: str
    rung: int
    name: str = ""
    contact: str = ""
    reason: str = ""
    automatic: bool = False


class VendorInvited(Value):
    """The vendor's people are asked into the room."""

    kind: Literal["vendor_invited"] = "vendor_invited"
    vendor: str
    title: str
    people: tuple[str, ...] = ()


class VendorPackMade(Value):
    """The evidence pack of a vendor was put into the room."""

    kind: Literal["vendor_pack"] = "vendor_pack"
    vendor: str
    title: str


class WaitStarted(Value):
    """From now on work waits: for a vendor, an approval, a user, or a change window."""

    kind: Literal["wait_started"] = "wait_started"
    wait: int
    on: WaitKind
    who: str = ""
    title: str = ""
    reason: str = ""


class WaitEnded(Value):
    """That waiting is over; `automatic` when something else that happened ended it."""

    kind: Literal["wait_ended"] = "wait_ended"
    wait: int
    automatic: bool = False


class ResourceRequested(Value):
    """Somebody asked for money, people or things; these persons may approve it."""

    kind: Literal["resource_requested"] = "resource_requested"
    resource: int
    text: str
    amount: Decimal | None = None
    currency: str = ""
    approvers: tuple[Person, ...] = ()


class ResourceApproved(Value):
    """A request was approved."""

    kind: Literal["resource_approved"] = "resource_approved"
    resource: int
    reason: str = ""


class ResourceRefused(Value):
    """A request was refused, with the reason."""

    kind: Literal["resource_refused"] = "resource_refused"
    resource: int
    reason: str
