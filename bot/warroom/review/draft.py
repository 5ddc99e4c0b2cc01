"""Makes the review draft from an incident's record. Pure: the same record and time give the same draft.

It states what happened and what is not known; it draws no conclusions about causes, and none about people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.warroom import events as e
from bot.warroom import satisfaction
from bot.warroom.base import Moment
from bot.warroom.effectiveness import upwards
from bot.warroom.follow_up import standing
from bot.warroom.incident import Incident
from bot.warroom.metrics import known_milestones, kpis
from bot.warroom.milestones import NAMES, Milestone
from bot.warroom.moments import Line, lines, target
from bot.warroom.partners import DebtItem
from bot.warroom.policy import Policy
from bot.warroom.promises import ledger
from bot.warroom.review import gaps
from bot.warroom.review.facts import (
    Action,
    Band,
    Header,
    MilestoneAt,
    ReviewDraft,
    SeverityStep,
    Workaround,
)
from bot.warroom.review.lint import Reword
from bot.warroom.review.people import Talkers, responders, tenures
from bot.warroom.review.prompts import prompts
from bot.warroom.review.said import reworded
from bot.warroom.review.sent import updates as sent
from bot.warroom.reviews import review_due
from bot.warroom.timeline import Entry


def draft(state: Incident, entries: Sequence[Entry], policy: Policy, now: Moment, talkers: Talkers = ()) -> ReviewDraft:
    """The review draft of an incident as its record stands, with the questions it raises and what is to be reworded.

    What `talkers` merely said need not be among the entries: a review counts it and reads nothing of it.
    """
    made = facts(state, entries, policy, now, talkers)
    return made.model_copy(update={"prompts": prompts(made, policy), "rewords": reworded(made)})


def rewords(state: Incident, entries: Sequence[Entry], policy: Policy, now: Moment) -> tuple[Reword, ...]:
    """What is to be reworded in the draft as it would be made now; the entries may be those of `completeness.READ`."""
    return reworded(facts(state, entries, policy, now))


def facts(state: Incident, entries: Sequence[Entry], policy: Policy, now: Moment, talkers: Talkers = ()) -> ReviewDraft:
    """The same without questions, and with no word of it judged: what other documents than the review are made of."""
    known = known_milestones(state, entries)
    everything = lines(entries)
    moments = [line for line in everything if line.key]
    head = _header(state, known, policy, now, len(entries) + sum(each.entries for each in talkers))
    updates = sent(entries)
    people = tenures(state, entries, policy)
    return ReviewDraft(
        header=head,
        severities=_severities(state, entries),
        tenures=people,
        responders=responders(entries, talkers),
        symptoms=state.symptoms,
        outcome=_outcome(state, entries),
        impacts=tuple(said for said in state.impacts if said.text),
        detected=known.get("detected"),
        kpis=(*kpis(state, entries, now, policy.updates.grace), *satisfaction.kpis(state)),
        milestones=tuple(MilestoneAt(name=n, at=known[n].at, source=known[n].source) for n in NAMES if n in known),
        bands=_bands(state, now),
        timeline=tuple(moments),
        hypotheses=_of("hypothesis", moments),
        decisions=_of("decision", moments),
        deliveries=ledger(entries, now, policy.updates.grace),
        updates=updates,
        snoozes=sum(entry.kind == "update_snoozed" for entry in entries),
        requests=sum(entry.kind == "update_requested" for entry in entries),
        gaps=gaps.gaps(gaps.Findings(state, policy, known, moments, people, updates, head.due_at)),
        actions=_actions(state, entries, moments, now),
        workarounds=_workarounds(moments, state.debts),
        tried=state.hypotheses,
        decided=state.decisions,
        changed=state.actions,
        outputs=state.outputs,
        surveys=() if state.survey_skipped else state.surveys,
        links=state.links,
        similar=state.similar,
        **_others(state, everything),
        reviewing=state.reviewing,
    )


def _others(state: Incident, everything: Sequence[Line]) -> dict[str, Any]:
    """What hung on others: vendors, waiting, what was asked for, who above was called."""
    return {
        "waits": state.waits,
        "vendors": state.vendors,
        "resources": state.resources,
        "escalations": tuple(line for line in everything if upwards(line.entry.event)),
    }


def _header(state: Incident, known: Mapping[str, Milestone], policy: Policy, now: Moment, entries: int) -> Header:
    severity = policy.severity(state.severity)
    resolved = known["resolved"].at if "resolved" in known else None
    return Header(
        organisation=policy.organisation,
        reference=state.reference,
        title=state.title,
        severity=state.severity,
        severity_label=severity.label,
        state=state.state,
        major=state.major,
        private=state.private,
        drill=state.drill,
        criterion=state.criterion,
        criteria=state.criteria,
        services=state.services,
        reporter=state.reporter,
        declared_at=state.declared_at,
        resolved_at=resolved,
        due_at=review_due(state.severity, resolved, policy) if resolved else None,
        version=state.review,
        made_at=now,
        entries=entries,
        timezone=policy.timezone,
    )


def _of(kind: str, moments: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in moments if line.is_a(kind))


def _severities(state: Incident, entries: Sequence[Entry]) -> tuple[SeverityStep, ...]:
    changes = [(entry, entry.event) for entry in entries if isinstance(entry.event, e.SeverityChanged)]
    first = changes[0][1].before if changes else state.severity
    declared = SeverityStep(
        at=state.declared_at, before=None, after=first, reason=state.criterion, role=None, criteria=state.criteria
    )
    later = (
        SeverityStep(
            at=entry.occurred_at, before=change.before, after=change.after, reason=change.reason, role=entry.role
        )
        for entry, change in changes
    )
    return (declared, *later)


def _outcome(state: Incident, entries: Sequence[Entry]) -> str:
    """What restored the service, or why it was cancelled; nothing while work goes on."""
    if state.state not in {"resolved", "closed", "cancelled"}:
        return ""
    for entry in reversed(entries):
        if isinstance(entry.event, e.IncidentResolved):
            return entry.event.text
        if isinstance(entry.event, e.IncidentCancelled):
            return entry.event.reason
    return ""


def _bands(state: Incident, now: Moment) -> tuple[Band, ...]:
    """The phases one after the other; the last one ends now, or when the incident was over."""
    ends = [phase.at for phase in state.phases[1:]] + [now]
    bands = (Band(state=p.state, start=p.at, end=max(p.at, end)) for p, end in zip(state.phases, ends, strict=True))
    return tuple(bands)


def _actions(state: Incident, entries: Sequence[Entry], moments: Sequence[Line], now: Moment) -> tuple[Action, ...]:
    """The tasks; what was done meanwhile is among the changes, but in records from before those were numbered."""
    added = {entry.event.task: entry.occurred_at for entry in entries if isinstance(entry.event, e.TaskAdded)}
    done = {entry.event.task: entry for entry in entries if isinstance(entry.event, e.TaskDone)}
    tasks = (
        Action(
            task=task.number,
            text=task.text,
            owner=task.owner,
            due_at=task.due_at,
            done=task.done,
            done_at=done[task.number].occurred_at if task.number in done else None,
            done_by=done[task.number].actor if task.number in done else None,
            at=added.get(task.number, state.declared_at),
            first_due_at=task.first_due_at,
            outcome=task.outcome,
            verified_at=task.verified_at,
            verified_by=task.verified_by,
            because=task.because,
            to_verify=standing(state, task, now) == "to_verify",
        )
        for task in state.tasks
    )
    said = (
        Action(text=line.text, owner=_remark(line).owner, due_at=_remark(line).due_at, at=line.occurred_at)
        for line in moments
        if line.is_a("action") and not state.actions
    )
    return (*tasks, *said)


def _remark(line: Line) -> e.Remark:
    """What somebody wrote with a command, which alone can name an owner and a date."""
    event = line.entry.event
    return event if isinstance(event, e.Remark) else e.Remark(kind="note", text=line.text)


def _workarounds(moments: Sequence[Line], debts: Sequence[DebtItem]) -> tuple[Workaround, ...]:
    return tuple(_workaround(line, debts) for line in moments if line.is_a("workaround"))


def _workaround(line: Line, debts: Sequence[DebtItem]) -> Workaround:
    item = _debt(line, debts)
    if item is None:
        said = _remark(line)
        return Workaround(at=line.occurred_at, text=line.text, owner=said.owner, due_at=said.due_at)
    return Workaround(
        at=line.occurred_at,
        text=line.text,
        reference=item.reference,
        leaves=item.leaves,
        undo=item.undo,
        owner=item.owner,
        due_at=item.due_at,
        replaced_by=item.replaced_by,
    )


def _debt(line: Line, debts: Sequence[DebtItem]) -> DebtItem | None:
    """What the workaround left: the debt of the marked message, or of the line that was typed at that moment."""
    message = target(line.entry) or ""
    fitting = [it for it in debts if it.target == message and (message or it.opened_at == line.occurred_at)]
    return next((it for it in fitting if it.does == line.text), next(iter(fitting), None))
