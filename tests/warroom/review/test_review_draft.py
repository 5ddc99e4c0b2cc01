from datetime import timedelta

from bot.warroom import events as e
from bot.warroom.review import ReviewDraft, draft
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy
from tests.warroom.outage import outage


def made(log: Chronicle, now: float = 200) -> ReviewDraft:
    return draft(log.state, log.entries, policy(), at(now))


def test_a_draft_exists_from_the_first_entry_on():
    fresh = made(Chronicle().declare(), 1)
    assert (fresh.header.reference, fresh.header.resolved_at, fresh.header.due_at) == ("MI-42", None, None)
    assert fresh.duration == timedelta(minutes=1)
    assert [line.kind for line in fresh.timeline] == ["declared"]


def test_the_same_record_and_time_give_the_same_draft():
    log = outage()
    assert made(log) == made(log)


def test_the_review_is_due_the_severitys_time_after_resolution():
    head = made(outage()).header
    assert (head.resolved_at, head.due_at) == (at(80), at(80) + timedelta(days=3))


def test_the_severity_history_begins_with_the_declared_one_and_names_roles_only():
    steps = [(step.before, step.after, step.reason, step.role) for step in made(outage()).severities]
    assert steps == [
        (None, "sev1", "over 50 % of users affected", None),
        ("sev1", "sev2", "Wallet payments work", "mim"),
    ]


def test_a_handover_ends_one_tenure_and_begins_another_and_being_asked_is_not_leading():
    log = Chronicle().declare()
    log.add(e.MimPaged(person=BUDI), 0)
    log.add(e.MimPaged(person=DEWI, rung=1, why="silent"), 5)
    log.add(e.MimAccepted(person=DEWI), 6, DEWI)
    log.add(e.RoleAssigned(role="scribe", person=SARI), 7, DEWI)
    log.add(e.HandoverOffered(to=BUDI), 20, DEWI)
    log.add(e.HandoverAccepted(person=BUDI, outgoing=DEWI), 25, BUDI)
    log.add(e.RoleReleased(role="scribe", person=SARI), 30, BUDI)
    held = [(each.role, each.person.name, each.since, each.until) for each in made(log).tenures]
    assert held == [
        ("mim", "Dewi", at(6), at(25)),
        ("mim", "Budi", at(25), None),
        ("scribe", "Sari", at(7), at(30)),
    ]


def test_responders_are_those_who_were_there_or_acted_with_the_number_of_their_entries():
    log = Chronicle().declare()
    log.add(e.PersonJoined(person=SARI), 1, SARI)
    log.say("Looking", 2, "1.1", BUDI)
    log.say("Found it", 3, "1.2", BUDI)
    found = [(each.person.name, each.entries, each.first_seen) for each in made(log).responders]
    assert found == [("Budi", 2, at(2)), ("Dewi", 1, at(0)), ("Sari", 0, at(1))]


def test_actions_are_tasks_and_recorded_actions_with_owner_due_time_and_result():
    log = outage()
    log.add(e.Remark(kind="action", text="Rotated the certificate", owner=BUDI), 78, BUDI)
    found = [(each.task, each.text, each.owner, each.done, each.done_at) for each in made(log).actions]
    assert found == [
        (1, "Watch the second bank's limits", BUDI, True, at(70)),
        (2, "Alert 14 days before any certificate expires", None, False, None),
        (None, "Rotated the certificate", BUDI, None, None),
    ]


def test_a_workaround_keeps_its_owner_and_date():
    [only] = made(outage()).workarounds
    assert (only.text, only.owner, only.due_at) == ("Second bank takes all card payments", BUDI, at(3000))


def test_a_workarounds_owner_date_and_end_are_those_of_the_debt_it_left():
    log = outage()
    log.say("Queue page is up", 60, "7.7", DEWI)
    log.mark("workaround", "7.7", 61)
    log.add(e.DebtOpened(debt=1, does="Queue page is up", target="7.7", due_at=at(900)), 61)
    log.add(e.DebtChanged(debt=1, owner=SARI, leaves="Slow checkout"), 62)
    log.add(e.DebtPaid(debt=1, text="A faster counter"), 120)
    found = made(log).workarounds[-1]
    told = (found.reference, found.owner, found.due_at, found.leaves, found.replaced_by)
    assert told == ("W1", SARI, at(900), "Slow checkout", "A faster counter")


def test_hypotheses_and_decisions_are_found_by_mark_and_by_command():
    found = made(outage())
    assert [line.kind for line in found.hypotheses] == ["hypothesis"]
    assert [line.text for line in found.decisions] == ["Route card payments over the second bank"]


def test_a_message_marked_as_two_kinds_is_in_both_sections_and_once_in_the_timeline():
    log = Chronicle().declare()
    log.say("If it is DNS, fail over", 3, "1.1")
    log.mark("hypothesis", "1.1", 4)
    log.mark("decision", "1.1", 5)
    found = made(log)
    assert len(found.hypotheses) == len(found.decisions) == 1
    assert [line.kind for line in found.timeline] == ["declared", "hypothesis"]


def test_communications_set_each_promise_beside_what_was_sent():
    found = [(each.audience, each.number, each.fate) for each in made(outage()).deliveries]
    assert found == [
        ("customers", 1, "kept"),
        ("internal", 1, "kept"),
        ("customers", 3, "missed"),
        ("internal", 2, "kept"),
        ("customers", 4, "kept"),
        ("internal", 4, "kept"),
    ]
    assert made(outage()).snoozes == 1


def test_the_phases_follow_each_other_without_a_gap():
    bands = made(outage()).bands
    assert [band.state for band in bands] == ["investigating", "identified", "monitoring", "resolved"]
    assert [band.start for band in bands[1:]] == [band.end for band in bands[:-1]]


def test_the_outcome_is_told_only_once_the_incident_is_over():
    log = outage()
    assert made(log).outcome == "New certificate in place, both banks take payments"
    log.add(e.IncidentReopened(before="resolved", reason="Errors again"), 90, DEWI)
    assert made(log).outcome == ""
