"""Words are erased with every copy of them; who did it, why and from where stays, and so does all that is not words."""

from __future__ import annotations

from itertools import count

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.commands_editing import CorrectEntry
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.commands_swarms import NewSwarm, OpenSwarms
from bot.warroom.erasing.deciding import Erasure, decided
from bot.warroom.erasing.fields import ERASED, WORDS, changed
from bot.warroom.erasing.matching import Needle
from bot.warroom.erasing.redaction import applied
from bot.warroom.erasing.withholding import withheld
from bot.warroom.errors import EmptyText, NotAllowed, TextTooLong
from bot.warroom.errors_editing import UnknownEntry
from bot.warroom.errors_erasing import AlreadyErased, NothingToErase, WordsNotThere, WordsTooShort
from bot.warroom.events import EVENTS
from bot.warroom.evolution import replay
from bot.warroom.policy_editing import Editing
from bot.warroom.timeline import Fact, check_chain, record_of
from tests.comms.stage import every_event, under_way
from tests.warroom.builders import ADI, BIMA, CITRA, EKA, START, Game, accepted, later, marked, policy

PHONE = "Siti Aminah of 0812 3456 7890 saw it first"


def erasure(game: Game, entry: int, words: str = "", reason: str = "She asked", by=ADI, **context) -> Erasure:
    numbers = count(1)
    circumstances = game.context(by, context.pop("administrator", False))
    command = EraseContent(entry=entry, reason=reason, words=words, **context)
    return decided(game.state, command, circumstances, lambda: f"{next(numbers):032x}")


def erase(game: Game, entry: int, words: str = "", **more) -> e.ContentErased:
    """The same, carried out as the operation does."""
    made = erasure(game, entry, words, **more)
    game.entries = list(applied(game.entries, made.redaction))
    game.current = replay(game.entries)
    game.record([made.event], ADI)
    assert check_chain([record_of(entry) for entry in game.entries]) is None
    assert replay(game.entries) == game.state
    return made.event


def said(game: Game, text: str, ts: str = "1.1", by=EKA) -> int:
    """A message of the room; its entry."""
    slack = SlackRef(channel="C1ROOM", ts=ts)
    game.record([e.MessagePosted(text=text)], by, source="message", slack=slack)
    return game.entries[-1].seq


def everything(game: Game) -> str:
    return " ".join(str(record_of(entry)["event"]) for entry in game.entries) + game.state.model_dump_json()


def parts(event: e.ContentErased) -> set[int]:
    return {part.entry for part in event.parts}


def test_a_message_goes_with_its_edits_its_marks_and_whatever_copied_it():
    game = accepted()
    seq = said(game, PHONE)
    game.record([marked("impact", text=PHONE), e.MessageEdited(target="1.1", text="Siti saw it", before=PHONE)], EKA)
    game.do(c.PublishUpdate(text=f"We know that {PHONE.upper()}."))
    other = said(game, "Siti saw it", ts="1.2")
    before = game.state
    event = erase(game, seq)
    assert "0812 3456" not in everything(game)
    assert event.messages == ("1.1",)
    assert other not in parts(event)
    assert game.entries[other - 1].event == e.MessagePosted(text="Siti saw it")
    assert game.state.impact == ERASED
    assert game.state.updates == before.updates
    update = next(entry for entry in game.entries if isinstance(entry.event, e.UpdatePublished))
    assert update.event.text == f"We know that {ERASED}."
    assert update.event.facts["impact"] == ERASED
    assert update.event.facts["title"] == "Payments fail"


def test_a_key_moment_goes_with_its_corrections_and_keeps_its_number():
    game = accepted()
    game.do(c.RecordRemark(kind="decision", text=PHONE), by=EKA)
    game.do(c.RecordRemark(kind="decision", text="Fail over"), by=EKA)
    seq = next(entry.seq for entry in game.entries if entry.kind == "decision")
    game.do(CorrectEntry(entry=seq, text="Siti Aminah told us, and more"))
    event = erase(game, game.entries[-1].seq)
    assert parts(event) == {seq, game.entries[-2].seq}
    assert [(it.number, it.text) for it in game.state.decisions] == [(1, ERASED), (2, "Fail over")]
    assert "Siti" not in everything(game)


def test_words_alone_go_wherever_they_stand_and_the_rest_stays():
    game = accepted(title="Siti Aminah cannot pay")
    seq = said(game, "Ask siti aminah, not the Sitis")
    event = erase(game, seq, "Siti Aminah", reason="Siti Aminah asked for it")
    assert game.state.title == f"{ERASED} cannot pay"
    assert game.entries[seq - 1].event == e.MessagePosted(text=f"Ask {ERASED}, not the Sitis")
    assert (event.some, event.reason) == (True, f"{ERASED} asked for it")
    assert game.entries[seq - 1].actor == EKA


def test_short_words_said_again_by_others_are_no_copies():
    game = accepted()
    seq = said(game, "ok")
    other = said(game, "ok", ts="1.2", by=BIMA)
    event = erase(game, seq)
    assert parts(event) == {seq}
    assert game.entries[other - 1].event == e.MessagePosted(text="ok")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (PHONE, ERASED),
        (f"He says: {PHONE}!", f"He says: {ERASED}!"),
        (PHONE.replace(" ", "\n"), ERASED),
        (PHONE.lower(), ERASED),
        (f"{PHONE[:30]}…", f"{ERASED}…"),
        (f"Before {PHONE[:30]}… after", f"Before {ERASED}… after"),
        (PHONE[:30], PHONE[:30]),
        (f"un{PHONE}", f"un{PHONE}"),
    ],
)
def test_copies_are_known_by_their_words_however_they_are_written(text: str, left: str):
    assert Needle(PHONE, anywhere=True).without(text) == left


def test_words_escaped_for_slack_are_known():
    assert Needle("<b> & co", anywhere=True).without("see &lt;b&gt; &amp; co.") == f"see {ERASED}."


def test_who_may_is_the_policys_to_say():
    game = accepted()
    seq = said(game, PHONE)
    for by in (BIMA, EKA):
        with pytest.raises(NotAllowed) as refused:
            erasure(game, seq, by=by)
    assert str(refused.value).startswith(
        "Only Major Incident Manager, the duty manager or an administrator may erase what the record says."
    )
    assert erasure(game, seq, by=BIMA, administrator=True).event.entry == seq
    game.policy = policy(editing=Editing(erase=("scribe", "author")))
    assert erasure(game, seq, by=EKA).event.entry == seq
    with pytest.raises(NotAllowed):
        erasure(game, seq, by=CITRA)


def test_what_cannot_be_erased_says_why_and_what_to_do():
    game = accepted()
    seq = said(game, PHONE)
    opened = next(entry.seq for entry in game.entries if entry.kind == "room_opened")
    for entry, words, reason, error in (
        (999, "", "x", UnknownEntry),
        (opened, "", "x", NothingToErase),
        (seq, "walrus", "x", WordsNotThere),
        (seq, "a", "x", WordsTooShort),
        (seq, "", "  ", EmptyText),
        (seq, "", "x" * 301, TextTooLong),
    ):
        with pytest.raises(error):
            erasure(game, entry, words, reason)
    erase(game, seq)
    with pytest.raises(AlreadyErased):
        erasure(game, seq)


def test_the_reason_of_an_erasure_can_be_erased_too():
    game = accepted()
    seq = said(game, PHONE)
    erase(game, seq, reason="The customer Dewi asked")
    reason = game.entries[-1].seq
    erase(game, reason, reason="Names her")
    assert "Dewi" not in everything(game)
    with pytest.raises(AlreadyErased):
        erasure(game, seq)


def test_what_slack_tells_of_the_message_later_is_kept_without_words():
    game = accepted()
    erase(game, said(game, PHONE))
    edit = e.MessageEdited(target="1.1", text=f"{PHONE}!", before=PHONE)
    for event in (edit, marked("decision", text=PHONE)):
        kept = withheld(game.state, Fact(event=event, occurred_at=later(1), actor=EKA))
        assert kept.event.text == ERASED
        assert "0812 3456" not in kept.model_dump_json()
    again = Fact(event=e.MessagePosted(text=PHONE), occurred_at=START, slack=SlackRef(channel="C1ROOM", ts="1.1"))
    assert withheld(game.state, again).event == e.MessagePosted(text=ERASED)
    other = Fact(event=edit.model_copy(update={"target": "1.2"}), occurred_at=START)
    assert withheld(game.state, other) is other


def test_the_bots_own_cards_are_drawn_anew():
    game = accepted()
    game.do(c.RecordRemark(kind="decision", text=PHONE), by=EKA)
    told = len(game.told)
    seq = next(entry.seq for entry in game.entries if entry.kind == "decision")
    erase(game, seq)
    assert {"room.object", "room.card"} <= {owed.step for owed in game.told[told:]}


def test_what_else_the_bot_shows_of_it_is_drawn_anew():
    game = accepted()
    seq = said(game, PHONE)
    suggested = e.Suggested(target="1.1", channel="C1ROOM", mark="impact", rule="cannot", words="saw it", said_at=START)
    game.record([e.MomentsSuggested(suggestions=(suggested,))])
    game.do(OpenSwarms(swarms=(NewSwarm(name="network", goal=f"Call back: {PHONE}"),)))
    game.do(c.RecordRemark(kind="note", text=PHONE), by=EKA)
    told = len(game.told)
    erase(game, seq)
    owed = {each.step for each in game.told[told:]}
    assert {"room.suggestions", "room.suggested", "room.swarm", "room.reword", "room.topic"} <= owed
    assert "0812" not in everything(game)
    reworded = [each for each in game.told[told:] if each.step == "room.reword"]
    assert {each.lane for each in reworded} == {"room:1"}
    assert [each.words for each in game.state.suggestions] == [ERASED]


def test_every_text_of_an_event_that_can_be_erased_leaves_an_event_that_can_be_read():
    for event in every_event("Some words of people", EKA, under_way()):
        content = event.model_dump(mode="json")
        needle = Needle("Some words of people", anywhere=True)
        left = changed(content, needle.without)
        read = EVENTS.validate_python(left)
        assert read.kind == event.kind
        for name in WORDS.get(event.kind, ()):
            copied = str(left[name]).replace("'services': ['Some words of people']", "")
            assert "Some words" not in copied, (event.kind, name)
