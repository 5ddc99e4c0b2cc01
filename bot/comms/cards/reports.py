"""The summary of a month's report in Slack: what happened, how fast, what repeats, what is owed. Files follow it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.improvements import RegisterWords, item_line
from bot.comms.exports import figures
from bot.comms.exports.labels import KPIS
from bot.comms.exports.periodic_report import PATTERNS, counted, notes, references
from bot.comms.exports.wording import Wording
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.periodic.measures import Figure
from bot.warroom.periodic.pack import Pack
from bot.warroom.periodic.patterns import Pattern

TOLD = ("time_to_detect", "time_to_acknowledge", "time_to_resolve", "first_time_resolution", "update_punctuality")
MOST_PATTERNS, MOST_NAMED, MOST_ITEMS = 5, 8, 6


def summary(pack: Pack, wording: Wording, *, proposals: int = 0) -> Message:
    """The message that the files stand under; `proposals` wait in the channel that the policy has for them."""
    t = wording.t
    title = fill(t.gettext("📊 *Major incidents of {month}*"), month=pack.month.name)
    head = render.join(" · ", [title, fill("{n}", n=counted(len(pack.numbers), wording)), *_against(pack, wording)])
    known = [_line(pack.figure(name), wording) for name in TOLD] if pack.numbers else []
    blocks = [kit.section(render.lines(head, *known))]
    for part in (_patterns(pack, wording), _owed(pack, wording), _improving(pack, wording)):
        blocks += [kit.section(part)] if part else []
    elsewhere = wording.policy.improvements.propose_in
    if proposals and elsewhere:
        waits = t.ngettext("💡 {n} proposal waits in {channel}.", "💡 {n} proposals wait in {channel}.", proposals)
        blocks.append(kit.section(fill(waits, n=proposals, channel=elsewhere)))
    blocks.append(kit.context(*(fill("{note}", note=note) for note in notes(pack, wording))))
    return kit.message(render.lines(head, *known), blocks, t)


def _against(pack: Pack, wording: Wording) -> Iterable[Markup]:
    months = [group for group in pack.groups if group.dimension == "month"]
    if len(months) > 1:
        yield fill(wording.t.gettext("{n} the month before"), n=months[-2].incidents)


def _line(figure: Figure, wording: Wording) -> Markup:
    t = wording.t
    left_out = f", {t.gettext('{n} left out').format(n=figure.left_out)}" if figure.left_out else ""
    said = fill("• {title}: {value}", title=t.gettext(KPIS[figure.name]), value=figures.told(figure, wording))
    return Markup(said + fill(" _(n {n}{left_out})_", n=figure.n, left_out=left_out))


def _patterns(pack: Pack, wording: Wording) -> Markup:
    t = wording.t
    lines = [_pattern(pack, each, wording) for each in pack.patterns[:MOST_PATTERNS]]
    if pack.repeats:
        again = references(pack, [each.number for each in pack.repeats][:MOST_NAMED])
        lines.append(fill(t.gettext("• Came again: {references}"), references=again))
    return render.lines(fill(t.gettext("*What repeats*")), *lines) if lines else Markup("")


def _pattern(pack: Pack, each: Pattern, wording: Wording) -> Markup:
    named = references(pack, each.numbers[:MOST_NAMED]) + (" …" if len(each.numbers) > MOST_NAMED else "")
    return fill(
        wording.t.gettext("• {by} “{words}”: {n} of {all} ({references})"),
        by=wording.t.gettext(PATTERNS[each.by]), words=render.line(each.words, 80), n=len(each.numbers),
        all=len(pack.numbers), references=named,
    )  # fmt: skip


def _owed(pack: Pack, wording: Wording) -> Markup:
    t = wording.t
    found = (
        (t.gettext("Overdue reviews"), len(pack.late_reviews)),
        (t.gettext("Overdue workarounds"), len(pack.debts)),
        (t.gettext("Overdue actions of reviews"), sum(each.standing == "late" for each in pack.actions)),
        (
            t.gettext("Actions of reviews that nobody verified"),
            sum(each.standing == "to_verify" for each in pack.actions),
        ),
        (t.gettext("Late updates"), sum(pack.late_updates.values())),
        (t.gettext("Without a model"), len(pack.without_model)),
    )
    lines = [fill("• {what}: {n}", what=what, n=count) for what, count in found if count]
    return render.lines(fill(t.gettext("*Owed*")), *lines) if lines else Markup("")


def _improving(pack: Pack, wording: Wording) -> Markup:
    """The register in short: how many are open, which are overdue, what came to its end."""
    t, register = wording.t, pack.improvements
    if not (register.open or register.ended):
        return Markup("")
    words = RegisterWords(t, wording.policy)
    late = [item for item in register.open if item.late(pack.made_at)]
    counts = t.ngettext("{n} open, {late} overdue", "{n} open, {late} overdue", len(register.open))
    head = fill(t.gettext("*Improvements:* {counts}"), counts=counts.format(n=len(register.open), late=len(late)))
    lines = [item_line(item, words) for item in (*late, *register.ended)[:MOST_ITEMS]]
    more = len(late) + len(register.ended) - len(lines)
    rest = [fill(t.gettext("… and {n} more"), n=more)] if more > 0 else []
    return render.lines(head, *lines, *rest, fill(t.gettext("All that is open: `/incident improvement`")))
