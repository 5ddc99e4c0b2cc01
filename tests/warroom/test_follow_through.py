"""What a month's pack says of the register and of the actions of reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.improvements.item import Improvement
from bot.warroom.periodic.follow_through import register
from bot.warroom.periodic.pack import Pack, pack
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at
from tests.warroom.test_periodic import DAY, NOVEMBER, RULES

NOW = 5 * DAY


def item(number: int, state: str, moved_at: float = 0, due: float | None = None, **more: Any) -> Improvement:
    values = {
        "number": number, "source": f"line:{number}", "kind": "improvement", "title": f"Watch {number}", "owner": BUDI,
        "raised_at": at(0), "due_at": None if due is None else at(due),
        "history": ({"state": state, "at": at(moved_at), "by": DEWI, "reason": "The vendor does it"},),
    }  # fmt: skip
    return Improvement.model_validate({**values, "state": state, **more})


ITEMS = (
    item(1, "approved", due=9 * DAY),
    item(2, "approved", due=1 * DAY),
    item(3, "proposed"),
    item(4, "done", due=1 * DAY),
    item(5, "refused"),
    item(6, "verified", moved_at=-30 * DAY),
)


def acted(number: int, **more: Any) -> Chronicle:
    """An incident that was resolved with an action that is overdue, and one that was done and verified by nobody."""
    log = Chronicle().declare(number=number, reference=f"MI-{number}", title="VPN down", **more)
    log.add(e.TaskAdded(task=1, text="Alert before the day", owner=BUDI, due_at=at(1 * DAY)), 1, DEWI)
    log.add(e.TaskAdded(task=2, text="Write it down", owner=BUDI, due_at=at(4 * DAY)), 2, DEWI)
    log.add(e.IncidentResolved(before="investigating", text="Renewed"), 30, DEWI)
    log.add(e.TaskDone(task=2), 60, BUDI)
    return log


def packed(*logs: Chronicle, private: bool = False) -> Pack:
    cases = [case(log.state, log.entries, RULES, at(NOW)) for log in logs]
    states = [log.state for log in logs]
    return pack(cases, [], NOVEMBER, RULES, at(NOW), private=private, acting=states, items=ITEMS)


def test_the_open_ones_stand_overdue_first_then_by_date_and_what_ended_in_the_month_beside_them() -> None:
    found = register(ITEMS, NOVEMBER, at(NOW))
    assert [each.number for each in found.open] == [2, 4, 1, 3]
    assert [each.number for each in found.ended] == [5], "what ended before this month is an earlier pack's"


def test_what_is_done_is_not_late_whatever_its_date_says() -> None:
    now: datetime = at(NOW)
    assert [each.number for each in ITEMS if each.late(now)] == [2]


def test_actions_of_reviews_are_listed_that_are_overdue_or_that_nobody_verified() -> None:
    found = packed(acted(1)).actions
    assert [(each.number, each.task.number, each.standing) for each in found] == [(1, 1, "late"), (1, 2, "to_verify")]


def test_a_private_incidents_action_stands_in_the_operators_pack_alone_and_a_drills_in_none() -> None:
    logs = (acted(1, private=True), acted(2, drill=True))
    assert packed(*logs).actions == ()
    assert {each.number for each in packed(*logs, private=True).actions} == {1}
