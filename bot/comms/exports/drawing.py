"""Draws the picture of an incident as SVG: one drawing for the page, for paper and for Slack.

Texts were cleaned before (`passing.py`) and are escaped here. The page styles it by its classes and so in light and dark; elsewhere the style travels inside. Colours differ in
lightness as well as in hue (Okabe and Ito), and nothing is told by colour alone: bands have names, signs have shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from bot.comms.exports.blocks import Band, Lane, Picture, Pin, Span, Spot, Tick
from bot.comms.exports.signs import sign
from bot.comms.render import clip

WIDTH, GUTTER, MARGIN = 760.0, 150.0, 14.0
PLOT = WIDTH - GUTTER - MARGIN
AXIS, BAND, ROW, STACKED, LANE, GAP = 22.0, 30.0, 22.0, 15.0, 22.0, 8.0
LETTER = 6.7
LEAST_LETTERS = 8  # of a longer name so many are shown, or none: two letters of a name name nobody
TITLE_LETTERS = 23
FONTS = "'Noto Sans','Noto Emoji',system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
PAPER = f"""
text{{font:500 12px {FONTS};fill:#1c2430}} .tick{{font-size:10.5px;fill:#5a6675}} .day{{font-weight:700;fill:#1c2430}}
.grid{{stroke:#e3e8ee;stroke-width:1}} .grid.day{{stroke:#aab4c0}} .lane{{fill:#5a6675;font-size:11.5px}}
.rail{{stroke:#e3e8ee;stroke-width:1}} .pin{{stroke:#1c2430;stroke-width:1.2;fill:#1c2430}}
.number{{fill:#fff;font-weight:700;font-size:11px}} .label{{font-size:11px}} .count{{font-size:9.5px;font-weight:700}}
.band{{stroke:#fff;stroke-width:1.5;fill:#c3cad4}} .span{{fill:#dbe4f0;stroke:#7f93ad;stroke-width:1}}
.band.investigating{{fill:#b8431a}} .band.identified{{fill:#f0b23c}} .band.monitoring{{fill:#2b66b1}}
.band.resolved,.band.closed{{fill:#8fd0b0}} .on{{font-weight:600;font-size:12px}}
.on.investigating,.on.monitoring{{fill:#fff}} .mark{{fill:#1c2430;stroke:#1c2430;stroke-width:1.4}}
.mark.open{{fill:#fff}} .mark.kept{{fill:#1b7f5c;stroke:#1b7f5c}} .mark.missed{{fill:#fff;stroke:#b3261e;stroke-width:2}}
.mark.bad{{stroke:#b3261e;stroke-width:2}} .mark.good{{fill:none;stroke:#fff;stroke-width:1.6}}
"""


def standalone(picture: Picture) -> str:
    """The drawing as an SVG file of its own."""
    return drawn(picture, style=PAPER)


def drawn(picture: Picture, *, style: str = "") -> str:
    """The drawing as an `svg` element with its text alternative."""
    body, height = _body(picture)
    named = escape(picture.title), escape(picture.summary)
    label = quoteattr(f"{picture.title}: {picture.summary}")
    frame = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={label} {frame}>'
    inside = f"<style>{style}</style>" if style else ""
    return f"{head}<title>{named[0]}</title><desc>{named[1]}</desc>{inside}{body}</svg>"


def legend(key: str, *, style: str = "") -> str:
    """One sign alone, for the legend beneath."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">'
    return f"{head}{f'<style>{style}</style>' if style else ''}{sign(key, 0, 0)}</svg>"


def _body(picture: Picture) -> tuple[str, float]:
    rows = max((pin.row for pin in picture.pins), default=-1) + 1
    pins = AXIS + BAND + rows * ROW + (GAP if rows else 0)
    parts: list[str] = []
    y = pins + GAP
    for lane in picture.lanes:
        height = _height(lane)
        parts += _lane(lane, y, height)
        y += height
    grid = [part for tick in picture.ticks for part in _tick(tick, y)]
    bands = [part for band in picture.bands for part in _band(band)]
    marks = [*map(_stem, picture.pins), *(part for pin in picture.pins for part in _pin(pin))]
    return "".join((*grid, *bands, *marks, *parts)), y + GAP


def _x(left: float) -> float:
    return round(GUTTER + PLOT * left / 100, 1)


def _tick(tick: Tick, bottom: float) -> Iterator[str]:
    day = " day" if tick.strong else ""
    x = _x(tick.left)
    yield f'<line class="grid{day}" x1="{x}" x2="{x}" y1="{AXIS - 4:g}" y2="{bottom:g}"/>'
    yield f'<text class="tick{day}" x="{x}" y="{AXIS - 8:g}" text-anchor="middle">{escape(tick.label)}</text>'


def _band(band: Band) -> Iterator[str]:
    x, width = _x(band.left), max(round(PLOT * band.width / 100, 1), 2.0)
    told = _told(f"{band.label}: {band.begin} – {band.end}, {band.length}")
    box = f'x="{x}" y="{AXIS:g}" width="{width}" height="{BAND:g}"'
    yield f'<rect class="band {band.tone}" {box}>{told}</rect>'
    if len(band.label) * LETTER + 8 <= width:
        middle = f'x="{x + width / 2:.1f}" y="{AXIS + BAND / 2 + 4:g}" text-anchor="middle"'
        yield f'<text class="on {band.tone}" {middle}>{escape(band.label)}</text>'


def _stem(pin: Pin) -> str:
    x = _x(pin.left)
    return f'<line class="pin" x1="{x}" x2="{x}" y1="{AXIS + BAND - 5:g}" y2="{_depth(pin):g}"/>'


def _depth(pin: Pin) -> float:
    return AXIS + BAND + 12 + pin.row * ROW


def _pin(pin: Pin) -> Iterator[str]:
    x, y = _x(pin.left), _depth(pin)
    yield f'<circle class="pin" cx="{x}" cy="{y:g}" r="8.5">{_told(f"{pin.label}: {pin.time}")}</circle>'
    yield f'<text class="number" x="{x}" y="{y + 4:g}" text-anchor="middle">{pin.number}</text>'


def _height(lane: Lane) -> float:
    return LANE + STACKED * max((spot.row for spot in lane.spots), default=0)


def _lane(lane: Lane, top: float, height: float) -> Iterable[str]:
    """The lane's name, its rail, and what stands on it; stacks grow upwards."""
    base = top + height - LANE / 2
    title = escape(clip(lane.title, TITLE_LETTERS))
    yield f'<text class="lane" x="{GUTTER - 10:g}" y="{base + 4:g}" text-anchor="end">{title}</text>'
    yield f'<line class="rail" x1="{GUTTER:g}" x2="{GUTTER + PLOT:g}" y1="{base:g}" y2="{base:g}"/>'
    for span in lane.spans:
        yield from _span(span, base)
    for spot in lane.spots:
        yield _spot(spot, base - spot.row * STACKED)


def _span(span: Span, y: float) -> Iterator[str]:
    x, width = _x(span.left), max(round(PLOT * span.width / 100, 1), 3.0)
    box = f'x="{x}" y="{y - 8:g}" width="{width}" height="16" rx="3"'
    yield f'<rect class="span" {box}>{_told(span.told)}</rect>'
    letters = int((width - 8) / LETTER)
    if span.label and letters >= min(len(span.label), LEAST_LETTERS):
        yield f'<text class="label" x="{x + 5}" y="{y + 4:g}">{escape(clip(span.label, letters))}</text>'


def _spot(spot: Spot, y: float) -> str:
    x = _x(spot.left)
    if spot.more:
        return f'<text class="count" x="{x}" y="{y + 3:g}" text-anchor="middle">+{spot.more}{_told(spot.label)}</text>'
    return f"<g>{_told(spot.label)}{sign(spot.sign, x, y)}</g>"


def _told(words: str) -> str:
    """What a pointer over it tells."""
    return f"<title>{escape(words)}</title>"
