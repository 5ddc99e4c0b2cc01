"""The charts of a month's report: how many incidents, how fast, how effective, how punctual, month by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.comms.exports.blocks import Chart, Series
from bot.comms.exports.figures import one, percent
from bot.comms.exports.wording import Wording
from bot.warroom.periodic.measures import Figure
from bot.warroom.periodic.pack import Group, Pack


def charts(pack: Pack, wording: Wording) -> tuple[Chart, ...]:
    """Every chart, for the pack and (as one picture) for Slack."""
    months = [group for group in pack.groups if group.dimension == "month"]
    t = wording.t
    return (
        _counts(months, wording),
        _lengths(t.gettext("Time to resolve"), "time_to_resolve", months, wording),
        _lengths(t.gettext("Time to detect"), "time_to_detect", months, wording),
        _shares(months, wording),
    )


def _counts(months: Sequence[Group], wording: Wording) -> Chart:
    t = wording.t
    rows = (
        _series(t.gettext("Incidents"), months, lambda group: group.incidents, str),
        _series(t.gettext("Repeats"), months, lambda group: group.repeats, str),
    )
    return _chart(t.gettext("Incidents per month"), months, rows, wording)


def _lengths(title: str, name: str, months: Sequence[Group], wording: Wording) -> Chart:
    def said(group: Group, value: float) -> str:
        return one(group.figure(name), value, wording)

    rows = tuple(
        _figured(label, name, months, pick, said)
        for label, pick in ((wording.t.gettext("median"), _median), (wording.t.gettext("p90"), _p90))
    )
    return _chart(title, months, rows, wording)


def _shares(months: Sequence[Group], wording: Wording) -> Chart:
    t = wording.t
    rows = (
        _figured(t.gettext("Update punctuality"), "update_punctuality", months, _share, _percent),
        _figured(t.gettext("First-time resolution"), "first_time_resolution", months, _share, _percent),
        _figured(t.gettext("Reopened"), "reopened", months, _share, _percent),
    )
    return _chart(t.gettext("Effectiveness"), months, rows, wording)


def _median(figure: Figure) -> float | None:
    return figure.median


def _p90(figure: Figure) -> float | None:
    return figure.p90


def _share(figure: Figure) -> float | None:
    return figure.share


def _percent(_group: Group, value: float) -> str:
    return percent(value)


def _series(name: str, months: Sequence[Group], value: Callable[[Group], int], said: Callable[[int], str]) -> Series:
    found = [value(group) for group in months]
    return Series(name, tuple(map(float, found)), tuple(map(said, found)))


def _figured(
    label: str,
    name: str,
    months: Sequence[Group],
    pick: Callable[[Figure], float | None],
    said: Callable[[Group, float], str],
) -> Series:
    values = tuple(pick(group.figure(name)) for group in months)
    pairs = zip(months, values, strict=True)
    return Series(label, values, tuple("–" if value is None else said(group, value) for group, value in pairs))


def _chart(title: str, months: Sequence[Group], rows: tuple[Series, ...], wording: Wording) -> Chart:
    latest = ", ".join(f"{row.name} {row.labels[-1]}" for row in rows if row.labels)
    summary = wording.t.gettext("in {month}: {values}").format(month=months[-1].name, values=latest)
    return Chart(title, summary, tuple(group.name for group in months), rows)
