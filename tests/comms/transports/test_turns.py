"""Whoever Slack made wait comes back in turn: as fast as Slack bears it, and not all at once."""

from __future__ import annotations

import pytest

from bot.clock import ManualClock
from bot.comms.transports.errors import RateLimited
from bot.comms.transports.turns import POST, Turns, whose
from tests.comms.slackhouse import START


def waits(turns: Turns, who: str, method: str = POST, channel: str = "C1") -> float:
    """Seconds that this step is told to wait; 0 when it may call."""
    token = whose.set(who)
    try:
        turns.admit(method, channel)
    except RateLimited as error:
        return error.retry_after
    finally:
        whose.reset(token)
    return 0


def paused(turns: Turns, who: str, seconds: float, *, in_turn: bool = False, method: str = POST) -> float:
    """Slack refuses this step's call."""
    token = whose.set(who)
    try:
        return turns.refused(method, "C1", seconds, in_turn=in_turn).retry_after
    finally:
        whose.reset(token)


def test_after_a_pause_each_has_a_turn_of_its_own_and_keeps_it() -> None:
    clock = ManualClock(START)
    turns = Turns(clock)
    assert paused(turns, "a", 3) == 3
    assert [waits(turns, who) for who in ("b", "c", "b")] == [4, 5, 4]
    clock.advance(3)
    assert [waits(turns, who) for who in ("a", "b", "d")] == [0, 1, 3]
    clock.advance(30)
    assert [waits(turns, who) for who in ("c", "b", "d", "e")] == [0, 0, 0, 0]


def test_whoever_is_refused_in_turn_keeps_the_place_and_the_others_move_on() -> None:
    clock = ManualClock(START)
    turns = Turns(clock)
    paused(turns, "a", 1)
    assert waits(turns, "b") == 2
    clock.advance(1)
    assert waits(turns, "a") == 0
    assert paused(turns, "a", 5, in_turn=True) == 5
    assert waits(turns, "b") == pytest.approx(6)


def test_a_channel_that_is_full_holds_up_no_other_one_and_another_method_is_one_line() -> None:
    turns = Turns(ManualClock(START))
    paused(turns, "a", 3)
    assert waits(turns, "b", channel="C2") == 0
    paused(turns, "a", 3, method="chat.update")
    assert waits(turns, "b", method="chat.update", channel="C2") == pytest.approx(4.2)


def test_whoever_calls_without_a_step_waits_for_the_pause_alone() -> None:
    clock = ManualClock(START)
    turns = Turns(clock)
    paused(turns, "", 30)
    clock.advance(10)
    assert waits(turns, "") == 20
    clock.advance(20)
    assert waits(turns, "") == 0
