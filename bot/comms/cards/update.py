"""A status update as its audience sees it in Slack."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.composer import compose_heading, compose_slack
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.render import fill
from bot.warroom.policy import Audience, Policy
from bot.warroom.updates import UpdateFacts


def update_message(
    facts: UpdateFacts, audience: Audience, policy: Policy, t: Translator, *, standing: bool = False
) -> Message:
    """Headline, paragraphs and small print; the text for notifications holds them all."""
    composed = compose_slack(facts, audience, policy)
    text = render.lines(render.bold(composed.headline), composed.body, composed.foot)
    heading = kit.header(compose_heading(facts, audience, policy))
    thread = [fill(t.gettext("🧵 How it stands now; every update is in the thread."))] if standing else []
    return kit.message(text, [heading, *kit.sections(composed.body), kit.context(composed.foot, *thread)], t)
