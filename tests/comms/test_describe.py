from typing import get_args

import pytest

from bot.comms.describe import describe
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.base import FileRef, Value
from tests.comms.stage import BUDI, SARI, Chronicle, at, every_event, under_way
from tests.warroom.chronicle import policy

T = translator("en")
FAILED = {"number": 3, "audience": "support_desk", "channel": "#desk", "seq": 1}
DUE = {"audience": "support_desk", "due_at": at(20)}


def said(event: e.Event) -> str:
    return describe(Chronicle().declare().add(event, 5, SARI), T, "Asia/Jakarta")


def test_every_kind_of_event_has_a_sentence() -> None:
    log = under_way()
    known = get_args(get_args(e.Event)[0])
    events = list(every_event("words", BUDI, log))
    assert {type(event) for event in events} == set(known)
    for event in events:
        assert said(event).strip()
        assert "{" not in said(event)


@pytest.mark.parametrize("words", ["plain", "{braces} %s {0}", "<b>&amp;", "two\nlines", "مرحبا"])
def test_peoples_words_stay_as_they_are(words: str) -> None:
    for event in every_event(words, BUDI, under_way()):
        if event.kind in {"message", "message_edited", *e.MARK_KINDS, "resolved", "severity_changed", "task_added"}:
            assert words in said(event)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (
            e.IncidentDeclared(
                number=1, reference="MI-1", title="Down", severity="sev1", reporter=BUDI, drill=True, private=True
            ),
            "MI-1 declared as sev1: Down (drill, private)",
        ),
        (e.RoomOpened(channel="C1", name="mi-1-down"), "War room #mi-1-down opened"),
        (e.RoomArchived(), "War room archived"),
        (e.Posted(what="card", channel="C1", ts="1.0"), "Card posted in the war room"),
        (e.Posted(what="announcement", channel="C1", ts="1.0"), "Incident announced"),
        (e.Posted(what="update:3:support_desk", channel="C1", ts="1.0"), "Update 3 posted for support desk"),
        (e.Posted(what="other", channel="C1", ts="1.0"), "Message posted: other"),
        (e.TopicSet(topic="SEV1"), "Topic set: SEV1"),
        (e.RoleAssigned(role="technical_lead", person=BUDI), "Budi became Technical lead"),
        (e.RoleReleased(role="scribe", person=BUDI), "Budi is no longer Scribe"),
        (e.MimPaged(person=BUDI), "Budi was asked to lead"),
        (e.MimPaged(person=BUDI, why="silent"), "Budi was asked to lead, since there was no answer before"),
        (e.MimPaged(person=BUDI, why="declined"), "Budi was asked to lead, since the person before could not"),
        (e.MimPaged(person=BUDI, why="assigned"), "Budi was chosen and asked to lead"),
        (e.MimAccepted(person=BUDI), "Budi accepted the lead"),
        (e.MimAccepted(person=BUDI, claimed=True), "Budi took the lead"),
        (e.MimUnanswered(person=BUDI), "Nobody answered the call to lead; Budi stays the owner"),
        (e.HandoverOffered(to=BUDI, brief="Call the bank"), "Handover offered to Budi: Call the bank"),
        (e.HandoverAccepted(person=BUDI, outgoing=SARI), "Budi took over the lead from Sari"),
        (e.HandoverDeclined(person=BUDI), "The handover to Budi did not take place"),
        (
            e.SeverityChanged(before="sev2", after="sev1", reason="payments down"),
            "Severity changed from sev2 to sev1: payments down",
        ),
        (
            e.StateChanged(before="investigating", after="identified"),
            "State changed from Investigating to Identified",
        ),
        (e.IncidentResolved(before="monitoring", text="Works"), "Resolved: Works"),
        (e.IncidentReopened(before="resolved", reason="Came back"), "Reopened: Came back"),
        (e.IncidentClosed(before="resolved"), "Closed"),
        (e.IncidentCancelled(before="investigating", reason="Drill over"), "Cancelled: Drill over"),
        (
            e.MilestoneSet(milestone="detected", at=at(-5), source="alert"),
            "Milestone “Detected” at Nov 24, 2026 16:55 WIB (source: alert)",
        ),
        (
            e.Remark(kind="action", text="Roll back", owner=BUDI, due_at=at(30)),
            "Roll back (owner: Budi, by Nov 24, 2026 17:30 WIB)",
        ),
        (
            e.MessageMarked(mark="decision", target="1.0", text="Go", author="Budi"),
            "Message of Budi marked as Decision: Go",
        ),
        (e.MessageUnmarked(mark="decision", target="1.0"), "Mark “Decision” taken away"),
        (e.MessagePosted(text="Look", files=(FileRef(id="F1", name="a.png"),)), "Look [files: a.png]"),
        (e.MessageEdited(target="1.0", text="New"), "Message changed to: New"),
        (e.MessageDeleted(target="1.0"), "Message deleted"),
        (e.PersonJoined(person=BUDI), "Budi joined the war room"),
        (e.PersonLeft(person=BUDI), "Budi left the war room"),
        (e.UpdatePromised(**DUE), "Next update promised to support desk by Nov 24, 2026 17:20 WIB"),
        (
            e.UpdateDrafted(audiences=("support_desk", "staff"), due_at=at(20)),
            "Update draft shown for support desk and staff, due Nov 24, 2026 17:20 WIB",
        ),
        (
            e.UpdateSnoozed(**DUE, until=at(30), reason="busy"),
            "Automatic update for support desk put off until Nov 24, 2026 17:30 WIB: busy",
        ),
        (e.UpdateRequested(person=BUDI, text="News?"), "Budi asked for an update: News?"),
        (
            e.UpdatePublished(number=3, audiences=("staff",), facts={}, text="Rolling back"),
            "Update 3 went out to staff: Rolling back",
        ),
        (
            e.UpdatePublished(number=3, audiences=("staff",), facts={}, automatic=True),
            "Update 3 went out by itself to staff",
        ),
        (
            e.UpdatePublished(number=3, audiences=("staff", "press"), facts={}, text="Over", waits={"press": at(45)}),
            "Update 3 went out to staff; Update 3 for press waits until Nov 24, 2026 17:45 WIB (quiet hours): Over",
        ),
        (
            e.UpdatePublished(number=3, audiences=("press",), facts={}, waits={"press": at(45)}),
            "Update 3 for press waits until Nov 24, 2026 17:45 WIB (quiet hours)",
        ),
        (e.PromiseKept(**DUE, number=3), "Promise kept: update 3 for support desk, promised by Nov 24, 2026 17:20 WIB"),
        (e.PromiseMissed(**DUE), "Promise missed: support desk had no update by Nov 24, 2026 17:20 WIB"),
        (
            e.PromiseEscalated(**DUE, told=BUDI),
            "Budi was told that the update for support desk is overdue since Nov 24, 2026 17:20 WIB",
        ),
        (e.TaskAdded(task=2, text="Call"), "Task 2: Call"),
        (e.TaskDone(task=2), "Task 2 done"),
        (e.StateChanged(before="identified", after="identified", text="DNS"), "Identified: DNS"),
        (e.ReviewDrafted(version=2), "Review draft 2 made from the record"),
        (e.Exported(format="md"), "Timeline exported as md"),
        (
            e.StepFailed(step="room.invite", why="No such user.", remedy="Invite by hand."),
            "Could not invite people into the war room: No such user. Invite by hand.",
        ),
        (
            e.StepFailed(step="room.invite", why="HTTP 503", remedy="Invite by hand."),
            "Could not invite people into the war room: HTTP 503. Invite by hand.",
        ),
        (
            e.DeliveryFailed(**FAILED, why="It said: 451 Try later", remedy="Tell them another way."),
            "Update 3 did not reach support desk by #desk: It said: 451 Try later. Tell them another way.",
        ),
        (
            e.DeliveryFailed(**FAILED, why="It said: “Gone.”", then=("#night",)),
            "Update 3 did not reach support desk by #desk: It said: “Gone.” It goes to #night instead.",
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Value) else "",
)
def test_sentence(event: e.Event, sentence: str) -> None:
    assert said(event) == sentence


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (e.SeverityChanged(before="sev1", after="gone", reason=""), "Severity changed from SEV1 Critical to GONE"),
        (e.UpdatePublished(number=3, audiences=("internal", "x"), facts={}),
         "Update 3 went out to Internal staff and x"),
        (e.RoleAssigned(role="tech", person=BUDI), "Budi became Technical lead"),
        (e.ModelSuggested(models=("gone",)), "Models that fit: gone"),
    ],
    ids=lambda value: value.kind if isinstance(value, Value) else "",
)  # fmt: skip
def test_with_a_policy_its_words_are_used_and_what_left_it_keeps_its_name(event: e.Event, sentence: str) -> None:
    assert describe(Chronicle().declare().add(event, 5, SARI), T, "UTC", policy()) == sentence
