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
        return words.format(median=f"{figure.median:g}", n=figure.whole)
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
    return percent(value) if figure.form == "ratio" else f"{value:g}"


def percent(value: float) -> str:
    """A share as people say it."""
    return f"{value:.0%}"


def change(now: Figure, before: Figure, wording: Wording) -> str:
    """How it stands beside the month before: the median's difference, or points of a share."""
    if now.form in {"share", "parts"}:
        return _points(now, before)
    if now.median is None or before.median is None:
        return ""
    difference = now.median - before.median
    if not difference:
        return "="
    if now.form == "ratio":
        return f"{difference * 100:+.0f} pp"
    sign = "+" if difference > 0 else "−"
    return f"{sign}{one(now, abs(difference), wording)}"


def _points(now: Figure, before: Figure) -> str:
    if now.share is None or before.share is None:
        return ""
    points = round((now.share - before.share) * 100)
    return f"{points:+d} pp" if points else "="
