"""The KPIs that count, each with an example worked out by hand."""

from datetime import timedelta

import pytest

from bot.warroom import effectiveness as how
from bot.warroom import events as e
from bot.warroom.case import Case, case
from bot.warroom.policy import Service
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy

DAY = 24 * 60
SLA = {"payments": Service(name="payments", sla_target=timedelta(hours=1)), "cards": Service(name="cards")}


def measured(log: Chronicle, now: float = 20 * DAY) -> Case:
    return case(log.state, log.entries, policy(services=SLA), at(now))


def resolved(minute: float = 60, **more: object) -> Chronicle:
    log = Chronicle().declare(**more)
    log.add(e.IncidentResolved(before="investigating", text="Done"), minute, BUDI)
    return log


@pytest.mark.parametrize(
    ("by", "value", "missing"),
    [("monitoring", 1.0, ()), ("user", 0.0, ()), ("", None, ("how it was detected",))],
)
def test_detection_is_by_whoever_the_milestone_names_and_an_unknown_source_is_no_value(by, value, missing):
    log = Chronicle().declare()
    log.add(e.MilestoneSet(milestone="detected", at=at(-5), source="said by Dewi", by=by), 1, DEWI)
    found = how.detected_by_monitoring(measured(log))
    assert (found.value, found.missing) == (value, missing)


@pytest.mark.parametrize(
    ("by", "reported", "value"),
    [("monitoring", None, 1.0), ("monitoring", 20, 0.0), ("user", None, 0.0), ("", 90, 1.0), ("", None, None)],
)
def test_users_were_spared_when_no_report_came_before_the_resolution_and_that_is_known(by, reported, value):
    log = resolved(60)
    log.add(e.MilestoneSet(milestone="detected", at=at(-5), source="s", by=by), 61, DEWI)
    if reported is not None:
        log.milestone("first_user_report", reported, said=95)
    assert how.resolved_unnoticed(measured(log)).value == value


def test_the_owning_team_changes_when_somebody_else_becomes_technical_lead():
    log = Chronicle().declare()
    for minute, person in ((1, BUDI), (2, BUDI), (3, SARI), (4, BUDI)):
        log.add(e.RoleAssigned(role="technical_lead", person=person), minute, DEWI)
    log.add(e.RoleAssigned(role="scribe", person=DEWI), 5, DEWI)
    assert how.functional_escalations(measured(log)).value == 2


def test_hierarchical_escalations_are_managers_paged_late_updates_told_and_vendor_rungs():
    log = Chronicle().declare()
    log.add(e.MimPaged(person=DEWI), 0)
    log.add(e.MimPaged(person=BUDI, rung=1, why="silent"), 5)
    log.add(e.MimPaged(person=SARI, rung=2, why="silent"), 10)
    log.add(e.PromiseEscalated(audience="internal", due_at=at(9), told=SARI), 14)
    log.add(e.VendorEscalated(vendor="telkom", title="Telkom", rung=1), 40)
    assert how.hierarchical_escalations(measured(log)).value == 3


def test_a_resolution_that_held_for_seven_days_was_final():
    found = how.first_time_resolution(measured(resolved(60), now=60 + 7 * DAY))
    assert found.value == 1.0


def test_whether_a_resolution_is_final_is_unknown_before_seven_days_are_over():
    found = how.first_time_resolution(measured(resolved(60), now=59 + 7 * DAY))
    assert (found.value, found.missing) == (None, ("the time in which it may come back",))


@pytest.mark.parametrize(
    "spoilt",
    [
        e.ActionReported(number=1, what="rolled_back", text="Worse"),
        e.StateChanged(before="monitoring", after="investigating", text="Back"),
        e.RestorationDoubted(text="No"),
    ],
)
def test_a_failed_fix_is_no_first_time_resolution(spoilt):
    log = Chronicle().declare()
    log.add(spoilt, 30, BUDI)
    log.add(e.IncidentResolved(before="investigating", text="Done"), 60, BUDI)
    assert how.first_time_resolution(measured(log)).value == 0.0


@pytest.mark.parametrize(("days", "value"), [(6, 0.0), (8, 1.0)])
def test_reopened_within_seven_days_it_was_not_final_and_later_it_was(days, value):
    log = resolved(60)
    log.add(e.IncidentReopened(before="resolved", reason="Back"), 60 + days * DAY, BUDI)
    log.add(e.IncidentResolved(before="investigating", text="Done"), 70 + days * DAY, BUDI)
    found = measured(log, now=40 * DAY)
    assert (how.first_time_resolution(found).value, how.reopened(found).value) == (value, 1.0)


def test_only_a_resolution_without_a_person_is_automatic():
    log = Chronicle().declare()
    log.add(e.IncidentResolved(before="investigating", text="Recovered"), 9)
    assert how.resolved_automatically(measured(log)).value == 1.0
    assert how.resolved_automatically(measured(resolved())).value == 0.0


@pytest.mark.parametrize(("started", "value"), [(0, 1.0), (-1, 0.0)])
def test_the_shortest_target_of_the_services_is_met_from_begin_to_resolution(started, value):
    log = resolved(60, services=("payments", "cards"))
    log.milestone("started", started, said=90)
    assert how.sla_attainment(measured(log)).value == value


def test_without_a_target_the_sla_has_no_value_and_says_why():
    log = resolved(60, services=("cards",))
    log.milestone("started", 0, said=90)
    assert how.sla_attainment(measured(log)).missing == ("a service with a target",)


def test_actions_count_by_the_date_they_were_first_given_and_an_elapsed_one_is_late():
    log = Chronicle().declare()
    for number, due in ((1, 30), (2, 30), (3, 30), (4, 90 * DAY), (5, None)):
        log.add(e.TaskAdded(task=number, text="x", due_at=None if due is None else at(due)), number)
    log.add(e.TaskDone(task=1), 29, BUDI)
    log.add(e.TaskDone(task=2), 31, BUDI)
    log.add(e.TaskDone(task=5), 32, BUDI)
    found = how.actions_on_time(measured(log))
    assert (found.parts, found.value) == ((1, 3), 1 / 3)


def test_a_review_is_late_when_its_date_is_over_and_nothing_was_published():
    log = resolved(60)
    assert how.review_on_time(measured(log, now=60 + 2 * DAY)).missing == ("a review that is due",)
    assert how.review_on_time(measured(log, now=60 + 4 * DAY)).value == 0.0


def test_punctuality_gives_its_parts_to_be_added_up():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.publish(1, 4, "internal")
    log.promise("internal", 14, 4)
    found = how.punctuality(measured(log, now=30))
    assert found.parts == (1, 2)
