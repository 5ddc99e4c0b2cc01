"""Patterns of an organisation's own are refused where a text could keep them busy, with the reason."""

from __future__ import annotations

import pytest

from bot.policy.patterns import PATTERN
from bot.policy.problems import Unfit


@pytest.mark.parametrize("written", [r"EMP-\d{6}", r"[A-Z]{2,4}-\d{4,10}", r"KTP \d{16}", r"NIP:\s?\d+",
                                     r"(?:foo|bar)-\d\d",
                                     r"PLN-\d{4}(?:-\d{2})?", r"(?i)staff\w{3,40}"])  # fmt: skip
def test_a_sound_pattern_is_taken_as_it_is_written(written):
    assert PATTERN.parse(written) == written


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (r"(a+)+b", "inside another"),
        (r"(a|aa)+b", "inside another"),
        (r"\w+@\w+\.\w+", "very long"),
        (r"(x\d*){1,9}", "inside another"),
        (r"(\d)\1abc", "refers back"),
        (r"(?=abc)abc", "looks around"),
        (r"\d*", "nothing at all"),
        (r"ab", "single letters"),
        (r"(abc", "no regular expression"),
        ("x" * 201, "201 characters"),
    ],
)
def test_a_pattern_that_could_take_for_ever_is_refused(written, why):
    with pytest.raises(Unfit) as refusal:
        PATTERN.parse(written)
    assert why in refusal.value.what
