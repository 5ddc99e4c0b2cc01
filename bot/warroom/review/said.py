"""The sentences of a review that people wrote, section by section, and those of them that are to be reworded. Pure.

What was said in the room is a quotation and stays as it was said: only what the review itself tells is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.warroom.objects import standing
from bot.warroom.review.facts import ReviewDraft
from bot.warroom.review.lint import Named, Reword, lint


def reworded(draft: ReviewDraft) -> tuple[Reword, ...]:
    """What is to be reworded, in the order of the document; each sentence of a section once."""
    people = named(draft)
    found = (each for section, text in texts(draft) for each in lint(section, text, people))
    return tuple(dict.fromkeys(found))


def texts(draft: ReviewDraft) -> Iterator[tuple[str, str]]:
    """The words that people chose for the review, each with its section."""
    yield from ((each.section, each.text) for each in draft.reviewing.passages.values())
    yield "summary", draft.outcome
    yield from (("impact", said.text) for said in draft.impacts)
    yield "detection", draft.symptoms
    for guess in standing(draft.tried):
        yield from (("investigation", text) for text in (guess.text, guess.evidence))
    yield from (("investigation", each.text) for each in standing(draft.decided))
    for change in standing(draft.changed):
        yield from (("investigation", text) for text in (change.text, change.result, change.rolled_back))
    for workaround in draft.workarounds:
        yield from (("workarounds", text) for text in (workaround.text, workaround.leaves, workaround.undo))
    yield from (("severity", step.reason) for step in draft.severities)


def named(draft: ReviewDraft) -> tuple[Named, ...]:
    """Everybody whom a sentence may name, with the first role they held."""
    roles = {each.person.id: each.role for each in reversed(draft.tenures)}
    held, there = (each.person for each in draft.tenures), (each.person for each in draft.responders)
    people = {person.id: person for person in (*held, *there, draft.header.reporter)}
    return tuple(Named(person=person, role=roles.get(user, "")) for user, person in people.items())
