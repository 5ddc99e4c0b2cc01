"""Actions on their way to a verified close: who verifies, what is dropped, and who is reminded when."""

from datetime import timedelta
from typing import Any

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_follow_up as cf
from bot.warroom.case import KINDS, case
from bot.warroom.effectiveness import actions_on_time
from bot.warroom.errors import AlreadySo, EmptyText, UnknownTask
from bot.warroom.errors_follow_up import NotDoneYet, NotTheDoer, NotYourTask
from bot.warroom.follow_up import next_reminder, standing
from bot.warroom.policy import Policy
from bot.warroom.policy_actions import Actions
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, confirm, kinds, later, policy

DAY = 24 * 60


def over(rules: Policy | None = None, **more: Any) -> Game:
    """Adi leads; resolved after half an hour with task 1 of Bima's due ten days later."""
    game = accepted(policy=rules or policy(), by=DIAN, **more)
    game.do(c.AddTask(text="Alert before certificates expire", owner=BIMA, due_at=later(10 * DAY)), ADI)
    game.wait(30)
    game.do(c.Resolve(text="Renewed"), ADI)
    return game


def closed(**more: Any) -> Game:
    game = confirm(over(**more))
    game.do(c.Close())
    return game


def told(game: Game, as_: str) -> list[str]:
    return [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == as_]


def test_a_finished_action_is_verified_by_somebody_else_than_its_doer():
    game = over()
    game.do(c.FinishTask(task=1), BIMA)
    assert told(game, "verify") == [ADI.id]
    assert standing(game.state, game.state.tasks[0], game.now) == "to_verify"
    with pytest.raises(NotTheDoer):
        game.do(cf.VerifyTask(task=1), BIMA)
    game.do(cf.VerifyTask(task=1, text="The alert fired in the rehearsal"), CITRA)
    task = game.state.tasks[0]
    assert (standing(game.state, task, game.now), task.verified_by) == ("verified", CITRA)
    with pytest.raises(AlreadySo):
        game.do(cf.VerifyTask(task=1), ADI)


def test_the_policy_may_let_the_doer_verify():
    game = over(policy(actions=Actions(verify_by_other=False)))
    game.do(c.FinishTask(task=1), BIMA)
    game.do(cf.VerifyTask(task=1), BIMA)
    assert game.state.tasks[0].verified_by == BIMA


def test_the_doer_is_never_asked_to_verify():
    game = over()
    game.do(c.FinishTask(task=1), ADI)
    assert told(game, "verify") == [DIAN.id]


def test_what_is_not_finished_cannot_be_verified_and_what_is_not_there_neither():
    game = over()
    with pytest.raises(NotDoneYet):
        game.do(cf.VerifyTask(task=1), CITRA)
    with pytest.raises(UnknownTask):
        game.do(cf.VerifyTask(task=7), CITRA)


def test_a_finished_action_that_does_not_hold_is_open_again_and_its_owner_hears_why():
    game = over()
    game.do(c.FinishTask(task=1), BIMA)
    with pytest.raises(EmptyText):
        game.do(cf.DoubtTask(task=1, reason=" "), CITRA)
    game.do(cf.DoubtTask(task=1, reason="It alerts nobody at night"), CITRA)
    assert told(game, "task_doubted") == [BIMA.id]
    task = game.state.tasks[0]
    assert (task.done, task.done_by, standing(game.state, task, game.now)) == (False, None, "open")


def test_not_doing_needs_a_reason_and_its_owner_or_whoever_leads():
    game = over()
    with pytest.raises(NotYourTask):
        game.do(cf.DropTask(task=1, reason="No time"), CITRA)
    with pytest.raises(EmptyText):
        game.do(cf.DropTask(task=1, reason=""), BIMA)
    game.do(cf.DropTask(task=1, reason="The gateway is replaced in March"), BIMA)
    task = game.state.tasks[0]
    assert (standing(game.state, task, game.now), task.because) == ("dropped", "The gateway is replaced in March")


def test_an_action_nobody_owns_anybody_may_drop():
    game = over()
    game.do(c.AddTask(text="Write it down"), ADI)
    game.do(cf.DropTask(task=2, reason="It stands in the wiki"), EKA)
    assert game.state.tasks[1].dropped


def test_an_outcome_makes_a_task_an_action_even_while_work_goes_on():
    game = accepted(by=DIAN)
    game.do(c.AddTask(text="Second pager"), ADI)
    game.do(cf.AgreeOutcome(task=1, text="Both pagers ring in the drill"), BIMA)
    with pytest.raises(AlreadySo):
        game.do(cf.AgreeOutcome(task=1, text="Both pagers ring in the drill"), BIMA)
    game.do(c.FinishTask(task=1), BIMA)
    assert standing(game.state, game.state.tasks[0], game.now) == "to_verify"


def test_a_moved_date_stays_beside_the_original_one():
    game = over()
    game.do(cz.GiveTask(task=1, due_at=later(40 * DAY)), BIMA)
    task = game.state.tasks[0]
    assert (task.first_due_at, task.due_at) == (later(10 * DAY), later(40 * DAY))


def test_owners_are_reminded_a_day_before_at_the_date_and_weekly_also_of_a_closed_incident():
    at, week, day = later(10 * DAY), timedelta(days=7), timedelta(days=1)
    task = over().state.tasks[0]
    assert next_reminder(task, later(0), day, week) == at - day
    assert next_reminder(task, at - day, day, week) == at
    assert next_reminder(task, at, day, week) == at + week


def test_the_owner_of_a_closed_incidents_action_hears_of_it_until_it_is_let_go():
    game = closed()
    game.wait(9 * DAY + 1)
    assert told(game, "follow_up") == [BIMA.id]
    game.wait(DAY)
    assert told(game, "follow_up") == [BIMA.id] * 2
    game.wait(7 * DAY)
    assert told(game, "follow_up") == [BIMA.id] * 3
    assert told(game, "task") == [BIMA.id]
    game.do(cf.DropTask(task=1, reason="Replaced"), BIMA)
    game.wait(30 * DAY)
    assert len(told(game, "follow_up")) == 3


def test_while_the_room_is_there_it_is_told_at_the_date_and_the_owner_not_twice():
    game = over()
    game.wait(10 * DAY)
    assert kinds(game.since(0)).count("task_overdue") == 1
    assert told(game, "follow_up") == [BIMA.id]


def test_a_reopened_incident_and_a_drill_remind_nobody_of_actions():
    game = over()
    game.do(c.Reopen(reason="Not over"), ADI)
    assert not [kind for kind, _subject in game.timers if kind == "follow_up"]
    assert not [kind for kind, _subject in over(drill=True).timers if kind == "follow_up"]


def test_of_a_private_incident_only_those_hear_who_belong_to_it():
    game = over(private=True)
    assert not game.state.may_hear(BIMA.id)
    game.wait(9 * DAY)
    assert told(game, "follow_up") == [ADI.id]


def test_a_date_that_was_moved_or_a_doubted_end_does_not_count_as_on_time():
    game = over()
    game.do(cz.GiveTask(task=1, due_at=later(40 * DAY)), BIMA)
    game.now = later(20 * DAY)
    game.do(c.FinishTask(task=1), BIMA)
    game.do(c.AddTask(text="Second", owner=CITRA, due_at=later(25 * DAY)), ADI)
    game.do(c.FinishTask(task=2), CITRA)
    assert _on_time(game) == (1, 2)
    game.do(cf.DoubtTask(task=2, reason="No"), ADI)
    game.now = later(26 * DAY)
    assert _on_time(game) == (0, 2)


def test_what_is_dropped_before_its_date_does_not_count():
    game = over()
    game.do(cf.DropTask(task=1, reason="Replaced"), BIMA)
    game.now = later(30 * DAY)
    assert _on_time(game) == (0, 0)


def _on_time(game: Game) -> tuple[int, int] | None:
    seen = [entry for entry in game.entries if entry.kind in KINDS]
    return actions_on_time(case(game.state, seen, game.policy, game.now)).parts
