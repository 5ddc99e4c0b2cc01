"""Which incidents of the past are offered to a new one."""

from __future__ import annotations

import pytest

from bot.warroom.incident import Incident
from bot.warroom.policy_similar import SimilarPast
from bot.warroom.similar import likest
from tests.warroom.builders import in_state, policy


def past(number: int, title: str, **more) -> Incident:
    changes = {"number": number, "reference": f"MI-{number}", "title": title, "services": (), **more}
    return in_state("resolved").state.model_copy(update=changes)


def offered(title: str, *known: Incident, services: tuple[str, ...] = (), **rules) -> list[int]:
    return [each.number for each in likest(title, services, known, policy(similar_past=SimilarPast(**rules)))]


VPN = past(1, "VPN login fails for the branch offices")


def test_the_same_words_in_another_order_are_alike():
    assert offered("Branch offices: login to the VPN fails", VPN) == [1]


@pytest.mark.parametrize("title", ["Shop is down", "The printer is down", "", "!!!"])
def test_another_case_is_not_offered(title):
    assert offered(title, VPN, past(2, "Payroll is down")) == []


def test_the_likeliest_come_first_and_no_more_than_the_policy_wants():
    known = [past(n, f"VPN login fails {'again ' * n}") for n in range(1, 6)]
    assert len(offered("VPN login fails", *known)) == 3
    assert offered("VPN login fails", *known, most=0) == []


def test_the_same_service_makes_it_likelier():
    other = past(3, "Card payments time out", services=("payments",))
    assert offered("Payments are refused", other) == []
    assert offered("Payments are refused", other, services=("payments",), above=50) == [3]


@pytest.mark.parametrize("what", [{"private": True}, {"drill": True}, {"state": "cancelled"}, {"state": "monitoring"}])
def test_private_ones_drills_and_those_without_a_solution_are_never_offered(what):
    assert offered("VPN login fails for the branch offices", VPN.model_copy(update=what)) == []
