"""One plain-text sentence for every kind of entry: the timeline in exports, in the review and in Slack's replies.

People's own words stay as they are; the bot's acts are told in the past tense. It adds nothing to the record and
makes no markup: whoever shows a sentence escapes it for its medium.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms import (
    describe_assembly,
    describe_clocks,
    describe_closing,
    describe_deliveries,
    describe_drills,
    describe_editing,
    describe_follow_up,
    describe_links,
    describe_majors,
    describe_models,
    describe_objects,
    describe_outputs,
    describe_partners,
    describe_reviews,
    describe_risks,
    describe_suggesting,
    describe_survey,
    describe_swarms,
    describe_updates,
)
from bot.comms.brief import told
from bot.comms.locale import Translator, _
from bot.comms.majors import criterion_words
from bot.comms.phrasing import in_a_row, retold
from bot.comms.shipped import entry_in, policy_in
from bot.comms.step_words import step_name
from bot.comms.telling import Sentences, Teller
from bot.comms.words import mark_name, milestone_name, state_name
from bot.warroom import events as e
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry


def describe(entry: Entry, t: Translator, zone: str = "UTC", policy: Policy | None = None) -> str:
    """What the entry says, in one sentence (people's words may run over several lines), in the policy's words."""
    tell = Teller(t, zone, policy_in(policy, t.language) if policy else None)
    return SENTENCES[type(entry.event)](tell, entry_in(entry, t.language).event)


def _declared(tell: Teller, event: e.IncidentDeclared) -> str:
    said = tell.t.gettext("{reference} declared as {severity}: {title}")
    if event.candidate:
        said = tell.t.gettext("{reference} reported as a candidate ({severity}): {title}")
    words = said.format(reference=event.reference, severity=tell.severity(event.severity), title=event.title)
    marks = [tell.t.gettext("drill")] if event.drill else []
    if event.private:
        marks.append(tell.t.gettext("private"))
    marked = f"{words} ({', '.join(marks)})" if marks else words
    if not event.criteria:
        return marked
    reasons = [criterion_words(met, tell.t) for met in event.criteria]
    return tell.t.gettext("{declared}; criteria met: {reasons}").format(declared=marked, reasons="; ".join(reasons))


def _room_opened(tell: Teller, event: e.RoomOpened) -> str:
    return tell.t.gettext("War room #{name} opened").format(name=event.name)


def _room_archived(tell: Teller, _event: e.RoomArchived) -> str:
    return tell.t.gettext("War room archived")


POSTED: Mapping[str, str] = {
    "card": _("Card posted in the war room"),
    "announcement": _("Incident announced"),
    "unowned": _("Unowned work listed in the war room"),
}


def _posted(tell: Teller, event: e.Posted) -> str:
    if event.what in POSTED:
        return tell.t.gettext(POSTED[event.what])
    kind, _colon, rest = event.what.partition(":")
    number, _colon, audience = rest.partition(":")
    if kind == "update" and audience:
        said = tell.t.gettext("Update {number} posted for {audience}")
        return said.format(number=number, audience=tell.audience(audience))
    if kind == "swarm":
        return tell.t.gettext("Message of swarm {n} posted").format(n=rest)
    if kind == "checklist":
        return tell.t.gettext("Checklist posted in the war room")
    if kind == "object":
        return tell.t.gettext("Card of {label} posted in the war room").format(label=rest)
    return tell.t.gettext("Message posted: {what}").format(what=event.what)


def _topic_set(tell: Teller, event: e.TopicSet) -> str:
    return tell.t.gettext("Topic set: {topic}").format(topic=event.topic)


def _role_assigned(tell: Teller, event: e.RoleAssigned) -> str:
    return tell.t.gettext("{name} became {role}").format(name=event.person.name, role=tell.role(event.role))


def _role_released(tell: Teller, event: e.RoleReleased) -> str:
    return tell.t.gettext("{name} is no longer {role}").format(name=event.person.name, role=tell.role(event.role))


PAGED: Mapping[str, str] = {
    "first": _("{name} was asked to lead"),
    "silent": _("{name} was asked to lead, since there was no answer before"),
    "declined": _("{name} was asked to lead, since the person before could not"),
    "assigned": _("{name} was chosen and asked to lead"),
}


def _mim_paged(tell: Teller, event: e.MimPaged) -> str:
    return tell.with_words(tell.t.gettext(PAGED[event.why]).format(name=event.person.name), event.brief)


def _mim_accepted(tell: Teller, event: e.MimAccepted) -> str:
    said = tell.t.gettext("{name} took the lead") if event.claimed else tell.t.gettext("{name} accepted the lead")
    return said.format(name=event.person.name)


def _mim_unanswered(tell: Teller, event: e.MimUnanswered) -> str:
    return tell.t.gettext("Nobody answered the call to lead; {name} stays the owner").format(name=event.person.name)


def _handover_offered(tell: Teller, event: e.HandoverOffered) -> str:
    said = tell.with_words(tell.t.gettext("Handover offered to {name}").format(name=event.to.name), event.brief)
    lines = told(event.lines, tell.t, lambda line: tell.at(line.at) if line.at else "", tell.audience)
    return "\n".join([said, *lines])


def _handover_proposed(tell: Teller, event: e.HandoverProposed) -> str:
    return tell.t.gettext("{name} has led for a shift and was asked to hand over").format(name=event.person.name)


def _handover_accepted(tell: Teller, event: e.HandoverAccepted) -> str:
    said = tell.t.gettext("{name} took over the lead from {outgoing}")
    return said.format(name=event.person.name, outgoing=event.outgoing.name)


def _handover_declined(tell: Teller, event: e.HandoverDeclined) -> str:
    return tell.t.gettext("The handover to {name} did not take place").format(name=event.person.name)


def _severity_changed(tell: Teller, event: e.SeverityChanged) -> str:
    said = tell.t.gettext("Severity changed from {before} to {after}").format(
        before=tell.severity(event.before), after=tell.severity(event.after)
    )
    return tell.with_words(said, event.reason)


def _state_changed(tell: Teller, event: e.StateChanged) -> str:
    before, after = state_name(event.before, tell.t), state_name(event.after, tell.t)
    if event.before == event.after:
        return tell.with_words(after, event.text)
    said = tell.t.gettext("State changed from {before} to {after}").format(before=before, after=after)
    return tell.with_words(said, event.text)


def _resolved(tell: Teller, event: e.IncidentResolved) -> str:
    return tell.with_words(tell.t.gettext("Resolved"), event.text)


def _reopened(tell: Teller, event: e.IncidentReopened) -> str:
    return tell.with_words(tell.t.gettext("Reopened"), event.reason)


def _closed(tell: Teller, _event: e.IncidentClosed) -> str:
    return tell.t.gettext("Closed")


def _cancelled(tell: Teller, event: e.IncidentCancelled) -> str:
    return tell.with_words(tell.t.gettext("Cancelled"), event.reason)


def _milestone(tell: Teller, event: e.MilestoneSet) -> str:
    said = tell.t.gettext("Milestone “{name}” at {time} (source: {source})")
    return said.format(name=milestone_name(event.milestone, tell.t), time=tell.at(event.at), source=event.source)


def _remark(tell: Teller, event: e.Remark) -> str:
    return tell.owed(event.text, event.owner, event.due_at)


def _marked(tell: Teller, event: e.MessageMarked) -> str:
    said = (
        tell.t.gettext("Message of {author} marked as {mark}")
        if event.author
        else tell.t.gettext("Message marked as {mark}")
    )
    return tell.with_words(said.format(author=event.author, mark=mark_name(event.mark, tell.t)), event.text)


def _unmarked(tell: Teller, event: e.MessageUnmarked) -> str:
    return tell.t.gettext("Mark “{mark}” taken away").format(mark=mark_name(event.mark, tell.t))


def _message(tell: Teller, event: e.MessagePosted) -> str:
    names = ", ".join(file.name for file in event.files)
    files = tell.t.gettext("[files: {names}]").format(names=names) if names else ""
    where = tell.t.gettext("[swarm {name}]").format(name=event.swarm) if event.swarm else ""
    return " ".join(part for part in (where, event.text, files) if part)


def _edited(tell: Teller, event: e.MessageEdited) -> str:
    return tell.t.gettext("Message changed to: {text}").format(text=event.text)


def _deleted(tell: Teller, _event: e.MessageDeleted) -> str:
    return tell.t.gettext("Message deleted")


def _joined(tell: Teller, event: e.PersonJoined) -> str:
    return tell.t.gettext("{name} joined the war room").format(name=event.person.name)


def _left(tell: Teller, event: e.PersonLeft) -> str:
    return tell.t.gettext("{name} left the war room").format(name=event.person.name)


def _promised(tell: Teller, event: e.UpdatePromised) -> str:
    said = tell.t.gettext("Next update promised to {audience} by {time}")
    return said.format(audience=tell.audience(event.audience), time=tell.at(event.due_at))


def _drafted(tell: Teller, event: e.UpdateDrafted) -> str:
    said = tell.t.gettext("Update draft shown for {audiences}, due {time}")
    return said.format(audiences=tell.audiences(event.audiences), time=tell.at(event.due_at))


def _snoozed(tell: Teller, event: e.UpdateSnoozed) -> str:
    said = tell.t.gettext("Automatic update for {audience} put off until {time}")
    words = said.format(audience=tell.audience(event.audience), time=tell.at(event.until))
    return tell.with_words(words, event.reason)


def _requested(tell: Teller, event: e.UpdateRequested) -> str:
    return tell.with_words(tell.t.gettext("{name} asked for an update").format(name=event.person.name), event.text)


def _task_added(tell: Teller, event: e.TaskAdded) -> str:
    said = tell.t.gettext("Task {n}: {text}").format(n=event.task, text=event.text)
    return tell.owed(said, event.owner, event.due_at)


def _task_done(tell: Teller, event: e.TaskDone) -> str:
    return tell.t.gettext("Task {n} done").format(n=event.task)


def _review_drafted(tell: Teller, event: e.ReviewDrafted) -> str:
    return tell.t.gettext("Review draft {version} made from the record").format(version=event.version)


def _exported(tell: Teller, event: e.Exported) -> str:
    if event.preset == "full":
        return tell.t.gettext("Timeline exported as {format}").format(format=event.format)
    return tell.t.gettext("Export for {preset} made as {format}").format(preset=event.preset, format=event.format)


def _step_failed(tell: Teller, event: e.StepFailed) -> str:
    why, remedy = retold(event.why, event.why_told, tell.t), retold(event.remedy, event.remedy_told, tell.t)
    what = tell.t.gettext("Could not {what}").format(what=step_name(event.step, tell.t))
    return tell.with_words(what, in_a_row(why, remedy))


SENTENCES: Sentences = {
    **describe_majors.SENTENCES,
    **describe_models.SENTENCES,
    **describe_objects.SENTENCES,
    **describe_links.SENTENCES,
    **describe_clocks.SENTENCES,
    **describe_drills.SENTENCES,
    **describe_assembly.SENTENCES,
    **describe_closing.SENTENCES,
    **describe_follow_up.SENTENCES,
    **describe_partners.SENTENCES,
    **describe_outputs.SENTENCES,
    **describe_deliveries.SENTENCES,
    **describe_reviews.SENTENCES,
    **describe_survey.SENTENCES,
    **describe_swarms.SENTENCES,
    **describe_risks.SENTENCES,
    **describe_suggesting.SENTENCES,
    **describe_editing.SENTENCES,
    **describe_updates.SENTENCES,
    e.IncidentDeclared: _declared,
    e.RoomOpened: _room_opened,
    e.RoomArchived: _room_archived,
    e.Posted: _posted,
    e.TopicSet: _topic_set,
    e.RoleAssigned: _role_assigned,
    e.RoleReleased: _role_released,
    e.MimPaged: _mim_paged,
    e.MimAccepted: _mim_accepted,
    e.MimUnanswered: _mim_unanswered,
    e.HandoverOffered: _handover_offered,
    e.HandoverAccepted: _handover_accepted,
    e.HandoverProposed: _handover_proposed,
    e.HandoverDeclined: _handover_declined,
    e.SeverityChanged: _severity_changed,
    e.StateChanged: _state_changed,
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
    e.IncidentClosed: _closed,
    e.IncidentCancelled: _cancelled,
    e.MilestoneSet: _milestone,
    e.Remark: _remark,
    e.MessageMarked: _marked,
    e.MessageUnmarked: _unmarked,
    e.MessagePosted: _message,
    e.MessageEdited: _edited,
    e.MessageDeleted: _deleted,
    e.PersonJoined: _joined,
    e.PersonLeft: _left,
    e.UpdatePromised: _promised,
    e.UpdateDrafted: _drafted,
    e.UpdateSnoozed: _snoozed,
    e.UpdateRequested: _requested,
    e.TaskAdded: _task_added,
    e.TaskDone: _task_done,
    e.ReviewDrafted: _review_drafted,
    e.Exported: _exported,
    e.StepFailed: _step_failed,
}
