"""Which decision answers which command about vendors, waiting and resources; joined in `decide`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.warroom import commands_debt as cd
from bot.warroom import commands_partners as cp
from bot.warroom import resourcing, vendors, waiting, workarounds
from bot.warroom.commands import Command
from bot.warroom.context import Context, Decision
from bot.warroom.incident import Incident

DECISIONS: Mapping[type[Command], Callable[[Incident, Any, Context], Decision]] = {
    cp.ContactVendor: vendors.contact,
    cp.NoteCase: vendors.note_case,
    cp.AnswerVendor: vendors.answer,
    cp.EscalateVendor: vendors.escalate,
    cp.InviteVendor: vendors.invite,
    cp.ExportVendor: vendors.export,
    cp.ChaseVendor: vendors.chase,
    cp.ClimbVendor: vendors.climb,
    cp.RemindProcedure: vendors.remind,
    cp.StartWait: waiting.start,
    cp.EndWait: waiting.end,
    cp.RequestResource: resourcing.request,
    cp.ApproveResource: resourcing.approve,
    cp.RefuseResource: resourcing.refuse,
    cd.RecordWorkaround: workarounds.record,
    cd.ChangeDebt: workarounds.change,
    cd.ExtendDebt: workarounds.extend,
    cd.PayDebt: workarounds.pay,
    cd.WithdrawDebt: workarounds.withdraw,
    cd.RemindDebt: workarounds.remind,
}
