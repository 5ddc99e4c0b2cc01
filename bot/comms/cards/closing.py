"""Messages on the way to closing: does it work again, no it does not."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.closing import waits_for_confirmation
from bot.warroom.timeline import Entry


def asked(scene: Scene, event: e.ConfirmationAsked, _entry: Entry) -> Message:
    """Who was asked whether it works."""
    words = scene.t.gettext("🙋 {name} was asked whether it works again.")
    return scene.message(fill(words, name=scene.name(event.person)))


def doubted(scene: Scene, event: e.RestorationDoubted, entry: Entry) -> Message:
    """It does not work yet, in the words of whoever says so, with the button that reopens."""
    said = fill(
        scene.t.gettext("⚠️ {name} says that {reference} is *not* restored yet:"),
        name=scene.name(entry.actor),
        reference=scene.reference,
    )
    next_ = fill(scene.t.gettext("👉 Next: look at it, then press *Reopen…* if it is not over."))
    lines = render.lines(said, render.quoted(render.words(event.text, REMARK)))
    reopen = scene.button(scene.t.gettext("Reopen…"), Action.REOPEN_OPEN, style="danger")
    rows = [kit.actions(reopen)] if scene.state.state in {"resolved", "closed"} else []
    return scene.message(said, kit.section(lines), kit.context(next_), *rows)


DIRECT = frozenset({"confirm", "doubt"})


def direct(scene: Scene, entry: Entry | None, kind: str) -> Message | None:
    """What one person is told: the question whether it works, or somebody's doubt."""
    if entry is None:
        return None
    if kind == "confirm":
        return question(scene, entry)
    return doubted(scene, entry.event, entry) if isinstance(entry.event, e.RestorationDoubted) else None


def question(scene: Scene, entry: Entry) -> Message | None:
    """Asked of one person; None once somebody has answered."""
    if not waits_for_confirmation(scene.state):
        return None
    t = scene.t
    again = isinstance(entry.event, e.ConfirmationReminded)
    words = (
        t.gettext("🔔 {reference} still waits for your answer: does it work again?")
        if again
        else t.gettext("🙋 {reference} is reported as restored. Does it work for you again?")
    )
    asks = fill(words, reference=scene.reference)
    title = render.bold(render.line(scene.state.title, 200))
    how = entry.event.text if isinstance(entry.event, e.IncidentResolved) else ""
    said = render.quoted(render.words(how, REMARK)) if how else Markup("")
    buttons = kit.actions(
        scene.button(t.gettext("Yes, it works"), Action.CONFIRM_RESTORED, style="primary"),
        scene.button(t.gettext("Not yet…"), Action.DOUBT_OPEN),
    )
    return scene.message(asks, kit.section(render.lines(asks, title, said)), buttons)
