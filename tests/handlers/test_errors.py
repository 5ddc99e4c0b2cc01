"""Every refusal has words: its facts filled in, people's text harmless, and what was typed given back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.comms.locale import translator
from bot.handlers import refusals
from bot.handlers.errors import Excuses
from bot.sandbox.blockkit import check_message
from bot.warroom import errors as e
from bot.warroom.errors import Refusal
from tests.handlers.stage import shown

EXCUSES = Excuses(translator("en"))
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NASTY = "<!channel> *x* & `y` <@U0BUDI>"
FACTS: dict[str, Any] = {
    **dict.fromkeys(("reference", "who", "role", "audience", "task", "what", "form", "severity", "state", "milestone",
                     "other", "mim", "title", "text", "word", "named", "verb", "rest", "format", "channel"), NASTY),
    **dict.fromkeys(("at", "other_at"), AT),
    **dict.fromkeys(("known", "allowed", "lines"), (NASTY, "other")),
    "time": AT, "length": 3, "limit": 2, "relation": "after", "number": 7,
    "reasons": ("state", "milestone:started", "milestone:confirmed", "task:3", "review", "something new"),
}  # fmt: skip


def tree(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind, *(below for each in kind.__subclasses__() for below in tree(each))]


def made(kind: type[Refusal]) -> Refusal:
    return kind(**FACTS)


ALL = sorted(tree(Refusal), key=lambda kind: kind.__name__)


def test_the_tree_holds_the_refusals_of_the_core_and_of_the_handlers() -> None:
    assert {e.GateClosed, e.TimeInFuture, refusals.UnknownSubcommand, refusals.Stale} <= set(ALL)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_refusal_is_a_message_with_its_facts_and_wakes_nobody(kind: type[Refusal]) -> None:
    message = EXCUSES.answer(made(kind), "Asia/Jakarta", f"resolve {NASTY}")
    check_message(list(message.blocks))
    text = shown(message)
    for words in (text, message.text):
        assert "<!channel>" not in words
        assert "<@U" not in words
        assert "{" not in words.replace("{date_short_pretty}", "").replace("{time}", "")
    assert "/incident resolve" in text


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_refusal_has_words_without_markup_for_a_form(kind: type[Refusal]) -> None:
    words = EXCUSES.plain(made(kind), "Asia/Jakarta")
    assert "{" not in words
    assert "&lt;" not in words
    assert 0 < len(words) <= 1_000


def test_every_reason_against_closing_names_the_command_that_mends_it() -> None:
    said = EXCUSES.words(e.GateClosed(reference="MI-1", reasons=FACTS["reasons"]), "Asia/Jakarta")
    for mended in ("/incident resolve", "/incident milestone started at", "/incident done 3", "/incident review"):
        assert mended in said
    assert "Confirm restored" not in said, "what is not resolved cannot be confirmed"
    alone = EXCUSES.words(e.GateClosed(reference="MI-1", reasons=("milestone:confirmed",)), "Asia/Jakarta")
    assert "/incident milestone confirmed" in alone


def test_a_reason_that_is_not_known_yet_is_shown_as_it_is() -> None:
    assert "something new" in EXCUSES.words(e.GateClosed(reference="MI-1", reasons=("something new",)), "UTC")


def test_the_command_is_called_as_it_is_called_here() -> None:
    said = Excuses(translator("en"), "/mayday").words(e.UnknownTask(task=3), "UTC")
    assert "`/mayday tasks`" in said


def test_a_wrong_word_comes_back_with_the_nearest_right_line() -> None:
    refusal = e.UnknownMilestone(milestone="detectd", known=("started", "detected"))
    assert EXCUSES.corrections(refusal, "milestone detectd at 09:00") == ["/incident milestone detected at 09:00"]


def test_a_long_line_comes_back_whole() -> None:
    typed = "note " + " ".join(str(number) for number in range(1, 900))
    message = EXCUSES.answer(e.UnknownTask(task=3), "UTC", typed)
    check_message(list(message.blocks))
    blocks = [block["text"]["text"] for block in message.blocks]
    pieces = "".join(block.removeprefix("You typed:\n").strip("`") for block in blocks[1:])
    assert pieces == f"/incident {typed}"


def test_backticks_cannot_end_the_block_that_holds_what_was_typed() -> None:
    message = EXCUSES.answer(e.UnknownTask(task=3), "UTC", "note ``` <!here> ```")
    assert shown(message).count("```") == 2


def test_a_database_that_does_not_answer_is_said_with_what_was_typed() -> None:
    said = shown(EXCUSES.not_stored("update it works"))
    assert "try again in a moment" in said
    assert "/incident update it works" in said


def test_a_mistyped_word_for_a_severity_is_put_right() -> None:
    refusal = e.UnknownSeverity(severity="critcal", known=("sev1", "sev2"))
    assert EXCUSES.corrections(refusal, "severity critcal db lost") == ["/incident severity critical db lost"]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_a_refusal_that_came_without_its_facts_is_still_an_answer(kind: type[Refusal]) -> None:
    facts = {"reasons": ()} if kind is e.GateClosed else {"lines": ()} if kind is refusals.UnknownSubcommand else {}
    needed = {"named": "MI-1", "verb": "note", "rest": "x"} if kind is refusals.WhichIncident else facts
    assert shown(EXCUSES.answer(kind(**needed), "UTC"))


@pytest.mark.parametrize(
    ("state", "way"),
    [
        ("closed", "/incident reopen <reason>"),
        ("resolved", "/incident reopen <reason>"),
        ("cancelled", "/incident declare sev1 <title>"),
    ],
)
def test_an_incident_that_is_over_names_the_command_that_leads_on(state: str, way: str) -> None:
    refusal = e.WrongState(reference="MI-1", state=state, allowed=("nothing more",))
    assert f"`{way}`" in EXCUSES.plain(refusal, "UTC")
    assert "nothing more" not in EXCUSES.words(refusal, "UTC")
