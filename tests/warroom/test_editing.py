"""Key moments are corrected by new entries; the first wording stays, and every correction can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.commands_editing import CorrectEntry, UndoCorrection
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, TextTooLong, TimeInFuture
from bot.warroom.errors_editing import NothingToUndo, NotKeyMoment, UnknownEntry
from bot.warroom.evolution import replay
from bot.warroom.moments import Line, key_moments, lines
from bot.warroom.policy_editing import Editing
from bot.warroom.updates import changes
from tests.warroom.builders import ADI, BIMA, CITRA, EKA, Game, accepted, later, marked, policy


def noted(kind: e.MarkKind = "observation", text: str = "The gateway was restarted", game: Game | None = None) -> Game:
    """Eka said it; Adi leads."""
    game = game or accepted()
    game.do(c.RecordRemark(kind=kind, text=text), by=EKA)
    return game


def shown(game: Game, seq: int) -> Line:
    return next(line for line in lines(game.entries) if line.seq == seq)


def last(game: Game) -> int:
    return game.entries[-1].seq


def held(game: Game) -> None:
    """Replaying the entries gives the state."""
    assert replay(game.entries) == game.state


def test_text_time_kind_and_actor_are_corrected_by_entries_and_the_original_stays():
    game = noted()
    seq, before = last(game), game.entries[-1]
    game.do(CorrectEntry(entry=seq, text="The proxy was restarted"))
    game.do(CorrectEntry(entry=seq, moment=later(-5)))
    game.do(CorrectEntry(entry=seq, mark="note"))
    game.do(CorrectEntry(entry=seq, person=BIMA))
    line = shown(game, seq)
    assert (line.text, line.occurred_at, line.marks, line.actor) == (
        "The proxy was restarted", later(-5), ("note",), BIMA,
    )  # fmt: skip
    assert line.was is not None
    assert (line.was.text, line.was.at, line.was.marks, line.was.actor) == (
        "The gateway was restarted", before.occurred_at, ("observation",), EKA,
    )  # fmt: skip
    assert line.revised is not None
    assert (line.revised.actor, line.revised.seq, game.entries[seq - 1]) == (ADI, last(game), before)
    held(game)


def test_one_entry_corrects_only_what_differs():
    game = noted()
    (made,) = game.do(CorrectEntry(entry=last(game), text="The gateway was restarted", mark="note", person=EKA))
    assert isinstance(made, e.EntryCorrected)
    assert (made.text, made.mark, made.person, made.at) == (None, "note", None, None)


def test_an_undo_takes_the_last_correction_back_and_is_undone_by_its_own_number():
    game = noted()
    seq = last(game)
    game.do(CorrectEntry(entry=seq, text="Second"))
    game.do(CorrectEntry(entry=seq, text="Third"))
    game.do(UndoCorrection(entry=seq))
    assert shown(game, seq).text == "Second"
    undoing = last(game)
    game.do(UndoCorrection(entry=undoing))
    assert shown(game, seq).text == "Third"
    game.do(UndoCorrection(entry=seq))
    game.do(UndoCorrection(entry=seq))
    line = shown(game, seq)
    assert (line.text, line.was, line.revised and line.revised.kind) == (
        "The gateway was restarted", None, "correction_undone",
    )  # fmt: skip
    for nothing_left in (seq, undoing):
        with pytest.raises(NothingToUndo):
            game.do(UndoCorrection(entry=nothing_left))
    held(game)


def test_an_older_correction_is_undone_by_its_number_and_later_ones_stand():
    game = noted()
    seq = last(game)
    game.do(CorrectEntry(entry=seq, text="Second"))
    first = last(game)
    game.do(CorrectEntry(entry=seq, moment=later(-9)))
    game.do(UndoCorrection(entry=first))
    assert (shown(game, seq).text, shown(game, seq).occurred_at) == ("The gateway was restarted", later(-9))


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (CorrectEntry(entry=999, text="x"), UnknownEntry),
        (CorrectEntry(entry=1, text="x"), NotKeyMoment),
        (CorrectEntry(entry=0, text=" "), EmptyText),
        (CorrectEntry(entry=0, text="x" * 3001), TextTooLong),
        (CorrectEntry(entry=0, moment=later(9)), TimeInFuture),
        (CorrectEntry(entry=0, text="The gateway was restarted"), AlreadySo),
        (UndoCorrection(entry=0), NothingToUndo),
        (UndoCorrection(entry=999), UnknownEntry),
    ],
)
def test_what_makes_no_sense_is_refused(command, refusal):
    game = noted()
    command = command.model_copy(update={"entry": command.entry or last(game)})
    with pytest.raises(refusal):
        game.do(command)


def test_the_policy_says_who_corrects():
    game = noted()
    seq = last(game)
    with pytest.raises(NotAllowed):
        game.do(CorrectEntry(entry=seq, text="Mine"), by=CITRA)
    assert game.do(CorrectEntry(entry=seq, text="By its author"), by=EKA)
    with pytest.raises(NotAllowed):
        game.do(UndoCorrection(entry=seq), by=CITRA)
    game.do(c.AssignRole(role="scribe", person=CITRA))
    assert game.do(CorrectEntry(entry=seq, text="By the scribe"), by=CITRA)
    strict = noted(game=accepted(policy=policy(editing=Editing(correct=("mim",)))))
    with pytest.raises(NotAllowed):
        strict.do(CorrectEntry(entry=last(strict), text="Mine"), by=EKA)
    assert strict.do(CorrectEntry(entry=last(strict), text="Ours"), by=CITRA, administrator=True)


def test_the_words_that_stand_follow_a_correction_and_its_undoing():
    game = noted("impact", "Half of the cards")
    seq = next(entry.seq for entry in game.entries if entry.kind == "impact")
    game.do(CorrectEntry(entry=seq, text="All cards"))
    assert game.state.impact == "All cards"
    game.do(CorrectEntry(entry=seq, mark="note"))
    assert game.state.impact == ""
    game.do(UndoCorrection(entry=last(game)))
    assert game.state.impact == "All cards"
    game.do(UndoCorrection(entry=seq))
    assert game.state.impact == "Half of the cards"
    held(game)


def test_a_note_that_was_a_decision_gets_its_number_and_its_window_and_loses_both_again():
    game = noted("note", "We fail over")
    seq = last(game)
    game.do(CorrectEntry(entry=seq, mark="decision"))
    (decision,) = game.state.decisions
    assert (decision.text, decision.seq, decision.withdrawn) == ("We fail over", seq, False)
    assert ("decision_closes", "1") in game.timers
    game.do(UndoCorrection(entry=seq))
    assert game.state.decisions[0].withdrawn
    assert ("decision_closes", "1") not in game.timers
    game.do(CorrectEntry(entry=seq, mark="decision", text="We fail over to B"))
    (again,) = game.state.decisions
    assert (again.text, again.withdrawn) == ("We fail over to B", False)
    held(game)


def test_an_entry_that_becomes_a_workaround_opens_its_debt():
    game = noted("note", "Pay by transfer")
    made = game.do(CorrectEntry(entry=last(game), mark="workaround"))
    assert [event.kind for event in made] == ["entry_corrected", "debt_opened"]
    assert game.state.workaround == "Pay by transfer"


def test_a_marked_message_is_corrected_under_any_number_of_its_entries():
    game = accepted()
    game.record([marked("impact", text="Half")], ADI)
    seq = last(game)
    game.do(CorrectEntry(entry=seq, text="All cards"))
    assert (shown(game, seq).text, game.state.impact) == ("All cards", "All cards")
    held(game)


def test_an_update_tells_what_was_corrected_and_not_what_was_wrong():
    game = noted("action", "Restarted A")
    game.do(CorrectEntry(entry=last(game), text="Restarted B"))
    assert [each.text for each in changes(game.entries)] == ["Restarted B"]
    assert [line.text for line in key_moments(game.entries) if line.marks] == ["Restarted B"]


def test_corrected_lines_stand_where_they_happened():
    game = noted(text="Later")
    game.now += timedelta(minutes=5)
    noted(text="Sooner", game=game)
    game.do(CorrectEntry(entry=last(game), moment=later(-30)))
    assert [line.text for line in key_moments(game.entries) if line.marks] == ["Sooner", "Later"]
