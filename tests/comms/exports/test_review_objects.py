"""The review reads what was tried, decided and changed from the numbered objects."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.briefs import BriefLine
from tests.comms.exports.exporting import reviewed
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle


def chronicle() -> Chronicle:
    log = Chronicle()
    log.add(e.IncidentDeclared(number=1, reference="MI-1", title="Shop", severity="sev1", reporter=DEWI), 0, DEWI)
    return log


def test_hypotheses_decisions_and_changes_stand_with_what_became_of_them() -> None:
    log = chronicle()
    log.add(e.Remark(kind="hypothesis", text="The pool is full", numbered=True), 1, BUDI)
    log.add(e.HypothesisSettled(number=1, outcome="disproved", evidence="half is idle"), 2, BUDI)
    log.add(e.Remark(kind="decision", text="Fail over", numbered=True), 3, SARI)
    log.add(e.ObjectionRaised(number=1, person=DEWI, text="The replica lags"), 4, DEWI)
    log.add(e.Remark(kind="action", text="Restart the gateway", numbered=True), 5, BUDI)
    log.add(e.ActionReported(number=1, what="result", text="Errors fell"), 6, BUDI)
    log.add(e.ActionReported(number=1, what="rolled_back", text="Errors came back"), 7, BUDI)
    said = reviewed("md", log.entries)
    for row in (
        ("H1", "The pool is full", "disproved", "half is idle"),
        ("D1", "Fail over", "Dewi: The replica lags"),
        ("A1", "Restart the gateway", "Errors fell", "Errors came back"),
    ):
        assert any(all(cell in line for cell in row) for line in said.splitlines()), row


def test_a_record_from_before_numbers_shows_its_remarks() -> None:
    log = chronicle()
    log.add(e.Remark(kind="hypothesis", text="The pool is full"), 1, BUDI)
    assert "The pool is full" in reviewed("md", log.entries)


def test_the_brief_of_a_handover_stands_in_the_review() -> None:
    log = chronicle()
    lines = (BriefLine(topic="experiment", label="A2", text="Drain site one", note="open it again"),)
    log.add(e.HandoverOffered(to=SARI, brief="It is calm", lines=lines), 5, BUDI)
    said = reviewed("md", log.entries)
    assert "Handover offered to Sari: It is calm" in said
    assert "Running, A2 Drain site one. To take it back: open it again" in said


def test_whoever_finished_a_task_that_nobody_owned_is_named_in_the_review() -> None:
    log = chronicle()
    log.add(e.TaskAdded(task=1, text="Contact Telkom (E-504)"), 1)
    log.add(e.TaskAdded(task=2, text="Call the bank"), 1)
    log.add(e.TaskDone(task=1), 2, BUDI)
    rows = {"Contact Telkom": "Budi", "Call the bank": "no owner"}
    said = reviewed("md", log.entries).splitlines()
    for task, owner in rows.items():
        assert any(task in line and owner in line for line in said), task


def test_a_finished_action_of_the_review_reads_to_be_verified_until_somebody_verifies_it() -> None:
    log = chronicle()
    log.add(e.TaskAdded(task=1, text="Alert before the day", owner=BUDI), 3, DEWI)
    log.add(e.OutcomeAgreed(task=1, text="It rings"), 4, DEWI)
    log.add(e.TaskDone(task=1), 5, BUDI)
    assert "05, to be verified" in reviewed("md", log.entries)
    log.add(e.TaskVerified(task=1), 6, DEWI)
    assert "to be verified" not in reviewed("md", log.entries)
