"""What people put on the record: key moments, marks, milestones, tasks, drafts and exports."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.errors import EmptyText, OutOfOrder, TextTooLong, TimeInFuture, UnknownTask
from tests.warroom.builders import ADI, BIMA, EKA, accepted, in_state, later, marked


@pytest.mark.parametrize("kind", e.MARK_KINDS)
def test_anybody_puts_a_key_moment_of_any_kind_on_the_record(kind: e.MarkKind):
    game = accepted()
    told = c.RecordRemark(kind=kind, text="The gateway was restarted", owner=BIMA, due_at=later(30))
    said, *owed = game.do(told, by=EKA)
    assert said == e.Remark(
        kind=kind,
        text="The gateway was restarted",
        owner=BIMA,
        due_at=later(30),
        numbered=kind in {"hypothesis", "decision", "action"},
    )
    assert [event.kind for event in owed] == (["debt_opened"] if kind == "workaround" else [])
    assert game.entries[-1].actor == EKA


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.RecordRemark(kind="note", text=" "), EmptyText),
        (c.RecordRemark(kind="note", text="x" * 3001), TextTooLong),
        (c.RecordRemark(kind="note", text="seen", at=later(3)), TimeInFuture),
        (c.AddTask(text=""), EmptyText),
        (c.AddTask(text="x" * 3001), TextTooLong),
        (c.FinishTask(task=1), UnknownTask),
        (c.SetMilestone(milestone="detected", moment=later(3), source="x"), TimeInFuture),
    ],
)
def test_what_makes_no_sense_is_refused(command, refusal):
    with pytest.raises(refusal):
        accepted().do(command)


def test_a_text_of_3000_characters_said_earlier_is_let_through():
    assert accepted().do(c.RecordRemark(kind="note", text="x" * 3000, at=later(-30)))


def test_the_latest_words_about_impact_and_workaround_stand():
    game = accepted(impact="Unknown yet")
    game.do(c.RecordRemark(kind="impact", text="Half of the cards"))
    game.do(c.RecordRemark(kind="workaround", text="Pay by transfer"))
    game.do(c.RecordRemark(kind="note", text="Coffee is here"))
    assert (game.state.impact, game.state.workaround) == ("Half of the cards", "Pay by transfer")


def test_a_mark_taken_back_gives_way_to_the_words_before_it():
    game = accepted(impact="Unknown yet")
    game.record([marked("impact", text="All cards")], ADI)
    assert game.state.impact == "All cards"
    game.record([e.MessageUnmarked(mark="impact", target="1.1")], ADI)
    assert game.state.impact == "Unknown yet"


def test_taking_back_a_mark_takes_back_nobody_elses():
    game = accepted()
    game.record([marked("impact", text="All cards")], ADI)
    game.record([marked("impact", text="All cards")], BIMA)
    game.record([e.MessageUnmarked(mark="impact", target="1.1")], ADI)
    assert game.state.impact == "All cards"
    game.record([e.MessageUnmarked(mark="impact", target="1.1")], BIMA)
    assert game.state.impact == ""


def test_a_shortcut_marks_a_message_with_its_words_and_author():
    command = c.MarkMessage(mark="decision", target="1.2", text="We fail over", author="Bima")
    assert accepted().do(command, by=EKA) == [
        e.MessageMarked(mark="decision", target="1.2", text="We fail over", author="Bima", by="shortcut", numbered=True)
    ]


def test_a_milestone_is_set_and_corrected_by_the_later_word():
    game = accepted()
    game.do(c.SetMilestone(milestone="started", moment=later(-30), source="said by Adi"))
    game.do(c.SetMilestone(milestone="started", moment=later(-25), source="said by Bima"))
    started = game.state.milestones["started"]
    assert (started.at, started.source) == (later(-25), "said by Bima")


def test_a_milestone_out_of_order_is_refused_with_the_two_that_clash():
    game = accepted(started_at=later(-20))
    with pytest.raises(OutOfOrder) as refused:
        game.do(c.SetMilestone(milestone="detected", moment=later(-30), source="said by Adi"))
    facts = refused.value.facts
    assert (facts["milestone"], facts["relation"], facts["other"]) == ("detected", "before", "started")
    assert "started" in str(refused.value)
    assert "2026-11-24 02:40 UTC" in str(refused.value)


def test_tasks_are_numbered_in_order_and_finished_once():
    game = accepted()
    game.do(c.AddTask(text="Call the bank", owner=BIMA, due_at=later(30)))
    game.do(c.AddTask(text="Renew the certificate"))
    assert [(task.number, task.owner) for task in game.state.tasks] == [(1, BIMA), (2, None)]
    assert game.do(c.FinishTask(task=1), by=EKA) == [e.TaskDone(task=1)]
    assert [task.done for task in game.state.tasks] == [True, False]
    with pytest.raises(UnknownTask):
        game.do(c.FinishTask(task=1))
    game.do(c.AddTask(text="Write to the vendor"))
    assert game.state.tasks[-1].number == 3


@pytest.mark.parametrize("state", ["investigating", "resolved", "closed", "cancelled"])
def test_the_record_stays_open_to_words_whatever_the_state(state):
    game = in_state(state)
    assert game.do(c.RecordRemark(kind="note", text="For the review"), by=EKA)
    assert game.do(c.ExportTimeline(format="csv"), by=EKA) == [e.Exported(format="csv")]


def test_each_review_draft_has_the_next_version():
    game = accepted()
    assert game.do(c.DraftReview()) == [e.ReviewDrafted(version=1)]
    assert game.do(c.DraftReview()) == [e.ReviewDrafted(version=2)]
    assert game.state.review == 2
