"""Messages about workarounds and their debt: opened, changed, paid, overdue, repeated; the register, the digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.locale import Translator, _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.incident import Incident
from bot.warroom.partners import DebtItem
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

MOST = 20
WANTING: Mapping[str, str] = {
    "leaves": _("what it leaves undone"),
    "undo": _("how to undo it"),
    "owner": _("an owner"),
    "due": _("a date"),
}


def opened(scene: Scene, event: e.DebtOpened, entry: Entry) -> Message | None:
    """`🩹 Workaround W1 · Sari`, what it does, and what nobody has said yet."""
    item = _item(scene, event.debt)
    if item is None:
        return None
    who = scene.name(entry.actor)
    said = fill(scene.t.gettext("🩹 *Workaround {ref}* · {who}"), ref=item.reference, who=who)
    spoken = render.join(": ", [said, render.line(item.does, 300)])
    return scene.message(spoken, kit.section(render.lines(said, *_told(scene, item))), *complete_row(scene, item))


def _item(scene: Scene, number: int) -> DebtItem | None:
    return next((each for each in scene.state.debts if each.number == number), None)


def _told(scene: Scene, item: DebtItem) -> list[Markup]:
    t = scene.t
    leaves = fill(t.gettext("*Leaves undone:* {text}"), text=render.words(item.leaves, 600)) if item.leaves else ""
    undo = fill(t.gettext("*To undo it:* {text}"), text=render.words(item.undo, 600)) if item.undo else ""
    owed = scene.owed(item.owner, item.due_at)
    lines = [render.words(item.does, REMARK), leaves, undo, owed, wanting(scene, item), _stranger(scene, item)]
    return [Markup(line) for line in lines if line]


def _stranger(scene: Scene, item: DebtItem) -> Markup | str:
    """Whoever owns it and may not know of the private incident is not reminded."""
    if item.owner is None or scene.state.may_hear(item.owner.id):
        return ""
    words = scene.t.gettext("🔒 {names} cannot see this private incident: invite them into the room.")
    return fill(words, names=scene.names((item.owner,)))


def wanting(scene: Scene, item: DebtItem) -> Markup:
    """What nobody has said yet, or nothing."""
    if not item.wanting or not item.is_open:
        return Markup("")
    missing = scene.t.listing([scene.t.gettext(WANTING[name]) for name in item.wanting])
    return fill(scene.t.gettext("⚠️ Not said yet: {missing}"), missing=missing)


def complete_row(scene: Scene, item: DebtItem) -> list[kit.Block]:
    """The button that opens its form, while it stands."""
    if not item.is_open:
        return []
    label = scene.t.gettext("Complete…") if item.wanting else scene.t.gettext("Change…")
    which = value(scene.state.number, task=item.number)
    complete = kit.button(label, Action.DEBT_OPEN, which, style="primary" if item.wanting else None)
    return [kit.actions(complete)]


def changed(scene: Scene, event: e.DebtChanged, entry: Entry) -> Message | None:
    """It reads like this now."""
    item = _item(scene, event.debt)
    if item is None:
        return None
    words = (
        scene.t.gettext("🩹 {name} put *{ref}* off to {time}")
        if event.extended and item.due_at
        else scene.t.gettext("🩹 {name} changed *{ref}*")
    )
    due = scene.day_time(item.due_at) if item.due_at else ""
    said = fill(words, name=scene.name(entry.actor), ref=item.reference, time=due)
    reason = render.quoted(render.words(event.reason, REMARK)) if event.reason else Markup("")
    return scene.message(said, kit.section(render.lines(said, reason, *_told(scene, item))), *complete_row(scene, item))


def paid(scene: Scene, event: e.DebtPaid, entry: Entry) -> Message | None:
    """Something better stands, or it was withdrawn with a reason; a mark that was taken away needs no word."""
    item = _item(scene, event.debt)
    if item is None or (event.dropped and not event.text):
        return None
    words = (
        scene.t.gettext("🚫 {name}: {ref} is withdrawn. {does}")
        if event.dropped
        else scene.t.gettext("✅ {name}: {ref} is replaced. {does}")
    )
    said = fill(words, name=scene.name(entry.actor), ref=render.bold(item.reference), does=render.line(item.does, 200))
    return scene.message(said, kit.section(render.lines(said, render.quoted(render.words(event.text, REMARK)))))


def reminded(scene: Scene, event: e.DebtReminded, _entry: Entry) -> Message | None:
    """It stands longer than it should."""
    item = _item(scene, event.debt)
    if item is None or not item.is_open:
        return None
    words = scene.t.gettext("⏰ The workaround *{ref}* of {reference} should have been replaced by {time}.")
    said = fill(words, ref=item.reference, reference=scene.reference, time=scene.day_time(event.due_at))
    next_ = scene.t.gettext(
        "👉 Replaced? `{command} {reference} debt done {ref} <by what>`. "
        "Not yet? `{command} {reference} debt extend {ref} by 30d <reason>`"
    )
    do = fill(next_, command=scene.command, reference=scene.state.reference, ref=item.reference)
    rows = [kit.actions(*_ways_out(scene, item))]
    return scene.message(said, kit.section(render.lines(said, *_told(scene, item))), kit.context(do), *rows)


def _ways_out(scene: Scene, item: DebtItem) -> list[kit.Element]:
    which = value(scene.state.number, task=item.number)
    return [
        kit.button(scene.t.gettext("Replaced…"), Action.DEBT_PAY_OPEN, which, style="primary"),
        kit.button(scene.t.gettext("Change…"), Action.DEBT_OPEN, which),
    ]


def told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """The reminder to whoever owns it, wherever the room is by then."""
    return reminded(scene, event, entry) if isinstance(event, e.DebtReminded) else None


def repeated(scene: Scene, event: e.WorkaroundRepeated, _entry: Entry) -> Message:
    """So many of them on one service are a problem of their own (ITIL: problem management)."""
    words = scene.t.gettext(
        "🔁 Workaround number {n} on {service} within {wait}: {references}. This is for problem management."
    )
    said = fill(
        words,
        n=event.count,
        service=render.bold(event.service),
        wait=scene.t.duration(scene.policy.workarounds.repeats_within),
        references=render.line(", ".join(event.references), 300),
    )
    return scene.message(said)


def register(scene_of: Sequence[tuple[Scene, DebtItem]], t: Translator, now: Moment, about: str = "") -> Message:
    """All open debt that somebody may see, the oldest first."""
    what = fill(t.gettext(" on {service}"), service=render.line(about, 75)) if about else ""
    if not scene_of:
        return _plain(fill(t.gettext("No workaround{what} waits to be replaced."), what=what), t)
    words = t.ngettext(
        "*{n} workaround{what} waits to be replaced*",
        "*{n} workarounds{what} wait to be replaced*",
        len(scene_of),
    )
    title = fill(words, n=len(scene_of), what=what)
    shown = scene_of[:MOST]
    rows = [kit.section(debt_line(scene, item, now), accessory=_ways_out(scene, item)[1]) for scene, item in shown]
    more = len(scene_of) - len(shown)
    rest = [kit.context(fill(t.gettext("… and {n} more; name a service to see less."), n=more))] if more else []
    form = fill(t.gettext("Replaced? `/incident MI-42 debt done W1 <by what>`"))
    lines = render.lines(title, *(debt_line(scene, item, now) for scene, item in shown))
    return kit.message(lines, [kit.section(title), *rows, *rest, kit.context(form)], t)


def _plain(said: Markup, t: Translator) -> Message:
    return kit.message(said, [kit.section(said)], t)


def debt_line(scene: Scene, item: DebtItem, now: Moment) -> Markup:
    """What it is, since when it stands, and who owes its replacement."""
    t = scene.t
    late = "⏰" if item.due_at and item.due_at < now else "•"
    age = fill(t.gettext("{length} old"), length=t.duration(max(now - item.opened_at, now - now)))
    head = fill("{sign} *{reference} {ref}* {does}", sign=late, reference=scene.state.reference, ref=item.reference,
                does=render.line(item.does, 160))  # fmt: skip
    owner = scene.owed(item.owner, item.due_at) if item.owner else fill(t.gettext("⚠️ no owner"))
    return render.join(" · ", [head, render.line(item.service, 60), age, owner])


def digest(states: Sequence[Incident], policy: Policy, t: Translator, command: str, now: Moment) -> Message | None:
    """The weekly list for the policy's channel, of incidents that may be named there; nothing when nothing is owed."""
    items = open_debts([Scene(state, policy, t, command) for state in states])
    if not items:
        return None
    late = sum(item.due_at is not None and item.due_at < now for _scene, item in items)
    title = fill(t.ngettext("🩹 *{n} workaround waits to be replaced*, {late} overdue",
                            "🩹 *{n} workarounds wait to be replaced*, {late} overdue", len(items)),
                 n=len(items), late=late)  # fmt: skip
    lines = [debt_line(scene, item, now) for scene, item in items[:MOST]]
    more = len(items) - MOST
    rest = (
        [kit.context(fill(t.gettext("… and {n} more: `{command} debt`"), n=more, command=command))] if more > 0 else []
    )
    return kit.message(title, [kit.section(title), *kit.sections(render.lines(*lines)), *rest], t)


def open_debts(scenes: Sequence[Scene], service: str = "") -> list[tuple[Scene, DebtItem]]:
    """All that still stands in these incidents, the oldest first; of one service, if given."""
    wanted = service.casefold()
    found = [
        (scene, item)
        for scene in scenes
        for item in scene.state.debts
        if item.is_open and wanted in item.service.casefold()
    ]
    return sorted(found, key=lambda pair: pair[1].opened_at)


DRAWN: Mapping[type[Value], Callable[[Scene, Any, Entry], Message | None]] = {
    e.DebtOpened: opened,
    e.DebtChanged: changed,
    e.DebtPaid: paid,
    e.DebtReminded: reminded,
    e.WorkaroundRepeated: repeated,
}
