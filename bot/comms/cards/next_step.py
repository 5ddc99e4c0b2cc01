"""The one thing that most needs doing now, in words, chosen from the state. It advises; it decides nothing."""

from __future__ import annotations

from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.render import Markup, fill

STEPS = {
    "candidate": _("Decide whether this is a major incident."),
    "investigating": _(
        "find what is wrong. Note guesses with `{command} hypothesis …`; when the cause is clear: "
        "`{command} state identified <cause and remedy>`."
    ),
    "identified": _("carry out the remedy, then `{command} state monitoring <what was done>`."),
    "monitoring": _("watch that it holds; when the service is verified restored, press *Resolve…*."),
    "resolved": _("let users or the service owner agree that it works, then press *Confirm restored*."),
    "confirmed": _("complete the review draft and the open tasks, then press *Close*."),
    "closed": _("nothing more. If it comes back, press *Reopen…*."),
    "rejected": _("nothing more: this was not a major incident."),
    "cancelled": _("nothing more: this incident was cancelled."),
}


def next_step(scene: Scene) -> Markup:
    """A sentence for the card."""
    urgent = _leading(scene) or _telling(scene) if scene.state.state in _UNDER_WAY else _judging(scene)
    return urgent or fill(scene.t.gettext(STEPS[_where(scene)]), command=scene.command)


_UNDER_WAY = frozenset({"investigating", "identified", "monitoring"})


def _where(scene: Scene) -> str:
    if scene.state.state == "resolved" and "confirmed" in scene.state.milestones:
        return "confirmed"
    return scene.state.state


def _judging(scene: Scene) -> Markup | None:
    state = scene.state
    if state.state != "candidate" or state.judge is None:
        return None
    asked = scene.t.gettext("{name} says whether this is a major incident. Undecided by {time}, it is treated as one.")
    until = state.declared_at + scene.policy.criteria.decide_within
    return fill(asked, name=scene.name(state.judge), time=scene.time(until))


def _leading(scene: Scene) -> Markup | None:
    t, lead = scene.t, scene.state.lead
    if lead is None:
        return fill(t.gettext("somebody must lead. Press *Take the lead*."))
    if not lead.accepted:
        asked = t.gettext("{name}, press *Accept the lead*. Without an answer, whoever is free: press *Take the lead*.")
        return fill(asked, name=scene.name(lead.person))
    if lead.handover_to:
        return fill(t.gettext("{name} accepts the handover."), name=scene.name(lead.handover_to))
    return None


def _telling(scene: Scene) -> Markup | None:
    late = tuple(name for name, promise in scene.state.promises.items() if promise.missed)
    if late:
        overdue = scene.t.gettext("the update for {audiences} is overdue. Press *Update*.")
        return fill(overdue, audiences=scene.audiences(late))
    if not scene.state.impact and scene.state.state == "investigating":
        ask = scene.t.gettext("say who is affected, and how: `{command} impact <who, what, how many>`.")
        return fill(ask, command=scene.command)
    return None
