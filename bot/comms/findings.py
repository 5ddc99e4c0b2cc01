"""What the linter found, in words: the rule's name, why it matters to readers, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.comms import render
from bot.comms.locale import Translator, _
from bot.comms.render import Markup, fill
from bot.comms.words import audience_title
from bot.warroom.drafts import Found
from bot.warroom.policy import Policy

MOST = 8
EXCERPT = 120


@dataclass(frozen=True)
class Words:
    """A rule as people read it."""

    name: str
    why: str
    instead: str


RULES: Mapping[str, Words] = {
    "host_name": Words(
        _("name of a machine"),
        _("It helps an attacker and no reader."),
        _("Say what the machine does for people: “the payment service”."),
    ),
    "personal_name": Words(
        _("name of a person"),
        _("Who works on it concerns nobody outside, and it stays in print."),
        _("Say the role or the team: “our network team”."),
    ),
    "blame": Words(
        _("blame"),
        _("It is not known yet, it hurts, and it may be held against the organisation."),
        _("Say what happened, not whose fault it is."),
    ),
    "estimate": Words(
        _("time of recovery"),
        _("Nobody has promised it, and a missed estimate costs more trust than none."),
        _("Say when the next update comes."),
    ),
    "cause": Words(
        _("unconfirmed cause"),
        _("No cause is confirmed, and it is hard to take back."),
        _("Say what is being done, or confirm the hypothesis first."),
    ),
    "impact_number": Words(
        _("number that the record tells otherwise"),
        _("Two numbers for the same thing make both doubtful."),
        _("Use the number of the recorded impact, or record the new one first: `/incident impact <text>`"),
    ),
    "phase": Words(
        _("words of another state"),
        _("It says something else than the state of the incident."),
        _("Change the state first, or leave it out."),
    ),
    "near_copy": Words(
        _("almost the words of the last update"),
        _("Readers stop reading."),
        _("Say what is new, even if it is only what was ruled out."),
    ),
    "next_time": Words(
        _("no time of the next update"),
        _("People ask, one by one."),
        _("Say when the next update comes."),
    ),
}
PARTS: Mapping[str, str] = {
    "title": _("title"),
    "because": _("reason of the reopening"),
    "standing": _("words of the state"),
    "impact": _("impact"),
    "workaround": _("workaround"),
    "changes": _("key moments"),
}


def finding_lines(found: Iterable[Found], policy: Policy, t: Translator) -> list[Markup]:
    """One line for each finding, those for several audiences together, and a last one if there are more."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for each in found:
        together.setdefault((each.rule, each.excerpt, each.part), []).append(each.audience)
    lines = [_line(*key, audiences, policy, t) for key, audiences in list(together.items())[:MOST]]
    more = len(together) - MOST
    return [*lines, fill(t.gettext("… and {n} more"), n=more)] if more > 0 else lines


def _line(rule: str, excerpt: str, part: str, audiences: list[str], policy: Policy, t: Translator) -> Markup:
    words = RULES.get(rule, Words(rule, "", ""))
    where = t.gettext(PARTS[part]) if part in PARTS else ""
    said = fill(
        t.gettext("• *{rule}* {excerpt} {where} for {audiences}: {why} {instead}"),
        rule=render.escape(t.gettext(words.name)),
        excerpt=fill("“{words}”", words=render.line(excerpt, EXCERPT)) if excerpt.strip() else "",
        where=fill("({part})", part=where) if where else "",
        audiences=render.line(t.listing([audience_title(name, policy) for name in dict.fromkeys(audiences)]), 200),
        why=render.escape(t.gettext(words.why)),
        instead=fill(t.gettext(words.instead)),
    )
    return Markup(" ".join(said.split()))
