"""Similar incidents of the past, for whoever declares and for the room: how they were solved and where to read on."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.render import Markup, fill
from bot.warroom.past import Past

WORDS = 200


def similar_lines(scene: Scene) -> Markup:
    """Each with its solution, workaround, and the room that holds its review; nothing when there is none."""
    if not scene.state.similar:
        return Markup("")
    heading = fill(scene.t.gettext("🗂 *It happened before?*"))
    return render.lines(heading, *(_past(scene, past) for past in scene.state.similar))


def _past(scene: Scene, past: Past) -> Markup:
    t = scene.t
    room = render.channel_link(past.channel) if past.channel else ""
    review = fill(t.gettext("(review draft {n} there)"), n=past.review) if past.review and room else ""
    first = fill("• {reference} {title}", reference=render.bold(past.reference), title=render.line(past.title, TITLE))
    solved = fill(t.gettext("solved by: {text}"), text=render.line(past.resolution, WORDS)) if past.resolution else ""
    around = fill(t.gettext("workaround: {text}"), text=render.line(past.workaround, WORDS)) if past.workaround else ""
    return render.join(" · ", [first, solved, around, render.join(" ", [room, review])])
