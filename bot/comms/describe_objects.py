"""One sentence for each entry about hypotheses, decisions, actions and tasks that were given; see `describe`."""

from __future__ import annotations

from bot.comms.locale import _
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.objects import label

SETTLED = {
    "confirmed": _("{label} confirmed: {evidence}"),
    "disproved": _("{label} disproved: {evidence}"),
}
REPORTED = {
    "result": _("{label}, result: {text}"),
    "plan": _("{label} can be taken back: {text}"),
    "rolled_back": _("{label} rolled back: {text}"),
}


def _tested(tell: Teller, event: e.HypothesisTested) -> str:
    said = tell.t.gettext("{label} is being tested")
    return tell.owed(said.format(label=label("hypothesis", event.number)), event.owner, event.due_at)


def _due(tell: Teller, event: e.HypothesisDue) -> str:
    said = tell.t.gettext("The time for {label} ended without a result")
    return tell.owed(said.format(label=label("hypothesis", event.number)), event.owner, None)


def _settled(tell: Teller, event: e.HypothesisSettled) -> str:
    name = label("hypothesis", event.number)
    return tell.t.gettext(SETTLED[event.outcome]).format(label=name, evidence=event.evidence)


def _objected(tell: Teller, event: e.ObjectionRaised) -> str:
    said = tell.t.gettext("{name} objects to {label}: {text}")
    return said.format(name=event.person.name, label=label("decision", event.number), text=event.text)


def _decided(tell: Teller, event: e.DecisionSettled) -> str:
    said = (
        tell.t.gettext("{label} stands with objections: {words}")
        if event.objections
        else tell.t.gettext("Nobody objected to {label}")
    )
    return said.format(label=label("decision", event.number), words="; ".join(event.objections))


def _reported(tell: Teller, event: e.ActionReported) -> str:
    return tell.t.gettext(REPORTED[event.what]).format(label=label("action", event.number), text=event.text)


def _withdrawn(tell: Teller, event: e.ObjectWithdrawn) -> str:
    said = tell.t.gettext("{label} withdrawn: {reason}")
    return said.format(label=label(event.what, event.number), reason=event.reason)


def _action_reminded(tell: Teller, event: e.ActionReminded) -> str:
    said = tell.t.gettext("Reminded of {label}").format(label=label("action", event.number))
    return tell.owed(said, event.owner, event.due_at)


def _action_overdue(tell: Teller, event: e.ActionOverdue) -> str:
    said = tell.t.gettext("The result of {label} is overdue").format(label=label("action", event.number))
    return tell.owed(said, event.owner, event.due_at)


def _assigned(tell: Teller, event: e.TaskGiven) -> str:
    return tell.owed(tell.t.gettext("Task {n} given").format(n=event.task), event.owner, event.due_at)


def _reminded(tell: Teller, event: e.TaskReminded) -> str:
    return tell.owed(tell.t.gettext("Reminded of task {n}").format(n=event.task), event.owner, event.due_at)


def _overdue(tell: Teller, event: e.TaskOverdue) -> str:
    return tell.owed(tell.t.gettext("Task {n} is overdue").format(n=event.task), event.owner, event.due_at)


SENTENCES: Sentences = {
    e.HypothesisTested: _tested,
    e.HypothesisDue: _due,
    e.HypothesisSettled: _settled,
    e.ObjectionRaised: _objected,
    e.DecisionSettled: _decided,
    e.ActionReported: _reported,
    e.ObjectWithdrawn: _withdrawn,
    e.ActionReminded: _action_reminded,
    e.ActionOverdue: _action_overdue,
    e.TaskGiven: _assigned,
    e.TaskReminded: _reminded,
    e.TaskOverdue: _overdue,
}
