"""One sentence for each entry about whether an incident is major; see `describe`."""

from __future__ import annotations

from bot.comms.majors import criterion_words
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _asked(tell: Teller, event: e.CandidateAsked) -> str:
    return tell.t.gettext("{name} was asked whether it is a major incident").format(name=event.person.name)


def _accepted(tell: Teller, event: e.CandidateAccepted) -> str:
    if event.automatic:
        return tell.t.gettext("Nobody decided in time: treated as a major incident")
    return tell.with_words(tell.t.gettext("Accepted as a major incident"), event.impact)


def _rejected(tell: Teller, event: e.CandidateRejected) -> str:
    return tell.with_words(tell.t.gettext("Rejected: no major incident"), event.reason)


def _changed(tell: Teller, event: e.MajorChanged) -> str:
    said = (
        tell.t.gettext("Promoted to a major incident")
        if event.major
        else tell.t.gettext("Demoted: not a major incident any more")
    )
    return tell.with_words(said, event.reason)


def _met(tell: Teller, event: e.CriterionMet) -> str:
    words = "; ".join(criterion_words(each, tell.t) for each in event.criteria)
    return tell.with_words(tell.t.gettext("Criterion of a major incident met"), words)


SENTENCES: Sentences = {
    e.CandidateAsked: _asked,
    e.CandidateAccepted: _accepted,
    e.CandidateRejected: _rejected,
    e.MajorChanged: _changed,
    e.CriterionMet: _met,
}
