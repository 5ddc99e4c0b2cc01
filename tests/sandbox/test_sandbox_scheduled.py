"""Scheduled messages come at their time, are listed and taken back, and are refused outside Slack's limits."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.web import scheduling
from tests.sandbox.kit import Api, HandClock

HOUR = 3_600


async def plan(api: Api, clock: HandClock, seconds: int = HOUR, text: str = "Later") -> str:
    answer = await api("chat.scheduleMessage", channel="C0000000001", text=text, post_at=int(clock.now()) + seconds)
    assert answer["ok"], answer
    return str(answer["scheduled_message_id"])


async def test_a_message_comes_at_its_time_and_not_before(api: Api, sandbox: Sandbox, clock: HandClock) -> None:
    await plan(api, clock)
    room = sandbox.workspace.channel("general")
    clock.advance(HOUR - 1)
    assert (await api("chat.scheduledMessages.list"))["scheduled_messages"][0]["text"] == "Later"
    assert "Later" not in [it.text for it in room.log]
    clock.advance(1)
    message = await sandbox.until(lambda _: next((it for it in room.log if it.text == "Later"), None))
    assert (message.user, (await api("chat.scheduledMessages.list"))["scheduled_messages"]) == (sandbox.app.user.id, [])


async def test_a_message_is_taken_back_while_there_is_more_than_a_minute(
    api: Api, sandbox: Sandbox, clock: HandClock
) -> None:
    soon, late = await plan(api, clock, text="Soon"), await plan(api, clock, 2 * HOUR)
    clock.advance(HOUR - 59)
    refused = await api("chat.deleteScheduledMessage", channel="C0000000001", scheduled_message_id=soon)
    assert refused["error"] == "invalid_scheduled_message_id"
    assert (await api("chat.deleteScheduledMessage", channel="C0000000001", scheduled_message_id=late))["ok"]
    again = await api("chat.deleteScheduledMessage", channel="C0000000001", scheduled_message_id=late)
    assert again["error"] == "invalid_scheduled_message_id"
    elsewhere = await api("chat.deleteScheduledMessage", channel="C9", scheduled_message_id=soon)
    assert elsewhere["error"] == "channel_not_found"
    clock.advance(3 * HOUR)
    room = sandbox.workspace.channel("general")
    await sandbox.until(lambda _: "Soon" in [it.text for it in room.log])
    assert "Later" not in [it.text for it in room.log]


async def test_what_waits_is_listed_soonest_first_in_pages(api: Api, clock: HandClock) -> None:
    late, soon = await plan(api, clock, 2 * HOUR, "b"), await plan(api, clock, HOUR, "a")
    first = await api("chat.scheduledMessages.list", limit=1)
    assert [it["id"] for it in first["scheduled_messages"]] == [soon]
    rest = await api("chat.scheduledMessages.list", limit=1, cursor=first["response_metadata"]["next_cursor"])
    assert [it["id"] for it in rest["scheduled_messages"]] == [late]
    assert rest["response_metadata"]["next_cursor"] == ""
    within = await api("chat.scheduledMessages.list", latest=int(clock.now()) + HOUR)
    assert [it["text"] for it in within["scheduled_messages"]] == ["a"]
    assert (await api("chat.scheduledMessages.list", channel="C9"))["error"] == "invalid_channel"


@pytest.mark.parametrize(
    ("seconds", "error"), [(0, "time_in_past"), (-60, "time_in_past"), (scheduling.FURTHEST + 1, "time_too_far")]
)
async def test_a_time_that_is_past_or_too_far_is_refused(api: Api, clock: HandClock, seconds: int, error: str) -> None:
    answer = await api("chat.scheduleMessage", channel="general", text="x", post_at=int(clock.now()) + seconds)
    assert answer["error"] == error


async def test_at_most_thirty_wait_in_a_room_within_five_minutes(api: Api, clock: HandClock) -> None:
    for second in range(scheduling.MOST_IN_WINDOW):
        await plan(api, clock, HOUR + second)
    post_at = int(clock.now()) + HOUR
    refused = await api("chat.scheduleMessage", channel="C0000000001", text="x", post_at=post_at)
    assert refused["error"] == "restricted_too_many"
    await plan(api, clock, HOUR + scheduling.WINDOW + 60)


async def test_nothing_waits_for_a_room_that_is_archived_meanwhile(
    api: Api, sandbox: Sandbox, clock: HandClock
) -> None:
    made = (await api("conversations.create", name="shut"))["channel"]["id"]
    await api("chat.scheduleMessage", channel=made, text="Later", post_at=int(clock.now()) + HOUR)
    await api("conversations.archive", channel=made)
    clock.advance(HOUR)
    assert (await api("chat.scheduledMessages.list"))["scheduled_messages"] == []
    assert "Later" not in [it.text for it in sandbox.workspace.channels[made].log]
