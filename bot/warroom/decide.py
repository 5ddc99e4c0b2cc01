"""One place that knows which decision answers which command. Pure: state, command and circumstances in, events out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.warroom import (
    approving,
    assembling,
    candidates,
    closing,
    editing,
    follow_up,
    handing_on,
    investigating,
    judging,
    leading,
    modelling,
    moving,
    partnering,
    promising,
    recording,
    regulators,
    reviewing,
    risks,
    surveying,
    swarms,
)
from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import commands_candidates as cc
from bot.warroom import commands_clocks as ck
from bot.warroom import commands_closing as cz
from bot.warroom import commands_models as cm
from bot.warroom import commands_objects as co
from bot.warroom import commands_outputs as cu
from bot.warroom import commands_risks as crk
from bot.warroom import commands_swarms as cs
from bot.warroom.capture import answering
from bot.warroom.context import Context, Decision
from bot.warroom.incident import Incident
from bot.warroom.unowned import list_unowned


def decide(state: Incident, command: c.Command, context: Context) -> Decision:
    """The events that answer a command. Raises a Refusal (errors.py) when it is not possible."""
    return _DECISIONS[type(command)](state, command, context)


_DECISIONS: dict[type[c.Command], Callable[[Incident, Any, Context], Decision]] = {
    **partnering.DECISIONS,
    **surveying.DECISIONS,
    **approving.DECISIONS,
    **follow_up.DECISIONS,
    **editing.DECISIONS,
    **answering.DECISIONS,
    **reviewing.DECISIONS,
    c.AcceptMim: leading.accept,
    c.ClaimMim: leading.claim,
    c.DeclineMim: leading.decline,
    c.PassMim: leading.pass_on,
    c.AssignMim: leading.assign,
    c.OfferHandover: leading.offer,
    c.AcceptHandover: leading.accept_handover,
    c.ProposeHandover: leading.propose_handover,
    c.DeclineHandover: leading.decline_handover,
    c.AssignRole: leading.assign_role,
    c.ReleaseRole: leading.release_role,
    c.ChangeSeverity: moving.change_severity,
    c.MoveState: moving.move_state,
    c.Resolve: moving.resolve,
    c.Reopen: moving.reopen,
    c.Close: moving.close,
    c.Cancel: moving.cancel,
    c.RecordRemark: recording.remark,
    c.MarkMessage: recording.mark,
    c.SetMilestone: recording.set_milestone,
    c.AddTask: recording.add_task,
    c.FinishTask: recording.finish_task,
    c.DraftReview: recording.draft_review,
    c.ExportTimeline: recording.export,
    c.PublishUpdate: promising.publish,
    c.WarnUpdate: promising.warn,
    c.DueUpdate: promising.due,
    c.EscalateUpdate: promising.escalate,
    c.SnoozeUpdate: promising.snooze,
    c.RequestUpdate: promising.request,
    cc.AcceptCandidate: candidates.accept,
    cc.RejectCandidate: candidates.reject,
    cc.AssumeMajor: candidates.assume,
    cc.CheckCriteria: judging.check,
    cc.Promote: candidates.promote,
    cc.Demote: candidates.demote,
    co.StartTest: investigating.start_test,
    co.SettleHypothesis: investigating.settle,
    co.CallBackHypothesis: investigating.call_back,
    co.RaiseObjection: investigating.raise_objection,
    co.CloseObjections: investigating.close_objections,
    co.ReportAction: investigating.report,
    cz.GiveTask: investigating.give_task,
    co.WithdrawObject: investigating.withdraw,
    co.RemindAction: investigating.remind_action,
    co.RemindTask: investigating.remind_task,
    ck.AskClassification: regulators.ask,
    ck.AnswerQuestion: regulators.answer,
    ck.RemindClock: regulators.remind,
    ck.SubmitClock: regulators.submit,
    cm.ApplyModel: modelling.apply,
    cm.AbandonModel: modelling.abandon,
    cm.UseSolution: modelling.use_solution,
    ca.AcknowledgeRole: assembling.acknowledge,
    ca.DeclineRole: assembling.decline,
    ca.PassRole: assembling.pass_on,
    ca.CheckAssembly: assembling.check,
    ca.ReleasePeople: assembling.release_people,
    ca.StandDown: assembling.stand_down,
    ca.KeepRoles: assembling.keep,
    cu.RaiseOutput: handing_on.raise_output,
    cu.FileAgain: handing_on.file_again,
    cz.RemindConfirmation: closing.remind,
    cz.DoubtRestored: closing.doubt,
    crk.RaiseRisk: risks.raise_risk,
    crk.CloseRisk: risks.close,
    cs.OpenSwarms: swarms.open_swarms,
    cs.LeadSwarm: swarms.lead,
    cs.JoinSwarm: swarms.join,
    cs.ReportSwarm: swarms.report,
    cs.EndSwarm: swarms.end,
    cs.ListUnowned: list_unowned,
}
