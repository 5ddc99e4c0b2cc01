"""What makes an incident major, evaluated from the facts given."""

from __future__ import annotations

import pytest

from bot.warroom.criteria import Facts, Met, borderline, evaluate, plainly
from bot.warroom.policy import Criteria
from tests.warroom.builders import START, minutes

CRITERIA = Criteria()


def met(**facts: object) -> list[str]:
    return [each.name for each in evaluate(Facts.model_validate(facts), CRITERIA, START)]


@pytest.mark.parametrize(("share", "names"), [(None, []), (50, []), (51, ["users"]), (100, ["users"])])
def test_more_than_the_share_of_users_is_needed(share: int | None, names: list[str]) -> None:
    assert met(users_share=share) == names


@pytest.mark.parametrize(("ago", "names"), [(-10, []), (60, []), (61, ["downtime"])])
def test_downtime_counts_from_when_it_began(ago: int, names: list[str]) -> None:
    assert met(started_at=START - minutes(ago)) == names


def test_several_services_at_once_are_enough() -> None:
    assert met(services=("shop",)) == []
    assert met(services=("shop", "login")) == ["services"]


def test_any_kind_of_business_impact_that_the_policy_names_is_enough() -> None:
    assert met(impact_kinds=("safety", "revenue")) == ["revenue", "safety"]
    assert met(impact_kinds=("boredom",)) == []


def test_all_that_are_met_are_told_with_what_was_found_and_the_limit() -> None:
    found = evaluate(Facts(users_share=60, services=("a", "b", "c")), CRITERIA, START)
    assert found == (Met(name="users", found=60, limit=50), Met(name="services", found=3, limit=2))
    assert plainly(found) == "60 % of the users are affected (more than 50 %); 3 services at once (from 2 on)"


@pytest.mark.parametrize(
    ("facts", "close"),
    [
        (Facts(), False),
        (Facts(users_share=39), False),
        (Facts(users_share=40), True),
        (Facts(started_at=START - minutes(50)), True),
        (Facts(users_share=60), False),
    ],
)
def test_close_to_a_limit_is_borderline_and_past_it_is_not(facts: Facts, close: bool) -> None:
    assert borderline(facts, CRITERIA, START) is close
