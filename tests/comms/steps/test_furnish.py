"""The card, its pin, the topic and the bookmarks show the record as it stands, each once."""

import pytest

from bot.comms.transports import errors as e
from bot.warroom.events import Posted, SeverityChanged, TopicSet
from tests.comms.slackhouse import House, again


async def test_the_card_is_posted_once_and_then_changed(house: House) -> None:
    await house.declare()
    first = await house.do(house.step("room.card"))
    [message] = house.messages("mi-42")
    assert first.events == (Posted(what="card", channel=message.channel, ts=message.ts),)
    await house.record([SeverityChanged(before="sev1", after="sev2", reason="")])
    second = await house.do(house.step("room.card"))
    assert second.events == ()
    assert house.said("mi-42") == ["card MI-42 sev2"]


async def test_a_deleted_card_is_posted_anew(house: House) -> None:
    await house.declare()
    await house.do(house.step("room.card"))
    house.sandbox.faults.error("chat.update", "message_not_found")
    outcome = await house.do(house.step("room.card"))
    assert [event.ts for event in outcome.events] == [house.messages("mi-42")[-1].ts]


async def test_a_card_posted_before_the_connection_dropped_is_found(house: House) -> None:
    await house.declare()
    house.sandbox.faults.drop_after("chat.postMessage")
    step = house.step("room.card")
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    outcome = await house.do(again(step))
    assert house.said("mi-42") == ["card MI-42 sev1"]
    assert [event.ts for event in outcome.events] == [house.messages("mi-42")[0].ts]


async def test_the_card_is_pinned_and_a_second_pin_does_no_harm(house: House) -> None:
    await house.declare()
    await house.do(house.step("room.card"))
    for _ in range(2):
        assert (await house.do(house.step("room.pin"))).status == "done"
    assert house.channel("mi-42").pins == [house.messages("mi-42")[0].ts]


async def test_without_a_card_nothing_is_pinned(house: House) -> None:
    await house.declare()
    assert (await house.do(house.step("room.pin"))).status == "skipped"


async def test_the_topic_is_set_only_when_it_differs(house: House) -> None:
    await house.declare()
    assert (await house.do(house.step("room.topic"))).events == (TopicSet(topic="MI-42 sev1"),)
    assert (await house.do(house.step("room.topic"))).note == "unchanged"
    assert house.channel("mi-42").topic["value"] == "MI-42 sev1"
    assert house.calls("conversations.setTopic") == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_a_bookmark_is_added_once_whenever_the_connection_drops(house: House, fault: str) -> None:
    await house.declare()
    getattr(house.sandbox.faults, fault)("bookmarks.add")
    step = house.step("room.bookmark", title="Dashboard", url="https://example.com/d")
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    await house.do(again(step))
    bar = house.channel("mi-42").bookmarks.values()
    assert [(it.title, it.link) for it in bar] == [("Dashboard", "https://example.com/d")]
