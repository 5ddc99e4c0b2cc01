"""A month's pack as a document: figures, trend, incidents, what repeats, what is lacking, late or overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.comms.exports import figures
from bot.comms.exports.blocks import Block, Cell, Facts, Prose, Report, Section, Table
from bot.comms.exports.kpi_words import formula_words
from bot.comms.exports.labels import KPIS
from bot.comms.exports.periodic_charts import charts
from bot.comms.exports.periodic_register import register_section
from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.words import severity_name, state_name
from bot.warroom.periodic.measures import Figure
from bot.warroom.periodic.pack import Dimension, Pack

PARTS = {"detect": _("Detect early"), "resolve": _("Resolve fast"), "improve": _("Improve")}
DIMENSIONS: dict[Dimension, str] = {
    "service": _("By service"), "severity": _("By severity"), "model": _("By model"), "vendor": _("By vendor"),
    "month": _("By month"),
}  # fmt: skip
PATTERNS = {"service": _("Service"), "cause": _("Cause"), "symptoms": _("Symptoms")}
ACROSS = ("time_to_detect", "time_to_mitigate", "time_to_resolve", "update_punctuality", "reopened")


def periodic_report(pack: Pack, wording: Wording) -> Report:
    """The document."""
    t = wording.t
    sections = (
        Section("glance", t.gettext("At a glance"), _glance(pack, wording)),
        *(Section(part, t.gettext(title), (_kpis(pack, part, wording),)) for part, title in PARTS.items()),
        Section("trend", t.gettext("Month by month"), (*charts(pack, wording), _speed(pack, wording))),
        *_groups(pack, wording),
        Section("incidents", t.gettext("Incidents"), (_incidents(pack, wording),)),
        Section("patterns", t.gettext("Patterns and repeats"), _patterns(pack, wording)),
        Section("open", t.gettext("Lacking, late or overdue"), _lacking(pack, wording)),
        register_section(pack, wording),
    )
    return Report(
        language=t.language,
        kicker=wording.policy.organisation,
        title=t.gettext("Major incidents of {month}").format(month=pack.month.name),
        badges=(Cell(counted(len(pack.numbers), wording), strong=True),),
        notes=tuple(notes(pack, wording)),
        sections=sections,
        footer=t.gettext("Made by Posko on {time} from the record.").format(time=wording.stamp(pack.made_at)),
        contents=t.gettext("Contents"),
    )


def counted(count: int, wording: Wording) -> str:
    """How many incidents."""
    return wording.t.ngettext("{n} incident", "{n} incidents", count).format(n=count)


def notes(pack: Pack, wording: Wording) -> Iterable[str]:
    """What the figures leave out, and how to read them."""
    t = wording.t
    yield t.gettext("Median and p90, with the number of incidents (n) and of those left out for missing facts.")
    if pack.private_left_out:
        said = t.ngettext("{n} private incident left out.", "{n} private incidents left out.", pack.private_left_out)
        yield said.format(n=pack.private_left_out)
    if pack.drills:
        yield t.ngettext("{n} drill left out.", "{n} drills left out.", pack.drills).format(n=pack.drills)
    if pack.cancelled:
        words = t.ngettext("{n} cancelled incident left out.", "{n} cancelled incidents left out.", pack.cancelled)
        yield words.format(n=pack.cancelled)


def _glance(pack: Pack, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    if not pack.numbers:
        return (Prose(t.gettext("No incident was declared in this month."), tone="quiet"),)
    names = ("time_to_detect", "time_to_resolve", "update_punctuality", "first_time_resolution", "reopened")
    pairs = [(t.gettext(KPIS[name]), Cell(figures.told(pack.figure(name), wording))) for name in names]
    repeated = f"{len(pack.repeats)} / {len(pack.numbers)}"
    return (Facts((*pairs, (t.gettext("Repeats"), Cell(repeated)))),)


def _kpis(pack: Pack, part: str, wording: Wording) -> Table:
    t = wording.t
    columns = (
        t.gettext("Measure"), t.gettext("Value"), t.gettext("Against the month before"), t.gettext("n"),
        t.gettext("Left out"), t.gettext("Formula"),
    )  # fmt: skip
    pairs = zip(pack.figures, pack.before, strict=True)
    rows = tuple(_kpi(now, before, wording) for now, before in pairs if now.part == part)
    return Table(columns, rows, "")


def _kpi(now: Figure, before: Figure, wording: Wording) -> tuple[Cell, ...]:
    known = now.n > 0
    return (
        Cell(wording.t.gettext(KPIS[now.name])),
        Cell(figures.told(now, wording), strong=known, tone="" if known else "quiet"),
        Cell(figures.change(now, before, wording)),
        Cell(str(now.n)),
        Cell(str(now.left_out), tone="warn" if now.left_out else ""),
        Cell(formula_words(now.formula, wording.t), code=True),
    )


def _speed(pack: Pack, wording: Wording) -> Table:
    """Speed against effectiveness: a quick end that does not hold is none."""
    t = wording.t
    columns = (
        t.gettext("Month"), t.gettext("Incidents"), t.gettext("Time to resolve"), t.gettext("n"), t.gettext("Left out"),
        t.gettext("Reopened"), t.gettext("Repeats"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(group.name, strong=True),
            Cell(str(group.incidents)),
            Cell(figures.told(found := group.figure("time_to_resolve"), wording)),
            Cell(str(found.n)),
            Cell(str(found.left_out)),
            Cell(figures.told(group.figure("reopened"), wording)),
            Cell(f"{group.repeats} / {group.incidents}"),
        )
        for group in pack.groups
        if group.dimension == "month"
    )
    return Table(columns, rows, "")


def _groups(pack: Pack, wording: Wording) -> Iterable[Section]:
    t = wording.t
    columns = ("", t.gettext("Incidents"), *(t.gettext(KPIS[name]) for name in ACROSS))
    for dimension, title in DIMENSIONS.items():
        groups = [group for group in pack.groups if group.dimension == dimension]
        if not groups or dimension == "month":
            continue
        rows = tuple(
            (
                Cell(_named(dimension, group.name, wording), strong=True),
                Cell(str(group.incidents)),
                *(Cell(_with_n(group.figure(name), wording)) for name in ACROSS),
            )
            for group in groups
        )
        yield Section(dimension, t.gettext(title), (Table(columns, rows, ""),))


def _named(dimension: Dimension, name: str, wording: Wording) -> str:
    return severity_name(name, wording.policy) if dimension == "severity" else name


def _with_n(figure: Figure, wording: Wording) -> str:
    said = figures.told(figure, wording)
    return said if figure.form in {"share", "parts"} or not figure.n else f"{said} (n {figure.n})"


def _incidents(pack: Pack, wording: Wording) -> Table:
    t = wording.t
    columns = (
        t.gettext("Incident"), t.gettext("Title"), t.gettext("Severity"), t.gettext("State"), t.gettext("Services"),
        t.gettext("Declared"), t.gettext("Time to resolve"),
    )  # fmt: skip
    rows = tuple(_incident(pack, number, wording) for number in pack.numbers)
    return Table(columns, rows, t.gettext("No incident was declared in this month."))


def _incident(pack: Pack, number: int, wording: Wording) -> tuple[Cell, ...]:
    state = pack.states[number]
    found = pack.values[number]["time_to_resolve"]
    length = wording.t.gettext("no value") if found is None or isinstance(found, float) else wording.length(found)
    return (
        Cell(state.reference, strong=True),
        Cell(state.title),
        Cell(severity_name(state.severity, wording.policy)),
        Cell(state_name(state.state, wording.t)),
        Cell(", ".join(state.services)),
        Cell(wording.stamp(state.declared_at)),
        Cell(length),
    )


def _patterns(pack: Pack, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    columns = (t.gettext("What they share"), t.gettext("Words"), t.gettext("Incidents"), t.gettext("Which"))
    rows = tuple(
        (
            Cell(t.gettext(PATTERNS[each.by])),
            Cell(each.words),
            Cell(f"{len(each.numbers)} / {len(pack.numbers)}"),
            Cell(references(pack, each.numbers)),
        )
        for each in pack.patterns
    )
    again = tuple(
        (
            Cell(references(pack, (each.number,))),
            Cell(references(pack, (each.earlier,))),
            Cell(wording.length(each.after)),
        )
        for each in pack.repeats
    )
    return (
        Table(columns, rows, t.gettext("No pattern.")),
        Prose(t.gettext("Repeats")),
        Table(
            (t.gettext("Incident"), t.gettext("Earlier"), t.gettext("How long after")), again, t.gettext("No repeats.")
        ),
    )


def references(pack: Pack, numbers: Sequence[int]) -> str:
    """MI-1, MI-2…"""
    return ", ".join(pack.states[number].reference for number in numbers)


def _lacking(pack: Pack, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    late = [f"{references(pack, (number,))} ({count})" for number, count in pack.late_updates.items()]
    none = t.gettext("none")
    pairs = (
        (t.gettext("Without a model"), references(pack, pack.without_model)),
        (t.gettext("Without a documented solution"), references(pack, pack.without_solution)),
        (t.gettext("Overdue reviews"), references(pack, pack.late_reviews)),
        (t.gettext("Late updates"), ", ".join(late)),
        (t.gettext("Rejected candidates"), references(pack, pack.rejected)),
    )
    columns = (t.gettext("Overdue workaround"), t.gettext("What it does"), t.gettext("Owner"), t.gettext("Due"))
    rows = tuple(
        (
            Cell(f"{references(pack, (each.number,))} {each.item.reference}", strong=True),
            Cell(each.item.does),
            Cell(each.item.owner.name if each.item.owner else none),
            Cell(wording.stamp(each.item.due_at) if each.item.due_at else none, tone="bad"),
        )
        for each in pack.debts
    )
    return (
        Facts(tuple((name, Cell(value or none)) for name, value in pairs)),
        Table(columns, rows, t.gettext("No workaround is overdue.")),
    )
