"""Draws a chart of columns as SVG: one drawing for the page, for paper and for Slack.

Every column carries its value in words and every row of columns has its place in the legend, so that nothing is told by
colour alone. Texts are escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bot.comms.exports.blocks import Chart, Series
from bot.comms.exports.drawing import FONTS
from bot.comms.render import clip

WIDTH, TOP, PLOT, FOOT, SIDE = 760.0, 44.0, 150.0, 26.0, 8.0
WIDEST = 60.0
PAPER = f"""
text{{font:500 12px {FONTS};fill:#1c2430}} .value{{font-size:11px}} .tick{{font-size:11px;fill:#5a6675}}
.bar{{stroke:#1c2430;stroke-width:1}} .s0{{fill:#2b66b1}} .s1{{fill:#f0b23c}} .s2{{fill:#8fd0b0}}
.base{{stroke:#aab4c0;stroke-width:1}}
"""


def standalone(chart: Chart) -> str:
    """The drawing as an SVG file of its own."""
    return drawn(chart, style=PAPER)


def drawn(chart: Chart, *, style: str = "") -> str:
    """The drawing as an `svg` element with its text alternative."""
    height = TOP + PLOT + FOOT
    label = quoteattr(f"{chart.title}: {chart.summary}")
    frame = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={label} {frame}>'
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.summary)}</desc>"
    inside = f"<style>{style}</style>" if style else ""
    return f"{head}{told}{inside}{''.join(_body(chart))}</svg>"


def _body(chart: Chart) -> Iterator[str]:
    yield from _legend(chart)
    bottom = TOP + PLOT
    yield f'<line class="base" x1="{SIDE:g}" x2="{WIDTH - SIDE:g}" y1="{bottom:g}" y2="{bottom:g}"/>'
    room = (WIDTH - 2 * SIDE) / max(len(chart.categories), 1)
    letters = max(int(room / 7), 4)
    for place, category in enumerate(chart.categories):
        middle = SIDE + room * (place + 0.5)
        name = escape(clip(category, letters))
        yield f'<text class="tick" x="{middle:.1f}" y="{bottom + 17:g}" text-anchor="middle">{name}</text>'
        yield from _columns(chart, place, middle, room)


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    x = SIDE
    for number, series in enumerate(chart.series):
        yield f'<rect class="bar s{number}" x="{x:g}" y="6" width="11" height="11"/>'
        yield f'<text x="{x + 17:g}" y="16">{escape(series.name)}</text>'
        x += 17 + 7.2 * len(series.name) + 22


def _columns(chart: Chart, place: int, middle: float, room: float) -> Iterator[str]:
    top = max((value for series in chart.series for value in series.values if value is not None), default=0.0)
    width = min(WIDEST, room * 0.86 / len(chart.series))
    left = middle - width * len(chart.series) / 2
    for number, series in enumerate(chart.series):
        yield from _column(series, number, place, (left + width * number, width, top))


def _column(series: Series, number: int, place: int, where: tuple[float, float, float]) -> Iterator[str]:
    x, width, top = where
    value = series.values[place]
    height = PLOT * value / top if value is not None and top else 0.0
    y = TOP + PLOT - height
    if height:
        told = f"<title>{escape(f'{series.name}: {series.labels[place]}')}</title>"
        box = f'x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}"'
        yield f'<rect class="bar s{number}" {box}>{told}</rect>'
    words = escape(series.labels[place])
    yield f'<text class="value" x="{x + width / 2:.1f}" y="{y - 5:.1f}" text-anchor="middle">{words}</text>'
