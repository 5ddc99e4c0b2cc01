"""Risks that people wrote down: said in the room, with the button that closes one; and the list of those that stand."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.risk_register import Risk
from bot.warroom.risks import still_open
from bot.warroom.timeline import Entry

MOST = 20


def raised(scene: Scene, event: e.RiskRaised, entry: Entry) -> Message:
    """`⚠️ Risk 1 · Budi` and what may go wrong."""
    said = fill(scene.t.gettext("⚠️ *Risk {n}* · {who}"), n=event.risk, who=scene.name(entry.actor))
    spoken = render.join(": ", [said, render.line(event.text, 300)])
    lines = render.lines(said, render.words(event.text, REMARK), scene.owed(event.owner, event.due_at))
    return scene.message(spoken, kit.section(lines), kit.actions(_over(scene, event.risk)))


def _over(scene: Scene, number: int) -> kit.Element:
    return kit.button(
        scene.t.gettext("No risk any more…"), Action.RISK_CLOSE_OPEN, value(scene.state.number, task=number)
    )


def closed(scene: Scene, event: e.RiskClosed, entry: Entry) -> Message:
    """It no longer can, and why."""
    risk = next((each for each in scene.state.risks if each.number == event.risk), None)
    words = scene.t.gettext("✅ {name}: risk {n} is over. {text}")
    text = render.line(risk.text, 200) if risk else ""
    said = fill(words, name=scene.name(entry.actor), n=event.risk, text=text)
    why = render.quoted(render.words(event.text, REMARK)) if event.text else Markup("")
    return scene.message(said, kit.section(render.lines(said, why)))


def line(scene: Scene, risk: Risk) -> Markup:
    """One risk with who watches it."""
    what = fill("⚠️ *{n}* {text}", n=risk.number, text=render.line(risk.text, 200))
    return render.join(" · ", [what, scene.owed(risk.owner, risk.due_at)])


def listing(scene: Scene) -> Message:
    """Every risk that stands, for whoever asks, each with its button; and how to write one down."""
    t, found = scene.t, still_open(scene.state)
    title = fill(t.gettext("*Risks*")) if found else fill(t.gettext("No risk was written down."))
    form = fill(t.gettext("To write one down: `{command} risk <text>`. Whoever takes over the lead must accept each."),
                command=scene.command)  # fmt: skip
    rows = [kit.section(line(scene, risk), accessory=_over(scene, risk.number)) for risk in found[:MOST]]
    said = render.lines(title, *(line(scene, risk) for risk in found[:MOST]))
    return scene.message(said, kit.section(title), *rows, kit.context(form))
