"""Milestones stay in order: whatever is out of order is refused, and with whom it clashes."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.warroom.errors import OutOfOrder, TimeInFuture, UnknownMilestone
from bot.warroom.milestones import NAMES, ORDER, Milestone, check, fits
from tests.warroom.builders import later

NOW = later(120)


def known(**at: datetime) -> dict[str, Milestone]:
    return {name: Milestone(at=moment, source="said by Adi") for name, moment in at.items()}


def test_the_order_speaks_of_known_milestones_and_of_each_of_them():
    assert {name for pair in ORDER for name in pair} == set(NAMES)


def test_the_order_has_no_circle_and_follows_the_list():
    assert all(NAMES.index(first) < NAMES.index(second) for first, second in ORDER)


@pytest.mark.parametrize(("first", "second"), ORDER)
def test_two_milestones_in_the_wrong_order_are_refused_whichever_is_said_last(first: str, second: str):
    with pytest.raises(OutOfOrder) as refused:
        check(known(**{second: later(10)}), first, later(11), NOW)
    assert (refused.value.facts["relation"], refused.value.facts["other"]) == ("after", second)
    with pytest.raises(OutOfOrder) as refused:
        check(known(**{first: later(10)}), second, later(9), NOW)
    assert (refused.value.facts["relation"], refused.value.facts["other"]) == ("before", first)


@pytest.mark.parametrize(("first", "second"), ORDER)
def test_the_same_moment_is_in_order(first: str, second: str):
    check(known(**{second: later(10)}), first, later(10), NOW)
    assert fits(known(**{first: later(10)}), second, later(10))
    assert not fits(known(**{first: later(10)}), second, later(9))


def test_milestones_without_an_order_between_them_are_free():
    check(known(first_user_report=later(5)), "detected", later(9), NOW)
    check(known(first_user_report=later(5)), "detected", later(1), NOW)


def test_a_correction_is_held_against_the_others_and_not_against_the_value_it_replaces():
    check(known(started=later(0), detected=later(5)), "started", later(4), NOW)
    check(known(started=later(0), detected=later(5)), "started", later(-60), NOW)


def test_the_future_begins_after_two_minutes_of_tolerance_for_clocks():
    check({}, "started", later(122), NOW)
    with pytest.raises(TimeInFuture):
        check({}, "started", later(122.1), NOW)


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(UnknownMilestone, match="last_normal, started, first_symptom"):
        check({}, "lunch", later(0), NOW)
