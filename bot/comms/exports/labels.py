"""The words that documents use for KPIs, fields of a review, reasons and fates: tables only, in the source language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.words import milestone_name, role_title

KPIS: Mapping[str, str] = {
    "time_to_detect": _("Time to detect"),
    "time_to_acknowledge": _("Time to acknowledge"),
    "time_to_acknowledge_page": _("Time to acknowledge the page"),
    "time_to_declare": _("Time to declare"),
    "time_to_assemble": _("Time to assemble"),
    "time_to_diagnose": _("Time to diagnose"),
    "time_to_mitigate": _("Time to mitigate"),
    "time_to_resolve": _("Time to resolve"),
    "time_to_resolve_declared": _("Time to resolve from declaration"),
    "update_punctuality": _("Update punctuality"),
    "longest_silence": _("Longest silence"),
    "waiting_share": _("Waiting"),
}
FIELDS: Mapping[str, str] = {
    "title": _("Title"),
    "severity": _("Severity"),
    "services": _("Services affected"),
    "symptoms": _("What people saw"),
    "impact": _("Impact"),
    "hypotheses": _("Hypotheses"),
    "decisions": _("Decisions"),
    "updates": _("Status updates"),
    "task_owners": _("Actions with owners"),
}
STANDINGS: Mapping[str, str] = {
    "from_data": _("from data"),
    "confirmed": _("confirmed"),
    "unknown": _("unknown"),
    "not_applicable": _("not applicable"),
    "missing": _("missing"),
}
REASONS: Mapping[str, str] = {
    "not_declared": _("not named at the declaration"),
    "no_workaround": _("no workaround was recorded"),
    "cancelled": _("the incident was cancelled"),
    "claimed": _("somebody took the lead without being asked"),
    "unfilled": _("nobody held this role"),
    "no_audiences": _("no audience may be told"),
}
FATES: Mapping[str, str] = {
    "kept": _("kept"),
    "missed": _("missed"),
    "pending": _("pending"),
    "void": _("ended before"),
}
KINDS: Mapping[str, str] = {
    "declared": _("Declared"),
    "severity_changed": _("Severity"),
    "state_changed": _("State"),
    "mim_accepted": _("Lead"),
    "handover_accepted": _("Handover"),
    "update_published": _("Update"),
    "promise_missed": _("Update missed"),
    "resolved": _("Resolved"),
    "reopened": _("Reopened"),
    "closed": _("Closed"),
    "cancelled": _("Cancelled"),
    "milestone": _("Milestone"),
    "message": _("Message"),
    "message_deleted": _("Deleted message"),
    "message_edited": _("Edited message"),
    "marked": _("Marked"),
    "unmarked": _("Mark removed"),
    "room_opened": _("War room"),
    "room_archived": _("War room"),
    "posted": _("Posted"),
    "topic_set": _("Topic"),
    "role_assigned": _("Role"),
    "role_released": _("Role"),
    "mim_paged": _("Asked to lead"),
    "mim_unanswered": _("No answer"),
    "handover_offered": _("Handover"),
    "handover_declined": _("Handover"),
    "joined": _("Joined"),
    "left": _("Left"),
    "update_promised": _("Update promised"),
    "update_drafted": _("Update due soon"),
    "update_snoozed": _("Update put off"),
    "update_requested": _("Update requested"),
    "promise_kept": _("Update in time"),
    "promise_escalated": _("Update overdue"),
    "task_added": _("Task"),
    "task_done": _("Task done"),
    "review_drafted": _("Review"),
    "exported": _("Export"),
    "step_failed": _("Problem"),
    "candidate_asked": _("Candidate"),
    "candidate_accepted": _("Accepted as major"),
    "candidate_rejected": _("Rejected"),
    "major_changed": _("Major or minor"),
    "model_suggested": _("Models that fit"),
    "model_applied": _("Model"),
    "model_abandoned": _("Model abandoned"),
    "solution_used": _("Documented solution"),
    "linked": _("Linked incident"),
    "unlinked": _("Link taken back"),
    "replay_planned": _("Replay"),
    "inject_played": _("Played"),
    "drill_scored": _("Score"),
    "role_asked": _("Role asked for"),
    "role_acknowledged": _("Role accepted"),
    "role_declined": _("Role declined"),
    "role_unanswered": _("No answer"),
    "roles_missing": _("Roles missing"),
    "stood_down": _("Stand-down"),
    "role_kept": _("Role kept"),
    "span_exceeded": _("Too many for one"),
    "on_call_fell_back": _("On-call provider silent"),
    "confirmation_asked": _("Asked to confirm"),
    "confirmation_reminded": _("Asked to confirm"),
    "restoration_doubted": _("Not restored yet"),
    "task_given": _("Task"),
    "procedure_raised": _("Procedure"),
    "procedure_reminded": _("Procedure"),
    "vendor_contacted": _("Vendor contacted"),
    "vendor_case": _("Vendor's case"),
    "vendor_answered": _("Vendor answered"),
    "vendor_chase": _("Vendor chased"),
    "vendor_escalated": _("Vendor escalated"),
    "vendor_invited": _("Vendor's people"),
    "wait_started": _("Waiting"),
    "wait_ended": _("Waiting over"),
    "resource_requested": _("Resource asked for"),
    "resource_approved": _("Resource approved"),
    "resource_refused": _("Resource refused"),
    "output_raised": _("Output"),
    "output_filed": _("Output filed"),
    "output_delayed": _("Output waits"),
}
SIGNS: Mapping[str, str] = {
    "declared": "🚨", "severity_changed": "🌡️", "state_changed": "🔀", "mim_accepted": "🧭", "handover_accepted": "🤝",
    "update_published": "📣", "promise_missed": "⏰", "resolved": "✅", "reopened": "🔁", "closed": "📁",
    "cancelled": "🚫", "milestone": "🚩", "message": "💬", "message_deleted": "🗑️",
    "message_edited": "✏️", "marked": "📌", "unmarked": "📌", "room_opened": "🚪", "room_archived": "🚪",
    "role_assigned": "👤", "role_released": "👤", "mim_paged": "📟", "mim_unanswered": "📵", "handover_offered": "🤝",
    "handover_declined": "🤝", "joined": "➡️", "left": "⬅️", "update_promised": "⏳", "update_drafted": "📝",
    "update_snoozed": "💤", "update_requested": "🙋", "promise_kept": "⌛", "promise_escalated": "⏰",
    "task_added": "☑️", "task_done": "☑️", "review_drafted": "📄", "exported": "📤", "step_failed": "⚠️",
    "candidate_asked": "❔", "candidate_accepted": "🚨", "candidate_rejected": "🚫", "major_changed": "🌡️",
    "model_suggested": "📋", "model_applied": "📋", "model_abandoned": "📋", "solution_used": "📗",
    "linked": "🔗", "unlinked": "🔗",
    "replay_planned": "🎓", "inject_played": "🎓", "drill_scored": "🎓", "role_asked": "📨", "role_acknowledged": "👍",
    "role_declined": "👤", "role_unanswered": "📵", "roles_missing": "🔴", "stood_down": "🕊️", "role_kept": "👋",
    "span_exceeded": "⚠️", "on_call_fell_back": "☎️", "confirmation_asked": "🙋", "confirmation_reminded": "🙋",
    "restoration_doubted": "⚠️", "task_given": "☑️", "procedure_raised": "📞", "procedure_reminded": "⏳",
    "vendor_contacted": "☎️", "vendor_case": "🎫", "vendor_answered": "✅", "vendor_chase": "🔔",
    "vendor_escalated": "📣", "vendor_invited": "➡️", "wait_started": "⏸️", "wait_ended": "▶️",
    "resource_requested": "💰", "resource_approved": "✅", "resource_refused": "🚫", "output_raised": "📤",
    "output_filed": "📤", "output_delayed": "⏳",
}  # fmt: skip


def field_name(field: str, wording: Wording) -> str:
    """The words for a field of a review: its own, or those of the milestone or role it stands for."""
    group, _colon, name = field.partition(":")
    if group == "milestone":
        return milestone_name(name, wording.t)
    if group == "role":
        return role_title(name, wording.policy, wording.t)
    return wording.t.gettext(FIELDS[field])
