from datetime import timedelta

import pytest

from bot.warroom import events as e
from bot.warroom.metrics import Kpi, kpis
from bot.warroom.promises import ledger
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at


def figures(log: Chronicle, now: float = 200) -> dict[str, Kpi]:
    return {kpi.name: kpi for kpi in kpis(log.state, log.entries, at(now))}


def full() -> Chronicle:
    """Began 09:30, detected 09:45, declared 10:00, led 10:04, resolved 11:20; the figures are reckoned by hand."""
    log = Chronicle().declare()
    for name, minute in (
        ("started", -30), ("detected", -15), ("registered", -5), ("declared", 0), ("mim_paged", 1),
        ("mim_accepted", 4), ("assembled", 12), ("diagnosed", 35), ("mitigated", 60), ("workaround", 50),
        ("resolved", 80),
    ):  # fmt: skip
        log.milestone(name, minute, said=90)
    return log


@pytest.mark.parametrize(
    ("name", "minutes", "formula"),
    [
        ("time_to_detect", 15, "detected − started"),
        ("time_to_acknowledge", 19, "mim_accepted − detected"),
        ("time_to_acknowledge_page", 3, "mim_accepted − mim_paged"),
        ("time_to_declare", 5, "declared − registered"),
        ("time_to_assemble", 12, "assembled − declared"),
        ("time_to_diagnose", 50, "diagnosed − detected"),
        ("time_to_mitigate", 80, "min(workaround, mitigated) − started"),
        ("time_to_resolve", 110, "resolved − started"),
        ("time_to_resolve_declared", 80, "resolved − declared"),
    ],
)
def test_each_length_of_time_is_the_difference_its_formula_says(name, minutes, formula):
    kpi = figures(full())[name]
    assert (kpi.value, kpi.formula, kpi.missing) == (timedelta(minutes=minutes), formula, ())


def test_without_a_milestone_there_is_no_value_and_the_milestone_is_named():
    log = Chronicle().declare()
    log.milestone("started", -30)
    found = figures(log)
    assert (found["time_to_detect"].value, found["time_to_detect"].missing) == (None, ("detected",))
    assert found["time_to_mitigate"].missing == ("workaround or mitigated",)
    assert found["time_to_assemble"].missing == ("assembled",)


def test_time_to_mitigate_counts_from_a_workaround_alone():
    log = Chronicle().declare()
    log.milestone("started", -10)
    log.milestone("workaround", 20)
    assert figures(log)["time_to_mitigate"].value == timedelta(minutes=30)


def test_a_corrected_milestone_replaces_the_earlier_one():
    log = full()
    log.milestone("detected", -20, said=95)
    assert figures(log)["time_to_detect"].value == timedelta(minutes=10)


def test_what_an_event_says_by_itself_counts_where_no_milestone_was_set():
    log = Chronicle().declare()
    log.add(e.MimPaged(person=DEWI), 1)
    log.add(e.MimPaged(person=BUDI, rung=1, why="silent"), 6)
    log.add(e.MimAccepted(person=BUDI), 8, BUDI)
    log.add(e.IncidentResolved(before="investigating", text="Done"), 40, BUDI)
    found = figures(log)
    assert found["time_to_acknowledge_page"].value == timedelta(minutes=7)
    assert found["time_to_resolve_declared"].value == timedelta(minutes=40)


def test_a_reopened_incident_is_resolved_only_when_it_is_resolved_again():
    log = Chronicle().declare()
    log.add(e.IncidentResolved(before="investigating", text="Done"), 40, BUDI)
    log.add(e.IncidentReopened(before="resolved", reason="Back again"), 50, BUDI)
    assert figures(log)["time_to_resolve_declared"].missing == ("resolved",)
    log.add(e.IncidentResolved(before="investigating", text="Done"), 70, BUDI)
    assert figures(log)["time_to_resolve_declared"].value == timedelta(minutes=70)


def test_punctuality_is_the_share_of_kept_deadlines_and_an_elapsed_one_with_nothing_sent_is_a_miss():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.promise("customers", 5, 0)
    log.publish(1, 4, "internal", "customers")
    log.promise("internal", 34, 4)
    log.promise("customers", 20, 4)
    log.publish(2, 30, "internal", "customers")
    log.promise("internal", 60, 30)
    fates = [(each.audience, each.fate, each.late_by) for each in ledger(log.entries, at(61))]
    assert fates == [
        ("customers", "kept", timedelta(minutes=-1)),
        ("internal", "kept", timedelta(minutes=-1)),
        ("customers", "missed", timedelta(minutes=10)),
        ("internal", "kept", timedelta(minutes=-4)),
        ("internal", "missed", None),
    ]
    assert figures(log, 61)["update_punctuality"].value == 0.6


def test_a_deadline_that_is_still_ahead_is_neither_kept_nor_missed():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    assert figures(log, 3)["update_punctuality"].value is None
    assert figures(log, 3)["update_punctuality"].missing == ("an elapsed or kept deadline",)


def test_the_records_own_verdict_counts_before_the_clock():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.add(e.PromiseKept(audience="internal", due_at=at(5), number=1), 5.5)
    log.publish(1, 5.5, "internal")
    assert [each.fate for each in ledger(log.entries, at(9))] == ["kept"]


def test_grace_is_how_far_past_the_deadline_still_counts_as_in_time():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.publish(1, 5.5, "internal")
    assert [each.fate for each in ledger(log.entries, at(9), timedelta(minutes=1))] == ["kept"]
    assert [each.fate for each in ledger(log.entries, at(9))] == ["missed"]


def test_a_second_promise_before_anything_was_sent_never_moves_the_deadline_back():
    log = Chronicle().declare()
    log.promise("internal", 10, 0)
    log.promise("internal", 30, 2)
    log.publish(1, 25, "internal")
    [only] = ledger(log.entries, at(40))
    assert (only.due_at, only.fate, only.late_by) == (at(10), "missed", timedelta(minutes=15))
    log.promise("internal", 60, 25)
    log.promise("internal", 35, 26)
    log.publish(2, 34, "internal")
    assert [each.due_at for each in ledger(log.entries, at(40))] == [at(10), at(35)]


def test_a_snooze_forgives_nothing():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.add(e.UpdateSnoozed(audience="internal", due_at=at(5), until=at(15)), 4, DEWI)
    log.publish(1, 12, "internal")
    assert [each.fate for each in ledger(log.entries, at(20))] == ["missed"]


def test_a_promise_that_the_end_overtook_counts_for_nothing_and_an_elapsed_one_as_a_miss():
    log = Chronicle().declare()
    log.promise("internal", 5, 0)
    log.promise("customers", 60, 0)
    log.add(e.IncidentCancelled(before="investigating", reason="Duplicate"), 20, DEWI)
    fates = {each.audience: each.fate for each in ledger(log.entries, at(90))}
    assert fates == {"internal": "missed", "customers": "void"}
    assert figures(log, 90)["update_punctuality"].value == 0.0


def test_the_longest_silence_runs_from_declaration_over_the_updates_to_resolution():
    log = Chronicle().declare()
    log.publish(1, 4, "internal")
    log.publish(2, 27, "internal")
    log.add(e.IncidentResolved(before="monitoring", text="Done"), 45, DEWI)
    assert figures(log)["longest_silence"].value == timedelta(minutes=23)


def test_an_incident_without_any_update_is_one_long_silence_that_still_grows():
    log = Chronicle().declare()
    assert figures(log, 35)["longest_silence"].value == timedelta(minutes=35)


def test_the_time_between_resolution_and_reopening_is_no_silence():
    log = Chronicle().declare()
    log.publish(1, 5, "internal")
    log.add(e.IncidentResolved(before="monitoring", text="Done"), 10, DEWI)
    log.add(e.IncidentReopened(before="resolved", reason="Back"), 100, DEWI)
    log.publish(2, 108, "internal")
    assert figures(log, 110)["longest_silence"].value == timedelta(minutes=8)


def test_a_model_counts_as_used_with_one_step_done_and_not_when_it_was_given_up():
    log = Chronicle().declare()
    log.add(e.ModelApplied(model="vpn", title="VPN", version=1, tasks=(1,), teams=(), solution="https://kb"), 1, DEWI)
    log.add(e.TaskAdded(task=1, text="Ask DNS", model="vpn"), 1)
    assert figures(log)["model_used"].value == 0.0
    log.add(e.TaskDone(task=1), 5, BUDI)
    log.add(e.SolutionUsed(model="vpn", link="https://kb"), 6, BUDI)
    assert figures(log)["model_used"].value == 1.0
    assert figures(log)["documented_solution_used"].value == 1.0
    log.add(e.ModelAbandoned(model="vpn", reason="Another fault"), 7, BUDI)
    assert figures(log)["model_used"].value == 0.0
