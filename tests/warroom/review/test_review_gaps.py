from datetime import timedelta

import pytest

from bot.warroom import events as e
from bot.warroom.policy import Closure
from bot.warroom.review import draft
from bot.warroom.review.facts import Gap, ReviewDraft
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy
from tests.warroom.outage import outage


def made(log: Chronicle, **changes) -> ReviewDraft:
    return draft(log.state, log.entries, policy(**changes), at(200))


def gap(log: Chronicle, field: str, **changes) -> Gap:
    [found] = [each for each in made(log, **changes).gaps if each.field == field]
    return found


def test_the_count_says_how_many_fields_are_complete_and_how_many_block():
    found = made(outage())
    assert (found.complete, len(found.gaps), found.blocking) == (18, 29, 2)
    assert {each.field for each in found.gaps if each.blocking} == {"milestone:confirmed", "task_owners"}


def test_a_missing_milestone_names_who_fills_it_by_when_and_the_command():
    found = gap(outage(), "milestone:confirmed")
    assert (found.standing, found.blocking) == ("missing", True)
    assert (found.role, found.person) == ("mim", DEWI)
    assert found.by == at(80) + timedelta(days=3)
    assert found.command == "/incident milestone confirmed at HH:MM"


def test_the_scribe_keeps_the_record_where_there_is_one_and_the_reporter_where_nobody_leads():
    log = Chronicle().declare()
    assert (gap(log, "impact").role, gap(log, "impact").person) == ("reporter", DEWI)
    log.add(e.MimAccepted(person=BUDI), 1, BUDI)
    assert (gap(log, "impact").role, gap(log, "impact").person) == ("mim", BUDI)
    log.add(e.RoleAssigned(role="scribe", person=SARI), 2, BUDI)
    assert (gap(log, "impact").role, gap(log, "impact").person) == ("scribe", SARI)


def test_while_the_incident_runs_nothing_is_due_yet():
    assert gap(Chronicle().declare(), "impact").by is None


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (e.Remark(kind="impact", text="Half of the shops"), "impact"),
        (e.Remark(kind="observation", text="502 at checkout"), "symptoms"),
        (e.Remark(kind="hypothesis", text="DNS"), "hypotheses"),
        (e.Remark(kind="decision", text="Fail over"), "decisions"),
        (e.MilestoneSet(milestone="detected", at=at(-5), source="monitoring"), "milestone:detected"),
        (e.MilestoneSet(milestone="assembled", at=at(5), source="said"), "milestone:assembled"),
        (e.MimAccepted(person=BUDI, claimed=True), "role:mim"),
        (e.MimAccepted(person=BUDI, claimed=True), "milestone:mim_accepted"),
        (e.RoleAssigned(role="tech", person=BUDI), "role:tech"),
        (e.IncidentResolved(before="investigating", text="Done"), "milestone:resolved"),
        (e.UpdatePublished(number=1, audiences=("internal",), facts={}), "updates"),
        (e.TaskAdded(task=1, text="Mend it", owner=BUDI), "task_owners"),
    ],
)
def test_doing_what_a_gap_asks_for_closes_it(event, field):
    log = Chronicle().declare()
    assert gap(log, field).standing == "missing"
    assert gap(log, field).command.startswith("/incident ")
    log.add(event, 10, BUDI)
    assert gap(log, field).complete


def test_what_events_tell_is_from_data_and_what_only_people_know_is_confirmed():
    log = outage()
    assert gap(log, "milestone:declared").standing == "from_data"
    assert gap(log, "milestone:started").standing == "confirmed"


def test_a_workaround_milestone_does_not_apply_until_somebody_records_a_workaround():
    log = Chronicle().declare()
    found = gap(log, "milestone:workaround")
    assert (found.standing, found.why, found.complete) == ("not_applicable", "no_workaround", True)
    log.add(e.Remark(kind="workaround", text="Second bank"), 5, BUDI)
    assert gap(log, "milestone:workaround").standing == "missing"


def test_a_time_is_suggested_only_where_the_record_knows_it():
    log = Chronicle().declare()
    log.add(e.Remark(kind="workaround", text="Second bank"), 5, BUDI)
    log.add(e.Remark(kind="workaround", text="Third bank"), 9, BUDI)
    assert gap(log, "milestone:workaround").command == "/incident milestone workaround at 17:05"
    assert gap(log, "milestone:detected").command == "/incident milestone detected at HH:MM"


def test_services_nobody_named_are_unknown_with_the_reason():
    found = gap(Chronicle().declare(), "services")
    assert (found.standing, found.why) == ("unknown", "not_declared")


def test_the_policy_says_which_milestones_block():
    log = outage()
    relaxed = Closure(milestones=("started",))
    assert gap(log, "milestone:confirmed", closure=relaxed).standing == "missing"
    assert not gap(log, "milestone:confirmed", closure=relaxed).blocking


def test_a_cancelled_incident_owes_no_milestones_of_recovery():
    log = Chronicle().declare()
    log.add(e.IncidentCancelled(before="investigating", reason="Duplicate"), 5, DEWI)
    assert gap(log, "milestone:resolved").standing == "not_applicable"


def test_a_role_that_nobody_held_is_a_gap_while_the_incident_runs_and_a_finding_afterwards():
    log = Chronicle().declare()
    assert gap(log, "role:tech").blocking
    log.add(e.IncidentResolved(before="investigating", text="Done"), 40, BUDI)
    found = gap(log, "role:tech")
    assert (found.standing, found.why, found.value) == ("missing", "unfilled", "")
    assert (found.blocking, found.role, found.command) == (False, "", "")  # nobody can fill it any more
