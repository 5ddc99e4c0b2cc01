"""The brief of a handover and what the incoming MIM must accept (DOMAIN §5), built from the state alone.

Facts without words: `comms/brief.py` puts them into a language. A story that has something to hand over adds its lines
to `PARTS`, or to `ACCEPTED` what somebody must take over with open eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.warroom.base import Moment
from bot.warroom.briefs import BriefLine
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.objects import ActionTaken, label, standing
from bot.warroom.policy import Policy

FEW, MOST_TASKS, MOST_RISKS = 3, 6, 6
Part = Callable[[Incident, Policy, Moment], Iterator[BriefLine]]


def brief(state: Incident, policy: Policy, now: Moment) -> tuple[BriefLine, ...]:
    """Everything that whoever takes over must know, on one screen."""
    return tuple(line for part in PARTS for line in part(state, policy, now))


def to_accept(state: Incident, policy: Policy, now: Moment) -> tuple[BriefLine, ...]:
    """Each open clock, pending decision and risk; their keys are what an acceptance names."""
    return tuple(line for part in ACCEPTED for line in part(state, policy, now))


def _impact(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """The impact now, and (its trend) what was said before."""
    said = [each for each in state.impacts if each.text]
    yield BriefLine(topic="impact", text=state.impact)
    if len(said) > 1:
        yield BriefLine(topic="trend", text=said[-2].text)


def _changes(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    done = [each for each in standing(state.actions) if not each.running]
    for each in done[-FEW:]:
        result = each.rolled_back or each.result
        yield BriefLine(
            topic="undone" if each.rolled_back else "change",
            label=label("action", each.number),
            text=each.text,
            note=result,
            plan="" if each.rolled_back else each.plan,
        )


def _known(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Confirmed facts, and confirmed non-causes."""
    for status in ("confirmed", "disproved"):
        for each in [it for it in standing(state.hypotheses) if it.status == status][-FEW:]:
            name = label("hypothesis", each.number)
            yield BriefLine(topic=status, label=name, text=each.text, note=each.evidence)


def _guesses(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    for each in [it for it in standing(state.hypotheses) if it.unsettled][-FEW:]:
        name = label("hypothesis", each.number)
        yield BriefLine(topic="hypothesis", label=name, text=each.text, person=each.owner, at=each.due_at)


def _experiments(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    for each in _running(state)[-FEW:]:
        name = label("action", each.number)
        yield BriefLine(topic="experiment", label=name, text=each.text, person=each.owner, note=each.plan)


def _running(state: Incident) -> list[ActionTaken]:
    return [each for each in standing(state.actions) if each.running]


def _pending(state: Incident, policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    for each in [it for it in standing(state.decisions) if it.pending]:
        name = label("decision", each.number)
        ends = each.closes_at(policy.work.objections_within)
        yield BriefLine(topic="decision", key=f"decision:{name}", label=name, text=each.text, at=ends)
    for asked in [it for it in state.resources if it.verdict == "pending"]:
        who = asked.approvers[0] if asked.approvers else None
        name = asked.reference
        yield BriefLine(topic="resource", key=f"resource:{name}", label=name, text=asked.text, person=who)


def _tasks(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Work by owner, whoever owns nothing last."""
    unfinished = [task for task in state.tasks if not task.done]
    ordered = sorted(unfinished, key=lambda task: (task.owner is None, task.owner.name if task.owner else ""))
    for task in ordered[:MOST_TASKS]:
        yield BriefLine(topic="task", label=str(task.number), text=task.text, person=task.owner, at=task.due_at)


def _vendors(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Every vendor's case, those that owe an answer with its time, and what else is waited for."""
    for case in state.vendors:
        if case.answered_at is None:
            yield BriefLine(topic="vendor", text=case.title or case.vendor, note=case.case, at=case.target_at)
        else:
            said = BriefLine(topic="vendor_answered", text=case.title or case.vendor, label=case.case or "–")
            yield said.model_copy(update={"note": case.answer, "at": case.answered_at})
    for wait in state.waits:
        if wait.ended_at is None:
            yield BriefLine(topic="waiting", text=wait.title or wait.who or wait.on, note=wait.reason)


def _communications(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    if state.updated_at:
        yield BriefLine(topic="update", label=str(state.updates), at=state.updated_at)


def _leaving(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    if state.mim:
        roles = tuple(each.role for each in state.holders if each.person.id == state.mim.id)
        yield BriefLine(topic="leaving", person=state.mim, names=roles)


def _promises(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    for name, promise in sorted(state.promises.items(), key=lambda item: item[1].due_at):
        told = state.told_at.get(name)
        yield BriefLine(topic="promise", key=f"promise:{name}", label=name, at=promise.due_at, before=told)


def _clocks(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Time-boxes and due times."""
    for each in standing(state.hypotheses):
        if each.status == "testing":
            name = label("hypothesis", each.number)
            yield BriefLine(topic="box", key=f"box:{name}", label=name, text=each.text, at=each.due_at)
    for task in state.tasks:
        if not task.done and task.due_at:
            yield BriefLine(
                topic="due", key=f"task:{task.number}", label=str(task.number), text=task.text, at=task.due_at
            )


def _regulators(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Reports that a regulator still waits for."""
    for name, clock in state.clocks.items():
        if clock.stopped is None and clock.submitted_at is None:
            yield BriefLine(topic="clock", key=f"clock:{name}", label=name, text=clock.title, at=clock.due_at)


def _debts(state: Incident, _policy: Policy, _now: Moment) -> Iterator[BriefLine]:
    """Workarounds that wait to be replaced, each with its date."""
    for item in state.debts:
        if item.is_open:
            yield BriefLine(
                topic="debt",
                key=f"debt:{item.reference}",
                label=item.reference,
                text=item.does,
                person=item.owner,
                at=item.due_at,
            )


def _risks(state: Incident, policy: Policy, now: Moment) -> Iterator[BriefLine]:
    """What is likeliest to go wrong next."""
    for risk in state.risks:  # those that somebody wrote down, all of them
        if risk.is_open:
            name = str(risk.number)
            yield BriefLine(
                topic="risk", key=f"risk:{name}", label=name, text=risk.text, person=risk.owner, at=risk.due_at
            )
    found = [*_late(state, now), *_contested(state), *_no_way_back(state), *_unowned(state), *_unfilled(state, policy)]
    yield from found[:MOST_RISKS]


def _late(state: Incident, now: Moment) -> Iterator[BriefLine]:
    for name, promise in state.promises.items():
        if promise.missed or promise.due_at < now:
            yield BriefLine(topic="late", key=f"late:{name}", label=name, at=promise.due_at)


def _contested(state: Incident) -> Iterator[BriefLine]:
    for each in standing(state.decisions):
        if each.objections and is_open(state.state):
            name = label("decision", each.number)
            yield BriefLine(
                topic="contested", key=f"contested:{name}", label=name, text=each.text, note=each.objections[-1].text
            )


def _no_way_back(state: Incident) -> Iterator[BriefLine]:
    for each in _running(state):
        if not each.plan:
            name = label("action", each.number)
            yield BriefLine(topic="no_way_back", key=f"no_way_back:{name}", label=name, text=each.text)


def _unowned(state: Incident) -> Iterator[BriefLine]:
    count = sum(not task.done and task.owner is None for task in state.tasks)
    if count:
        yield BriefLine(topic="unowned", key="unowned", label=str(count))


def _unfilled(state: Incident, policy: Policy) -> Iterator[BriefLine]:
    mandatory = policy.severity(state.severity).mandatory_roles
    missing = tuple(role for role in mandatory if not state.holding(role)) if is_open(state.state) else ()
    if missing:
        yield BriefLine(topic="unfilled", key="unfilled", names=missing)


PARTS: tuple[Part, ...] = (
    _impact, _changes, _known, _guesses, _experiments, _pending, _tasks, _vendors, _communications, _promises,
    _regulators, _debts, _risks, _leaving,
)  # fmt: skip
ACCEPTED: tuple[Part, ...] = (_promises, _clocks, _regulators, _debts, _pending, _risks)
