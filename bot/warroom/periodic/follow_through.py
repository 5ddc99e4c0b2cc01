"""What became of what earlier months taught: the improvement register, and the actions of reviews. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom.base import Moment, Value
from bot.warroom.follow_up import Standing, is_follow_up, standing
from bot.warroom.improvements.item import OPEN, Improvement
from bot.warroom.incident import Incident, Task
from bot.warroom.periodic.months import Month

OWED: tuple[Standing, ...] = ("late", "to_verify")


class OwedAction(Value):
    """An action of a review that is overdue, or done and verified by nobody yet."""

    number: int
    task: Task
    standing: Standing


class Register(Value):
    """The register at the end of a month: what is `open`, overdue first, and what was `ended` in the month."""

    open: tuple[Improvement, ...] = ()
    ended: tuple[Improvement, ...] = ()


def register(items: Iterable[Improvement], month: Month, now: Moment) -> Register:
    """The items that somebody still owes something, and those that came to their end in this month."""
    held = list(items)
    waiting = [item for item in held if item.state in OPEN]
    ended = [item for item in held if item.state not in OPEN and item.history and month.holds(item.history[-1].at)]
    dated = sorted(waiting, key=lambda item: (item.due_at is None, item.due_at or now, item.number))
    return Register(open=tuple(sorted(dated, key=lambda item: not item.late(now))), ended=tuple(ended))


def owed_actions(states: Iterable[Incident], now: Moment) -> tuple[OwedAction, ...]:
    """The overdue ones, the longest overdue first, then those to verify; practice owes nothing."""
    found = [
        OwedAction(number=state.number, task=task, standing=how)
        for state in states
        if not state.drill
        for task in state.tasks
        if is_follow_up(state, task) and (how := standing(state, task, now)) in OWED
    ]
    return tuple(sorted(found, key=lambda each: (OWED.index(each.standing), each.task.due_at or now)))
