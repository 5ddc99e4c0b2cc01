"""One sentence for each entry about the satisfaction survey; see `describe`."""

from __future__ import annotations

from bot.comms.surveys import group_name, result
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.surveys import Comment


def _asked(tell: Teller, event: e.SurveyAsked) -> str:
    said = tell.t.ngettext(
        "Survey: {n} person asked ({group}), until {time}",
        "Survey: {n} people asked ({group}), until {time}",
        len(event.people),
    )
    group = group_name(event.group, tell.t)
    return said.format(n=len(event.people), group=group, time=tell.at(event.closes_at))


def _closed(tell: Teller, event: e.SurveyClosed) -> str:
    said = tell.t.gettext("Survey closed ({group}): {result}").format(
        group=group_name(event.group, tell.t),
        result=result(event.asked, event.answered, event.scores, tell.t),
    )
    return "\n".join([said, *(_comment(comment) for comment in event.comments)])


def _comment(comment: Comment) -> str:
    return f"“{comment.text}” ({comment.person.name})" if comment.person else f"“{comment.text}”"


def _skipped(tell: Teller, event: e.SurveySkipped) -> str:
    return tell.with_words(tell.t.gettext("No survey"), event.reason)


SENTENCES: Sentences = {e.SurveyAsked: _asked, e.SurveyClosed: _closed, e.SurveySkipped: _skipped}
