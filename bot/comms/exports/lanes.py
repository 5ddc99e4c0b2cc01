"""The lanes of the picture: key moments, updates kept and missed, who held which role when, and what was waited for.

Where many things stand at one place the picture stacks three and counts the rest: five days of messages must not
become a black bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from bot.comms.exports.axis import Scale
from bot.comms.exports.blocks import Lane, Span, Spot
from bot.comms.exports.labels import FATES
from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.words import audience_title, mark_name, role_title
from bot.warroom.moments import Line
from bot.warroom.partners import Wait
from bot.warroom.promises import Delivery
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Tenure

Item = TypeVar("Item")
SLOT = 2.7
STACK = 3
MOST_ROLES = 8
WORST_FIRST = ("missed", "pending", "kept", "void")
DRAWN_KINDS = ("observation", "hypothesis", "decision", "action", "impact", "workaround", "resource")
WAITS = {"vendor": _("vendor"), "approval": _("approval"), "user": _("user"), "change": _("change window")}
UPDATES = {
    "kept": _("update in time"),
    "missed": _("update missed"),
    "pending": _("update due"),
    "void": _("ended before it was due"),
}


def lanes(draft: ReviewDraft, scale: Scale, wording: Wording) -> tuple[Lane, ...]:
    """Every lane that has something to show."""
    t = wording.t
    moments = Lane(t.gettext("Key moments"), spots=tuple(_moments(draft.timeline, scale, wording)))
    told = _updates(draft.deliveries, scale, wording)
    found = (moments, *told, *_roles(draft.tenures, scale, wording), *_waits(draft.waits, scale, wording))
    return tuple(lane for lane in found if lane.spots or lane.spans)


def signs(drawn: Iterable[Lane], wording: Wording) -> tuple[tuple[str, str], ...]:
    """What the signs of these lanes mean, each once."""
    used = {spot.sign for lane in drawn for spot in lane.spots}
    named = [(kind, mark_name(kind, wording.t)) for kind in DRAWN_KINDS]
    named += [("other", wording.t.gettext("other key moment"))]
    named += [(fate, wording.t.gettext(words)) for fate, words in UPDATES.items()]
    return tuple((sign, words) for sign, words in named if sign in used)


def _moments(moments: Sequence[Line], scale: Scale, wording: Wording) -> Iterator[Spot]:
    """A sign for each key moment; milestones are pins already."""
    wanted = [line for line in moments if line.kind != "milestone" and scale.holds(line.occurred_at)]
    for left, there in _by_slot(wanted, scale):
        shown = there if len(there) <= STACK else there[: STACK - 1]
        for row, line in enumerate(shown):
            yield Spot(_sign(line), left, _told(line.occurred_at, wording.entry(line.entry), wording), row)
        if len(shown) < len(there):
            rest = len(there) - len(shown)
            yield Spot("more", left, wording.t.gettext("{n} more").format(n=rest), STACK - 1, more=rest)


def _by_slot(lines: Sequence[Line], scale: Scale) -> Iterator[tuple[float, list[Line]]]:
    """What stands so close that its signs would cover each other, with the place of the first."""
    return _close((scale.left(line.occurred_at), line) for line in lines)


def _close(placed: Iterable[tuple[float, Item]]) -> Iterator[tuple[float, list[Item]]]:
    there: list[Item] = []
    begin = 0.0
    for left, item in sorted(placed, key=lambda each: each[0]):
        if there and left - begin >= SLOT:
            yield begin, there
            there = []
        begin = begin if there else left
        there.append(item)
    if there:
        yield begin, there


def _sign(line: Line) -> str:
    return next((kind for kind in DRAWN_KINDS if line.is_a(kind)), "other")


def _told(at: datetime, words: str, wording: Wording) -> str:
    return f"{wording.stamp(at)} {words}"[:200]


def _updates(deliveries: Sequence[Delivery], scale: Scale, wording: Wording) -> Iterator[Lane]:
    """A lane for each audience: a sign where a promised update left, or where it should have."""
    for audience in dict.fromkeys(each.audience for each in deliveries):
        mine = [each for each in deliveries if each.audience == audience]
        yield Lane(audience_title(audience, wording.policy), spots=tuple(_promises(mine, scale, wording)))


def _promises(deliveries: Sequence[Delivery], scale: Scale, wording: Wording) -> Iterator[Spot]:
    """One sign in each place; where several would cover each other, the worst is shown."""
    shown = [(scale.left(_shown_at(each)), each) for each in deliveries if scale.holds(_shown_at(each))]
    for left, there in _close(shown):
        worst = min(there, key=lambda each: WORST_FIRST.index(each.fate))
        told = f"{wording.stamp(_shown_at(worst))} {wording.t.gettext(FATES[worst.fate])}"
        yield Spot(worst.fate, left, told)


def _shown_at(each: Delivery) -> datetime:
    return each.sent_at if each.sent_at and each.fate == "kept" else each.due_at


def _roles(tenures: Sequence[Tenure], scale: Scale, wording: Wording) -> Iterator[Lane]:
    """A lane for each role with its shifts; the MIM's first."""
    held: dict[str, list[Tenure]] = {}
    for each in tenures:
        held.setdefault(each.role, []).append(each)
    for role, shifts in list(held.items())[:MOST_ROLES]:
        spans = tuple(_shift(each, scale, wording) for each in shifts if _overlaps(each, scale))
        yield Lane(role_title(role, wording.policy, wording.t), spans=spans)


def _overlaps(each: Tenure, scale: Scale) -> bool:
    return each.since <= scale.end and (each.until or scale.end) >= scale.begin


def _shift(each: Tenure, scale: Scale, wording: Wording) -> Span:
    name = wording.named(each.person)
    left = scale.within(each.since)
    right = scale.within(each.until or scale.end)
    until = wording.stamp(each.until) if each.until else "…"
    return Span(name, left, round(right - left, 2), f"{name}: {wording.stamp(each.since)} – {until}".lstrip(": "))


def _waits(waits: Sequence[Wait], scale: Scale, wording: Wording) -> Iterator[Lane]:
    """A lane for whatever was waited for."""
    titles = {each.number: _waited_for(each, wording) for each in waits}
    for title in dict.fromkeys(titles.values()):
        spans = tuple(_wait(each, scale, wording) for each in waits if titles[each.number] == title)
        yield Lane(wording.t.gettext("Waiting: {title}").format(title=title), spans=spans)


def _waited_for(each: Wait, wording: Wording) -> str:
    return wording.plain(each.title or each.who) or wording.t.gettext(WAITS[each.on])


def _wait(each: Wait, scale: Scale, wording: Wording) -> Span:
    left, right = scale.within(each.started_at), scale.within(each.ended_at or scale.end)
    until = wording.stamp(each.ended_at) if each.ended_at else "…"
    return Span("", left, round(right - left, 2), f"{wording.stamp(each.started_at)} – {until}")
