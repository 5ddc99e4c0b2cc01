"""How complete a review draft is, in words: what is there, what is missing, who fills it, by when and how."""

from __future__ import annotations

from datetime import datetime

from bot.comms.exports.blocks import Check, Checklist
from bot.comms.exports.labels import REASONS, STANDINGS, field_name
from bot.comms.exports.wording import Wording, readable
from bot.comms.hints import hinted
from bot.comms.reviews import progress_words
from bot.comms.words import role_title, severity_name
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Gap


def progress(draft: ReviewDraft, wording: Wording) -> str:
    """`19 of 24 complete, 3 blocking`."""
    return progress_words(draft.complete, len(draft.gaps), draft.blocking, wording.t)


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
        asked=_asked(gap, wording) if (gap.role or gap.person) and not gap.complete else "",
        by="" if gap.complete else _by(gap, wording),
        command="" if gap.complete else hinted(gap.command, wording.t),
    )


def _standing(gap: Gap, wording: Wording) -> str:
    t = wording.t
    standing = t.gettext(STANDINGS[gap.standing])
    if gap.blocking:
        return t.gettext("{standing}, blocks publication").format(standing=standing)
    if gap.why in REASONS and not (gap.value and gap.complete):
        return f"{standing}: {t.gettext(REASONS[gap.why])}"
    if gap.standing in {"unknown", "not_applicable"} and gap.why:
        return t.gettext("{standing} because: {why}").format(standing=standing, why=readable(gap.why, wording.people))
    return standing


def _value(gap: Gap, wording: Wording) -> str:
    if gap.standing in {"unknown", "not_applicable"} and gap.why == gap.value:
        return ""
    if gap.field.startswith("milestone:") and gap.value:
        return _moment(gap.value, wording)
    if gap.field == "severity":
        return severity_name(gap.value, wording.policy)
    text = readable(gap.value, wording.people)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _moment(value: str, wording: Wording) -> str:
    """A milestone's time, or the words in which somebody confirmed it."""
    try:
        return wording.stamp(datetime.fromisoformat(value))
    except ValueError:
        return readable(value, wording.people)


def _asked(gap: Gap, wording: Wording) -> str:
    """Who fills it: the role, and who holds it."""
    t = wording.t
    if not gap.role and gap.person:
        return wording.named(gap.person)
    role = t.gettext("reporter") if gap.role == "reporter" else role_title(gap.role, wording.policy, t)
    return f"{role} ({gap.person.name})" if gap.person else role


def _by(gap: Gap, wording: Wording) -> str:
    """Until when; nothing while the incident is not resolved."""
    return wording.t.gettext("by {time}").format(time=wording.stamp(gap.by)) if gap.by else ""
