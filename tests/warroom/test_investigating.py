"""Hypotheses, decisions, actions and tasks: what may become of them, and what their clocks do."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_objects as co
from bot.warroom import events as e
from bot.warroom.errors import AlreadySo, EmptyText, UnknownObject, UnknownTask, WindowClosed
from bot.warroom.evolution import replay
from bot.warroom.objects import disproved_before, find
from tests.warroom.builders import ADI, BIMA, CITRA, Game, accepted, confirm, kinds, later, minutes, of


def guess(game: Game, text: str = "The connection pool is full", **more: object) -> None:
    game.do(c.RecordRemark.model_validate({"kind": "hypothesis", "text": text, **more}), by=BIMA)


def mark(game: Game, at: float, *, gone: bool = False, by: object = BIMA, kind: e.MarkKind = "hypothesis") -> None:
    values = {"mark": kind, "target": "1.1", "numbered": True}
    event = e.MessageUnmarked(**values) if gone else e.MessageMarked(**values, text="It is DNS")
    game.record([event], by, at=later(at), source="reaction")


def test_remarks_are_numbered_by_kind_and_others_are_not() -> None:
    game = accepted()
    for kind in ("hypothesis", "action", "hypothesis", "decision", "note"):
        game.do(c.RecordRemark(kind=kind, text=f"one {kind}"))
    assert [it.number for it in game.state.hypotheses] == [1, 2]
    assert [it.number for it in game.state.decisions] == [1]
    assert [it.number for it in game.state.actions] == [1]
    assert replay(game.entries) == game.state


def test_remarks_of_old_records_stay_plain_words() -> None:
    game = accepted()
    game.record([e.Remark(kind="hypothesis", text="old"), e.MessageMarked(mark="action", target="1.1", text="old")])
    assert (game.state.hypotheses, game.state.actions) == ((), ())


def test_a_hypothesis_is_tested_by_its_owner_who_is_asked_when_the_time_box_ends() -> None:
    game = accepted()
    guess(game)
    game.do(co.StartTest(number=1, owner=CITRA), by=BIMA)
    assert (game.state.hypotheses[0].status, game.state.hypotheses[0].due_at) == ("testing", later(20))
    assert of(e.HypothesisDue, game.wait(19)) == []
    assert of(e.HypothesisDue, game.wait(1)) == [e.HypothesisDue(number=1, owner=CITRA)]


def test_an_owner_or_a_time_starts_the_test_at_once() -> None:
    game = accepted()
    guess(game, owner=CITRA)
    guess(game, "It is DNS", due_at=later(7))
    first, second = game.state.hypotheses
    assert (first.status, first.owner, first.due_at) == ("testing", CITRA, later(20))
    assert (second.status, second.owner, second.due_at) == ("testing", BIMA, later(7))


def test_whoever_tests_by_somebody_elses_word_hears_of_it_and_so_does_whoever_is_replaced() -> None:
    game = accepted()
    guess(game, owner=CITRA)
    guess(game, "It is DNS", owner=BIMA)
    assert hears(game) == [CITRA.id], "not whoever named himself"
    game.do(co.StartTest(number=1, owner=ADI), by=BIMA)
    assert hears(game) == [CITRA.id, ADI.id, CITRA.id]
    game.do(co.StartTest(number=1, owner=ADI), by=ADI)
    assert len(hears(game)) == 3


def hears(game: Game) -> list[str]:
    return [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "hypothesis"]


@pytest.mark.parametrize("outcome", ["confirmed", "disproved"])
def test_a_settled_hypothesis_is_not_called_back(outcome: str) -> None:
    game = accepted()
    guess(game, owner=CITRA)
    game.do(co.SettleHypothesis.model_validate({"number": 1, "outcome": outcome, "evidence": "seen in the log"}))
    assert game.state.hypotheses[0].evidence == "seen in the log"
    assert of(e.HypothesisDue, game.wait(30)) == []


def test_more_time_moves_the_call_back() -> None:
    game = accepted()
    guess(game, owner=CITRA)
    game.wait(15)
    game.do(co.StartTest(number=1))
    assert of(e.HypothesisDue, game.wait(19)) == []
    assert of(e.HypothesisDue, game.wait(1)) == [e.HypothesisDue(number=1, owner=CITRA)]


def test_a_result_needs_evidence_and_a_hypothesis_that_there_is() -> None:
    game = accepted()
    guess(game)
    with pytest.raises(EmptyText, match="hypothesis H1 disproved"):
        game.do(co.SettleHypothesis(number=1, outcome="disproved", evidence=" "))
    with pytest.raises(UnknownObject, match="no hypothesis H2 in MI-1"):
        game.do(co.StartTest(number=2))
    game.do(co.SettleHypothesis(number=1, outcome="disproved", evidence="idle"))
    with pytest.raises(AlreadySo):
        game.do(co.SettleHypothesis(number=1, outcome="disproved", evidence="idle"))


@pytest.mark.parametrize(("text", "like"), [
    ("Maybe the connection pool is full", True), ("connection pool full!", True), ("The cache is full", False),
    ("DNS", False), ("Connection to the bank times out", False),
])  # fmt: skip
def test_what_was_disproved_is_recognised_by_its_words(text: str, like: bool) -> None:
    game = accepted()
    guess(game)
    assert disproved_before(game.state, text, 75) is None
    game.do(co.SettleHypothesis(number=1, outcome="disproved", evidence="half of it is idle"))
    assert (disproved_before(game.state, text, 75) is not None) == like


def test_taking_the_last_mark_away_withdraws_and_marking_again_brings_back() -> None:
    game = accepted()
    mark(game, 1)
    mark(game, 2, by=CITRA)
    mark(game, 3, gone=True)
    assert not game.state.hypotheses[0].withdrawn
    mark(game, 4, gone=True, by=CITRA)
    assert game.state.hypotheses[0].withdrawn
    assert find(game.state, "hypothesis", 1) is None
    mark(game, 5)
    assert len(game.state.hypotheses) == 1
    assert find(game.state, "hypothesis", 1) is not None


def test_a_mark_that_slack_tells_of_after_its_end_stays_withdrawn() -> None:
    game = accepted()
    mark(game, 2, gone=True)
    mark(game, 1)
    assert [(it.text, it.withdrawn) for it in game.state.hypotheses] == [("It is DNS", True)]


def test_a_decision_nobody_objects_to_says_so_when_its_window_ends() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="decision", text="Fail over"))
    assert of(e.DecisionSettled, game.wait(4)) == []
    assert of(e.DecisionSettled, game.wait(1)) == [e.DecisionSettled(number=1)]
    with pytest.raises(WindowClosed, match="D1 is over"):
        game.do(co.RaiseObjection(number=1, text="Too late"))


def test_objections_are_recorded_with_their_names_at_the_time_that_was_given() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="decision", text="Fail over", due_at=later(9)))
    game.do(co.RaiseObjection(number=1, text="The replica lags"), by=CITRA)
    assert of(e.DecisionSettled, game.wait(8)) == []
    assert of(e.DecisionSettled, game.wait(1)) == [e.DecisionSettled(number=1, objections=("Citra: The replica lags",))]


def test_a_marked_decision_has_a_window_and_a_withdrawn_one_none() -> None:
    game = accepted()
    mark(game, 0, kind="decision")
    assert ("decision_closes", "1") in game.timers
    mark(game, 1, gone=True, kind="decision")
    assert ("decision_closes", "1") not in game.timers


def test_an_action_has_a_result_a_way_back_and_may_be_rolled_back() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="action", text="Restart the gateway"))
    assert game.state.actions[0].running
    game.do(co.ReportAction(number=1, what="result", text="Errors fell", plan="start the old one"))
    game.do(co.ReportAction(number=1, what="rolled_back", text="Errors came back"))
    action = game.state.actions[0]
    assert (action.result, action.plan, action.rolled_back) == ("Errors fell", "start the old one", "Errors came back")
    with pytest.raises(EmptyText, match="action A1 rolled back"):
        game.do(co.ReportAction(number=1, what="rolled_back", text=""))


def test_a_task_is_given_an_owner_and_a_time_each_by_itself() -> None:
    game = accepted()
    game.do(c.AddTask(text="Call the bank"))
    game.do(cz.GiveTask(task=1, owner=CITRA))
    game.do(cz.GiveTask(task=1, due_at=later(30)))
    task = game.state.tasks[0]
    assert (task.owner, task.due_at) == (CITRA, later(30))
    with pytest.raises(AlreadySo):
        game.do(cz.GiveTask(task=1, owner=CITRA))
    with pytest.raises(UnknownTask):
        game.do(cz.GiveTask(task=2, owner=CITRA))
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "task"] == [CITRA.id]


def test_whoever_takes_a_task_is_not_told_that_it_is_theirs() -> None:
    game = accepted()
    game.do(c.AddTask(text="Call the bank"))
    game.do(cz.GiveTask(task=1, owner=ADI), by=ADI)
    assert [row for row in game.rows("person.say") if row.payload["as"] == "task"] == []


def test_a_tasks_owner_is_reminded_before_and_the_room_told_when_it_is_due() -> None:
    game = accepted()
    game.do(c.AddTask(text="Call the bank", owner=CITRA, due_at=later(30)))
    assert of(e.TaskReminded, game.wait(20)) == [e.TaskReminded(task=1, owner=CITRA, due_at=later(30))]
    assert of(e.TaskOverdue, game.wait(10)) == [e.TaskOverdue(task=1, owner=CITRA, due_at=later(30))]
    assert {*kinds(game.wait(60))} & {"task_reminded", "task_overdue"} == set()


def test_a_finished_or_moved_task_reminds_nobody_of_its_old_time() -> None:
    game = accepted()
    for due in (30, 31):
        game.do(c.AddTask(text="Call the bank", owner=CITRA, due_at=later(due)))
    game.do(c.FinishTask(task=1))
    game.do(cz.GiveTask(task=2, due_at=later(90)))
    assert {*kinds(game.wait(60))} & {"task_reminded", "task_overdue"} == set()


def test_a_task_that_is_due_soon_anyway_is_told_of_once() -> None:
    game = accepted()
    game.do(c.AddTask(text="Call the bank", owner=CITRA, due_at=later(5)))
    assert [each for each in kinds(game.wait(10)) if each.startswith("task")] == ["task_overdue"]


def test_an_unowned_task_calls_the_room_and_an_unowned_step_of_a_model_nobody() -> None:
    game = accepted()
    game.record([
        e.TaskAdded(task=1, text="Call the bank", due_at=later(15)),
        e.TaskAdded(task=2, text="Look at the logs", due_at=later(15), model="vpn", role="scribe"),
    ])  # fmt: skip
    assert [event.task for event in of(e.TaskOverdue, game.wait(20))] == [1]


def test_reopened_the_open_clocks_run_again_and_closed_none_does() -> None:
    game = accepted()
    guess(game, owner=CITRA, due_at=later(60))
    game.now += minutes(1)
    game.do(c.Resolve(text="Restarted"))
    confirm(game).do(c.Close())
    assert {kind for kind, _ in game.timers} == {"room_archive"}
    game.do(c.Reopen(reason="It is back"))
    assert game.timers["hypothesis_due", "1"] == later(60)


def test_the_owner_of_an_action_is_reminded_and_asked_for_the_result_when_it_is_due() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="action", text="Drain site one", owner=CITRA, due_at=later(30)))
    game.do(c.RecordRemark(kind="action", text="Restart", owner=CITRA, due_at=later(30)))
    game.do(c.RecordRemark(kind="action", text="Look", due_at=later(30)))
    game.do(co.ReportAction(number=2, what="result", text="Errors fell"))
    reminded = game.wait(20)
    assert of(e.ActionReminded, reminded) == [e.ActionReminded(number=1, owner=CITRA, due_at=later(30))]
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "action"] == [CITRA.id]
    overdue = of(e.ActionOverdue, game.wait(10))
    assert [(event.number, event.owner) for event in overdue] == [(1, CITRA), (3, None)]
    assert of(e.ActionOverdue, game.wait(60)) == []


def test_an_action_that_is_withdrawn_takes_no_decisions_window_away() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="decision", text="Fail over"))
    mark = e.MessageMarked(mark="action", target="5.0", text="Drain", numbered=True)
    game.record([mark], by=BIMA)
    game.record([e.MessageUnmarked(mark="action", target="5.0", numbered=True)], by=BIMA)
    assert ("decision_closes", "1") in game.timers


def test_what_was_typed_is_withdrawn_with_a_reason_and_its_clock_with_it() -> None:
    game = accepted()
    guess(game, owner=CITRA)
    game.do(c.RecordRemark(kind="decision", text="Fail over"))
    game.do(c.RecordRemark(kind="action", text="Drain", owner=CITRA, due_at=later(30)))
    for what in ("hypothesis", "decision", "action"):
        command = co.WithdrawObject.model_validate({"what": what, "number": 1, "reason": "Typed into the wrong room"})
        assert kinds(game.do(command, by=CITRA)) == ["object_withdrawn"]
        assert find(game.state, what, 1) is None
        with pytest.raises(UnknownObject):
            game.do(command)
    assert not {"hypothesis_due", "decision_closes", "action_remind", "action_due"} & {kind for kind, _n in game.timers}
    guess(game)
    with pytest.raises(EmptyText):
        game.do(co.WithdrawObject(what="hypothesis", number=2, reason=" "))
    assert game.state == replay(game.entries)
