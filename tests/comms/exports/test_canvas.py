"""A document as a canvas takes it: tables of at most 300 cells."""

from bot.comms.exports.canvas import fitted
from bot.sandbox.web.canvases import MOST_CELLS, _largest_table


def test_a_large_table_keeps_its_first_rows_and_says_how_many_more_there_are():
    rows = [f"| {n} | a \\| b | c |" for n in range(200)]
    said = fitted("\n".join(["# Title", "", *rows, "", "The end", ""]), "… and {n} more")
    assert said.splitlines()[2:102] == rows[:100]
    assert "… and 100 more" in said
    assert said.rstrip().endswith("The end")
    assert _largest_table(said) == MOST_CELLS


def test_a_small_one_stays_as_it_is():
    text = "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert fitted(text, "… and {n} more").rstrip() == text.rstrip()
