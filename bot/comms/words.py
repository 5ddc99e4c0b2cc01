"""The names people read for the domain's own words: states, marks, milestones, roles, severities.

One table per word list, so that every card, update, export and page calls the same thing by the same name. It makes
no sentences and no markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _
from bot.warroom.policy import Policy

STATES: Mapping[str, str] = {
    "candidate": _("Candidate"),
    "investigating": _("Investigating"),
    "identified": _("Identified"),
    "monitoring": _("Monitoring"),
    "resolved": _("Resolved"),
    "closed": _("Closed"),
    "rejected": _("Rejected"),
    "cancelled": _("Cancelled"),
}
STATE_EMOJI: Mapping[str, str] = {
    "candidate": "❔",
    "investigating": "🔎",
    "identified": "🎯",
    "monitoring": "👀",
    "resolved": "✅",
    "closed": "📁",
    "rejected": "🚫",
    "cancelled": "🚫",
}
MARKS: Mapping[str, tuple[str, str]] = {
    "observation": ("👁", _("Observation")),
    "hypothesis": ("💡", _("Hypothesis")),
    "decision": ("⚖️", _("Decision")),
    "action": ("🔧", _("Action")),
    "impact": ("💥", _("Impact")),
    "workaround": ("🩹", _("Workaround")),
    "note": ("📌", _("Note")),
    "key_moment": ("📌", _("Key moment")),
    "resource": ("🧰", _("Resource")),
}
MILESTONES: Mapping[str, str] = {
    "last_normal": _("Last known good"),
    "started": _("Impact began"),
    "first_symptom": _("First symptom"),
    "detected": _("Detected"),
    "first_user_report": _("First user report"),
    "registered": _("Registered"),
    "declared": _("Declared"),
    "mim_paged": _("MIM asked"),
    "mim_accepted": _("MIM accepted"),
    "assembled": _("Team assembled"),
    "diagnosed": _("Diagnosed"),
    "workaround": _("Workaround in place"),
    "mitigated": _("Impact mitigated"),
    "resolved": _("Resolved"),
    "confirmed": _("Restoration confirmed"),
    "closed": _("Closed"),
}
ROLES: Mapping[str, str] = {
    "mim": _("Major Incident Manager"),
    "deputy": _("Deputy"),
    "scribe": _("Scribe"),
    "communications_lead": _("Communications lead"),
    "technical_lead": _("Technical lead"),
    "swarm_lead": _("Swarm lead"),
    "vendor_liaison": _("Vendor liaison"),
    "service_owner": _("Service owner"),
}


def state_name(state: str, t: Translator) -> str:
    """Investigating, Identified…"""
    return t.gettext(STATES.get(state, state))


def mark_name(kind: str, t: Translator) -> str:
    """Decision, Action… for a kind of key moment."""
    return t.gettext(MARKS[kind][1]) if kind in MARKS else kind


def mark_emoji(kind: str) -> str:
    """The sign that stands for a kind of key moment."""
    return MARKS[kind][0] if kind in MARKS else "•"


def milestone_name(milestone: str, t: Translator) -> str:
    """Detected, Impact began…"""
    return t.gettext(MILESTONES.get(milestone, milestone))


def role_title(role: str, policy: Policy, t: Translator) -> str:
    """The role's title in the policy, else our own name for it."""
    known = policy.roles.get(role)
    return known.title if known else role_name(role, t)


def role_name(role: str, t: Translator) -> str:
    """Our own name for a role, where no policy is at hand."""
    return t.gettext(ROLES[role]) if role in ROLES else role.replace("_", " ")


def severity_name(severity: str, policy: Policy) -> str:
    """`SEV1 Critical`: the name people say, and the policy's label unless that says the name already."""
    known = policy.severities.get(severity)
    name, label = severity.upper(), known.label if known else ""
    if not label or label.upper() == name:
        return name
    return label if name in label.upper() else f"{name} {label}"


def audience_title(audience: str, policy: Policy) -> str:
    """The audience's title in the policy, else its name."""
    known = policy.audiences.get(audience)
    return known.title if known else audience
