"""The pinned card, whole, as somebody reads it at night on a phone."""

import pytest

from bot.comms.cards import Cards
from bot.warroom import events as e
from bot.warroom.base import Person
from tests.comms.cards.limits import complaints
from tests.comms.stage import BUDI, DEWI, SARI, Chronicle, at, organisation, shown, under_way


def card(log: Chronicle, minute: float = 22) -> str:
    return shown(Cards().room_card(log.state, organisation(), at(minute)))


def test_an_incident_under_way() -> None:
    assert card(under_way()) == (
        "# MI-42 · Checkout is down\n"
        "*Severity*\n:red_circle: *SEV1 Critical*\n"
        "*State*\n🔎 *Investigating* since 17:00 WIB\n"
        "*Major Incident Manager*\n*Sari*\n"
        "*Since*\nNov 24, 2026 16:50 WIB\n"
        "👉 *Next:* find what is wrong. Note guesses with `/incident hypothesis …`; when the cause is clear: "
        "`/incident state identified &lt;cause and remedy&gt;`.\n"
        "*Impact:* Nobody can pay by card\n"
        "*Services:* payments (<https://run.example/p|Runbook>)\n"
        "*Next updates*\n"
        "⏰ Internal staff: overdue since 17:20 WIB\n"
        "• Executives: by 17:30 WIB\n"
        "*Roles* · 0 of 2 here, called 17:00 WIB\n"
        "⚠️ Technical lead: nobody yet\n"
        "📨 Scribe: *Budi*, no answer yet\n"
        "*1 open task*\n"
        "• #1 Call the bank — *Budi* by Nov 24, 2026 17:40 WIB\n"
        "(Impact began 16:50 WIB · Detected 16:55 WIB · Declared by *Dewi*)\n"
        "[Update] [Severity…] [Resolve…] [Timeline] [⋯]"
    )


def test_a_private_drill_just_declared() -> None:
    log = Chronicle().declare(private=True, drill=True)
    log.add(e.MimPaged(person=SARI), 1)
    assert card(log, 2) == (
        "# 🎓 DRILL · 🔒 PRIVATE · MI-42 · Checkout fails\n"
        "*Severity*\n:red_circle: *SEV1 Critical*\n"
        "*State*\n🔎 *Investigating* since 17:00 WIB\n"
        "*Major Incident Manager*\n⏳ *Sari*, asked 17:01 WIB\n"
        "*Declared*\nNov 24, 2026 17:00 WIB (start not known yet)\n"
        "👉 *Next:* *Sari*, press *Accept the lead*. Without an answer, whoever is free: press *Take the lead*.\n"
        "*Impact:* being assessed\n"
        "*Roles* · 0 of 2 here, called 17:00 WIB\n"
        "⚠️ Technical lead: nobody yet\n"
        "(Declared by *Dewi*)\n"
        "[Take the lead] [Update] [Severity…] [Resolve…] [Timeline] [⋯]"
    )


def test_the_notification_says_where_the_incident_stands() -> None:
    message = Cards().room_card(under_way().state, organisation(), at(22))
    assert message.text == "MI-42 · :red_circle: *SEV1 Critical* · 🔎 *Investigating* · *Sari*"


def test_due_times_count_on_the_readers_clock() -> None:
    assert "<!date^1795516200^{time} ({ago})|17:30 WIB>" in str(
        Cards().room_card(under_way().state, organisation(), at(22))
    )


def advice(log: Chronicle) -> str:
    return next(line for line in card(log).split("\n") if line.startswith("👉 *Next:* ")).removeprefix("👉 *Next:* ")


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([e.HandoverOffered(to=BUDI)], "*Budi* accepts the handover."),
        (
            [e.PromiseMissed(audience="internal", due_at=at(20))],
            "the update for Internal staff is overdue. Press *Update*.",
        ),
        (
            [e.StateChanged(before="investigating", after="identified")],
            "carry out the remedy, then `/incident state monitoring &lt;what was done&gt;`.",
        ),
        (
            [e.StateChanged(before="investigating", after="monitoring")],
            "watch that it holds; when the service is verified restored, press *Resolve…*.",
        ),
        (
            [e.IncidentResolved(before="monitoring", text="ok")],
            "let users or the service owner agree that it works, then press *Confirm restored*.",
        ),
        (
            [
                e.IncidentResolved(before="monitoring", text="ok"),
                e.MilestoneSet(milestone="confirmed", at=at(21), source="x"),
            ],
            "complete the review draft and the open tasks, then press *Close*.",
        ),
        ([e.IncidentClosed(before="resolved")], "nothing more. If it comes back, press *Reopen…*."),
        ([e.IncidentCancelled(before="investigating", reason="x")], "nothing more: this incident was cancelled."),
    ],
)
def test_the_card_says_what_to_do_next(events: list[e.Event], says: str) -> None:
    log = under_way()
    for event in events:
        log.add(event, 21, SARI)
    assert advice(log) == says


def test_an_unknown_impact_is_asked_for_and_not_invented() -> None:
    log = under_way(impact="")
    assert advice(log) == "say who is affected, and how: `/incident impact &lt;who, what, how many&gt;`."
    assert "*Impact:* being assessed" in card(log)


def test_an_unknown_impact_hides_no_later_step() -> None:
    log = under_way(impact="")
    log.add(e.StateChanged(before="investigating", after="identified", text="Disk"), 10)
    assert advice(log).startswith("carry out the remedy")


def test_somebody_must_lead() -> None:
    assert advice(Chronicle().declare()) == "somebody must lead. Press *Take the lead*."


@pytest.mark.parametrize(
    ("event", "buttons"),
    [
        (
            e.StateChanged(before="identified", after="monitoring"),
            "[Update] [Severity…] [Resolve…] [Reopen…] [Timeline] [⋯]",
        ),
        (e.IncidentResolved(before="monitoring", text="ok"), "[Confirm restored] [Reopen…] [Timeline] [Review draft]"),
        (e.IncidentClosed(before="resolved"), "[Reopen…] [Timeline] [Review draft]"),
        (e.IncidentCancelled(before="investigating", reason="x"), "[Timeline]"),
    ],
)
def test_only_buttons_that_can_work_now_are_shown(event: e.Event, buttons: str) -> None:
    log = under_way()
    log.add(event, 21, SARI)
    assert card(log).split("\n")[-1] == buttons


def test_close_is_offered_once_restoration_is_confirmed() -> None:
    log = under_way()
    log.add(e.IncidentResolved(before="monitoring", text="ok"), 21, SARI)
    log.milestone("confirmed", 22)
    assert card(log).split("\n")[-1] == "[Close] [Reopen…] [Timeline] [Review draft]"


def test_tasks_without_owner_and_late_ones_stand_out_and_done_ones_leave() -> None:
    log = under_way()
    log.add(e.TaskDone(task=1), 6, BUDI)
    log.add(e.TaskAdded(task=2, text="Ask the vendor", due_at=at(10)), 7)
    for number in range(3, 11):
        log.add(e.TaskAdded(task=number, text="More", owner=DEWI), 8)
    lines = card(log).split("\n")
    start = lines.index("*9 open tasks*")
    assert lines[start + 1] == "• #2 Ask the vendor — ⚠️ no owner by Nov 24, 2026 17:10 WIB ⏰"
    assert lines[start + 7] == "… and 3 more: `/incident tasks`"


@pytest.mark.parametrize(
    ("change", "topic"),
    [
        (None, "SEV1 · Investigating · MIM Sari · next update 17:20 WIB"),
        (
            e.MimPaged(person=Person(id="U9", name="<!here>\nEva")),
            "SEV1 · Investigating · MIM asked: <\u2060!here> Eva · next update 17:20 WIB",
        ),
        (e.IncidentClosed(before="resolved"), "SEV1 · Closed · MIM Sari"),
    ],
)
def test_the_topic(change: e.Event | None, topic: str) -> None:
    log = under_way()
    if change:
        log.add(change, 21)
    assert Cards().topic(log.state, organisation()) == topic


def test_the_topic_of_an_overdue_update_stays_as_it_is_until_it_is_told() -> None:
    log = under_way()
    log.add(e.PromiseMissed(audience="internal", due_at=at(20)), 21)
    overdue = "SEV1 · Investigating · MIM Sari · ⏰ update overdue since 17:20 WIB"
    assert Cards().topic(log.state, organisation()) == overdue
    log.add(e.UpdatePublished(number=1, audiences=("executives",), facts={}), 25)
    log.promise("executives", 40, 25)
    log.add(e.PromiseEscalated(audience="internal", due_at=at(20), told=BUDI), 30)
    log.add(e.UpdateSnoozed(audience="internal", due_at=at(20), until=at(45), reason="The vendor calls"), 31)
    assert Cards().topic(log.state, organisation()) == overdue
    log.add(e.UpdatePublished(number=2, audiences=("internal",), facts={}), 45)
    assert Cards().topic(log.state, organisation()).endswith("next update 17:40 WIB")


def test_the_topic_of_a_drill_nobody_leads() -> None:
    assert (
        Cards().topic(Chronicle().declare(drill=True).state, organisation())
        == "DRILL · SEV1 · Investigating · no MIM yet"
    )


def test_the_announcement() -> None:
    assert shown(Cards().announcement(under_way().state, organisation())) == (
        "# MI-42 · Checkout is down\n"
        ":red_circle: *SEV1 Critical* · 🔎 *Investigating*\n"
        "*Impact:* Nobody can pay by card\n"
        "*Services:* payments (<https://run.example/p|Runbook>)\n"
        "*Major Incident Manager:* *Sari*\n"
        "*War room:* <#C1ROOM>\n"
        "(Declared Nov 24, 2026 17:00 WIB by *Dewi*)\n"
        "[Open the war room]"
    )


def test_two_hundred_participants_fit_on_the_card() -> None:
    log, roles = under_way(), ("tech", "scribe")
    for number in range(200):
        who = Person(id=f"U9{number:04}", name=f"Responder Number {number} of Nusantara Pay")
        log.add(e.PersonJoined(person=who), 16, who)
        log.add(e.RoleAssigned(role=roles[number % 2], person=who), 17, who)
        log.add(e.TaskAdded(task=number + 2, text=f"Look at node {number}", owner=who), 18, who)
    message = Cards().room_card(log.state, organisation(), at(22))
    text = shown(message)
    assert complaints(message) == []
    assert "*201 open tasks*" in text
    assert "more" in text.split("*201 open tasks*")[1]
    assert "*Responder Number 13 of Nusantara Pay* and 93 more" in text
