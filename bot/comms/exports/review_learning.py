"""The questions of a review in words, and what is to be reworded in it. No question asks *who*: a test reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.comms.exports.blocks import Block, Cell, Prose, Section, Table
from bot.comms.exports.review_written import written
from bot.comms.exports.wording import Wording, readable
from bot.comms.locale import _
from bot.comms.words import role_title
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Prompt, Topic
from bot.warroom.review.lint import Reword, Rule, to_reword

QUESTIONS: Mapping[str, str] = {
    "halve": _("It took {length} to be seen. How could it be {half}: which signal was there earlier, and where?"),
    "halve_unknown": _("How could the time to detection be halved? Its beginning or its detection has no time yet."),
    "seen_by_user": _("Users saw it before monitoring did. Which measurement would have shown what they saw?"),
    "seen_by_partner": _("A partner saw it before monitoring did. Which of their signals could reach us directly?"),
    "seen_by_staff": _("Staff saw it before monitoring did. What did they look at that no alert looks at?"),
    "detected_late": _("For {length} nothing alerted. Was there no measurement, no threshold, or no reader?"),
    "time_to_acknowledge": _("It took {length} until it was led. What stood between the first signal and a yes: "
                             "hours, devices, rotas, noise?"),
    "time_to_assemble": _("It took {length} until the team was complete. What was it waiting for: an address, access, "
                          "a clear request, hours of the day?"),
    "time_to_diagnose": _("It took {length} to find the fault's domain. Which information would have shortened it, and "
                          "where did it lie meanwhile?"),
    "time_to_mitigate": _("Users bore the full impact for {length}. What could have reduced it before the cause was "
                          "known?"),
    "severity_raised": _("The severity was raised {length} after the declaration. Which fact was missing at first, and "
                         "where could it have been read?"),
    "ruled_out": _("Guesses ruled out: {count}. What made them look right, and what would have ruled them out sooner?"),
    "came_back": _("It came back. Which check would have shown that it was not over?"),
    "conditions": _("Which conditions made this possible, and which made it worse?"),
    "workaround": _("Workarounds: {count}. What made them possible, and would they be there at any hour?"),
    "no_workaround": _("Nothing reduced the impact before the end, {length} after its beginning. What could have?"),
    "rolled_back": _("Changes taken back: {count}. What made that easy or hard?"),
    "not_worse": _("What kept it from being worse?"),
    "model_used": _("It was handled by a model. Which steps helped, and which were missing?"),
    "seen_by_monitoring": _("Monitoring saw it first. Which other services deserve the same alert?"),
    "keep": _("What went well in the response and should be kept?"),
    "waited": _("Work waited {length} for others. What could have gone on meanwhile, and which agreement would make it "
                "shorter?"),
    "updates_late": _("Updates that came late or not at all: {count}. What stood in the way of writing them?"),
    "silence": _("The longest time without an update was {length}. What was known in it that could have been said?"),
    "handed_over": _("Changes of the lead: {count}. What had to be asked again afterwards?"),
    "no_model": _("It was handled without a model. Which of its steps would be the same next time?"),
    "easier": _("What was hard, and what would have made it easier?"),
}  # fmt: skip
TOPICS: Mapping[Topic, str] = {
    "factors": _("Contributing factors"),
    "mitigators": _("Mitigators"),
    "went_well": _("What went well"),
    "was_hard": _("What was hard"),
}
SECTIONS: Mapping[str, str] = {
    "summary": _("Summary"),
    "impact": _("Impact"),
    "detection": _("Detection"),
    "investigation": _("Hypotheses and decisions"),
    "workarounds": _("Workarounds"),
    "severity": _("Severity history"),
    "factors": _("Contributing factors"),
    "mitigators": _("Mitigators"),
    "went_well": _("What went well"),
    "was_hard": _("What was hard"),
}
MOST = 40


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule of the lint as people read it: what it is called, why it asks, and what to write instead."""

    name: str
    why: str
    instead: str


RULES: Mapping[Rule, Advice] = {
    "person": Advice(
        _("a person in a cause"),
        _("Anybody in that place would have acted alike; the name ends the search too early."),
        _("Write the role or the team, and what made the step look right then."),
    ),
    "pronoun": Advice(
        _("he or she in a cause"),
        _("It is a name in other words."),
        _("Write the role or the team, and what made the step look right then."),
    ),
    "error": Advice(
        _("error of a person"),
        _("An error is where the search begins, not where it ends."),
        _("Write what in the tool, the procedure or the hour made this step possible and hard to notice."),
    ),
    "fault": Advice(
        _("fault"),
        _("Whoever fears blame tells less the next time."),
        _("Write what happened and under which conditions."),
    ),
    "character": Advice(
        _("judgement of a person"),
        _("It cannot be checked and changes nothing."),
        _("Write what could be seen at that moment, and what could not."),
    ),
    "forgot": Advice(
        _("forgotten or not done"),
        _("Memory is no safeguard; its lack explains nothing."),
        _("Write that the step was not done, and what would have called for it."),
    ),
    "hindsight": Advice(
        _("hindsight"),
        _("It tells of a world that was not there at that moment."),
        _("Write what was known then, and what would have made the other choice the easy one."),
    ),
    "who": Advice(
        _("question after somebody"),
        _("Whoever asks who finds somebody, and stops there."),
        _("Ask what and how: which condition let this happen?"),
    ),
}


def count(draft: ReviewDraft, wording: Wording) -> str:
    """`3 sentences to reword.`, or nothing."""
    n = to_reword(draft.rewords)
    return wording.t.ngettext("{n} sentence to reword.", "{n} sentences to reword.", n).format(n=n) if n else ""


def question(prompt: Prompt, wording: Wording) -> str:
    """A question with the incident's own figures."""
    length, half = (wording.length(each) if each is not None else "" for each in (prompt.length, prompt.half))
    return wording.t.gettext(QUESTIONS[prompt.key]).format(length=length, half=half, count=prompt.count)


def questions(draft: ReviewDraft, topic: Topic, wording: Wording) -> tuple[Prose, ...]:
    """The questions of one topic, each a paragraph."""
    return tuple(Prose(question(each, wording), tone="warn") for each in draft.prompts if each.topic == topic)


def learning(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """What only people can say, topic by topic. Conditions and systems, not persons."""
    t = wording.t
    ask = t.gettext("The record cannot answer these. Write of systems, roles and conditions, never of who is to blame.")
    asked = (
        block
        for topic, title in TOPICS.items()
        for block in (Prose(t.gettext(title)), *questions(draft, topic, wording), *written(draft, topic, wording))
    )
    return (Prose(ask, tone="quiet"), *asked)


def rewording(draft: ReviewDraft, wording: Wording) -> tuple[Section, ...]:
    """The sentences to reword with a hint each; no section when there are none."""
    if not draft.rewords:
        return ()
    t = wording.t
    columns = (t.gettext("Section"), t.gettext("Sentence"), t.gettext("Found"), t.gettext("Better"))
    rows = tuple(_row(each, wording) for each in draft.rewords[:MOST])
    more = len(draft.rewords) - MOST
    rest = (Prose(t.gettext("… and {n} more").format(n=more), tone="quiet"),) if more > 0 else ()
    told = Prose(t.gettext("A review tells what and how, not who. Nothing here stands against publication."),
                 tone="quiet")  # fmt: skip
    return (Section("rewording", t.gettext("Sentences to reword"), (told, Table(columns, rows, ""), *rest)),)


def _row(each: Reword, wording: Wording) -> tuple[Cell, ...]:
    t = wording.t
    section = t.gettext(SECTIONS[each.section]) if each.section in SECTIONS else each.section
    found = f"{t.gettext(RULES[each.rule].name)}: “{readable(each.found, wording.people)}”"
    return (Cell(section), Cell(readable(each.sentence, wording.people)), Cell(found), Cell(better(each, wording)))


def better(each: Reword, wording: Wording) -> str:
    """Why, and what to write instead: the sentence itself with the role in the name's place, where one is known."""
    t, advice = wording.t, RULES[each.rule]
    hint = f"{t.gettext(advice.why)} {t.gettext(advice.instead)}"
    if not each.role:
        return hint
    role = role_title(each.role, wording.policy, t)
    instead = readable(each.sentence.replace(each.found, role), wording.people)
    return t.gettext("{hint} For instance: “{sentence}”").format(hint=hint, sentence=instead)
