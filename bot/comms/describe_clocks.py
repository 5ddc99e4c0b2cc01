"""One sentence for each entry about regulator clocks; see `describe`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import _
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e

ANSWERS: Mapping[str, str] = {"yes": _("yes"), "no": _("no"), "unknown": _("not known yet")}


def _asked(tell: Teller, event: e.ClassificationAsked) -> str:
    said = tell.t.ngettext(
        "Classification asked: {n} question", "Classification asked: {n} questions", len(event.questions)
    )
    return said.format(n=len(event.questions))


def _classified(tell: Teller, event: e.Classified) -> str:
    said = tell.t.gettext("Classified: “{question}” {answer}, from {time}")
    question = event.text or event.question
    return said.format(question=question, answer=tell.t.gettext(ANSWERS[event.answer]), time=tell.at(event.at))


def _started(tell: Teller, event: e.ClockStarted) -> str:
    said = tell.t.gettext("Regulator clock started: {title}, due {time}")
    return said.format(title=event.title, time=tell.at(event.due_at))


def _reminded(tell: Teller, event: e.ClockReminded) -> str:
    said = tell.t.gettext("Reminded of {title}: {share} of the time is gone, due {time}")
    return said.format(title=event.title, share=f"{event.share:.0%}", time=tell.at(event.due_at))


def _missed(tell: Teller, event: e.ClockMissed) -> str:
    said = tell.t.gettext("Regulator deadline missed: {title}, due {time}")
    return said.format(title=event.title, time=tell.at(event.due_at))


def _submitted(tell: Teller, event: e.ClockSubmitted) -> str:
    said = tell.t.gettext("Submitted: {title} at {time}, receipt {receipt}")
    if event.at > event.due_at:
        said = tell.t.gettext("Submitted late: {title} at {time}, receipt {receipt}")
    return said.format(title=event.title, time=tell.at(event.at), receipt=event.receipt)


def _stopped(tell: Teller, event: e.ClockStopped) -> str:
    return tell.with_words(tell.t.gettext("Regulator clock stopped: {title}").format(title=event.title), event.reason)


SENTENCES: Sentences = {
    e.ClassificationAsked: _asked,
    e.Classified: _classified,
    e.ClockStarted: _started,
    e.ClockReminded: _reminded,
    e.ClockMissed: _missed,
    e.ClockSubmitted: _submitted,
    e.ClockStopped: _stopped,
}
