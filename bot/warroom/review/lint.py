"""Which sentences of a review look for who instead of what, and by which rule. Pure: section and text in, findings out.

    text ─► sentences ─► each rule: the words it stumbled over ─► one finding for each rule and sentence

A review that blames teaches people to hide what they did (blameless post-incident review, DOMAIN §11). Nothing is
blocked here and nothing rewritten: people reword, with the hint that `bot.comms` has for each rule. In causal sentences
roles stand instead of names; elsewhere (who holds an action, what somebody did well) names may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from bot.warroom.base import Person, Value
from bot.warroom.linting import Circumstances, phrases_causes
from bot.warroom.linting.blaming import blame as blamed_in_updates
from bot.warroom.linting.sentences import denied_before, sentences, whole
from bot.warroom.review import blame

Rule = Literal["person", "pronoun", "error", "fault", "character", "forgot", "hindsight", "who"]
RULES: tuple[Rule, ...] = get_args(Rule)
NAMES_WELCOME = frozenset({"went_well", "actions", "people", "communications"})
"""Sections where a name is thanks, or says who does something: the rules about persons do not ask there."""

_PARTS = {"who": blame.WHO}
_WORDS: Mapping[Rule, re.Pattern[str]] = {
    "error": whole(blame.ERROR, _PARTS),
    "fault": whole(blame.FAULT, _PARTS),
    "character": whole(blame.CHARACTER, _PARTS),
    "forgot": whole(blame.FORGOT, _PARTS),
    "hindsight": whole(blame.HINDSIGHT, _PARTS),
    "who": whole(blame.WHO_ASKED, _PARTS),
}
_CAUSES = (blame.CAUSAL, phrases_causes.CAUSES, phrases_causes.CAUSED, phrases_causes.REASONS)
_CAUSAL = whole("\n".join(words.strip() for words in _CAUSES))
_OVER = Circumstances(state="resolved")
_PRONOUN = whole(blame.PRONOUNS)
_MENTION = re.compile(r"<@(?P<id>\w+)(?:\|[^>]*)?>|(?<![\w.])@[\w.][\w.-]*")


class Named(Value):
    """Somebody of the incident, and the role by which a review speaks of them (`""` when they held none)."""

    person: Person
    role: str = ""


class Reword(Value):
    """A sentence to reword: `found` are the words that the rule stumbled over, `role` what may stand for a name."""

    section: str
    rule: Rule
    sentence: str
    found: str
    role: str = ""


def lint(section: str, text: str, people: Iterable[Named] = ()) -> tuple[Reword, ...]:
    """What is to be reworded in one section's text, sentence by sentence; each rule once in a sentence."""
    known = tuple(people)
    return tuple(each for sentence in sentences(text) for each in _sentence(section, sentence, known))


def to_reword(findings: Sequence[Reword]) -> int:
    """How many sentences that is: one that two rules stumble over is reworded once."""
    return len({(each.section, each.sentence) for each in findings})


def _sentence(section: str, sentence: str, people: Sequence[Named]) -> Iterator[Reword]:
    found = dict(_blaming(sentence))
    causal = bool(found) or _CAUSAL.search(sentence) is not None
    if causal and section not in NAMES_WELCOME:
        person = next(_persons(sentence, people), None)
        if person:
            yield Reword(section=section, rule="person", sentence=sentence, found=person[0], role=person[1])
        elif pronoun := _PRONOUN.search(sentence):
            yield Reword(section=section, rule="pronoun", sentence=sentence, found=pronoun.group())
    for rule, words in found.items():
        yield Reword(section=section, rule=rule, sentence=sentence, found=words)


def _blaming(sentence: str) -> Iterator[tuple[Rule, str]]:
    """Each rule about words with what it stumbled over; what is denied (`nobody is to blame`) is none. A question
    after somebody is one all the same: `it is not clear who changed it`.
    """
    found = [(rule, words) for rule, pattern in _WORDS.items() if (words := _first(rule, pattern, sentence))]
    yield from found
    # What an update may not say of people, a review may not either.
    if not found and (words := next(blamed_in_updates(sentence, _OVER), "")):
        yield "fault", words


def _first(rule: Rule, pattern: re.Pattern[str], sentence: str) -> str:
    finds = (it for it in pattern.finditer(sentence) if rule == "who" or not denied_before(sentence, it))
    return next((it.group() for it in finds), "")


def _persons(sentence: str, people: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """Each person named, as written, with their role: whole names, first names, mentions."""
    for mention in _MENTION.finditer(sentence):
        yield mention.group(), next((it.role for it in people if _is(mention, it.person)), "")
    for each in people:
        words = each.person.name.split()
        for called in dict.fromkeys((each.person.name, *words[:1])):
            if len(called) > 2 and called[:1].isupper() and re.search(rf"(?<!\w){re.escape(called)}(?!\w)", sentence):
                yield called, each.role
                break


def _is(mention: re.Match[str], person: Person) -> bool:
    if mention["id"]:
        return mention["id"] == person.id
    name = person.name.casefold()
    return mention.group().removeprefix("@").casefold() in {name, *name.split()[:1]}
