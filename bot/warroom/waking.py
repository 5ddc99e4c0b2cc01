"""What a timer asks when it fires: a command, decided like any other against the state as it stands then. Pure.

One line for each kind of timer; whoever sets one in `owing` adds its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.warroom import commands as c
from bot.warroom import commands_debt as cd
from bot.warroom import commands_objects as co
from bot.warroom import commands_partners as cp
from bot.warroom.base import Moment, Person
from bot.warroom.commands_assembly import CheckAssembly, PassRole
from bot.warroom.commands_candidates import AssumeMajor, CheckCriteria
from bot.warroom.commands_clocks import AskClassification, RemindClock
from bot.warroom.commands_closing import RemindConfirmation
from bot.warroom.commands_follow_up import RemindFollowUp
from bot.warroom.commands_review import AskFacts, RemindReview
from bot.warroom.commands_survey import CloseSurvey
from bot.warroom.commands_swarms import ListUnowned
from bot.warroom.incident import Incident
from bot.warroom.owing.candidates import CRITERIA
from bot.warroom.owing.follow_up import FOLLOW_UP
from bot.warroom.owing.leading import SHIFT
from bot.warroom.owing.objects import ACTION_DUE, ACTION_REMIND, DUE, REMIND, TIME_BOX, WINDOW
from bot.warroom.owing.perishing import ASK_FACTS
from bot.warroom.owing.reviewing import REMIND as REVIEW_REMIND
from bot.warroom.owing.survey import CLOSE as SURVEY_CLOSE

Ladder = Sequence[Person | None]
DUTY_MANAGER = 2


def asked(kind: str, subject: str, due_at: Moment, state: Incident, ladder: Ladder) -> c.Command:
    """The command of a timer; `ladder` is whom the policy asks to lead. Raises ValueError for an unknown kind."""
    if kind == "update_warn":
        promise = state.promises.get(subject)
        return c.WarnUpdate(audience=subject, due_at=promise.due_at if promise else due_at)
    if kind == "update_escalate":
        audience, _, rung = subject.rpartition(":")
        return c.EscalateUpdate(audience=audience, rung=int(rung), told=_told(int(rung), state, ladder))
    if kind not in COMMANDS:
        raise ValueError(f"no story for timers of kind {kind}")
    return COMMANDS[kind](subject)


def _told(rung: int, state: Incident, ladder: Ladder) -> Person | None:
    """The deputy, then the duty manager; where there is none, whoever stands closest to them."""
    if rung == 0:
        return next(iter((*state.holding("deputy"), *state.holding("communications_lead"))), state.mim)
    upwards = (*ladder[DUTY_MANAGER:], *reversed(ladder[:DUTY_MANAGER]))
    return next((person for person in upwards if person), state.mim)


def _role_silent(subject: str) -> c.Command:
    role, _, user = subject.rpartition(":")
    return PassRole(role=role, user=user)


def _clock(subject: str) -> c.Command:
    clock, _, share = subject.rpartition(":")
    return RemindClock(clock=clock, share=float(share))


def _vendor_rung(subject: str) -> c.Command:
    vendor, _, rung = subject.rpartition(":")
    return cp.ClimbVendor(vendor=vendor, rung=int(rung))


def _procedure(subject: str, *, late: bool) -> c.Command:
    vendor, _, code = subject.partition(":")
    return cp.RemindProcedure(vendor=vendor, code=code, late=late)


COMMANDS: Mapping[str, Callable[[str], c.Command]] = {
    "mim_rung": lambda rung: c.PassMim(rung=int(rung)),
    "role_silent": _role_silent,
    "assembly_due": lambda _subject: CheckAssembly(),
    "unowned": lambda _subject: ListUnowned(),
    "candidate_decide": lambda _subject: AssumeMajor(),
    CRITERIA: lambda _subject: CheckCriteria(),
    "confirm_remind": lambda count: RemindConfirmation(round=int(count)),
    "classify_ask": lambda _subject: AskClassification(),
    "clock_remind": _clock,
    "update_due": lambda audience: c.DueUpdate(audience=audience),
    "update_send": lambda audience: c.DueUpdate(audience=audience),
    "vendor_chase": lambda vendor: cp.ChaseVendor(vendor=vendor),
    "vendor_rung": _vendor_rung,
    "procedure_half": partial(_procedure, late=False),
    "procedure_due": partial(_procedure, late=True),
    "debt_due": lambda debt: cd.RemindDebt(debt=int(debt)),
    TIME_BOX: lambda number: co.CallBackHypothesis(number=int(number)),
    WINDOW: lambda number: co.CloseObjections(number=int(number)),
    ACTION_REMIND: lambda number: co.RemindAction(number=int(number), overdue=False),
    ACTION_DUE: lambda number: co.RemindAction(number=int(number), overdue=True),
    REMIND: lambda task: co.RemindTask(task=int(task), overdue=False),
    DUE: lambda task: co.RemindTask(task=int(task), overdue=True),
    FOLLOW_UP: lambda task: RemindFollowUp(task=int(task)),
    SURVEY_CLOSE: lambda _subject: CloseSurvey(),
    REVIEW_REMIND: lambda count: RemindReview(round=int(count)),
    ASK_FACTS: lambda state: AskFacts(state=state),
    SHIFT: lambda _subject: c.ProposeHandover(),
}
