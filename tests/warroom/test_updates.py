"""What an update says: facts from the record, the same for every audience and for ever."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.updates import MOST_CHANGES, TOLD, UpdateFacts, next_due
from tests.warroom.builders import ADI, BIMA, EKA, Game, accepted, later, marked, minutes, of


def said(game: Game, text: str = "") -> UpdateFacts:
    [published] = of(e.UpdatePublished, game.do(c.PublishUpdate(text=text)))
    return UpdateFacts.model_validate(published.facts)


def changes(game: Game) -> list[tuple[str, str]]:
    return [(change.kind, change.text) for change in said(game).changes]


def test_an_update_says_the_record_as_it_stands():
    game = accepted(started_at=later(-20), impact="Half of the cards", services=("payments",), drill=True)
    game.now += minutes(3)
    game.do(c.RecordRemark(kind="workaround", text="Pay by transfer"))
    facts = said(game, "We are looking into it")
    assert facts.model_dump(exclude={"changes", "next_by"}) == {
        "number": 1, "reference": "MI-1", "title": "Payments fail", "state": "investigating", "severity": "sev1",
        "prepared": {}, "drill": True, "since": later(-20), "since_known": True, "impact": "Half of the cards",
        "services": ("payments",), "text": "We are looking into it", "workaround": "Pay by transfer", "mim": "Adi",
        "final": False, "reopened": False, "because": "", "first": True, "as_of": later(3),
        "corrects": None, "standing": "", "phase_since": None,
    }  # fmt: skip
    assert facts.next_by == {"staff": later(13), "customers": later(13), "executives": later(33)}


def test_an_unknown_beginning_is_said_to_be_unknown():
    facts = said(accepted())
    assert (facts.since, facts.since_known) == (later(0), False)


def test_nobody_is_named_as_leading_who_has_not_accepted():
    assert said(Game().declare()).mim == ""


@pytest.mark.parametrize("kind", e.MARK_KINDS)
def test_guesses_and_notes_stay_in_the_room(kind: e.MarkKind):
    game = accepted()
    game.do(c.RecordRemark(kind=kind, text="The certificate expired"))
    told = kind in {"observation", "decision", "action", "impact", "workaround", "key_moment"}
    assert changes(game) == ([(kind, "The certificate expired")] if told else [])
    assert (kind in TOLD) == told


def test_only_what_changed_since_the_last_update_is_told_and_at_most_five():
    game = accepted()
    game.do(c.RecordRemark(kind="action", text="Old"))
    said(game)
    for number in range(MOST_CHANGES + 2):
        game.now += minutes(0.1)
        game.do(c.RecordRemark(kind="action", text=f"Action {number}"))
    assert changes(game) == [("action", f"Action {number}") for number in range(2, MOST_CHANGES + 2)]
    assert changes(game) == []


def test_a_mark_taken_back_is_not_told():
    game = accepted()
    game.record([marked("decision", text="We fail over")], ADI)
    game.record([e.MessageUnmarked(mark="decision", target="1.1")], ADI)
    assert changes(game) == []


def test_a_mark_set_again_is_told():
    game = accepted()
    for event in (marked("decision", text="We fail over"), e.MessageUnmarked(mark="decision", target="1.1")):
        game.record([event], ADI)
        game.now += minutes(0.1)
    game.record([marked("decision", text="We fail over")], ADI)
    assert changes(game) == [("decision", "We fail over")]


def test_a_message_that_several_people_marked_is_told_once_and_while_one_mark_stands():
    game = accepted()
    for person in (ADI, BIMA, EKA):
        game.record([marked("decision", text="We fail over")], person)
    game.record([e.MessageUnmarked(mark="decision", target="1.1")], BIMA)
    assert changes(game) == [("decision", "We fail over")]


def test_a_message_marked_as_a_guess_and_as_a_decision_is_told_as_a_decision():
    game = accepted()
    game.record([marked("hypothesis", text="We fail over")], ADI)
    game.record([marked("decision", text="We fail over")], ADI)
    assert changes(game) == [("decision", "We fail over")]


def test_what_was_said_at_a_change_of_state_is_told_until_the_next_unless_there_are_newer_words():
    game = accepted()
    game.do(c.MoveState(to="identified", text="An expired certificate"))
    assert said(game).text == "An expired certificate"
    assert said(game, "A new one is on its way").text == "A new one is on its way"
    game.do(c.MoveState(to="monitoring"))
    assert said(game).text == ""


def test_the_preview_promises_what_the_update_will_promise():
    game = accepted()
    previewed = {
        name: next_due(each, game.state, game.now, game.policy) for name, each in game.policy.audiences.items()
    }
    assert said(game).next_by == previewed


def test_facts_read_back_from_the_record_are_the_same_facts():
    game = accepted(started_at=later(-20))
    game.do(c.RecordRemark(kind="action", text="Restarted"))
    facts = said(game)
    assert UpdateFacts.model_validate_json(facts.model_dump_json()) == facts
