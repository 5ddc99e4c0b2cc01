"""The channel topic of a war room: one line that everybody sees without scrolling. Plain text, at most 250."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import NAME, Scene
from bot.comms.words import state_name

TOPIC = 250


def topic(scene: Scene) -> str:
    """`SEV1 · Investigating · MIM Sari · next update 10:45 WIB`."""
    t, state = scene.t, scene.state
    parts = [
        t.gettext("DRILL") if state.drill else "",
        state.severity.upper(),
        state_name(state.state, t),
        _lead(scene),
        _next_update(scene),
    ]
    return render.clip(render.plain(" · ".join(part for part in parts if part)), TOPIC)


def _next_update(scene: Scene) -> str:
    """By when; it changes when a promise is made, kept or missed, since Slack writes a line for every new topic."""
    t, state = scene.t, scene.state
    if state.next_due is None:
        return ""
    late = any(promise.missed for promise in state.promises.values())
    words = t.gettext("⏰ update overdue since {time}") if late else t.gettext("next update {time}")
    return words.format(time=scene.clock(state.next_due))


def _lead(scene: Scene) -> str:
    t, lead = scene.t, scene.state.lead
    if lead is None:
        return t.gettext("no MIM yet")
    name = render.clip(render.plain(lead.person.name), NAME)
    return (t.gettext("MIM {name}") if lead.accepted else t.gettext("MIM asked: {name}")).format(name=name)
