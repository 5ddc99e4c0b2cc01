"""Who an update goes to at once and for whom it waits, in words: the room and whoever wrote it are told the same.

It must not decide who waits: that is `warroom.releasing`.
"""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import events as e


def at_once(event: e.UpdatePublished) -> tuple[str, ...]:
    """The audiences for whom nothing holds it back."""
    return tuple(name for name in event.audiences if name not in event.waits)


def waiting_lines(scene: Scene, event: e.UpdatePublished) -> Markup:
    """Each audience that is told when its quiet hours are over, and when that is; nothing when nobody waits."""
    words = scene.t.gettext("🌙 {audience} has quiet hours: update {n} waits for them until {time}.")
    told = ((scene.audience(name), scene.day_time(until)) for name, until in event.waits.items())
    return render.lines(*(fill(words, audience=name, n=event.number, time=until) for name, until in told))
