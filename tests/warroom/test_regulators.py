"""Regulator clocks: which answer starts or stops them, until when they run, who is heard, what the draft says."""

from datetime import timedelta

import pytest

from bot.policy.loading import load
from bot.warroom import commands as c
from bot.warroom import commands_clocks as ck
from bot.warroom import commands_objects as co
from bot.warroom import events as e
from bot.warroom.clock_draft import draft, gaps
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, TimeInFuture, UnknownClock, UnknownQuestion
from bot.warroom.policy_clocks import DRAFT_FIELDS
from tests.warroom.builders import ADI, DIAN, Game, accepted, later, of, policy


@pytest.fixture
def game() -> Game:
    return accepted(policy=policy().model_copy(update={"regulators": load(None).regulators}))


def yes(game: Game, question: str, by=DIAN, **more: object) -> None:
    game.do(ck.AnswerQuestion(question=question, answer="yes", **more), by)


def test_awareness_counts_from_the_detection_and_not_from_the_answer(game: Game):
    game.do(c.SetMilestone(milestone="detected", moment=later(-30), source="the monitoring"), ADI)
    game.wait(60)
    yes(game, "personal_data_eu")
    assert game.state.clocks["gdpr_33"].due_at == later(-30) + timedelta(hours=72)


def test_classification_counts_from_the_answer_but_no_longer_than_a_day_after_awareness(game: Game):
    game.wait(60)
    yes(game, "financial_entity_eu")
    assert game.state.clocks["dora_initial"].due_at == later(60) + timedelta(hours=4)
    late = Game(policy=game.policy).declare()
    late.wait(23 * 60)
    yes(late, "financial_entity_eu")
    assert late.state.clocks["dora_initial"].due_at == later(0) + timedelta(hours=24)


def test_one_yes_starts_every_clock_of_its_question_that_follows_no_other(game: Game):
    yes(game, "essential_service_eu")
    assert set(game.state.clocks) == {"nis2_warning", "nis2_notification"}


def test_a_submission_takes_the_receipt_and_starts_what_follows(game: Game):
    yes(game, "essential_service_eu")
    game.do(ck.SubmitClock(clock="nis2_notification", receipt="CSIRT-7"), ADI)
    clocks = game.state.clocks
    assert clocks["nis2_notification"].receipt == "CSIRT-7"
    assert clocks["nis2_final"].due_at == game.now + timedelta(days=28)


def test_working_days_are_counted(game: Game):
    yes(game, "bank_id")
    assert game.state.clocks["ojk_full"].due_at.isoformat() == "2026-12-02T00:00:00+07:00"


def test_reminders_come_once_at_each_share_and_then_the_deadline_is_missed(game: Game):
    yes(game, "electronic_system_id")
    game.wait(25 * 60)
    told = [(event.share) for event in of(e.ClockReminded, game.since(0))]
    assert told == [0.5, 0.8, 0.95]
    assert [event.clock for event in of(e.ClockMissed, game.since(0))] == ["bssn_15"]
    assert game.state.clocks["bssn_15"].missed


def test_no_reminder_after_the_submission(game: Game):
    yes(game, "electronic_system_id")
    game.do(ck.SubmitClock(clock="bssn_15", receipt="B-1"), ADI)
    game.wait(30 * 60)
    assert not of(e.ClockReminded, game.since(0))
    assert not of(e.ClockMissed, game.since(0))


def test_anybody_may_say_yes_but_only_whoever_speaks_for_the_incident_may_take_it_back(game: Game):
    yes(game, "personal_data_eu", by=DIAN)
    no = ck.AnswerQuestion(question="personal_data_eu", answer="no", reason="Only test data")
    with pytest.raises(NotAllowed):
        game.do(no, DIAN)
    game.do(no, ADI)
    assert game.state.clocks["gdpr_33"].stopped == "Only test data"
    yes(game, "personal_data_eu", by=DIAN)
    assert game.state.clocks["gdpr_33"].runs


def test_the_communications_lead_records_submissions(game: Game):
    yes(game, "personal_data_eu")
    with pytest.raises(NotAllowed):
        game.do(ck.SubmitClock(clock="gdpr_33", receipt="R"), DIAN)
    game.do(c.AssignRole(role="communications_lead", person=DIAN), ADI)
    game.do(ck.SubmitClock(clock="gdpr_33", receipt="R"), DIAN)
    assert game.state.clocks["gdpr_33"].submitted_at == game.now


def test_what_makes_no_sense_is_refused(game: Game):
    yes(game, "personal_data_eu")
    for wrong, command in (
        (UnknownQuestion, ck.AnswerQuestion(question="pii", answer="yes")),
        (AlreadySo, ck.AnswerQuestion(question="personal_data_eu", answer="yes", at=None)),
        (TimeInFuture, ck.AnswerQuestion(question="bank_id", answer="yes", at=later(9))),
        (UnknownClock, ck.SubmitClock(clock="dora_initial", receipt="R")),
        (EmptyText, ck.SubmitClock(clock="gdpr_33", receipt="  ")),
    ):
        with pytest.raises(wrong):
            game.do(command, ADI)


def test_the_questions_are_asked_once_while_they_are_unanswered(game: Game):
    for question in game.policy.regulators.questions:
        game.do(ck.AnswerQuestion(question=question, answer="no"), ADI)
    assert game.do(ck.AskClassification(), None) == []


def test_the_draft_says_what_is_known_and_declares_its_gaps(game: Game):
    yes(game, "personal_data_eu")
    clock = game.policy.regulators.clocks["gdpr_33"]
    fields = draft(game.state, clock, ("10:10 Rolled back",))
    known = {field.name: field.text for field in fields}
    assert tuple(known) == clock.fields
    assert known["measures"] == "10:10 Rolled back"
    assert "consequences" in gaps(fields)
    assert "what" not in gaps(fields)


def test_a_clock_without_fields_asks_for_all(game: Game):
    clock = game.policy.regulators.clocks["gdpr_33"].model_copy(update={"fields": ()})
    assert tuple(field.name for field in draft(game.state, clock, ())) == DRAFT_FIELDS


def test_a_cause_stands_in_the_draft_once_it_is_confirmed_and_never_before(game: Game):
    clock = game.policy.regulators.clocks["gdpr_33"].model_copy(update={"fields": ("cause",)})
    game.do(c.RecordRemark(kind="hypothesis", text="A cache serves other people's pages"), ADI)
    assert draft(game.state, clock, ())[0].missing
    game.do(co.SettleHypothesis(number=1, outcome="confirmed", evidence="seen in the headers"), ADI)
    assert draft(game.state, clock, ())[0].text == "A cache serves other people's pages (seen in the headers)"
