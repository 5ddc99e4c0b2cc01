"""How an exercise is scored: each topic from the record alone, and nothing is given away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.warroom import events as e
from bot.warroom.review import draft
from bot.warroom.scores import Compared, Finding, percent
from bot.warroom.scoring import Record, Targets, compared, marks, targets_of
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at, policy

ASKED: dict[str, Any] = {
    "accepted_within": timedelta(minutes=5),
    "assembled_within": timedelta(minutes=10),
    "roles": ("mim", "scribe"),
}


def record(log: Chronicle, minute: float = 200) -> Record:
    return Record(log.state, log.entries, draft(log.state, log.entries, policy(), at(minute)))


def judged(log: Chronicle, **asked: Any) -> dict[str, tuple[float, tuple[Finding, ...]]]:
    weights = {"acceptance": 20, "assembly": 20, "punctuality": 25, "handover": 10, "gaps": 10}
    found = marks(record(log), Targets(**{**ASKED, **asked}), weights)
    return {mark.topic: (mark.earned, mark.findings) for mark in found}


@pytest.mark.parametrize(("minute", "earned"), [(5, 20), (10, 10), (11, 0)])
def test_acceptance_earns_all_in_time_half_within_twice_the_time_nothing_after(minute: float, earned: float) -> None:
    log = Chronicle().declare()
    log.add(e.MimAccepted(person=DEWI), minute)
    assert judged(log)["acceptance"][0] == earned


def test_nobody_who_leads_earns_nothing() -> None:
    assert judged(Chronicle().declare())["acceptance"] == (0, (Finding(what="not_accepted"),))


@pytest.mark.parametrize(("minute", "earned"), [(9, 20), (11, 15), (None, 10)])
def test_a_role_taken_late_counts_half_and_an_empty_one_nothing(minute: float | None, earned: float) -> None:
    log = Chronicle().declare()
    log.add(e.MimAccepted(person=DEWI), 1)
    if minute:
        log.add(e.RoleAssigned(role="scribe", person=BUDI), minute)
    assert judged(log)["assembly"][0] == earned


def test_a_missed_promise_costs_its_share_unless_so_many_may_be_missed() -> None:
    log = Chronicle().declare()
    log.promise("staff", due=5, minute=0)
    log.publish(1, 4, "staff")
    log.promise("staff", due=20, minute=4)
    log.publish(2, 30, "staff")
    assert judged(log)["punctuality"][0] == 12.5
    assert judged(log, missed_at_most=1)["punctuality"][0] == 25


def test_without_any_promise_punctuality_is_left_out() -> None:
    assert "punctuality" not in judged(Chronicle().declare())


def test_a_handover_that_nobody_answers_counts_half_and_none_only_where_one_is_asked_for() -> None:
    log = Chronicle().declare()
    assert "handover" not in judged(log)
    assert judged(log, handover=True)["handover"][0] == 0
    log.add(e.HandoverOffered(to=BUDI), 10)
    assert judged(log)["handover"][0] == 5
    log.add(e.HandoverAccepted(person=BUDI, outgoing=DEWI), 12)
    assert judged(log)["handover"] == (10, (Finding(what="handed_over", took=120),))


def test_missing_fields_of_the_review_cost_points_beyond_the_allowance() -> None:
    log = Chronicle().declare()
    earned, [filled, blocking] = judged(log)["gaps"]
    assert earned < 10
    assert (filled.what, blocking.what) == ("filled", "blocking")
    assert judged(log, missing_at_most=len(blocking.names))["gaps"][0] == 10


def test_the_targets_are_the_policys() -> None:
    state = Chronicle().declare().state
    found = targets_of(state, policy())
    assert found.roles == policy().severity(state.severity).mandatory_roles
    assert found.accepted_within == policy().severity(state.severity).acceptance.backup_after


def test_a_replay_is_compared_by_the_time_since_each_declaration() -> None:
    real, drill = Chronicle().declare(), Chronicle().declare(minute=60)
    real.milestone("mim_accepted", 8)
    real.milestone("diagnosed", 40)
    drill.add(e.MimAccepted(person=DEWI), 62)
    assert compared(record(drill), record(real)) == (
        Compared(milestone="mim_accepted", drill=120, original=480),
        Compared(milestone="diagnosed", drill=None, original=2400),
    )


def test_the_whole_is_what_was_earned_of_what_could_be() -> None:
    log = Chronicle().declare()
    log.add(e.MimAccepted(person=DEWI), 1)
    assert percent(marks(record(log), Targets(**ASKED), {"acceptance": 30, "assembly": 10})) == round(100 * 35 / 40)
