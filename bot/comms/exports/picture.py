"""Where the phases and milestones of an incident stand in a picture of its course, as percentages of the width.

Geometry and words; drawing is the template's. The picture runs from the begin of the impact to its end, so that a
review read weeks later does not show one endless last phase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.comms.exports.blocks import Band, Picture, Pin
from bot.comms.exports.wording import Wording
from bot.comms.words import milestone_name, state_name
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Band as Phase
from bot.warroom.review.facts import MilestoneAt

ROWS = 4
NUMBER_WIDTH = 6.0
LEFT_OUT = frozenset({"last_normal", "registered", "closed"})
OVER = frozenset({"resolved", "closed", "cancelled", "rejected"})


@dataclass(frozen=True)
class _Scale:
    begin: datetime
    end: datetime

    def left(self, at: datetime) -> float:
        """The place of a moment, in percent; a course without length is drawn as its begin."""
        whole = (self.end - self.begin).total_seconds()
        return round(100 * (at - self.begin).total_seconds() / whole, 2) if whole > 0 else 0.0

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies within the picture."""
        return self.begin <= at <= self.end


def picture(draft: ReviewDraft, wording: Wording) -> Picture:
    """The picture of the incident's phases."""
    t = wording.t
    bands = _drawn(draft.bands)
    scale = _scale(draft, bands)
    drawn = tuple(_band(band, scale, wording) for band in (*_before(draft, scale), *bands))
    return Picture(
        title=t.gettext("Phases of the incident"),
        summary=_summary(drawn, wording),
        columns=(t.gettext("Phase"), t.gettext("From"), t.gettext("To"), t.gettext("Length")),
        bands=drawn,
        pins=_pins([each for each in draft.milestones if scale.holds(each.at)], scale, wording),
    )


def _drawn(bands: Sequence[Phase]) -> list[Phase]:
    """The phases up to the end of the work; a pause before a reopening is one of them."""
    kept = list(bands)
    while kept and kept[-1].state in OVER:
        kept.pop()
    return kept


def _scale(draft: ReviewDraft, bands: Sequence[Phase]) -> _Scale:
    head = draft.header
    started = [each.at for each in draft.milestones if each.name == "started"]
    begin = min([*started, head.declared_at, *(band.start for band in bands)])
    confirmed = [each.at for each in draft.milestones if each.name in {"resolved", "mitigated"}]
    end = max([*(band.end for band in bands), *confirmed], default=head.made_at)
    return _Scale(begin, max(begin, end))


def _before(draft: ReviewDraft, scale: _Scale) -> list[Phase]:
    """The time in which the impact was there and no incident was declared."""
    declared = draft.header.declared_at
    return [Phase(state="candidate", start=scale.begin, end=declared)] if scale.begin < declared else []


def _band(band: Phase, scale: _Scale, wording: Wording) -> Band:
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
    return f"{end:%H:%M}" if begin.date() == end.date() else wording.stamp(band.end)


def _summary(bands: Sequence[Band], wording: Wording) -> str:
    parts = [wording.t.gettext("{phase} for {length}").format(phase=b.label, length=b.length) for b in bands]
    return ", ".join(parts) + "." if parts else ""


def _pins(milestones: Sequence[MilestoneAt], scale: _Scale, wording: Wording) -> tuple[Pin, ...]:
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
