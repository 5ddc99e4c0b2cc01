"""Every audience hears what it was promised when it was promised it, by hand or by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.sandbox import ImpossibleAction, Message
from bot.warroom.incident import Incident
from tests.scenarios.world import OPENING, POLICY, World, world

ROOM = "mi-1-shop-is-down"
EXECUTIVES, STAFF = "exec-updates", "incident-updates"


async def led(on: World, text: str = "sev1 Shop is down") -> str:
    """A room whose MIM has accepted."""
    room = await on.declare(text)
    accepted = await on.person("raihan").click("@posko", "mim_accept")
    await accepted.answer()
    await on.quiet()
    return room


def told(on: World, channel: str) -> list[str]:
    """The updates that an audience has read, oldest first; none if its channel was never needed."""
    found = on.sandbox.workspace.find_channel(channel)
    sent = [message for message in found.messages if message.thread_ts] if found else []
    return [message.all_text for message in sent if message.subtype is None]


def minutes(state: Incident, since: datetime = OPENING) -> dict[str, float]:
    """When each audience is promised its next update, in minutes."""
    return {name: (promise.due_at - since).total_seconds() / 60 for name, promise in state.promises.items()}


def draft(on: World) -> Message:
    """The latest message of the room that offers to publish."""
    return next(message for message in reversed(on.person("raihan").messages(ROOM)) if "update_publish" in ids(message))


def ids(message: Message) -> set[str]:
    """The buttons of a message."""
    return {each.get("action_id", "") for block in message.blocks for each in block.get("elements", ())}


# promises


async def test_every_audience_is_promised_its_first_update_at_the_declaration(bot: World) -> None:
    await bot.declare()
    state = await bot.state()
    assert minutes(state) == {"executives": 5, "internal": 5}
    topic = bot.sandbox.workspace.channel(ROOM).topic["value"]
    assert "10:05" in topic


@pytest.mark.parametrize(
    ("severity", "moves", "promised"),
    [
        ("sev1", (), {"executives": 30, "internal": 10}),
        ("sev2", (), {"executives": 60, "internal": 15}),
        ("sev1", ("identified",), {"executives": 30, "internal": 10}),
        ("sev2", ("identified",), {"executives": 60, "internal": 30}),
        ("sev1", ("monitoring",), {"executives": 30, "internal": 30}),
        ("sev3", ("monitoring",), {"internal": 60}),
    ],
)
async def test_how_often_an_audience_hears_follows_severity_and_state(
    room: World, severity: str, moves: tuple[str, ...], promised: dict[str, float]
) -> None:
    await led(room, f"{severity} Shop is down")
    for state in moves:
        await room.types("raihan", f"/incident state {state} Found", ROOM)
    await room.types("raihan", "/incident update We are on it", ROOM)
    assert minutes(await room.state(), room.clock.now()) == promised


async def test_a_worse_severity_brings_the_promise_forward(room: World) -> None:
    await led(room, "sev3 Shop is down")
    await room.types("raihan", "/incident update We are on it", ROOM)
    before = minutes(await room.state())
    await room.types("raihan", "/incident severity sev1 Everybody is affected", ROOM)
    assert before == {"internal": 15}
    assert minutes(await room.state()) == {"executives": 5, "internal": 10}


async def test_a_calmer_state_never_puts_a_promise_off(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident update We are on it", ROOM)
    await room.types("raihan", "/incident state monitoring It holds", ROOM)
    assert minutes(await room.state())["internal"] == 10


# the warning


async def test_a_draft_comes_before_the_deadline_with_the_record_in_it(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident impact All shoppers get errors", ROOM)
    await bot.types("budi", "/incident action Restarted the stock service", ROOM)
    await bot.pass_time(minutes=3, seconds=45)
    early = [message for message in bot.person("raihan").messages(ROOM) if "update_publish" in ids(message)]
    await bot.pass_time(seconds=15)
    warning = draft(bot)
    assert early == []
    assert {"update_publish", "update_open", "update_snooze"} <= ids(warning)
    assert "All shoppers get errors" in warning.all_text
    assert "Executives" in warning.all_text
    assert "Internal staff" in warning.all_text


async def test_the_draft_can_be_published_with_one_press(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident impact All shoppers get errors", ROOM)
    await bot.pass_time(minutes=4)
    pressed = await bot.person("raihan").click(draft(bot), "update_publish")
    await pressed.answer()
    await bot.quiet()
    (executives,), (staff,) = told(bot, EXECUTIVES), told(bot, STAFF)
    assert "All shoppers get errors" in executives
    assert "All shoppers get errors" in staff
    assert minutes(await bot.state()) == {"executives": 34, "internal": 14}


async def test_the_form_of_a_draft_is_filled_in_from_the_actions_since_the_last_update(bot: World) -> None:
    await led(bot)
    await bot.types("budi", "/incident action Restarted the stock service", ROOM)
    await bot.pass_time(minutes=4)
    await bot.person("raihan").click(draft(bot), "update_open")
    form = await bot.person("raihan").modal("update_modal")
    assert "Restarted the stock service" in str(form.blocks)


async def test_a_draft_that_was_overtaken_by_another_update_is_not_published(room: World) -> None:
    await led(room)
    await room.pass_time(minutes=4)
    old = draft(room)
    await room.pass_time(seconds=15)
    await room.types("raihan", "/incident update We are on it", ROOM)
    await room.quiet()
    reply = await room.person("maya").click(old, "update_publish")
    answer = await reply.answer()
    assert len(told(room, STAFF)) == 1
    assert "1" in answer.all_text


# at the deadline


async def test_at_the_deadline_the_update_goes_out_by_itself_with_what_the_record_says(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident impact All shoppers get errors", ROOM)
    await bot.types("maya", "/incident workaround Orders by telephone", ROOM)
    await bot.types("budi", "/incident action Restarted the stock service", ROOM)
    await bot.types("budi", "/incident hypothesis Perhaps the cache", ROOM)
    await bot.pass_time(minutes=4, seconds=45)
    before = told(bot, STAFF)
    await bot.pass_time(seconds=15)
    (executives,), (staff,) = told(bot, EXECUTIVES), told(bot, STAFF)
    assert before == []
    for words in ("All shoppers get errors", "Orders by telephone", "Restarted the stock service", "10:15"):
        assert words in staff
    for words in ("All shoppers get errors", "10:35"):
        assert words in executives
    assert "Investigating" in staff
    assert "cache" not in staff + executives
    (entry,) = await bot.entries(1, "update_published")
    assert (entry.event.automatic, entry.source, entry.actor) == (True, "timer", None)


async def test_executives_read_at_most_five_lines(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident impact All shoppers get errors", ROOM)
    await room.types("maya", "/incident workaround Orders by telephone", ROOM)
    for number in range(6):
        await room.types("budi", f"/incident action Step {number}", ROOM)
    await room.pass_time(minutes=5)
    (executives,) = told(room, EXECUTIVES)
    assert len(executives.splitlines()) <= 5


async def test_an_update_tells_only_what_changed_since_the_last_one(bot: World) -> None:
    await led(bot)
    await bot.types("budi", "/incident action Restarted the stock service", ROOM)
    await bot.pass_time(minutes=5)
    await bot.types("budi", "/incident action Moved reads to the replica", ROOM)
    await bot.pass_time(minutes=10)
    first, second = told(bot, STAFF)
    assert "Restarted the stock service" in first
    assert "Restarted the stock service" not in second
    assert "Moved reads to the replica" in second
    assert len(told(bot, EXECUTIVES)) == 1


async def test_updates_go_on_by_themselves_at_their_cadence(room: World) -> None:
    await led(room)
    await room.pass_time(minutes=36)
    assert len(told(room, STAFF)) == 4
    assert len(told(room, EXECUTIVES)) == 2
    assert {entry.kind for entry in await room.entries(1, "promise_kept", "promise_missed")} == {"promise_kept"}


async def test_the_room_sees_what_was_sent(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident impact All shoppers get errors", ROOM)
    await room.pass_time(minutes=5)
    latest = room.said(ROOM)[-1]
    assert "Update 1 goes to" in latest
    assert "All shoppers get errors" in latest


# by hand


async def test_a_typed_update_reaches_every_audience_at_once_and_moves_its_promise(bot: World) -> None:
    await led(bot)
    await bot.pass_time(minutes=2)
    answer = await bot.types("raihan", "/incident update We found the lock & are releasing it", ROOM)
    await bot.quiet()
    assert "Update 1 goes to" in answer.all_text
    assert "We found the lock &amp; are releasing it" in told(bot, STAFF)[0]
    assert "We found the lock &amp; are releasing it" in told(bot, EXECUTIVES)[0]
    assert minutes(await bot.state()) == {"executives": 32, "internal": 12}
    await bot.pass_time(minutes=5)
    assert len(told(bot, STAFF)) == 1


async def test_the_form_tells_only_the_audiences_that_are_ticked(bot: World) -> None:
    await led(bot)
    await bot.person("raihan").command("/incident update", channel=ROOM)
    form = await bot.person("raihan").modal("update_modal")
    values = {"text": {"text": "Staff may go home"}, "audiences": {"audiences": ["internal"]}}
    done = await bot.person("raihan").submit(form, values)
    await bot.heard()
    assert done.errors == {}
    assert "Staff may go home" in told(bot, STAFF)[0]
    assert told(bot, EXECUTIVES) == []
    assert minutes(await bot.state()) == {"executives": 5, "internal": 10}


async def test_the_form_says_how_many_channels_it_reaches(room: World) -> None:
    await led(room)
    await room.person("raihan").command("/incident update", channel=ROOM)
    form = await room.person("raihan").modal("update_modal")
    assert "2 channels" in str(form.blocks)


async def test_nobody_is_mentioned_by_an_update(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident update <!channel> @here @channel see <https://evil.example.com|this>", ROOM)
    await room.quiet()
    for text in (*told(room, STAFF), *told(room, EXECUTIVES), *room.said(ROOM)):
        assert "<!channel" not in text
        assert "<!here" not in text


# snooze and request


async def test_a_snooze_is_recorded_and_forgives_nothing(bot: World) -> None:
    await led(bot)
    await bot.pass_time(minutes=4)
    answer = await bot.types("raihan", "/incident update snooze 4m Waiting for figures", ROOM)
    await bot.pass_time(minutes=1, seconds=15)
    at_the_deadline = told(bot, STAFF)
    missed = [entry.event.audience for entry in await bot.entries(1, "promise_missed")]
    await bot.pass_time(minutes=4)
    snoozed = [(entry.event.audience, entry.event.reason) for entry in await bot.entries(1, "update_snoozed")]
    assert "later counts as missed" in answer.all_text
    assert at_the_deadline == []
    assert sorted(missed) == ["executives", "internal"]
    assert sorted(snoozed) == [("executives", "Waiting for figures"), ("internal", "Waiting for figures")]
    assert (len(told(bot, STAFF)), len(told(bot, EXECUTIVES))) == (1, 1)
    assert len(await bot.entries(1, "promise_missed")) == 2
    assert await bot.entries(1, "promise_kept") == []


async def test_an_update_by_hand_before_the_deadline_keeps_a_snoozed_promise(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident update snooze 4m Waiting for figures", ROOM)
    await room.pass_time(minutes=4)
    await room.types("raihan", "/incident update We are on it", ROOM)
    await room.pass_time(minutes=6)
    fates = {entry.kind for entry in await room.entries(1, "promise_kept", "promise_missed")}
    assert fates == {"promise_kept"}
    assert len(told(room, STAFF)) == 1


async def test_a_missed_update_is_brought_to_the_deputy_and_then_to_the_duty_manager(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident role deputy @maya", ROOM)
    await room.types("raihan", "/incident update snooze 20m Waiting for figures", ROOM)
    await room.pass_time(minutes=10, seconds=15)
    first = [(entry.event.told.name, entry.event.audience) for entry in await room.entries(1, "promise_escalated")]
    await room.pass_time(minutes=5)
    everybody = {entry.event.told.name for entry in await room.entries(1, "promise_escalated")}
    assert {name for name, _audience in first} == {"Maya Anggraini"}
    assert everybody == {"Maya Anggraini", "Intan Permata"}
    assert any("has not been sent" in message.all_text for message in room.person("intan").dms())


async def test_somebody_outside_may_ask_for_an_update_and_the_room_hears_of_it(bot: World) -> None:
    await led(bot)
    answer = await bot.types("hendra", "/incident update MI-1 request Is checkout affected?", "general")
    await bot.quiet()
    assert "nothing was published" in answer.all_text
    assert "Hendra Wijaya" in bot.said(ROOM)[-1]
    assert "Is checkout affected?" in bot.said(ROOM)[-1]
    assert told(bot, STAFF) == []
    (entry,) = await bot.entries(1, "update_requested")
    assert entry.event.person.name == "Hendra Wijaya"


# kept and missed


async def test_kept_promises_are_on_record_for_each_audience(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident update We are on it", ROOM)
    kept = await bot.entries(1, "promise_kept")
    assert sorted(entry.event.audience for entry in kept) == ["executives", "internal"]
    assert {entry.event.due_at for entry in kept} == {OPENING + timedelta(minutes=5)}


async def test_a_promise_that_passed_while_the_bot_was_down_is_missed_and_told_once_at_its_return(bot: World) -> None:
    await led(bot)
    await bot.stop_bot()
    bot.clock.advance(35 * 60)
    await bot.start_bot()
    await bot.pass_time(seconds=30)
    assert (len(told(bot, STAFF)), len(told(bot, EXECUTIVES))) == (1, 1)
    missed = await bot.entries(1, "promise_missed")
    assert sorted(entry.event.audience for entry in missed) == ["executives", "internal"]
    assert minutes(await bot.state(), OPENING + timedelta(minutes=35))["internal"] == pytest.approx(10, abs=0.5)


async def test_the_ledger_shows_what_became_of_each_promise_and_who_put_it_off_why(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident update snooze 10m Waiting for the vendor", ROOM)
    await room.pass_time(minutes=7)
    topic = room.sandbox.workspace.channel(ROOM).topic["value"]
    overdue = (await room.types("hendra", "/incident promises MI-1", "general")).all_text
    await room.types("raihan", "/incident update We are on it", ROOM)
    await room.types("raihan", "/incident update Still on it", ROOM)
    shown = (await room.types("hendra", "/incident promises MI-1", "general")).all_text
    review = (await room.bot.documents.build(1, "review", "md")).decode()
    assert "update overdue since 10:05" in topic
    assert "2 min overdue" in overdue
    assert "2 kept, 2 missed" in shown, shown
    assert "2 min after" in shown
    assert "*Raihan Pratama* put it off until" in shown
    assert "Waiting for the vendor" in shown
    assert "put off until" in review
    assert "Waiting for the vendor" in review


async def test_requests_for_an_update_are_counted_and_shown_to_the_communications_lead(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident role communications_lead @maya", ROOM)
    await room.types("hendra", "/incident update MI-1 request Is checkout affected?", "general")
    await room.types("budi", "/incident update MI-1 request And the app?", "general")
    await room.quiet()
    told_maya = [message.all_text for message in room.person("maya").dms() if "asks for an update" in message.all_text]
    card = (await room.types("raihan", "/incident status", ROOM)).all_text
    await room.pass_time(minutes=4)
    warning = draft(room).all_text
    await room.types("raihan", "/incident update Checkout is affected", ROOM)
    ledger = (await room.types("raihan", "/incident promises", ROOM)).all_text
    assert len(told_maya) == 1
    assert "Is checkout affected?" in told_maya[0]
    for shown in (card, warning):
        assert "2 requests for an update since the last one: *Hendra Wijaya*, *Budi" in shown
    assert "2 requests for an update, answered" in ledger


async def test_two_bots_send_an_update_once(database: str) -> None:
    async with world(database) as made:
        await made.start_bot()
        await led(made)
        await made.pass_time(minutes=5)
        assert (len(told(made, STAFF)), len(told(made, EXECUTIVES))) == (1, 1)


# the end, and after it


async def test_resolving_sends_a_last_update_and_then_all_is_quiet(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident resolve The counter is off; orders are normal", ROOM)
    await bot.pass_time(minutes=90)
    (executives,), (staff,) = told(bot, EXECUTIVES), told(bot, STAFF)
    assert "Resolved" in staff
    assert "The counter is off; orders are normal" in staff
    assert "The counter is off; orders are normal" in executives
    assert (await bot.state()).promises == {}
    (entry,) = await bot.entries(1, "update_published")
    assert entry.event.final


async def test_reopening_promises_again(bot: World) -> None:
    await led(bot)
    await bot.types("raihan", "/incident resolve The counter is off", ROOM)
    await bot.pass_time(minutes=20)
    await bot.types("raihan", "/incident reopen Errors are back", ROOM)
    promised = minutes(await bot.state(), bot.clock.now())
    await bot.pass_time(minutes=5)
    assert promised == {"executives": 5, "internal": 5}
    assert len(told(bot, STAFF)) == 2
    assert "Errors are back" in told(bot, STAFF)[1]
    assert "Errors are back" in told(bot, EXECUTIVES)[1]


async def test_cancelling_tells_those_who_were_told_before_and_nobody_else(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident update We are on it", ROOM)
    await room.types("raihan", "/incident cancel A test of monitoring", ROOM)
    await room.pass_time(minutes=60)
    assert len(told(room, STAFF)) == 2
    assert "A test of monitoring" in told(room, STAFF)[1]


async def test_cancelling_before_any_update_tells_nobody(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident cancel A test of monitoring", ROOM)
    await room.pass_time(minutes=60)
    assert told(room, STAFF) == told(room, EXECUTIVES) == []


# private incidents


async def test_a_private_incident_reaches_no_audience(bot: World) -> None:
    room = await led(bot, "sev1 private Payroll data leaked")
    refused = await bot.types("raihan", "/incident update Everybody should know", room)
    await bot.types("raihan", "/incident impact 120 people", room)
    await bot.pass_time(minutes=40)
    await bot.types("raihan", "/incident resolve Access was cut", room)
    await bot.pass_time(minutes=40)
    assert (await bot.state()).promises == {}
    assert "no audience" in refused.all_text
    assert await bot.entries(1, "update_published") == []
    outside = [name for name in (EXECUTIVES, STAFF, "incidents", "general") if "Payroll" in str(told(bot, name))]
    assert outside == []


async def test_an_audience_that_may_see_private_incidents_is_told(database: str) -> None:
    policy = POLICY + "audiences:\n  executives:\n    sees_private: true\n"
    async with world(database, policy=policy) as made:
        await led(made, "sev1 private Payroll data leaked")
        await made.pass_time(minutes=5)
        assert len(told(made, EXECUTIVES)) == 1
        assert told(made, STAFF) == []


async def test_durations_in_the_policy_read_like_people_write_them(database: str) -> None:
    policy = POLICY + "updates:\n  first_within: 90s\naudiences:\n  internal:\n    cadence:\n      default: 1h\n"
    async with world(database, policy=policy) as made:
        await led(made)
        first = minutes(await made.state())
        await made.types("raihan", "/incident state identified Found", ROOM)
        assert first == {"executives": 1.5, "internal": 1.5}


async def test_an_update_of_an_incident_that_is_over_is_refused(room: World) -> None:
    await led(room)
    await room.types("raihan", "/incident resolve The counter is off", ROOM)
    await room.quiet()
    refused = await room.types("raihan", "/incident update One more thing", ROOM)
    assert len(told(room, STAFF)) == 1
    assert "resolved" in refused.all_text
    assert "One more thing" in refused.all_text


async def test_the_buttons_of_a_draft_are_gone_for_people_outside_the_room(room: World) -> None:
    await led(room, "sev1 private Payroll data leaked")
    with pytest.raises(ImpossibleAction):
        await room.person("hendra").click("mi-1-payroll-data-leaked", "update_publish")
