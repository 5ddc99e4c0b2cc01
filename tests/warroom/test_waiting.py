"""Waiting: begun and ended by people, ended by what implies it, and counted once however many waits overlap."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.errors import AlreadySo, NotWaiting, TimeInFuture, WhichWait, WrongState
from bot.warroom.metrics import kpis, union
from bot.warroom.policy_partners import Vendor
from tests.warroom.builders import ADI, START, Game, accepted, later, minutes, policy


def game() -> Game:
    return accepted(policy=policy(vendors={"telkom": Vendor(name="telkom", title="Telkom Indonesia")}))


def share(made: Game) -> float | timedelta | None:
    return next(kpi.value for kpi in kpis(made.state, made.entries, made.now) if kpi.name == "waiting_share")


def test_waits_that_overlap_count_once_in_the_share_of_the_response() -> None:
    made = game()
    made.do(c.SetMilestone(milestone="detected", moment=START, source="monitoring"))
    made.now = later(10)
    made.do(cp.StartWait(on="vendor", who="telkom", reason="engineer on his way"))
    made.now = later(20)
    made.do(cp.StartWait(on="change"))
    made.now = later(30)
    made.do(cp.EndWait(on="vendor"))
    made.now = later(40)
    made.do(c.Resolve(text="Replaced the card"))
    assert [wait.ended_at for wait in made.state.waits] == [later(30), later(40)]
    assert share(made) == pytest.approx(30 / 40)


def test_waiting_before_detection_does_not_count_and_without_the_milestones_there_is_no_value() -> None:
    made = game()
    made.record([e.WaitStarted(wait=1, on="user")], ADI, at=later(-30))
    assert share(made) is None
    made.now = later(10)
    made.do(c.SetMilestone(milestone="detected", moment=START, source="monitoring"))
    made.do(c.Resolve(text="Restarted"))
    assert share(made) == 1.0


def test_it_may_have_begun_and_ended_earlier_but_not_later() -> None:
    made = game()
    made.now = later(30)
    with pytest.raises(TimeInFuture):
        made.do(cp.StartWait(on="user", at=later(45)))
    made.do(cp.StartWait(on="user"))
    with pytest.raises(TimeInFuture):
        made.do(cp.EndWait(at=later(45)))


def test_it_waits_for_one_thing_once_and_the_one_that_ends_must_be_clear() -> None:
    made = game()
    with pytest.raises(NotWaiting):
        made.do(cp.EndWait())
    made.do(cp.StartWait(on="vendor", who="Telkom Indonesia"))
    with pytest.raises(AlreadySo, match="waits for Telkom Indonesia"):
        made.do(cp.StartWait(on="vendor", who="telkom"))
    made.do(cp.StartWait(on="vendor", who="a partner nobody knows"))
    with pytest.raises(WhichWait, match="wait end vendor telkom"):
        made.do(cp.EndWait(on="vendor"))
    made.do(cp.EndWait(who="telkom"))
    made.do(cp.EndWait())
    assert not [wait for wait in made.state.waits if wait.ended_at is None]


def test_an_answer_and_an_approval_end_the_waiting_for_them() -> None:
    made = game()
    made.do(cp.ContactVendor(vendor="telkom"))
    made.do(cp.StartWait(on="vendor", who="telkom"))
    made.do(cp.RequestResource(text="second link"))
    made.do(cp.StartWait(on="approval", who="R1"))
    made.do(cp.AnswerVendor(vendor="telkom"))
    made.do(cp.ApproveResource(resource=1), by=ADI)
    assert all(wait.ended_at for wait in made.state.waits)


def test_when_it_is_over_nothing_waits_and_nothing_begins_to() -> None:
    made = game()
    made.do(cp.StartWait(on="approval"))
    made.do(c.Cancel(reason="declared in error"))
    assert made.state.waits[0].ended_at == made.now
    with pytest.raises(WrongState):
        made.do(cp.StartWait(on="user"))


moments = st.integers(-50, 150).map(lambda count: START + minutes(count))
intervals = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=8)


@given(intervals)
def test_the_union_is_never_longer_than_the_span_nor_than_the_sum(some: list[tuple[datetime, datetime]]) -> None:
    length = union(some, START, later(100))
    assert timedelta() <= length <= minutes(100)
    assert length <= sum((end - begin for begin, end in some), timedelta())


@given(intervals)
def test_the_union_counts_each_minute_once(some: list[tuple[datetime, datetime]]) -> None:
    covered = [n for n in range(100) if any(begin <= later(n) and later(n + 1) <= end for begin, end in some)]
    assert union(some, START, later(100)) == minutes(len(covered))


@given(intervals, st.randoms())
def test_the_order_of_the_waits_does_not_matter_nor_does_saying_one_twice(some, random) -> None:
    mixed = [*some, *some]
    random.shuffle(mixed)
    assert union(mixed, START, later(100)) == union(some, START, later(100))
