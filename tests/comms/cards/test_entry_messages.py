"""What the room and each person are told, whole messages, one rule per test."""

import pytest

from bot.comms.cards import Cards
from bot.comms.cards.ids import Press, pressed
from bot.comms.cards.models import checklist
from bot.comms.cards.scene import Scene
from bot.comms.locale import translator
from bot.comms.message import Message
from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.policy import IncidentModel
from bot.warroom.policy_partners import Vendor
from bot.warroom.timeline import Entry
from bot.warroom.updates import facts
from bot.warroom.used_models import UsedModel
from tests.comms.cards.limits import elements
from tests.comms.stage import BUDI, DEWI, SARI, Chronicle, at, every_event, organisation, shown, under_way

WITHOUT_THEIR_OBJECT = {"action_overdue", "hypothesis_due", "decision_settled"}
SILENT = {
    "facts_asked",
    "candidate_accepted", "candidate_asked", "candidate_rejected", "model_suggested", "model_applied", "declared",
    "similar_found", "confirmation_reminded", "replay_planned",
    "vendor_invited", "wait_ended",
    "room_archived", "posted", "topic_set", "marked", "unmarked", "message", "message_edited", "message_deleted",
    "joined", "update_promised", "promise_kept", "review_drafted", "exported", "role_asked", "role_acknowledged",
    "hypothesis_testing", "hypothesis_settled",
    "objection_raised", "action_reported", "task_reminded", "follow_up_reminded", *WITHOUT_THEIR_OBJECT,
    "debt_changed", "debt_paid", "debt_reminded",
    "delivery",
    "vendor_pack",
    "role_declined", "role_unanswered", "swarm_opened", "swarm_joined", "swarm_reported", "unowned_listed",
    "content_erased", "entry_corrected", "correction_undone", "moments_suggested", "suggestion_declined",
    "review_field_said",
    "object_withdrawn", "action_reminded", "swarm_left", "swarm_room_opened", "swarm_room_archived",
    "survey_asked",
}  # fmt: skip


def told(event: e.Event, log: Chronicle | None = None, minute: float = 20, **more: object) -> Message | None:
    log = log or under_way()
    entry = log.add(event, minute, SARI, **more)
    return Cards().entry_message(entry, log.state, organisation())


def dm(event: e.Event, as_: str, log: Chronicle | None = None) -> Message | None:
    log = log or under_way()
    entry = log.add(event, 20, SARI)
    return Cards().direct(entry, log.state, organisation(), as_)


def pressing(message: Message | None) -> dict[str, Press]:
    assert message is not None
    return {element["action_id"]: pressed(element["value"]) for element in elements(message)}


def test_the_room_hears_of_everything_but_what_it_sees_anyway() -> None:
    log = under_way()
    silent = {event.kind for event in every_event("words", BUDI, log) if told(event, under_way()) is None}
    assert silent == SILENT


def test_the_person_asked_to_lead_learns_what_accepting_means() -> None:
    message = told(e.MimPaged(person=BUDI))
    assert shown(message) == (
        "<@U2BUDI>, please lead *MI-42* as Major Incident Manager.\n"
        "(Accepting means: you coordinate, decide who does what, and keep the audiences informed until you hand over "
        "or the incident is closed. You do not have to repair anything yourself.)\n"
        "(Without an answer by 17:25 WIB the next one is asked.)\n"
        "[Accept the lead] [Can't now]"
    )
    assert pressing(message) == {"mim_accept": Press(number=42), "mim_decline": Press(number=42)}


def test_the_brief_of_a_handover_that_became_a_page_reaches_whoever_is_asked() -> None:
    event = e.MimPaged(person=BUDI, why="assigned", brief="The DNS is next")
    assert "> The DNS is next" in shown(told(event))
    assert "> The DNS is next" in shown(dm(event, "page"))


def test_whoever_said_no_themselves_is_not_called_again() -> None:
    log = under_way()
    log.add(e.HandoverOffered(to=BUDI), 19, SARI)
    entry = log.add(e.HandoverDeclined(person=BUDI), 20, BUDI)
    assert "<@U2BUDI>" not in shown(Cards().entry_message(entry, log.state, organisation()))


def test_a_page_that_is_over_has_no_buttons() -> None:
    log = under_way()
    log.add(e.MimPaged(person=BUDI), 20)
    paged = log.entries[-1]
    log.add(e.MimAccepted(person=DEWI, claimed=True), 21, DEWI)
    message = Cards().entry_message(paged, log.state, organisation())
    assert message is not None
    assert list(elements(message)) == []


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (e.MimAccepted(person=BUDI), "🧭 *Budi* has accepted and leads *MI-42* as Major Incident Manager."),
        (
            e.MimAccepted(person=BUDI, claimed=True),
            "🧭 *Budi* has taken the lead of *MI-42* as Major Incident Manager.",
        ),
        (
            e.HandoverAccepted(person=BUDI, outgoing=SARI),
            "🧭 *Budi* leads *MI-42* from now on; *Sari* has handed over.",
        ),
        (e.HandoverDeclined(person=BUDI), "The handover to <@U2BUDI> does not take place. *Sari* still leads."),
        (e.RoleAssigned(role="technical_lead", person=DEWI), "👤 *Dewi* is *Technical lead*."),
        (e.RoleReleased(role="scribe", person=BUDI), "👤 *Budi* is no longer *Scribe*. Thank you."),
        (
            e.SeverityChanged(before="sev2", after="sev1", reason="payments down"),
            "Severity is now :red_circle: *SEV1 Critical* (it was :large_orange_circle: *SEV2 Major*).\n"
            "> payments down\n*What changes*\n• Must be filled now: Technical lead\n(By *Sari*)",
        ),
        (
            e.StateChanged(before="investigating", after="identified", text="Bad <deploy>\nroll back"),
            "🎯 *Identified*\n> Bad &lt;deploy&gt;\n> roll back\n"
            "(👉 Next: carry out the remedy, then `/incident state monitoring &lt;what was done&gt;`.)\n(By *Sari*)",
        ),
        (
            e.IncidentResolved(before="monitoring", text="Payments work again"),
            "✅ *MI-42* is *resolved*.\n> Payments work again\n*What is left*\n"
            "1. Users or the service owner agree that it works: *Confirm restored*.\n"
            "2. The review draft appears here; add what the record cannot know.\n"
            "3. When tasks and review are complete: *Close*. If it comes back: *Reopen…*.\n"
            "(By *Sari*)\n[Confirm restored] [Reopen…]",
        ),
        (
            e.IncidentReopened(before="resolved", reason="It came back"),
            "🔁 *MI-42* is *open again*; updates to the audiences go on.\n> It came back\n(By *Sari*)",
        ),
        (
            e.IncidentClosed(before="resolved"),
            "📁 *MI-42* is *closed*. Thank you all.\nThis room is archived in 7 days; its timeline stays.\n"
            "(By *Sari*)\n[Timeline] [Review draft] [Replay as a drill]",
        ),
        (
            e.IncidentCancelled(before="investigating", reason="False alarm"),
            "🚫 *MI-42* is *cancelled*. Nothing more to do.\n> False alarm\n(By *Sari*)",
        ),
        (
            e.Remark(kind="action", text="Rolled back", owner=BUDI, due_at=at(40)),
            "🔧 *Action* · *Sari*\nRolled back\nOwner: *Budi* · By Nov 24, 2026 17:40 WIB",
        ),
        (e.Remark(kind="hypothesis", text="DNS?"), "💡 *Hypothesis* · *Sari*\nDNS?"),
        (
            e.MilestoneSet(milestone="detected", at=at(-5), source="alert"),
            "🚩 *Detected*: Nov 24, 2026 16:55 WIB (alert)",
        ),
        (
            e.TaskAdded(task=2, text="Ask the vendor"),
            "☑️ *Task 2:* Ask the vendor\n⚠️ Nobody owns it yet.\n[Done] [Owner or time…]",
        ),
        (e.TaskDone(task=1), "✔️ *Sari* has finished task 1: Call the bank"),
        (
            e.UpdateSnoozed(audience="internal", due_at=at(20), until=at(30), reason="fix in 5 min"),
            "💤 The automatic update for Internal staff waits until 17:30 WIB. It stays promised by 17:20 WIB.\n"
            "(By *Sari*: fix in 5 min)",
        ),
        (e.UpdateRequested(person=DEWI, text="News?"), "🙋 *Dewi* asks for an update.\n> News?\n[Write the update]"),
        (
            e.PromiseMissed(audience="internal", due_at=at(20)),
            "⏰ The update for Internal staff was promised by 17:20 WIB and has not been sent.\n[Write the update]",
        ),
        (
            e.PromiseEscalated(audience="internal", due_at=at(20), told=BUDI),
            "⏰ The update for Internal staff is overdue since 17:20 WIB; *Budi* has been told.\n[Write the update]",
        ),
        (
            e.StepFailed(step="room.invite", why="Slack does not know @ops.", remedy="Invite them by hand."),
            "⚠️ I could not invite people into the war room.\n*Why:* Slack does not know @ops.\n"
            "*What to do:* Invite them by hand.",
        ),
        (
            e.RoomOpened(channel="C1ROOM", name="mi-42"),
            "This is the war room of *MI-42*.\n"
            "• Everything said here is on the timeline. React with :pushpin: to what matters.\n"
            "• `/incident decision …`, `/incident action …`, `hypothesis …`, `impact …`, `task …` say what is what.\n"
            "• The pinned card shows where we stand and what comes next; `/incident` shows all you can do.",
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Value) else "",
)
def test_what_the_room_is_told(event: e.Event, says: str) -> None:
    assert shown(told(event)) == says


def test_nobody_answering_offers_the_lead_to_whoever_is_free() -> None:
    log = under_way()
    log.add(e.MimPaged(person=BUDI, rung=3, why="silent"), 19)
    assert shown(told(e.MimUnanswered(person=BUDI), log)) == (
        "⚠️ Nobody has answered the call to lead *MI-42*. Until somebody does, *Budi* owns it.\n[Take the lead]"
    )


def test_a_handover_shows_the_brief_and_who_stays_accountable() -> None:
    assert shown(told(e.HandoverOffered(to=BUDI, brief="Impact: cards\nNext: call bank"))) == (
        "<@U2BUDI>, *Sari* asks you to take over *MI-42*.\n> Impact: cards\n> Next: call bank\n"
        "(*Sari* stays accountable until you accept. Ask what is unclear first, then accept.)\n[Take over] [Not now]"
    )


def test_what_happened_earlier_says_when() -> None:
    message = told(e.Remark(kind="decision", text="Fail over"), minute=10, recorded=20)
    assert shown(message) == "⚖️ *Decision* · *Sari* · happened Nov 24, 2026 17:10 WIB\nFail over"


DRAFT = (
    "📝 The update for Internal staff and Executives is due at 17:20 WIB.\n"
    "> *MI-42 · Checkout is down*\n"
    "> *SEV1 Critical* · *Investigating* · Update 1\n"
    "> *Impact:* Nobody can pay by card\n"
    "> *Since:* 16:50 WIB\n"
    "> *Services:* payments\n"
    "> *What is being done:* The cause is not known yet and is being looked for.\n"
)
BUTTONS = "[Publish now] [Edit…] [Snooze 10 min]"


def test_a_draft_without_the_key_moments_does_not_claim_that_there_were_none() -> None:
    message = told(e.UpdateDrafted(audiences=("internal", "executives"), due_at=at(20)), minute=17)
    assert shown(message) == (
        f"{DRAFT}> *Workaround:* none known yet.\n"
        "> Next update by 17:35 WIB · Questions: #ask-incidents · Facts as of 17:17 WIB\n"
        "(If nobody does anything, it is sent by itself when it is due.)\n"
        f"(Key moments since the last update are added when it is sent.)\n{BUTTONS}"
    )


def test_a_draft_with_the_key_moments_shows_them() -> None:
    log = under_way()
    moment = log.add(e.Remark(kind="action", text="Rolled back"), 16, SARI)
    drafted = log.add(e.UpdateDrafted(audiences=("internal", "executives"), due_at=at(20)), 17)
    message = Cards().entry_message(drafted, log.state, organisation(), moments=[moment])
    assert shown(message) == (
        f"{DRAFT}> *What is known so far:*\n> - 17:16 WIB Action: Rolled back\n> *Workaround:* none known yet.\n"
        "> Next update by 17:35 WIB · Questions: #ask-incidents · Facts as of 17:17 WIB\n"
        f"(If nobody does anything, it is sent by itself when it is due.)\n{BUTTONS}"
    )


def test_a_drafts_buttons_say_for_whom() -> None:
    message = told(e.UpdateDrafted(audiences=("internal", "executives"), due_at=at(20)), minute=17)
    both = Press(number=42, audiences=("internal", "executives"))
    assert pressing(message) == {"update_publish": both, "update_open": both, "update_snooze": both}


def test_a_draft_already_sent_has_no_buttons() -> None:
    log = under_way()
    drafted = log.add(e.UpdateDrafted(audiences=("internal",), due_at=at(20)), 17)
    log.publish(1, 18, "internal")
    message = Cards().entry_message(drafted, log.state, organisation())
    assert message is not None
    assert list(elements(message)) == []


@pytest.mark.parametrize(("automatic", "how"), [(False, "By *Sari*"), (True, "Sent by itself, because it was due.")])
def test_a_published_update_shows_what_was_told_to_whom(automatic: bool, how: str) -> None:
    said = facts(under_way().state, (), at(20), {"executives": at(50)}, text="Rolling back")
    event = e.UpdatePublished(
        number=1, audiences=("executives", "internal"), facts=said.model_dump(mode="json"), automatic=automatic
    )
    assert shown(told(event)) == (
        "📣 Update 1 goes to Executives and Internal staff.\n"
        "> *MI-42 · Checkout is down*\n"
        "> *SEV1 Critical* · *Investigating* · Update 1 · since 16:50 WIB\n"
        "> *Impact:* Nobody can pay by card\n"
        "> *Now:* Rolling back.\n"
        "> Next update by 17:50 WIB · Questions: Sari, Major Incident Manager · Facts as of 17:20 WIB\n"
        f"({how})\n[Correct…]"
    )


def test_the_last_update_is_not_said_to_go_to_whoever_is_told_only_after_quiet_hours() -> None:
    log = under_way()
    said = facts(log.state, (), at(20), {}, text="Rolled back").model_dump(mode="json")
    wait = {"internal": at(390)}
    last = log.add(e.UpdatePublished(number=1, audiences=("internal",), facts=said, final=True, waits=wait), 20)
    card = shown(Cards().room_card(log.state, organisation(), at(21)))
    assert "*Updates that wait:* 1 for Internal staff (quiet hours until Nov 24, 2026 23:30 WIB)" in card
    assert "quiet hours" not in shown(Cards().room_card(log.state, organisation(), at(400)))
    other = log.add(e.UpdatePublished(number=2, audiences=("internal",), facts=said), 20)
    waits, goes = (
        shown(Cards().entry_message(each, log.state, organisation())).split("\n> ")[0] for each in (last, other)
    )
    assert waits == (
        "📣 Update 1 is written.\n"
        "🌙 Internal staff has quiet hours: update 1 waits for them until Nov 24, 2026 23:30 WIB."
    )
    assert goes == "📣 Update 2 goes to Internal staff."


def test_a_confirmed_restoration_offers_to_close() -> None:
    log = under_way()
    log.add(e.IncidentResolved(before="investigating", text="Restarted"), 30)
    entry = log.add(e.MilestoneSet(milestone="confirmed", at=at(35), source="said by Sari"), 35)
    message = shown(Cards().entry_message(entry, log.state, organisation()))
    assert message == ("🚩 *Restoration confirmed*: Nov 24, 2026 17:35 WIB (said by Sari)\n[Close] [Reopen…]")


def test_a_miss_is_not_complained_of_once_the_audience_was_told() -> None:
    log = under_way()
    missed = log.add(e.PromiseMissed(audience="internal", due_at=at(20)), 25)
    log.publish(1, 25, "internal")
    assert Cards().entry_message(missed, log.state, organisation()) is None


WHERE = (
    "*Checkout is down*\n:red_circle: *SEV1 Critical* · 🔎 *Investigating* · <#C1ROOM>\n"
    "*Impact:* Nobody can pay by card\n"
)
MEANING = (
    "(Accepting means: you coordinate, decide who does what, and keep the audiences informed until you hand over "
    "or the incident is closed. You do not have to repair anything yourself.)\n"
)


@pytest.mark.parametrize(
    ("event", "as_", "says"),
    [
        (
            e.MimPaged(person=BUDI),
            "page",
            f"🚨 You are asked to lead *MI-42* as Major Incident Manager.\n{WHERE}{MEANING}"
            "[Accept the lead] [Can't now] [Open the war room]",
        ),
        (
            e.MimPaged(person=BUDI),
            "reminder",
            f"🔔 *MI-42* still waits for your answer: will you lead it?\n{WHERE}{MEANING}"
            "[Accept the lead] [Can't now] [Open the war room]",
        ),
        (
            e.HandoverOffered(to=BUDI, brief="Call the bank"),
            "page",
            f"🔄 *Sari* asks you to take over *MI-42* as Major Incident Manager.\n{WHERE}> Call the bank\n"
            "[Take over] [Not now] [Open the war room]",
        ),
        (
            e.MimUnanswered(person=SARI, asked=(BUDI,)),
            "page",
            f"🚨 Nobody has answered the call to lead *MI-42*. Can you?\n{WHERE}{MEANING}[Open the war room]",
        ),
        (
            e.RoleAssigned(role="technical_lead", person=DEWI),
            "duties",
            "You are *Technical lead* in *MI-42*.\n• Find the fault.\n"
            f"{WHERE}[I take it] [Can't now] [Open the war room]",
        ),
        (
            e.MimAccepted(person=BUDI),
            "duties:mim",
            "You are *Major Incident Manager* in *MI-42*.\n• Lead.\n• Keep updates in time.\n"
            f"{WHERE}[Open the war room]",
        ),
        (
            e.PromiseEscalated(audience="internal", due_at=at(20), told=BUDI),
            "overdue",
            "⏰ *MI-42*: the update for Internal staff was promised by 17:20 WIB and has not been sent.\n"
            f"{WHERE}[Write the update] [Open the war room]",
        ),
    ],
)
def test_what_a_person_is_told_directly(event: e.Event, as_: str, says: str) -> None:
    assert shown(dm(event, as_)) == says


def test_duties_need_no_entry() -> None:
    message = Cards().direct(None, under_way().state, organisation(), "duties:scribe")
    assert shown(message) == f"You are *Scribe* in *MI-42*.\n{WHERE}[Open the war room]"


@pytest.mark.parametrize("as_", ["page", "reminder", "duties", "overdue", "something else"])
def test_other_entries_tell_nobody_directly(as_: str) -> None:
    assert dm(e.TaskDone(task=1), as_) is None


def test_the_rooms_button_opens_the_channel() -> None:
    message = dm(e.MimPaged(person=BUDI), "page")
    assert message is not None
    assert [each["url"] for each in elements(message) if "url" in each] == [
        "https://slack.com/app_redirect?channel=C1ROOM"
    ]


def test_without_a_room_there_is_no_door_to_it() -> None:
    log = Chronicle().declare()
    entry: Entry = log.add(e.MimPaged(person=BUDI), 1)
    message = Cards().direct(entry, log.state, organisation(), "page")
    assert "Open the war room" not in shown(message)


def test_hints_name_the_command_as_it_is_called_here_and_no_reaction_that_does_nothing() -> None:
    log = Chronicle().declare()
    entry = log.add(e.RoomOpened(channel="C1ROOM", name="mi-42"), 1)
    message = Cards(command="/insiden").entry_message(entry, log.state, organisation(reactions={}))
    assert "`/insiden decision …`" in shown(message)
    assert "/incident" not in shown(message)
    assert "React" not in shown(message)


def test_whoever_has_a_deputy_is_not_asked_to_name_one() -> None:
    log = under_way()
    asked = shown(told(e.SpanExceeded(person=SARI, people=9), log))
    log.add(e.RoleAssigned(role="deputy", person=BUDI), 19, SARI)
    shared = shown(told(e.SpanExceeded(person=SARI, people=9), log))
    assert "Name a deputy" in asked
    assert "Name a deputy" not in shared
    assert "share them with *Budi*" in shared


def test_the_checklist_of_a_model_names_vendors_by_their_titles() -> None:
    vendors = {"telkom": Vendor(name="telkom", title="Telkom Indonesia")}
    model = IncidentModel(name="link", title="A link is down", vendors=("telkom",))
    rules = organisation().model_copy(update={"vendors": vendors, "models": {"link": model}})
    used = UsedModel(name="link", title="A link is down", version=1, seq=9)
    state = under_way().state.model_copy(update={"models": (used,)})
    assert "*Vendors:* Telkom Indonesia" in shown(checklist(Scene(state, rules, translator("en")), 9))
