"""The question tree of the declaration's form: plain questions, one step after the other, that end with a severity.

For people who do not know the matrix. Each answer redraws the form; it proposes, and a severity chosen above wins.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Block
from bot.comms.locale import Translator, _
from bot.comms.majors import impact_kind
from bot.comms.render import fill
from bot.comms.words import severity_name
from bot.handlers.views.majors import SHARES, impact_level
from bot.handlers.views.parts import chosen
from bot.warroom.policy import Level, Policy

WORSE: Mapping[Level, str] = {
    "high": _("It gets worse by the minute"),
    "medium": _("It can wait an hour"),
    "low": _("It can wait until tomorrow"),
}


def help_button(t: Translator, ending: str) -> kit.Block:
    """Begins the questions."""
    button = kit.button(t.gettext("Help me choose"), Action.SEVERITY_HELP)
    return kit.actions(button, block_id=Action.SEVERITY_HELP + ending)


def questions(
    t: Translator,
    policy: Policy,
    answered: tuple[int | None, tuple[str, ...], str | None],
    ending: str,
) -> list[kit.Block]:
    """The first question; once it is answered the others; once they are, what the answers amount to."""
    share, kinds, urgency = answered
    asked = [_users(t, share, ending)]
    if share is not None:
        asked += [*_stake(t, policy, kinds, ending), _worse(t, urgency, ending)]
    return [*asked, *proposal(t, policy, share, kinds, urgency)]


def _users(t: Translator, share: int | None, ending: str) -> kit.Block:
    options = [kit.option(t.gettext(label), value) for value, label in SHARES.items()]
    menu = kit.static_select(Block.USERS_SHARE, options, initial=chosen(options, str(share)))
    label = t.gettext("1. How many users are affected?")
    return kit.field(Block.USERS_SHARE + ending, label, menu, optional=True, dispatch=True)


def _stake(t: Translator, policy: Policy, kinds: tuple[str, ...], ending: str) -> list[kit.Block]:
    options = [kit.option(impact_kind(kind, t), kind) for kind in policy.criteria.impacts][:10]
    if not options:
        return []
    boxes = kit.checkboxes(Block.IMPACT_KINDS, options, initial=[it for it in options if it["value"] in kinds])
    label = t.gettext("2. Is any of this at stake? (If not, leave it empty.)")
    return [kit.field(Block.IMPACT_KINDS + ending, label, boxes, optional=True, dispatch=True)]


def _worse(t: Translator, urgency: str | None, ending: str) -> kit.Block:
    options = [kit.option(t.gettext(label), level) for level, label in WORSE.items()]
    menu = kit.static_select(Block.URGENCY_LEVEL, options, initial=chosen(options, urgency))
    label = t.gettext("3. How long can it wait?")
    return kit.field(Block.URGENCY_LEVEL + ending, label, menu, optional=True, dispatch=True)


def proposal(
    t: Translator, policy: Policy, share: int | None, kinds: tuple[str, ...], urgency: str | None
) -> list[kit.Block]:
    """The severity that the answers amount to, and why; nothing while one is missing."""
    impact = impact_level(share, kinds)
    urgent = next((level for level in WORSE if level == urgency), None)
    severity = policy.matrix.get(impact, {}).get(urgent) if impact and urgent else None
    if severity is None or urgent is None:
        return []
    reasons = [t.gettext(SHARES[str(share)]), *(impact_kind(kind, t) for kind in kinds), t.gettext(WORSE[urgent])]
    words = t.gettext("👉 The answers say *{severity}*: {why}. It counts unless you choose another severity above.")
    why = render.line("; ".join(reasons), 500)
    return [kit.section(fill(words, severity=severity_name(severity, policy), why=why))]
