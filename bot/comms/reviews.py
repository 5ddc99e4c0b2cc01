"""The words of a review: its stages, its sections, its fields and how they stand. Tables and look-ups, no markup."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _
from bot.comms.words import milestone_name, role_name, role_title
from bot.warroom.policy import Policy
from bot.warroom.reviews import Reviewing

STAGES: Mapping[str, str] = {
    "draft": _("draft"),
    "in_review": _("in review"),
    "published": _("published"),
}
SECTIONS: Mapping[str, str] = {
    "summary": _("Summary"),
    "impact": _("Impact"),
    "detection": _("Detection"),
    "factors": _("Contributing factors"),
    "mitigators": _("Mitigators"),
    "went_well": _("What went well"),
    "was_hard": _("What was hard"),
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
    "debt_owners": _("Workarounds with owner and date"),
}
STANDINGS: Mapping[str, str] = {
    "from_data": _("from data"),
    "confirmed": _("confirmed"),
    "unknown": _("unknown"),
    "not_applicable": _("not applicable"),
    "missing": _("missing"),
}


def stage_words(reviewing: Reviewing, t: Translator) -> str:
    """`draft`, `in review`, `published, edition 2`; what follows a publication is another edition."""
    stage = t.gettext(STAGES[reviewing.stage])
    if reviewing.stage == "published":
        return t.gettext("{stage}, edition {n}").format(stage=stage, n=reviewing.edition)
    if reviewing.edition:
        return t.gettext("edition {n} {stage}").format(stage=stage, n=reviewing.edition + 1)
    return stage


def section_title(section: str, t: Translator) -> str:
    """The section's title."""
    return t.gettext(SECTIONS.get(section, section))


def field_title(field: str, policy: Policy | None, t: Translator) -> str:
    """The words for a field: its own, or those of the milestone, role or section it stands for."""
    group, _colon, name = field.partition(":")
    if group == "milestone":
        return milestone_name(name, t)
    if group == "role":
        return role_title(name, policy, t) if policy else role_name(name, t)
    if group == "section":
        return section_title(name, t)
    return t.gettext(FIELDS.get(field, field))


def progress_words(complete: int, total: int, blocking: int, t: Translator) -> str:
    """`19 of 24 complete, 3 blocking`."""
    done = t.gettext("{complete} of {total} complete").format(complete=complete, total=total)
    if not blocking:
        return t.gettext("{done}, nothing blocking.").format(done=done)
    return t.ngettext("{done}, {n} blocking.", "{done}, {n} blocking.", blocking).format(done=done, n=blocking)
