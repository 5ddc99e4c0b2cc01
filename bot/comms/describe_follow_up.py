"""One sentence for each entry about actions on their way to a verified close; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _agreed(tell: Teller, event: e.OutcomeAgreed) -> str:
    return tell.with_words(tell.t.gettext("Outcome of task {n}").format(n=event.task), event.text)


def _verified(tell: Teller, event: e.TaskVerified) -> str:
    return tell.with_words(tell.t.gettext("Task {n} verified").format(n=event.task), event.text)


def _doubted(tell: Teller, event: e.TaskDoubted) -> str:
    return tell.with_words(
        tell.t.gettext("Task {n} does not hold and is open again").format(n=event.task), event.reason
    )


def _dropped(tell: Teller, event: e.TaskDropped) -> str:
    return tell.with_words(tell.t.gettext("Task {n} is not going to be done").format(n=event.task), event.reason)


def _reminded(tell: Teller, event: e.FollowUpReminded) -> str:
    name = event.told.name if event.told else tell.t.gettext("nobody")
    said = tell.t.gettext("{name} was reminded of task {n}, due {time}")
    return said.format(name=name, n=event.task, time=tell.at(event.due_at))


SENTENCES: Sentences = {
    e.OutcomeAgreed: _agreed,
    e.TaskVerified: _verified,
    e.TaskDoubted: _doubted,
    e.TaskDropped: _dropped,
    e.FollowUpReminded: _reminded,
}
