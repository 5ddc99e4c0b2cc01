"""What the gateway asks of Slack, seen from the workspace."""

import pytest

from bot.comms.message import Message
from bot.comms.transports import errors as e
from bot.sandbox import messages, rooms
from tests.comms.slackhouse import House

LONG = "word " * 2_000


async def room(house: House) -> str:
    return (await house.gateway.create_channel("room")).id


async def test_a_message_carries_its_key_and_unfurls_nothing(house: House) -> None:
    await house.gateway.post(await room(house), Message(text="hello"), "key-1")
    [message] = house.messages("room")
    assert message.metadata == {"event_type": "posko_delivery", "event_payload": {"key": "key-1"}}
    asked = house.sandbox.journal.calls_of("chat.postMessage")[0].args
    assert (asked["unfurl_links"], asked["unfurl_media"]) == ("false", "false")


async def test_a_message_is_found_by_its_key_and_no_other(house: House) -> None:
    channel = await room(house)
    posted = [await house.gateway.post(channel, Message(text="same"), f"key-{number}") for number in range(3)]
    for number in range(450):
        messages.post(house.sandbox.workspace, house.channel("room"), house.person("budi").id, f"chatter {number}")
    assert await house.gateway.find_posted(channel, "key-1", "0") == posted[1]
    assert await house.gateway.find_posted(channel, "key-9", "0") is None


async def test_a_message_older_than_asked_for_is_not_found(house: House) -> None:
    channel = await room(house)
    posted = await house.gateway.post(channel, Message(text="x"), "key")
    assert await house.gateway.find_posted(channel, "key", posted.ts) is None


async def test_a_reply_in_a_thread_is_found(house: House) -> None:
    channel = await room(house)
    root = await house.gateway.post(channel, Message(text="root"), "root")
    reply = await house.gateway.post(channel, Message(text="reply"), "reply", thread_ts=root.ts)
    assert await house.gateway.find_posted(channel, "reply", "0", thread_ts=root.ts) == reply
    assert await house.gateway.find_posted(channel, "reply", "0") is None


async def test_metadata_that_slack_drops_is_noticed(house: House) -> None:
    channel = await room(house)
    house.calls_seen.clear()
    await house.gateway._wire.call("chat.postMessage", channel=channel, text="x", metadata={"event_type": "no spaces"})
    assert ("chat.postMessage", "metadata_dropped") in house.calls_seen


async def test_text_that_is_too_long_goes_on_in_blocks(house: House) -> None:
    await house.gateway.post(await room(house), Message(text=LONG), "k")
    [message] = house.messages("room")
    assert len(message.text) <= 4_000
    assert message.text.endswith("word…")
    assert " ".join(block["text"]["text"].strip() for block in message.blocks).split() == LONG[:9_999].split()


async def test_blocks_are_never_replaced_by_the_text_that_did_not_fit(house: House) -> None:
    channel = await room(house)
    blocks = ({"type": "section", "text": {"type": "mrkdwn", "text": "all of it"}},)
    at = await house.gateway.post(channel, Message(text="short", blocks=blocks), "k")
    await house.gateway.update(channel, at.ts, Message(text=LONG, blocks=blocks))
    [message] = house.messages("room")
    assert [block["text"]["text"] for block in message.blocks] == ["all of it"]
    assert len(message.text) <= 3_900


async def test_a_message_without_text_says_what_its_blocks_say(house: House) -> None:
    blocks = ({"type": "divider"}, {"type": "header", "text": {"type": "plain_text", "text": "Checkout is down"}})
    await house.gateway.post(await room(house), Message(text="", blocks=blocks), "k")
    assert house.said("room") == ["Checkout is down"]


async def test_a_message_that_is_gone_is_named(house: House) -> None:
    with pytest.raises(e.MessageNotFound):
        await house.gateway.update(await room(house), "1.000001", Message(text="x"))


async def test_invitations_are_split_by_a_hundred(house: House) -> None:
    people = [house.sandbox.workspace.add_user(f"guest{number}").id for number in range(230)]
    channel = await room(house)
    result = await house.gateway.invite(channel, people)
    assert result.refused == {}
    assert set(people) < set(house.channel("room").members)
    assert house.calls("conversations.invite") == 3


async def test_people_who_cannot_be_invited_are_named_with_the_reason(house: House) -> None:
    budi = house.person("budi").id
    channel = await room(house)
    result = await house.gateway.invite(channel, ["U0NOBODY", budi])
    assert result.refused == {"U0NOBODY": "user_not_found"}
    assert budi in house.channel("room").members
    assert (await house.gateway.invite(channel, ["U0NOBODY"])).refused == {"U0NOBODY": "user_not_found"}


async def test_when_slack_refuses_a_list_as_a_whole_the_others_are_invited_all_the_same(house: House) -> None:
    channel = await room(house)
    people = [house.person("budi").id, house.person("dewi").id]
    house.sandbox.faults.error("conversations.invite", "cant_invite")
    assert (await house.gateway.invite(channel, people)).refused == {}
    assert set(people) < set(house.channel("room").members)


async def test_inviting_into_a_room_that_is_gone_is_no_matter_of_people(house: House) -> None:
    with pytest.raises(e.ChannelNotFound):
        await house.gateway.invite("C0NOWHERE", [house.person("budi").id])


async def test_the_topic_is_cut_to_what_slack_takes(house: House) -> None:
    await house.gateway.set_topic(await room(house), "word " * 100)
    topic = house.channel("room").topic["value"]
    assert len(topic) <= 250
    assert topic.endswith("word…")


async def test_archiving_twice_does_no_harm(house: House) -> None:
    channel = await room(house)
    await house.gateway.archive(channel)
    await house.gateway.archive(channel)
    assert house.channel("room").is_archived


async def test_channels_are_listed_over_many_pages_without_archived_ones(house: House) -> None:
    await house.gateway.archive((await house.gateway.create_channel("old")).id)
    for number in range(1_005):
        rooms.create(house.sandbox.workspace, f"c{number}", house.person("budi").id)
    listed = [channel.name async for channel in house.gateway.channels()]
    assert "c1004" in listed
    assert "old" not in listed


async def test_history_comes_newest_first_and_the_thread_without_its_root(house: House) -> None:
    channel = await room(house)
    root = await house.gateway.post(channel, Message(text="one"), "1")
    await house.gateway.post(channel, Message(text="two"), "2")
    await house.gateway.post(channel, Message(text="reply"), "3", thread_ts=root.ts)
    history = [it["text"] async for it in house.gateway.history(channel) if it.get("metadata")]
    replies = [it["text"] async for it in house.gateway.replies(channel, root.ts)]
    assert (history, replies) == (["two", "one"], ["reply"])
    after = [it["text"] async for it in house.gateway.history(channel, root.ts)]
    assert after == ["two"]


async def test_one_message_is_read_in_the_channel_or_in_a_thread(house: House) -> None:
    channel = await room(house)
    root = await house.gateway.post(channel, Message(text="root"), "1")
    replies = [await house.gateway.post(channel, Message(text=f"{n}"), f"r{n}", thread_ts=root.ts) for n in range(3)]
    alone = await house.gateway.post(channel, Message(text="alone"), "2")
    read = [await house.gateway.message(channel, at.ts) for at in (root, replies[1], alone)]
    assert [found["text"] for found in read if found] == ["root", "1", "alone"]
    assert await house.gateway.message(channel, "1.000001") is None


async def test_a_file_is_shared_with_its_title_and_found_by_name(house: House) -> None:
    channel = await room(house)
    shared = await house.gateway.upload_file(channel, "a.md", "A", b"content", "Here")
    assert await house.gateway.find_file(channel, "a.md", "0") == shared
    assert await house.gateway.find_file(channel, "b.md", "0") is None


async def test_an_invalid_answer_to_a_response_url_is_not_taken_for_a_success(house: House) -> None:
    url = await house.response_url("budi", "general")
    with pytest.raises(e.ResponseUrlGone):
        await house.gateway.respond(url, Message(text=""))


async def test_a_permalink_opens_the_message(house: House) -> None:
    at = await house.gateway.post(await room(house), Message(text="x"), "k")
    assert at.channel in await house.gateway.permalink(at.channel, at.ts)


async def test_forms_open_change_and_the_home_tab_shows(house: House) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [], "callback_id": "c"}
    budi = house.person("budi")
    typed = await budi.command("/incident", "general")
    opened = await house.gateway.open_view(typed.trigger_id, view)
    await house.gateway.update_view(opened, {**view, "callback_id": "changed"})
    assert [it.callback_id for it in budi.views()] == ["changed"]
    with pytest.raises(e.TriggerGone):
        await house.gateway.open_view(typed.trigger_id, view)
    await house.gateway.publish_home(budi.id, {"type": "home", "blocks": []})
    assert budi.home is not None
