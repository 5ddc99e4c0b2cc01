"""The promise ledger as somebody asks for it: what was promised to whom, what became of it, and who put it off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.promises import asked_for, update_button
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.base import Moment
from bot.warroom.lifecycle import is_open
from bot.warroom.promises import Delivery, Snooze

MOST_LISTED = 24


def listed_promises(scene: Scene, deliveries: Sequence[Delivery], now: Moment, *, asked: int = 0) -> Message:
    """What was promised to whom, those still to come first; `asked` is how often an update was asked for in all."""
    t = scene.t
    if not deliveries:
        return scene.message(fill(t.gettext("No update has been promised in {reference}."), reference=scene.reference))
    ordered = sorted(deliveries, key=lambda each: (each.fate != "pending", -each.due_at.timestamp()))
    lines = [line for each in ordered[:MOST_LISTED] for line in _promise(scene, each, now)]
    more = len(ordered) - MOST_LISTED
    rest = fill(t.gettext("… and {n} more: `/incident export`"), n=more) if more > 0 else ""
    said = render.lines(_title(scene, deliveries), _asked(scene, asked), *lines, rest)
    row = [update_button(scene)] if is_open(scene.state.state) else []
    return scene.message(said, *kit.sections(said), *row)


def _title(scene: Scene, deliveries: Sequence[Delivery]) -> Markup:
    kept, missed = (sum(each.fate == fate for each in deliveries) for fate in ("kept", "missed"))
    title = scene.t.gettext("*{reference}: promised updates* · {kept} kept, {missed} missed")
    return fill(title, reference=scene.state.reference, kept=kept, missed=missed)


def _asked(scene: Scene, times: int) -> Markup:
    if scene.state.update_requests:
        return asked_for(scene)
    words = scene.t.ngettext("🙋 {n} request for an update, answered", "🙋 {n} requests for an update, answered", times)
    return fill(words, n=times) if times else Markup("")


def _promise(scene: Scene, each: Delivery, now: Moment) -> list[Markup]:
    t = scene.t
    words = {
        "pending": t.gettext("⏳ {audience}: promised {made}, by {due}"),
        "kept": t.gettext("✅ {audience}: promised {made}, by {due}, sent {sent}"),
        "missed": t.gettext("❌ {audience}: promised {made}, by {due}, sent {sent}"),
        "asleep": t.gettext("🌙 {audience}: promised {made}, by {due}, leaves {sent}"),
        "void": t.gettext("➖ {audience}: by {due}, not needed any more"),
    }["asleep" if each.sent_at and each.sent_at > now else each.fate]
    line = fill(
        words,
        audience=scene.audience(each.audience),
        made=scene.time(each.promised_at),
        due=scene.near(each.due_at) if each.fate == "pending" else scene.time(each.due_at),
        sent=scene.time(each.sent_at) if each.sent_at else t.gettext("not yet"),
    )
    number = f"#{each.number}" if each.number else ""
    return [render.join(" · ", [line, number, _by_how_much(scene, each, now)]), *_snoozes(scene, each.snoozes)]


def _by_how_much(scene: Scene, each: Delivery, now: Moment) -> Markup:
    t, overdue = scene.t, each.overdue_by(now)
    if overdue:
        return fill(t.gettext("*{length} overdue*"), length=t.duration(overdue))
    if each.late_by is None:
        return Markup("")
    late = each.late_by.total_seconds() > 0
    words = t.gettext("{length} after") if late else t.gettext("{length} before")
    return fill(words, length=t.duration(each.late_by))


def _snoozes(scene: Scene, snoozes: Sequence[Snooze]) -> list[Markup]:
    return [
        fill(
            "    💤 {said}{reason}",
            said=fill(
                scene.t.gettext("{name} put it off until {until}"),
                name=scene.name(each.by),
                until=scene.time(each.until),
            ),
            reason=fill(": {why}", why=render.line(each.reason, 200)) if each.reason.strip() else "",
        )
        for each in snoozes
    ]
