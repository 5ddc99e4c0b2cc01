"""The KPIs of one incident that count rather than time: what was noticed, escalated, final, helped by knowledge.

One function each, with its formula (docs/kpis.md). A share is 1.0 or 0.0 for one incident; without the facts there is
no value, and what is missing is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.case import Case
from bot.warroom.metrics import Kpi
from bot.warroom.promises import ledger
from bot.warroom.reviews import review_due
from bot.warroom.timeline import Entry

DUTY_MANAGER = 2
ALERTS = "alert"


def detected_by_monitoring(case: Case) -> Kpi:
    """Whether monitoring saw it first. How it was detected is said with the milestone, or an alert declared it."""
    by = detection(case)
    return _yes_or_no("detected_by_monitoring", "detected by monitoring ÷ detected by a known source",
                      by == "monitoring" if by else None, "how it was detected")  # fmt: skip


def detection(case: Case) -> str:
    """Who or what saw it first: monitoring, user, partner or staff; nothing where nobody said."""
    found = case.at.get("detected")
    if found and found.by:
        return found.by
    first = case.entries[0] if case.entries else None
    return "monitoring" if first and first.source == ALERTS else ""


def resolved_unnoticed(case: Case) -> Kpi:
    """Whether it was over before a user reported it. Silence alone is no proof: the way of detection must be known."""
    formula = "resolved with no user report before ÷ resolved with known detection or report"
    reported = case.at.get("first_user_report")
    by = detection(case)
    if "resolved" not in case.at:
        return _yes_or_no("resolved_unnoticed", formula, None, "resolved")
    known = reported is not None or bool(by)
    before = by == "user" or (reported is not None and reported.at < case.at["resolved"].at)
    return _yes_or_no(
        "resolved_unnoticed", formula, not before if known else None, "first_user_report or how it was detected"
    )


def functional_escalations(case: Case) -> Kpi:
    """How often the owning team changed: somebody else became its technical lead."""
    given = [each.event for each in case.entries if isinstance(each.event, e.RoleAssigned)]
    owners = [event.person.id for event in given if event.role == "technical_lead"]
    changes = sum(earlier != later for earlier, later in pairwise(owners))
    return _count("functional_escalations", "changes of the technical lead", changes)


def hierarchical_escalations(case: Case) -> Kpi:
    """How often somebody above was called: a manager asked to lead, told of a late update, a vendor's next rung."""
    called = sum(upwards(entry.event) for entry in case.entries)
    return _count("hierarchical_escalations", "duty manager paged + late updates escalated + vendor rungs", called)


def upwards(event: e.Event) -> bool:
    """Whether somebody above was called."""
    if isinstance(event, e.MimPaged):
        return event.rung >= DUTY_MANAGER
    return isinstance(event, e.PromiseEscalated | e.VendorEscalated)


def reopened(case: Case) -> Kpi:
    """Whether it came back after it was resolved."""
    resolved = [entry for entry in case.entries if entry.kind == "resolved"]
    again = any(entry.kind == "reopened" for entry in case.entries)
    return _yes_or_no("reopened", "reopened ÷ resolved", again if resolved else None, "resolved")


def first_time_resolution(case: Case) -> Kpi:
    """Whether the first remedy held: no new owner, no failed fix, not reopened within the policy's time.

    Before that time is over there is no value.
    """
    formula = "(no reassignment, no failed fix, not reopened in time) ÷ resolved long enough ago"
    end = case.at.get("resolved")
    spoilt = any(_failed(entry.event) for entry in case.entries) or bool(functional_escalations(case).value)
    back = _came_back(case)
    if not (spoilt or back) and (end is None or case.now < end.at + case.policy.reports.reopen_within):
        missing = "resolved" if end is None else "the time in which it may come back"
        return _yes_or_no("first_time_resolution", formula, None, missing)
    return _yes_or_no("first_time_resolution", formula, not (spoilt or back), "")


def _failed(event: e.Event) -> bool:
    """A fix that did not hold: rolled back, doubted by users, or the watch over it given up."""
    if isinstance(event, e.ActionReported):
        return event.what == "rolled_back"
    back = {"investigating", "identified"}
    went_back = isinstance(event, e.StateChanged) and event.before == "monitoring" and event.after in back
    return went_back or isinstance(event, e.RestorationDoubted)


def _came_back(case: Case) -> bool:
    within: timedelta = case.policy.reports.reopen_within
    last = None
    for entry in case.entries:
        if entry.kind == "resolved":
            last = entry.occurred_at
        if entry.kind == "reopened" and last and entry.occurred_at <= last + within:
            return True
    return False


def resolved_automatically(case: Case) -> Kpi:
    """Whether no person had to say that it was over."""
    ends = [entry for entry in case.entries if entry.kind == "resolved"]
    return _yes_or_no(
        "resolved_automatically", "resolved by a recovery signal ÷ resolved",
        ends[-1].actor is None if ends else None, "resolved",
    )  # fmt: skip


def sla_attainment(case: Case) -> Kpi:
    """Whether the service was restored within the shortest target of the services affected."""
    targets = [case.policy.services[name].sla_target for name in case.state.services if name in case.policy.services]
    known = [target for target in targets if target is not None]
    missing = [name for name in ("started", "resolved") if name not in case.at]
    if not known:
        missing.append("a service with a target")
    met = None if missing else case.at["resolved"].at - case.at["started"].at <= min(known)
    return _yes_or_no("sla_attainment", "(resolved − started ≤ sla_target) ÷ with a target", met, *missing)


def punctuality(case: Case) -> Kpi:
    """Kept and all deadlines of the incident, to be added up: a quiet incident must not weigh as much as a long one."""
    fates = [each.fate for each in ledger(case.entries, case.now, case.policy.updates.grace)]
    kept, missed = fates.count("kept"), fates.count("missed")
    return _part("update_punctuality", "kept ÷ (kept + missed)", kept, kept + missed, "an elapsed or kept deadline")


def actions_on_time(case: Case) -> Kpi:
    """Tasks and workarounds' debts that were finished by the date they were first given; an elapsed one counts as late.

    A date that was moved later forgives nothing. What was finished and did not hold is not finished; what is not going
    to be done counts only if its date had passed by then.
    """
    pairs = [(due, end) for due, end in _tasks(case.entries) if due]
    debts = [item for item in case.state.debts if not item.dropped]
    pairs += [(item.first_due_at, item.closed_at) for item in debts if item.first_due_at]
    over = [(due, end) for due, end in pairs if end is not None or due < case.now]
    kept = sum(end is not None and end <= due for due, end in over)
    return _part(
        "actions_on_time", "closed by the original date ÷ closed or due", kept, len(over), "an action with a date"
    )


def _tasks(entries: Iterable[Entry]) -> Iterator[tuple[Moment | None, Moment | None]]:
    """The original date of each task and when it was finished, if it holds."""
    first: dict[int, Moment] = {}
    ends: dict[int, Moment] = {}
    for entry in entries:
        match entry.event:
            case e.TaskAdded(task=task, due_at=due) | e.TaskGiven(task=task, due_at=due) if due:
                first.setdefault(task, due)
            case e.TaskDone(task=task):
                ends[task] = entry.occurred_at
            case e.TaskDoubted(task=task):
                ends.pop(task, None)
            case e.TaskDropped(task=task) if task in first and first[task] > entry.occurred_at:
                del first[task]
    return ((due, ends.get(task)) for task, due in first.items())


def review_on_time(case: Case) -> Kpi:
    """Whether the review was published by its date; one that is overdue counts as late."""
    formula = "published by (resolved + review_due) ÷ due or published"
    end = case.at.get("resolved")
    if end is None or not case.state.major:
        return _yes_or_no("review_on_time", formula, None, "resolved" if end is None else "a review that is due")
    due = review_due(case.state.severity, end.at, case.policy)
    published = [entry.occurred_at for entry in case.entries if entry.kind == "review_published"]
    if not published and case.now < due:
        return _yes_or_no("review_on_time", formula, None, "a review that is due")
    return _yes_or_no("review_on_time", formula, bool(published) and published[0] <= due, "")


def _yes_or_no(name: str, formula: str, value: bool | None, *missing: str) -> Kpi:
    found = None if value is None else float(value)
    return Kpi(name=name, title=name, formula=formula, value=found, missing=missing if value is None else ())


def _count(name: str, formula: str, value: int) -> Kpi:
    return Kpi(name=name, title=name, formula=formula, value=float(value))


def _part(name: str, formula: str, some: int, whole: int, missing: str) -> Kpi:
    value = some / whole if whole else None
    return Kpi(
        name=name, title=name, formula=formula, value=value, parts=(some, whole),
        missing=() if whole else (missing,),
    )  # fmt: skip
