"""What the room is told when an update did not reach a channel, or not in the organisation's own words."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.scene import Scene
from bot.comms.describe_deliveries import broken_place, broken_why
from bot.comms.message import Message
from bot.comms.phrasing import retold
from bot.comms.places import place_words
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.timeline import Entry


def failed(scene: Scene, event: e.DeliveryFailed, _entry: Entry) -> Message:
    """Which update did not arrive where, why, and what happens now: another place, or a person."""
    said = fill(
        scene.t.gettext("⚠️ Update {n} did not reach {audience} by {place}."),
        n=event.number,
        audience=scene.audience(event.audience),
        place=place_words(event.channel, scene.t),
    )
    why = (
        fill(scene.t.gettext("*Why:* {why}"), why=render.words(retold(event.why, event.why_told, scene.t), 600))
        if event.why
        else Markup("")
    )
    return scene.message(said, kit.section(render.lines(said, why, _now(scene, event))))


def _now(scene: Scene, event: e.DeliveryFailed) -> Markup:
    if event.then:
        return fill(scene.t.gettext("*Instead:* it goes to {place} now."), place=place_words(event.then[0], scene.t))
    if not event.remedy:
        return Markup("")
    return fill(
        scene.t.gettext("*What to do:* {remedy}"),
        remedy=render.words(retold(event.remedy, event.remedy_told, scene.t), 600),
    )


def template_broken(scene: Scene, event: e.TemplateBroken, _entry: Entry) -> Message:
    """Which template failed, where and over what, what was sent instead, and how to mend it."""
    t = scene.t
    said = fill(t.gettext("🧩 The template `{place}` is broken."), place=render.line(broken_place(event, t), 300))
    why = fill(t.gettext("*Why:* {why}"), why=render.line(broken_why(event, t), 300))
    words = t.gettext("*Instead:* update {n} went to {audience} in the shipped words; so do all until it is mended.")
    instead = fill(words, n=event.number, audience=scene.audience(event.audience))
    todo = fill(t.gettext("*What to do:* mend the file; `posko check` tries every template in every state."))
    return scene.message(said, kit.section(render.lines(said, why, instead, todo)))


def template_told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """The same to whoever sees to the updates, with the incident that it is about."""
    if not isinstance(event, e.TemplateBroken):
        return None
    message = template_broken(scene, event, entry)
    about = render.join(" · ", [scene.reference, scene.severity, render.line(scene.state.title, 150)])
    return Message(text=message.text, blocks=(kit.context(about), *message.blocks))
