"""How complete a review draft is, in words: what is there, what is missing, who fills it, by when and how."""

from __future__ import annotations

from datetime import datetime

from bot.comms.exports.blocks import Check, Checklist
from bot.comms.exports.labels import REASONS, STANDINGS, field_name
from bot.comms.exports.wording import Wording, readable
from bot.comms.words import role_title, severity_name
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Gap


def progress(draft: ReviewDraft, wording: Wording) -> str:
    """`19 of 24 complete, 3 blocking`."""
    t = wording.t
    done = t.gettext("{complete} of {total} complete").format(complete=draft.complete, total=len(draft.gaps))
    if not draft.blocking:
        return t.gettext("{done}, nothing blocking.").format(done=done)
    return t.ngettext("{done}, {n} blocking.", "{done}, {n} blocking.", draft.blocking).format(
        done=done, n=draft.blocking
    )


def checklist(draft: ReviewDraft, wording: Wording) -> Checklist:
    """Every field: the blocking ones first, then the other missing ones, then what is complete."""
    ordered = sorted(draft.gaps, key=lambda gap: (gap.complete, not gap.blocking))
    title = wording.t.gettext("Complete: {n}").format(n=draft.complete)
    return Checklist(tuple(_check(gap, wording) for gap in ordered), title)


def _check(gap: Gap, wording: Wording) -> Check:
    return Check(
        label=field_name(gap.field, wording),
        done=gap.complete,
        blocking=gap.blocking,
        standing=_standing(gap, wording),
        detail=_value(gap, wording),
        asked=_asked(gap, wording) if gap.role and not gap.complete else "",
        by="" if gap.complete else _by(gap, wording),
        command="" if gap.complete else gap.command,
    )


def _standing(gap: Gap, wording: Wording) -> str:
    t = wording.t
    standing = t.gettext(STANDINGS[gap.standing])
    if gap.blocking:
        return t.gettext("{standing}, blocks publication").format(standing=standing)
    if gap.why in REASONS and not gap.value:
        return f"{standing}: {t.gettext(REASONS[gap.why])}"
    return standing


def _value(gap: Gap, wording: Wording) -> str:
    if gap.field.startswith("milestone:") and gap.value:
        return wording.stamp(datetime.fromisoformat(gap.value))
    if gap.field == "severity":
        return severity_name(gap.value, wording.policy)
    text = readable(gap.value, wording.people)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _asked(gap: Gap, wording: Wording) -> str:
    """Who fills it: the role, and who holds it."""
    t = wording.t
    role = t.gettext("reporter") if gap.role == "reporter" else role_title(gap.role, wording.policy, t)
    return f"{role} ({gap.person.name})" if gap.person else role


def _by(gap: Gap, wording: Wording) -> str:
    """Until when; nothing while the incident is not resolved."""
    return wording.t.gettext("by {time}").format(time=wording.stamp(gap.by)) if gap.by else ""
