"""What an audience would read of what people wrote, held against the linter; and what is left to say without it.

Only people's own words are checked, part by part, so that what is wrong with one leaves the others to be said. The
words of the templates are ours, or the organisation's. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.warroom.base import Value
from bot.warroom.drafts import Found
from bot.warroom.incident import Incident
from bot.warroom.linting import RULES, Circumstances, Level, Rule, lint
from bot.warroom.policy import Audience
from bot.warroom.updates import UpdateFacts, said_last

Part = str
INSIDE: frozenset[Part] = frozenset({"title", "text", "because", "standing", "impact", "workaround", "changes"})
OUTSIDE: frozenset[Part] = frozenset({"text", "impact", "workaround"})
READ: Mapping[str, frozenset[Part]] = {
    "internal": INSIDE,
    "executive": INSIDE,
    "support": frozenset({"title", "text", "impact", "workaround"}),
    "customer": OUTSIDE,
    "partner": OUTSIDE,
    "regulator": OUTSIDE,
    "social": frozenset({"text", "impact"}),
}
"""The parts that the templates of each form show."""

ANYWHERE: frozenset[Rule] = frozenset({"host_name", "personal_name", "blame"})
RULES_OF: Mapping[Part, frozenset[Rule]] = {
    "title": ANYWHERE,
    "changes": ANYWHERE,
    "impact": ANYWHERE | {"estimate", "cause"},
    "workaround": ANYWHERE | {"estimate"},
    "because": ANYWHERE | {"cause", "estimate"},
    "standing": ANYWHERE | {"estimate"},
}
"""What is looked for in a part of the record; in the words of an update itself, everything."""

STAYS_INSIDE: frozenset[Rule] = frozenset({"host_name", "personal_name"})
INSIDERS = frozenset({"internal", "support"})
NAMES_THE_MIM = frozenset({"executive"})
NEVER_BLOCKS: frozenset[Rule] = frozenset({"near_copy", "next_time"})
KNOWN = frozenset({"identified", "monitoring", "resolved", "closed"})


class Checked(Value):
    """What an audience's linter makes of a rendering: what holds it back, and what is only pointed out."""

    blocks: tuple[Found, ...] = ()
    warnings: tuple[Found, ...] = ()


def level(rule: Rule, audience: Audience) -> Level:
    """Whether a rule blocks, warns or is silent here. Staff may read hosts and names; executives read who leads."""
    if audience.linter == "off" or (rule in STAYS_INSIDE and audience.form in INSIDERS):
        return "off"
    if rule == "personal_name" and audience.form in NAMES_THE_MIM:
        return "off"
    return "warn" if rule in NEVER_BLOCKS else audience.linter


def check(facts: UpdateFacts, audience: Audience, state: Incident, zone: str) -> Checked:
    """Everything that this audience's linter minds about the rendering, read on the clock of this zone."""
    found = tuple(dict.fromkeys(_found(facts, audience, state, zone))) if audience.linter != "off" else ()
    levels = {each: level(each.rule, audience) for each in found}  # type: ignore[arg-type]
    return Checked(
        blocks=tuple(each for each, found_level in levels.items() if found_level == "block"),
        warnings=tuple(each for each, found_level in levels.items() if found_level == "warn"),
    )


def _found(facts: UpdateFacts, audience: Audience, state: Incident, zone: str) -> Iterator[Found]:
    known = _circumstances(facts, audience, state, zone)
    minded = frozenset(rule for rule in RULES if level(rule, audience) != "off")
    for part, words in parts(facts, audience).items():
        rules = minded & RULES_OF.get(part, minded)
        for each in lint(words, known if part == "text" else known.model_copy(update={"previous": ""}), rules):
            yield Found(audience=audience.name, rule=each.rule, excerpt=each.excerpt, part=part)


def parts(facts: UpdateFacts, audience: Audience) -> Mapping[Part, str]:
    """People's words in this audience's rendering, by part; the words of the update itself always, even empty."""
    said = {
        "text": facts.text or facts.prepared.get(audience.name, ""),
        "title": facts.title,
        "because": facts.because,
        "standing": facts.standing,
        "impact": facts.impact,
        "workaround": facts.workaround,
        "changes": "\n".join(change.text for change in facts.changes),
    }
    shown = READ.get(audience.form, INSIDE)
    return {part: words for part, words in said.items() if part in shown and (words.strip() or part == "text")}


def _circumstances(facts: UpdateFacts, audience: Audience, state: Incident, zone: str) -> Circumstances:
    last = state.last_told.get(audience.name)
    return Circumstances(
        state=facts.state,
        names=tuple(sorted({*state.people.values(), *(each.person.name for each in state.holders)})),
        impact="\n".join(said.text for said in state.impacts),
        unconfirmed=tuple(each.text for each in state.hypotheses if each.unsettled),
        cause_known=facts.state in KNOWN or any(each.status == "confirmed" for each in state.hypotheses),
        previous=last.text if last else "",
        promises_next=facts.final or audience.name in facts.next_by,
        now=facts.as_of,
        zone=zone,
    )


def holding(facts: UpdateFacts, blocked: tuple[Found, ...]) -> UpdateFacts:
    """The statement without the parts that must not be read: what is known, and when the next comes."""
    gone = {each.part for each in blocked}
    empty: dict[Part, object] = {
        "text": "",
        "because": "",
        "standing": "",
        "impact": "",
        "workaround": "",
        "changes": (),
    }
    change = {part: nothing for part, nothing in empty.items() if part in gone}
    if "text" in gone:
        change["prepared"] = {}
    if "title" in gone:
        change["title"] = ", ".join(facts.services) or facts.severity.upper()
    return facts.model_copy(update=change)


def unapproved(facts: UpdateFacts, audience: Audience, state: Incident) -> UpdateFacts:
    """The statement for an audience whose updates are approved: of people's words only what it has read before."""
    last = state.last_told.get(audience.name)
    gone = {"text": said_last(state, audience.name), "because": "", "standing": "", "changes": (), "prepared": {}}
    kept = {"impact": last.impact if last else "", "workaround": last.workaround if last else ""}
    shows_title = "title" in READ.get(audience.form, INSIDE)
    title = {"title": ", ".join(facts.services) or facts.severity.upper()} if shows_title else {}
    return facts.model_copy(update={**gone, **kept, **title})
