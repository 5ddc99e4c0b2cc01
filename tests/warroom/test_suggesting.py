"""What a look suggests, what closes a suggestion, and who may answer it; as plain functions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.warroom import commands_suggesting as cg
from bot.warroom import events as e
from bot.warroom.base import Person, SlackRef
from bot.warroom.capture.looking import look
from bot.warroom.errors import NotAllowed
from bot.warroom.errors_suggesting import SuggestionOver
from bot.warroom.evolution import replay
from bot.warroom.policy_capture import Capture
from bot.warroom.suggestions import KEPT, waiting
from tests.warroom.builders import BIMA, CITRA, DIAN, EKA, Game, policy

DECIDED = "kita putuskan rollback ke versi 4.11"


def game(**rules: Any) -> Game:
    return Game(policy=policy(capture=Capture(**rules))).declare().open_room()


def said(it: Game, text: str, ts: str, by: Person = BIMA) -> None:
    it.record([e.MessagePosted(text=text)], by, slack=SlackRef(channel="C1", ts=ts))


def looked(it: Game, since: int = 0) -> int:
    """One look, recorded; up to where it looked."""
    seen = look(it.state, [entry for entry in it.entries if entry.seq > since], it.policy, it.now, since)
    it.record(seen.events())
    return seen.seen


def targets(it: Game) -> list[str]:
    return [each.target for each in waiting(it.state.suggestions)]


def test_each_message_is_looked_at_once_and_a_no_is_remembered() -> None:
    it = game()
    said(it, DECIDED, "1.1")
    since = looked(it)
    assert targets(it) == ["1.1"]
    it.do(cg.DeclineSuggestion(target="1.1"), BIMA)
    assert targets(it) == []
    assert looked(it, since) >= since
    assert targets(it) == []


def test_while_the_most_wait_the_rest_waits_its_turn() -> None:
    it = game(most_waiting=2)
    for number in range(5):
        said(it, DECIDED, f"1.{number}")
    since = looked(it)
    assert targets(it) == ["1.0", "1.1"]
    since = looked(it, since)
    assert targets(it) == ["1.0", "1.1"]
    it.do(cg.AcceptSuggestion(target="1.0", mark="decision", text=DECIDED))
    looked(it, since)
    assert targets(it) == ["1.1", "1.2"]


def test_what_nobody_answers_lapses_and_what_is_old_is_not_suggested() -> None:
    it = game(lapse_after=timedelta(minutes=30))
    said(it, DECIDED, "1.1")
    since = looked(it)
    said(it, DECIDED, "1.2")
    it.wait(31)
    looked(it, since)
    assert targets(it) == []
    assert [each.outcome for each in it.state.suggestions] == ["lapsed"]


@pytest.mark.parametrize(
    ("event", "outcome"),
    [
        (e.MessageMarked(mark="action", target="1.1", text="x"), "marked"),
        (e.MessageEdited(target="1.1", text="x"), "edited"),
        (e.MessageDeleted(target="1.1"), "deleted"),
    ],
)
def test_what_overtakes_a_suggestion_closes_it_and_redraws_its_message(event: e.Event, outcome: str) -> None:
    it = game()
    said(it, DECIDED, "1.1")
    looked(it)
    before = len(it.told)
    it.record([event], CITRA)
    assert [each.outcome for each in it.state.suggestions] == [outcome]
    assert {"room.suggestions", "room.suggested"} <= {owed.step for owed in it.told[before:]}
    with pytest.raises(SuggestionOver):
        it.do(cg.AcceptSuggestion(target="1.1", mark="decision", text=DECIDED))
    assert replay(it.entries) == it.state


def test_what_was_marked_deleted_or_said_by_a_machine_is_not_suggested() -> None:
    it = game()
    said(it, DECIDED, "1.1")
    said(it, DECIDED, "1.2")
    said(it, DECIDED, "1.3", by=Person(id="", name="grafana"))
    it.record([e.MessageMarked(mark="note", target="1.1", text="x", by="prefix"), e.MessageDeleted(target="1.2")], BIMA)
    looked(it)
    assert targets(it) == []


def test_an_edited_message_is_read_as_it_reads_now() -> None:
    it = game()
    said(it, DECIDED, "1.1")
    it.record([e.MessageEdited(target="1.1", text="halo semua, saya masuk")], BIMA)
    looked(it)
    assert targets(it) == []


def test_anybody_may_mark_but_only_some_may_say_no() -> None:
    it = game()
    said(it, DECIDED, "1.1")
    looked(it)
    with pytest.raises(NotAllowed):
        it.do(cg.DeclineSuggestion(target="1.1"), DIAN)
    it.record([e.RoleAssigned(role="scribe", person=EKA)])
    marked = it.do(cg.AcceptSuggestion(target="1.1", mark="impact", text="x"), DIAN)
    assert any(isinstance(event, e.MessageMarked) and event.mark == "impact" for event in marked)
    with pytest.raises(SuggestionOver):
        it.do(cg.DeclineSuggestion(target="1.1"), EKA)


def test_a_milestone_is_proposed_with_its_moment_and_never_twice() -> None:
    it = game()
    said(it, "alert pertama 09.40 dari grafana", "1.1")
    said(it, "alarm first fired at 09:41", "1.2")
    it.record([e.StateChanged(before="investigating", after="monitoring", text="patched")], BIMA)
    looked(it)
    proposed = [(each.milestone, each.source) for each in waiting(it.state.suggestions)]
    names = [name for name, _source in proposed]
    assert names.count("detected") == 1
    assert "mitigated" in names
    assert "detected" not in it.state.milestones
    assert ("detected", "said by Bima") in proposed


def test_a_milestone_out_of_order_is_not_proposed() -> None:
    it = game()
    it.record([e.MilestoneSet(milestone="started", at=it.now, source="test")])
    said(it, "alert pertama 09.40 dari grafana", "1.1")
    looked(it)
    assert targets(it) == []


def test_the_state_keeps_only_the_latest_answered_ones() -> None:
    it = game(most_waiting=10)
    since = 0
    for number in range(KEPT + 10):
        said(it, DECIDED, f"1.{number}")
        since = looked(it, since)
        it.do(cg.DeclineSuggestion(target=f"1.{number}"), BIMA)
    assert len(it.state.suggestions) <= KEPT + 1
