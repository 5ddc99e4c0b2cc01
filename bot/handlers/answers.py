"""What a person is told when their command was carried out: short, and with the next step. Only they see it.

What everybody sees stands in the room and is written by the cards. One small function per command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.majors import criteria_line
from bot.comms.cards.models import model_line
from bot.comms.cards.next_step import next_step
from bot.comms.cards.scene import Scene
from bot.comms.cards.similar import similar_lines
from bot.comms.exports import presets
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import mark_name, milestone_name
from bot.handlers import (
    answers_assembly,
    answers_clocks,
    answers_closing,
    answers_debt,
    answers_editing,
    answers_follow_up,
    answers_links,
    answers_majors,
    answers_models,
    answers_review,
    answers_risks,
    answers_suggesting,
    answers_survey,
    answers_swarms,
    answers_updates,
)
from bot.handlers import answers_objects as objects
from bot.handlers import answers_partners as partners
from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import commands_candidates as cc
from bot.warroom import commands_clocks as ck
from bot.warroom import commands_closing as cz
from bot.warroom import commands_links as cl
from bot.warroom import commands_models as cm
from bot.warroom import commands_outputs as co
from bot.warroom import commands_partners as cp
from bot.warroom import commands_survey as cv
from bot.warroom import commands_swarms as cs
from bot.warroom import commands_updates as cu
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed

Told = Callable[[Performed], Message | None]
Words = Callable[[Scene, Any, Performed], Markup]
SHORT = 300


def done(scene: Scene, command: c.Command, performed: Performed, notice: Markup | str = "") -> Message:
    """The answer to a command that was carried out; `notice` says what was understood differently than typed."""
    said = WORDS[type(command)](scene, command, performed)
    following = fill(scene.t.gettext("👉 *Next:* {step}"), step=next_step(scene)) if _steers(command) else ""
    return scene.message(render.lines(said, render.escape(notice), following))


def declared(scene: Scene, notice: str = "") -> Message:
    """The answer to a declaration; the room's link follows by itself."""
    if scene.state.state == "candidate":
        return answers_majors.reported(scene, notice)
    said = fill(
        scene.t.gettext("{reference} is declared as {severity}: “{title}”. Its room opens now; the link follows here."),
        reference=scene.reference,
        severity=scene.severity,
        title=render.line(scene.state.title, SHORT),
    )
    lead = scene.state.lead
    asked = fill(scene.t.gettext("{name} is asked to lead."), name=scene.name(lead.person)) if lead else ""
    told = (
        said,
        render.escape(notice),
        criteria_line(scene),
        asked,
        hears(scene),
        model_line(scene),
        similar_lines(scene),
    )
    blocks = [*kit.sections(render.lines(*told))]
    return scene.message(render.lines(said, asked), *blocks)


def hears(scene: Scene) -> Markup:
    """Who hears the next update by when, the soonest first."""
    due = scene.state.next_due
    if due is None:
        return Markup("")
    soon = tuple(name for name, promise in scene.state.promises.items() if promise.due_at == due)
    words = scene.t.gettext("The next update is promised by {time}, to {audiences}.")
    return fill(words, time=scene.time(due), audiences=scene.audiences(soon))


def _steers(command: c.Command) -> bool:
    leading = (c.AcceptMim, c.ClaimMim, c.AcceptHandover, c.ChangeSeverity, c.MoveState, c.Resolve, c.Reopen)
    return isinstance(command, (*leading, c.Close, c.SetMilestone, c.PublishUpdate))


def _lead(scene: Scene, _command: c.Command, _performed: Performed) -> Markup:
    return render.lines(fill(scene.t.gettext("You lead {reference} now."), reference=scene.reference), hears(scene))


def _declined(scene: Scene, _command: c.DeclineMim, performed: Performed) -> Markup:
    lead = scene.state.lead
    if lead and any(isinstance(entry.event, e.MimPaged) for entry in performed.entries):
        return fill(scene.t.gettext("Thank you for saying so. {name} is asked now."), name=scene.name(lead.person))
    return fill(
        scene.t.gettext("Nobody else is left to be asked: the room has been told that {reference} needs somebody."),
        reference=scene.reference,
    )


def _asked(scene: Scene, command: c.AssignMim | c.OfferHandover, performed: Performed) -> Markup:
    person = command.person if isinstance(command, c.AssignMim) else command.to
    if any(isinstance(entry.event, e.HandoverOffered) for entry in performed.entries):
        words = scene.t.gettext("{name} is asked to take over. You stay accountable until they accept.")
    else:
        words = scene.t.gettext("{name} is asked to lead, and owns {reference} until somebody else does.")
    return fill(words, name=scene.name(person), reference=scene.reference)


def _not_handed_over(scene: Scene, _command: c.DeclineHandover, _performed: Performed) -> Markup:
    lead = scene.state.lead
    return fill(
        scene.t.gettext("The handover is off; {name} leads on."), name=scene.name(lead.person if lead else None)
    )


def _role(scene: Scene, command: c.AssignRole, performed: Performed) -> Markup:
    if command.role == "mim":
        return _asked(scene, c.AssignMim(person=command.person), performed)
    if len(command.people) > 1:
        several = scene.t.gettext("{names} are {role} now, and have been sent the duties.")
        return fill(several, names=scene.names(command.people), role=scene.role(command.role))
    words = scene.t.gettext("{name} is {role} now, and has been sent the duties.")
    return fill(words, name=scene.name(command.person), role=scene.role(command.role))


def _released(scene: Scene, command: c.ReleaseRole, _performed: Performed) -> Markup:
    words = scene.t.gettext("{name} is no longer {role}.")
    return fill(words, name=scene.name(command.person), role=scene.role(command.role))


def _severity(scene: Scene, _command: c.ChangeSeverity, performed: Performed) -> Markup:
    said = fill(scene.t.gettext("{reference} is {severity} now."), reference=scene.reference, severity=scene.severity)
    return render.lines(said, answers_majors.what_changes(scene, performed), hears(scene))


def _state(scene: Scene, _command: c.Command, _performed: Performed) -> Markup:
    said = fill(scene.t.gettext("{reference} is now: {phase}"), reference=scene.reference, phase=scene.phase)
    return render.lines(said, hears(scene))


def _reopened(scene: Scene, command: c.Reopen, performed: Performed) -> Markup:
    away = scene.state.room is not None and scene.state.room.archived
    room = fill(scene.t.gettext("Its room was archived, so a new one opens now.")) if away else ""
    return render.lines(_state(scene, command, performed), room)


def _resolved(scene: Scene, _command: c.Resolve, performed: Performed) -> Markup:
    said = fill(scene.t.gettext("{reference} is resolved."), reference=scene.reference)
    return render.lines(said, *answers_updates.last(scene, performed), _void(scene, performed),
                        fill(scene.t.gettext("The review draft follows in the room.")))  # fmt: skip


def _void(scene: Scene, performed: Performed) -> Markup:
    """That a handover which was under way is off."""
    off = next((each.event.person for each in performed.entries if isinstance(each.event, e.HandoverDeclined)), None)
    words = scene.t.gettext("The handover that was offered to {name} is void; they are told.")
    return fill(words, name=scene.name(off)) if off else Markup("")


def _closed(scene: Scene, _command: c.Command, _performed: Performed) -> Markup:
    wait = scene.t.duration(scene.policy.room.archive_after)
    words = scene.t.gettext("{reference} is closed. Its room is archived in {wait}.")
    said = fill(words, reference=scene.reference, wait=wait)
    return render.lines(said, partners.undecided(scene))


def _cancelled(scene: Scene, _command: c.Cancel, performed: Performed) -> Markup:
    said = fill(scene.t.gettext("{reference} is cancelled."), reference=scene.reference)
    return render.lines(said, _void(scene, performed))


def _remark(scene: Scene, command: c.RecordRemark, performed: Performed) -> Markup:
    numbered = objects.begun(scene, performed)
    if numbered is not None:
        return numbered
    at = next((entry.occurred_at for entry in performed.entries), None)
    kind = mark_name(command.kind, scene.t)
    kept = fill(scene.t.gettext("Kept on the timeline of {reference}: {kind}"), reference=scene.reference, kind=kind)
    when = fill(scene.t.gettext("at {time}"), time=scene.day_time(at)) if command.at and at else ""
    return render.join(" · ", [kept, when, scene.owed(command.owner, command.due_at)])


def _marked(scene: Scene, command: c.MarkMessage, performed: Performed) -> Markup:
    numbered = objects.begun(scene, performed)
    if numbered is not None:
        return numbered
    kind = mark_name(command.mark, scene.t)
    words = scene.t.gettext("That message is on the timeline of {reference} now, as: {kind}")
    return fill(words, reference=scene.reference, kind=kind)


def _milestone(scene: Scene, command: c.SetMilestone, _performed: Performed) -> Markup:
    name = milestone_name(command.milestone, scene.t)
    words = scene.t.gettext("{name}: {time}, on the record of {reference}.")
    return fill(words, name=name, time=scene.day_time(command.moment), reference=scene.reference)


def _published(scene: Scene, _command: c.Command, performed: Performed) -> Markup:
    told = answers_updates.goes(scene, performed)
    waiting = tuple(answers_updates.waits(scene, performed))
    return render.lines(*told, *waiting, hears(scene) if told else "")


def _snoozed(scene: Scene, command: c.SnoozeUpdate, performed: Performed) -> Markup:
    found = [(entry, entry.event) for entry in performed.entries if isinstance(entry.event, e.UpdateSnoozed)]
    if not found:
        return Markup("")
    entry, event = found[0]
    said = fill(
        scene.t.gettext(
            "The automatic update waits until {until}. It stays promised by {due}: later counts as missed."
        ),
        until=scene.time(event.until),
        due=scene.time(event.due_at),
    )
    cut = max(entry.recorded_at, event.due_at) + timedelta(seconds=command.seconds) > event.until
    most = scene.t.duration(scene.policy.updates.snooze_at_most)
    shorter = fill(scene.t.gettext("The policy allows no more than {most} after the promised time."), most=most)
    return render.lines(said, shorter if cut else "")


def _requested(scene: Scene, _command: c.RequestUpdate, _performed: Performed) -> Markup:
    said = fill(
        scene.t.gettext("The room of {reference} has been asked for an update; nothing was published."),
        reference=scene.reference,
    )
    return render.lines(said, hears(scene))


def _task(scene: Scene, command: c.AddTask, _performed: Performed) -> Markup:
    number = len(scene.state.tasks)
    said = fill(
        scene.t.gettext("Task {number} is noted. When it is finished: `/incident done {number}`"), number=number
    )
    nobody = (
        ""
        if command.owner
        else fill(
            scene.t.gettext("Nobody owns it yet, and then it blocks closing: `/incident task {number} @user`"),
            number=number,
        )
    )
    return render.lines(said, scene.owed(command.owner, command.due_at), nobody)


def _finished(scene: Scene, command: c.FinishTask, _performed: Performed) -> Markup:
    left = sum(not task.done for task in scene.state.tasks)
    words = scene.t.ngettext(
        "Task {number} is done; {n} is still open.", "Task {number} is done; {n} are still open.", left
    )
    return fill(words, number=command.task, n=left)


def _exported(scene: Scene, command: c.ExportTimeline, _performed: Performed) -> Markup:
    t = scene.t
    if command.format == "png":
        return fill(t.gettext("The picture of the incident follows in {room}."), room=scene.room)
    words = t.gettext("The {what} follows as a {format} file in {room}. {left_out}")
    left_out = presets.left_out(command.preset, t)
    what = presets.title(command.preset, t)
    return fill(words, what=what, format=command.format.upper(), room=scene.room, left_out=left_out)


def room_row(scene: Scene) -> list[kit.Block]:
    """A row with the button that opens the room, if there is one."""
    buttons = scene.room_button()
    return [kit.actions(*buttons)] if buttons else []


def claim_row(scene: Scene) -> list[kit.Element]:
    """The button that takes the lead."""
    return [scene.button(scene.t.gettext("Take the lead"), Action.MIM_CLAIM, style="primary")]


WORDS: Mapping[type[c.Command], Words] = {
    c.AcceptMim: _lead,
    c.ClaimMim: _lead,
    c.DeclineMim: _declined,
    c.AssignMim: _asked,
    c.OfferHandover: _asked,
    c.AcceptHandover: _lead,
    c.DeclineHandover: _not_handed_over,
    c.AssignRole: _role,
    c.ReleaseRole: _released,
    c.ChangeSeverity: _severity,
    c.MoveState: _state,
    c.Resolve: _resolved,
    c.Reopen: _reopened,
    c.Close: _closed,
    c.Cancel: _cancelled,
    c.RecordRemark: _remark,
    c.MarkMessage: _marked,
    c.SetMilestone: _milestone,
    c.PublishUpdate: _published,
    cu.OverrideUpdate: _published,
    cu.RewriteUpdate: _published,
    cu.ApproveUpdate: _published,
    cu.CorrectUpdate: _published,
    cu.RefuseUpdate: answers_updates.refused,
    c.SnoozeUpdate: _snoozed,
    c.RequestUpdate: _requested,
    c.AddTask: _task,
    c.FinishTask: _finished,
    c.ExportTimeline: _exported,
    cc.AcceptCandidate: answers_majors.accepted,
    cc.RejectCandidate: answers_majors.rejected,
    cc.Promote: answers_majors.changed,
    cc.Demote: answers_majors.changed,
    **objects.WORDS,
    ck.AnswerQuestion: answers_clocks.answered,
    ck.SubmitClock: answers_clocks.submitted,
    cm.ApplyModel: answers_models.applied,
    cm.AbandonModel: answers_models.abandoned,
    cm.UseSolution: answers_models.solution_used,
    co.RaiseOutput: answers_closing.raised,
    co.FileAgain: answers_closing.again,
    cz.DoubtRestored: answers_closing.doubted,
    cv.CloseSurvey: answers_survey.closed,
    cv.SkipSurvey: answers_survey.skipped,
    cl.LinkIncident: answers_links.linked,
    cl.UnlinkIncident: answers_links.unlinked,
    cl.MergeDuplicate: answers_links.merged,
    ca.AcknowledgeRole: answers_assembly.acknowledged,
    ca.DeclineRole: answers_assembly.declined,
    ca.ReleasePeople: answers_assembly.released,
    ca.StandDown: answers_assembly.stood_down,
    ca.KeepRoles: answers_assembly.kept,
    cp.ContactVendor: partners.contacted,
    cp.NoteCase: partners.contacted,
    cp.AnswerVendor: partners.answered,
    cp.EscalateVendor: partners.escalated,
    cp.InviteVendor: partners.invited,
    cp.ExportVendor: partners.exported,
    cp.StartWait: partners.waiting,
    cp.EndWait: partners.over,
    cp.RequestResource: partners.requested,
    cp.ApproveResource: partners.decided,
    cp.RefuseResource: partners.decided,
    **answers_debt.WORDS,
    **answers_review.WORDS,
    **answers_risks.WORDS,
    **answers_suggesting.WORDS,
    **answers_editing.WORDS,
    **answers_follow_up.WORDS,
    cs.OpenSwarms: answers_swarms.opened,
    cs.LeadSwarm: answers_swarms.led,
    cs.JoinSwarm: answers_swarms.joined,
    cs.ReportSwarm: answers_swarms.reported,
    cs.EndSwarm: answers_swarms.ended,
}
