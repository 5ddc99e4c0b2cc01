"""Messages about outputs: raised, filed, waiting for the tracker; and the list of them."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.scene import REMARK, TITLE, Scene
from bot.comms.message import Message
from bot.comms.outputs import output_name
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.outputs import Output
from bot.warroom.timeline import Entry

MOST = 15


def raised(scene: Scene, event: e.OutputRaised, entry: Entry) -> Message:
    """What is asked of others, by whom."""
    words = scene.t.gettext("📤 *{what} {n}:* {text}")
    what = output_name(event.what, scene.t)
    said = fill(words, what=what, n=event.output, text=render.words(event.text, REMARK))
    by = fill(scene.t.gettext("By {name}"), name=scene.name(entry.actor))
    foot = render.join(" · ", [by, scene.owed(event.owner, None)])
    return scene.message(said, kit.section(said), kit.context(foot))


def filed(scene: Scene, event: e.OutputFiled, _entry: Entry) -> Message:
    """Under which key it stands in the tracker."""
    key = render.link(event.link, event.key) if event.link else render.bold(event.key)
    return scene.message(fill(scene.t.gettext("📤 Output {n} is filed as {key}."), n=event.output, key=key))


def delayed(scene: Scene, event: e.OutputDelayed, _entry: Entry) -> Message | None:
    """That it is not lost."""
    if event.again:
        return None
    words = scene.t.gettext("⏳ The tracker does not take output {n} for now; it is kept here, and I go on trying.")
    why = kit.context(render.words(event.why, 300)) if event.why else None
    said = fill(words, n=event.output)
    return scene.message(said, kit.section(said), *([why] if why else []))


def output_lines(scene: Scene) -> list[Markup]:
    """Each output on one line, with its place in the tracker."""
    return [_line(scene, output) for output in scene.state.outputs[:MOST]]


def _line(scene: Scene, output: Output) -> Markup:
    where = render.link(output.link, output.key) if output.link else render.escape(output.key)
    what = fill("• #{n} *{what}*", n=output.number, what=output_name(output.what, scene.t))
    owner = scene.name(output.owner) if output.owner else ""
    return render.join(" · ", [what, render.line(output.text, TITLE), owner, where])
