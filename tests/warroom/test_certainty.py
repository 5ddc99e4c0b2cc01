"""An impact says how sure it is by its first word, in either language; without one nothing is claimed."""

import pytest

from bot.warroom.certainty import certainty


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("confirmed: nobody can pay", ("nobody can pay", "confirmed")),
        ("Terkonfirmasi, 1.200 kartu ditolak", ("1.200 kartu ditolak", "confirmed")),
        ("Estimated 30 % of users", ("30 % of users", "estimated")),
        ("perkiraan: separuh nasabah", ("separuh nasabah", "estimated")),
        ("diperkirakan ~500 cabang", ("~500 cabang", "estimated")),
        ("Confirmed by the bank: nobody can pay", ("Confirmed by the bank: nobody can pay", "")),
        ("Nobody can pay", ("Nobody can pay", "")),
        ("estimated:", ("estimated:", "")),
        ("", ("", "")),
    ],
)
def test_the_first_word_says_how_sure_an_impact_is(typed: str, read: tuple[str, str]) -> None:
    assert certainty(typed) == read
