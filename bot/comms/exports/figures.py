"""Figures over many incidents in words: `median 15 min · p90 1 h`, `80 % (4 of 5)`, `3 in all`. Never an average."""

from __future__ import annotations

from datetime import timedelta

from bot.comms.exports.wording import Wording
from bot.comms.locale import Translator
from bot.warroom.periodic.measures import Figure


def told(figure: Figure, wording: Wording) -> str:
    """The figure in words; nothing known says so."""
    t = wording.t
    if figure.form in {"share", "parts"}:
        return share(figure, t)
    if figure.form == "score" and figure.median is not None:
        words = t.ngettext("median {median} ({n} answer)", "median {median} ({n} answers)", figure.whole)
        return words.format(median=t.number(figure.median), n=figure.whole)
    if figure.median is None or figure.p90 is None:
        return t.gettext("no value")
    median, p90 = one(figure, figure.median, wording), one(figure, figure.p90, wording)
    said = t.gettext("median {median} · p90 {p90}").format(median=median, p90=p90)
    return f"{said} · {t.gettext('{n} in all').format(n=figure.total)}" if figure.form == "count" else said


def share(figure: Figure, t: Translator) -> str:
    """A share with what it is made of."""
    if figure.share is None:
        return t.gettext("no value")
    words = t.gettext("{percent} ({some} of {whole})")
    return words.format(percent=percent(figure.share), some=figure.some, whole=figure.whole)


def one(figure: Figure, value: float, wording: Wording) -> str:
    """One value of a figure that has a median."""
    if figure.form == "length":
        return wording.length(timedelta(seconds=value))
    return percent(value) if figure.form == "ratio" else wording.t.number(value)


def percent(value: float) -> str:
    """A share as people say it."""
    return f"{value:.0%}"


def change(now: Figure, before: Figure, wording: Wording) -> str:
    """How it stands beside the month before: the median's difference, or points of a share."""
    if now.form in {"share", "parts"}:
        return _points(now, before, wording.t)
    if now.median is None or before.median is None:
        return ""
    difference = now.median - before.median
    if not difference:
        return "="
    if now.form == "ratio":
        return _pp(round(difference * 100), wording.t)
    sign = "+" if difference > 0 else "−"
    return f"{sign}{one(now, abs(difference), wording)}"


def _points(now: Figure, before: Figure, t: Translator) -> str:
    if now.share is None or before.share is None:
        return ""
    points = round((now.share - before.share) * 100)
    return _pp(points, t) if points else "="


def _pp(points: int, t: Translator) -> str:
    """Percentage points, more or less."""
    return t.gettext("{points:+d} pp").format(points=points)
