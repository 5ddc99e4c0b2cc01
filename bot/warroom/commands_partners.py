"""What is asked about vendors, waiting and resources. Deciding: `vendors.py`, `waiting.py`, `resourcing.py`."""

from __future__ import annotations

from decimal import Decimal

from bot.warroom.commands import Command
from bot.warroom.partners import WaitKind


class ContactVendor(Command):
    """The vendor was told of the incident. `unlisted`: one that the policy does not know."""

    vendor: str
    case: str = ""
    note: str = ""
    unlisted: bool = False


class NoteCase(Command):
    """The vendor's number for the case."""

    vendor: str
    case: str


class AnswerVendor(Command):
    """The vendor answered."""

    vendor: str
    text: str = ""


class EscalateVendor(Command):
    """Go up a rung at the vendor."""

    vendor: str
    reason: str = ""


class InviteVendor(Command):
    """Ask the vendor's people into the room."""

    vendor: str


class ExportVendor(Command):
    """Put the vendor's evidence pack into the room."""

    vendor: str


class ChaseVendor(Command):
    """The timer of a chase."""

    vendor: str


class ClimbVendor(Command):
    """The timer of a rung."""

    vendor: str
    rung: int


class RemindProcedure(Command):
    """The timers of a procedure: half of its time is over, or all of it."""

    vendor: str
    code: str
    late: bool = False


class StartWait(Command):
    """Work waits from now on (or since `at`)."""

    on: WaitKind
    who: str = ""
    reason: str = ""


class EndWait(Command):
    """Waiting is over. Without `on` the one that runs; `who` names one of several."""

    on: WaitKind | None = None
    who: str = ""


class RequestResource(Command):
    """Ask for money, people or things."""

    text: str
    amount: Decimal | None = None
    currency: str = ""


class ApproveResource(Command):
    """Yes to a request."""

    resource: int
    reason: str = ""


class RefuseResource(Command):
    """No to a request."""

    resource: int
    reason: str
