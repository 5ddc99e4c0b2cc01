"""Where everything stands in the picture of an incident's course, as percentages of the width.

Geometry and words; `drawing.py` draws it, the same for a page, for paper and for Slack. The picture runs from the
begin of the impact to its end, so that a review read weeks later does not show one endless last phase.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms.exports.axis import Scale, ticks
from bot.comms.exports.blocks import Band, Picture, Pin
from bot.comms.exports.lanes import lanes, signs
from bot.comms.exports.wording import Wording
from bot.comms.words import milestone_name, state_name
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Band as Phase
from bot.warroom.review.facts import MilestoneAt

ROWS = 4
MOST_NAMES = 5
NUMBER_WIDTH = 6.0
LEFT_OUT = frozenset({"last_normal", "registered", "closed"})
OVER = frozenset({"resolved", "closed", "cancelled", "rejected"})


def picture(draft: ReviewDraft, wording: Wording) -> Picture:
    """The picture of the incident's phases."""
    t = wording.t
    bands = _drawn(draft.bands)
    scale = _scale(draft, bands)
    drawn = tuple(_band(band, scale, wording) for band in (*_before(draft, scale), *bands))
    below = lanes(draft, scale, wording)
    return Picture(
        title=t.gettext("Phases of the incident"),
        summary=_summary(drawn, draft, wording),
        columns=(t.gettext("Phase"), t.gettext("From"), t.gettext("To"), t.gettext("Length")),
        bands=drawn,
        pins=_pins([each for each in draft.milestones if scale.holds(each.at)], scale, wording),
        ticks=ticks(scale, wording),
        lanes=below,
        signs=signs(below, wording),
    )


def _drawn(bands: Sequence[Phase]) -> list[Phase]:
    """The phases up to the end of the work; a pause before a reopening is one of them."""
    kept = list(bands)
    while kept and kept[-1].state in OVER:
        kept.pop()
    return kept


def _scale(draft: ReviewDraft, bands: Sequence[Phase]) -> Scale:
    head = draft.header
    started = [each.at for each in draft.milestones if each.name == "started"]
    begin = min([*started, head.declared_at, *(band.start for band in bands)])
    confirmed = [each.at for each in draft.milestones if each.name in {"resolved", "mitigated"}]
    end = max([*(band.end for band in bands), *confirmed], default=head.made_at)
    return Scale(begin, max(begin, end))


def _before(draft: ReviewDraft, scale: Scale) -> list[Phase]:
    """The time in which the impact was there and no incident was declared."""
    declared = draft.header.declared_at
    return [Phase(state="candidate", start=scale.begin, end=declared)] if scale.begin < declared else []


def _band(band: Phase, scale: Scale, wording: Wording) -> Band:
    left, right = scale.left(band.start), scale.left(band.end)
    before = band.state == "candidate"
    return Band(
        label=wording.t.gettext("Not declared yet") if before else state_name(band.state, wording.t),
        tone=band.state,
        begin=wording.stamp(band.start),
        end=_until(band, wording),
        length=wording.length(band.end - band.start),
        left=left,
        width=round(right - left, 2),
    )


def _until(band: Phase, wording: Wording) -> str:
    """The end, without its day where that is the day of the begin."""
    begin, end = wording.local(band.start), wording.local(band.end)
    return wording.t.hour(end) if begin.date() == end.date() else wording.stamp(band.end)


def _summary(bands: Sequence[Band], draft: ReviewDraft, wording: Wording) -> str:
    """The phases with their lengths, how many updates were kept, and who led: what a reader who sees nothing needs."""
    t = wording.t
    phases = ", ".join(t.gettext("{phase} for {length}").format(phase=b.label, length=b.length) for b in bands)
    kept = sum(each.fate == "kept" for each in draft.deliveries)
    promised = kept + sum(each.fate == "missed" for each in draft.deliveries)
    updates = t.ngettext("{kept} of {n} promised update kept", "{kept} of {n} promised updates kept", promised)
    leads = [name for each in draft.tenures if each.role == "mim" and (name := wording.named(each.person))]
    parts = (
        phases,
        updates.format(kept=kept, n=promised) if promised else "",
        t.gettext("led by {names}").format(names=_some(list(dict.fromkeys(leads)), wording)) if leads else "",
    )
    return "".join(f"{part[0].upper()}{part[1:]}. " for part in parts if part).strip()


def _some(names: Sequence[str], wording: Wording) -> str:
    """The first names and how many more there are: a crowd is no sentence."""
    rest = len(names) - MOST_NAMES
    shown = [*names[:MOST_NAMES], wording.t.gettext("{n} more").format(n=rest)] if rest > 1 else names
    return wording.t.listing(list(shown))


def _pins(milestones: Sequence[MilestoneAt], scale: Scale, wording: Wording) -> tuple[Pin, ...]:
    """Numbered in order of time, in the first row where a number does not cover the one before."""
    ends = [-NUMBER_WIDTH] * ROWS
    pins: list[Pin] = []
    wanted = sorted((each for each in milestones if each.name not in LEFT_OUT), key=lambda each: each.at)
    for number, each in enumerate(wanted, start=1):
        left = scale.left(each.at)
        free = [row for row, end in enumerate(ends) if left - end >= NUMBER_WIDTH]
        row = free[0] if free else ends.index(min(ends))
        ends[row] = max(left, ends[row])
        pins.append(Pin(number, milestone_name(each.name, wording.t), wording.stamp(each.at), left, row))
    return tuple(pins)
