"""The forms that judge a candidate, and what the form of a declaration asks about the criteria."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.locale import Translator, _
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.policy import Level, Policy

SHARES = {
    "90": _("Nearly everybody"),
    "60": _("More than half"),
    "30": _("Some (10 to 50 %)"),
    "5": _("A few (under 10 %)"),
}
MANY, SOME = 50, 10


def accept_form(scene: Scene, origin: Origin) -> kit.Block:
    """What it costs the business; sending it opens the room."""
    t = scene.t
    hint = t.gettext("Who cannot do what, how many, and what it costs. Its room opens when you send this.")
    fields = [words_field(t.gettext("What is the business impact?"), initial=scene.state.impact, hint=hint)]
    return incident_form(
        scene, Callback.CANDIDATE_ACCEPT_MODAL, t.gettext("It is major"), t.gettext("Accept"), fields, origin
    )


def reject_form(scene: Scene, origin: Origin) -> kit.Block:
    """Why it is not major."""
    t = scene.t
    hint = t.gettext("Whoever reported it reads this.")
    fields = [words_field(t.gettext("Why is it not major?"), block=Block.REASON, hint=hint)]
    return incident_form(
        scene, Callback.CANDIDATE_REJECT_MODAL, t.gettext("It is not major"), t.gettext("Reject"), fields, origin
    )


def unsure_field(t: Translator, policy: Policy, *, unsure: bool, ending: str) -> kit.Block:
    """For people who cannot tell whether it is major: somebody else decides."""
    wait = t.duration(policy.criteria.decide_within)
    described = t.gettext("The MIM decides; undecided after {wait} it is treated as major").format(wait=wait)
    option = kit.option(t.gettext("I am not sure whether it is major"), "unsure", description=described)
    boxes = kit.checkboxes(Block.UNSURE, [option], initial=[option] if unsure else [])
    return kit.field(Block.UNSURE + ending, t.gettext("Is it a major incident?"), boxes, optional=True)


def impact_level(users_share: int | None, impact_kinds: tuple[str, ...]) -> Level | None:
    """How big the impact is, by the answers to the plain questions; None when neither was answered."""
    if impact_kinds or (users_share or 0) > MANY:
        return "high"
    if users_share is None:
        return None
    return "medium" if users_share >= SOME else "low"
