"""Text that is too long is cut where a reader would cut it, and nothing is lost that a block can show."""

import pytest

from bot.comms.message import Message
from bot.comms.transports.slack.sizes import ALL_SECTIONS, SECTION_TEXT, cut, fitted, parts


@pytest.mark.parametrize(
    ("text", "limit", "cut_text"),
    [
        ("all of it", 9, "all of it"),
        ("one two three four", 16, "one two three…"),
        ("abcdefghijklmnop", 10, "abcdefghi…"),
        ("please see the page <https://example.com|here> now", 30, "please see the page…"),
        ("tea &amp; coffee", 8, "tea…"),
        ("the first line\nafter it", 17, "the first line…"),
    ],
)
def test_a_cut_falls_between_words_and_never_inside_a_link_or_an_entity(text: str, limit: int, cut_text: str) -> None:
    assert cut(text, limit) == cut_text


@pytest.mark.parametrize("text", ["x" * 9_500, "word " * 1_900, "line of text\n" * 700, "<@U1> said &lt;b&gt; " * 450])
def test_the_pieces_together_are_the_whole_text(text: str) -> None:
    pieces = list(parts(text))
    assert all(len(piece) <= SECTION_TEXT for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_more_than_all_sections_hold_is_cut_with_a_sign() -> None:
    pieces = list(parts("word " * 5_000))
    assert sum(len(piece) for piece in pieces) <= ALL_SECTIONS
    assert pieces[-1].endswith("…")


def test_a_message_that_fits_is_left_alone() -> None:
    message = Message(text="x" * 100)
    assert fitted(message, 100) is message
