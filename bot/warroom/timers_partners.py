"""What the timers of vendors, procedures and debt ask when they fire. Each is a question: the decision looks anew."""

from __future__ import annotations

from bot.warroom import commands_debt as cd
from bot.warroom import commands_partners as cp
from bot.warroom.commands import Command


def asked(kind: str, subject: str) -> Command | None:
    """The command of such a timer; None for timers of other stories."""
    match kind:
        case "vendor_chase":
            return cp.ChaseVendor(vendor=subject)
        case "vendor_rung":
            vendor, _, rung = subject.rpartition(":")
            return cp.ClimbVendor(vendor=vendor, rung=int(rung))
        case "procedure_half" | "procedure_due":
            vendor, _, code = subject.partition(":")
            return cp.RemindProcedure(vendor=vendor, code=code, late=kind == "procedure_due")
        case "debt_due":
            return cd.RemindDebt(debt=int(subject))
    return None
