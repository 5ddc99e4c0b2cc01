"""Messages through the Web API: posting, changing, threads, history, metadata."""

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, HandClock, manifest, section


async def test_timestamps_are_unique_and_rise_while_the_clock_stands(api: Api) -> None:
    channel = await api.room()
    stamps = [await api.posted(channel) for _ in range(5)]
    assert len(set(stamps)) == 5
    assert stamps == sorted(stamps)
    assert all(len(ts.partition(".")[2]) == 6 for ts in stamps)


async def test_a_message_is_posted_by_room_id_name_or_person(api: Api) -> None:
    channel = await api.room("mi-1-shop")
    await api.posted(channel, "one")
    await api.posted("#mi-1-shop", "two")
    await api.posted(api.sandbox.person("budi").id, "hello Budi")
    assert [it["text"] for it in await api.history(channel, limit=2)] == ["two", "one"]
    assert [it.text for it in api.sandbox.person("budi").dms()] == ["hello Budi"]


async def test_a_message_has_to_have_content(api: Api) -> None:
    channel = await api.room()
    assert await api.error("chat.postMessage", channel=channel) == "no_text"
    assert await api.error("chat.postMessage", channel="C404", text="x") == "channel_not_found"


async def test_a_text_past_forty_thousand_is_cut_with_a_warning(api: Api) -> None:
    answer = await api.ok("chat.postMessage", channel=await api.room(), text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["warning"] == "message_truncated"


async def test_history_comes_newest_first_in_pages(api: Api) -> None:
    channel = await api.room()
    for number in range(7):
        await api.posted(channel, f"m{number}")
    texts, cursor, pages = [], "", 0
    while True:
        page = await api.ok("conversations.history", channel=channel, limit=3, cursor=cursor)
        texts += [it["text"] for it in page["messages"]]
        pages += 1
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts[:7] == [f"m{number}" for number in range(6, -1, -1)]
    assert pages == 3


async def test_a_page_of_history_has_at_most_999_messages(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")
    for number in range(1005):
        await budi.say("mi-1-shop", str(number))
    assert len(await api.history(channel, limit=1000)) == 999


async def test_oldest_and_latest_are_left_out_unless_inclusive(api: Api) -> None:
    channel = await api.room()
    first, second, third = [await api.posted(channel, text) for text in ("a", "b", "c")]
    between = await api.history(channel, oldest=first, latest=third)
    assert [it["ts"] for it in between] == [second]
    inclusive = await api.history(channel, oldest=first, latest=third, inclusive=True)
    assert [it["ts"] for it in inclusive] == [third, second, first]
    assert await api.error("conversations.history", channel=channel, oldest="soon") == "invalid_ts_oldest"


async def test_only_members_read_history(api: Api) -> None:
    general = api.sandbox.workspace.channel("general").id
    assert await api.error("conversations.history", channel=general) == "not_in_channel"


async def test_replies_stay_out_of_history_unless_broadcast(api: Api) -> None:
    channel = await api.room()
    parent = await api.posted(channel, "parent")
    await api.posted(channel, "quiet", thread_ts=parent)
    await api.posted(channel, "loud", thread_ts=parent, reply_broadcast=True)
    history = await api.history(channel)
    assert [it["text"] for it in history[:2]] == ["loud", "parent"]
    assert history[0]["subtype"] == "thread_broadcast"


async def test_a_parent_tells_of_its_replies(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    parent = await api.posted(channel, "parent")
    await api.sandbox.person("budi").say("mi-1-shop", "one", thread_ts=parent)
    last = await api.posted(channel, "two", thread_ts=parent)
    shown = (await api.history(channel))[0]
    assert (shown["reply_count"], shown["latest_reply"], shown["thread_ts"]) == (2, last, parent)
    assert shown["reply_users"] == [api.sandbox.person("budi").id, api.sandbox.app.user.id]


async def test_replies_of_a_thread_come_oldest_first_after_the_parent(api: Api) -> None:
    channel = await api.room()
    parent = await api.posted(channel, "parent")
    replies = [await api.posted(channel, f"r{number}", thread_ts=parent) for number in range(4)]
    seen, cursor = [], ""
    while True:
        page = await api.ok("conversations.replies", channel=channel, ts=parent, limit=3, cursor=cursor)
        assert page["messages"][0]["ts"] == parent
        seen += [it["ts"] for it in page["messages"][1:]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == replies
    newer = await api.ok("conversations.replies", channel=channel, ts=parent, oldest=replies[1])
    assert [it["ts"] for it in newer["messages"]] == [parent, *replies[2:]]
    assert await api.error("conversations.replies", channel=channel, ts="1.000000") == "thread_not_found"


async def test_a_reply_to_a_reply_joins_the_same_thread(api: Api) -> None:
    channel = await api.room()
    parent = await api.posted(channel)
    reply = await api.posted(channel, "reply", thread_ts=parent)
    deeper = await api.posted(channel, "deeper", thread_ts=reply)
    assert api.sandbox.workspace.message(channel, deeper).thread_ts == parent
    assert await api.error("chat.postMessage", channel=channel, text="x", thread_ts="1.0") == "thread_not_found"


async def test_an_update_with_text_alone_takes_the_blocks_away(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel, "card", blocks=[section("*card*")])
    changed = (await api.ok("chat.update", channel=channel, ts=ts, text="plain"))["message"]
    assert "blocks" not in changed
    assert changed["edited"]["user"] == api.sandbox.app.user.id


async def test_an_update_with_blocks_shows_no_edit_mark(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel, "card", blocks=[section("one")])
    changed = (await api.ok("chat.update", channel=channel, ts=ts, text="card", blocks=[section("two")]))["message"]
    assert changed["blocks"][0]["text"]["text"] == "two"
    assert "edited" not in changed


async def test_an_update_takes_at_most_four_thousand_characters(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel)
    assert await api.error("chat.update", channel=channel, ts=ts, text="x" * 4001) == "msg_too_long"


async def test_an_app_changes_and_deletes_only_its_own_messages(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    said = await api.sandbox.person("budi").say("mi-1-shop", "mine")
    assert await api.error("chat.update", channel=channel, ts=said.ts, text="x") == "cant_update_message"
    assert await api.error("chat.delete", channel=channel, ts=said.ts) == "cant_delete_message"
    assert await api.error("chat.update", channel=channel, ts="1.000000", text="x") == "message_not_found"


async def test_a_deleted_message_leaves_history(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel, "oops")
    await api.ok("chat.delete", channel=channel, ts=ts)
    assert "oops" not in [it["text"] for it in await api.history(channel)]
    assert await api.error("chat.delete", channel=channel, ts=ts) == "message_not_found"


async def test_a_deleted_parent_leaves_a_tombstone_with_its_replies(api: Api) -> None:
    channel = await api.room()
    parent = await api.posted(channel, "oops")
    await api.posted(channel, "reply", thread_ts=parent)
    await api.ok("chat.delete", channel=channel, ts=parent)
    left = (await api.history(channel))[0]
    assert (left["subtype"], left["reply_count"]) == ("tombstone", 1)
    assert "oops" not in left["text"]


async def test_metadata_comes_back_only_when_asked_for(api: Api) -> None:
    channel = await api.room()
    metadata = {"event_type": "posko_delivery", "event_payload": {"key": "MI-1/card"}}
    ts = await api.posted(channel, metadata=metadata)
    await api.posted(channel, "reply", thread_ts=ts, metadata=metadata)
    assert "metadata" not in (await api.history(channel))[0]
    assert (await api.history(channel, include_all_metadata=True))[0]["metadata"] == metadata
    thread = await api.ok("conversations.replies", channel=channel, ts=ts, include_all_metadata=True)
    assert [it["metadata"] for it in thread["messages"]] == [metadata, metadata]


@pytest.mark.parametrize(
    "metadata",
    [{"event_type": "has space", "event_payload": {}}, {"event_type": "x"}, {"event_payload": {}}, "not json"],
)
async def test_bad_metadata_is_dropped_with_a_warning_and_the_call_succeeds(api: Api, metadata: object) -> None:
    channel = await api.room()
    answer = await api.ok("chat.postMessage", channel=channel, text="x", metadata=metadata)
    assert answer["response_metadata"]["warnings"][0].startswith("invalid_metadata_")
    assert "metadata" not in (await api.history(channel, include_all_metadata=True))[0]


async def test_an_update_keeps_metadata_unless_it_is_replaced_or_emptied(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel, metadata={"event_type": "one", "event_payload": {}})
    await api.ok("chat.update", channel=channel, ts=ts, text="b")
    assert (await api.history(channel, include_all_metadata=True))[0]["metadata"]["event_type"] == "one"
    await api.ok("chat.update", channel=channel, ts=ts, text="c", metadata={})
    assert "metadata" not in (await api.history(channel, include_all_metadata=True))[0]


async def test_an_ephemeral_message_is_seen_by_one_person_and_not_in_history(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi", "sari")
    budi, sari = api.sandbox.person("budi"), api.sandbox.person("sari")
    await api.ok("chat.postEphemeral", channel=channel, user=budi.id, text="only you")
    assert [it.text for it in budi.ephemerals()] == ["only you"]
    assert sari.ephemerals() == []
    assert "only you" not in [it["text"] for it in await api.history(channel)]
    outsider = api.sandbox.person("dewi").id
    assert await api.error("chat.postEphemeral", channel=channel, user=outsider, text="x") == "user_not_in_channel"


async def test_posting_uninvited_needs_the_public_scope(api: Api, http: aiohttp.ClientSession) -> None:
    general = api.sandbox.workspace.channel("general").id
    await api.posted(general)
    async with Sandbox(manifest(scopes=["chat:write"])) as narrow:
        assert await Api(narrow, http).error("chat.postMessage", channel=general, text="x") == "not_in_channel"


async def test_an_ephemeral_message_needs_the_bot_inside(api: Api) -> None:
    general = api.sandbox.workspace.channel("general").id
    assert await api.error("chat.postEphemeral", channel=general, user="U1", text="x") == "not_in_channel"


async def test_a_permalink_leads_to_the_message_and_its_thread(api: Api) -> None:
    channel = await api.room()
    parent = await api.posted(channel)
    reply = await api.posted(channel, "r", thread_ts=parent)
    link = (await api.ok("chat.getPermalink", channel=channel, message_ts=reply))["permalink"]
    assert link.endswith(f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={channel}")
    assert await api.error("chat.getPermalink", channel=channel, message_ts="1.0") == "message_not_found"


async def test_markdown_text_excludes_text_and_blocks(api: Api) -> None:
    channel = await api.room()
    await api.ok("chat.postMessage", channel=channel, markdown_text="**bold**")
    both = await api.error("chat.postMessage", channel=channel, markdown_text="**b**", text="b")
    assert both == "markdown_text_conflict"


async def test_a_me_message_has_its_subtype(api: Api) -> None:
    channel = await api.room()
    await api.ok("chat.meMessage", channel=channel, text="waves")
    assert (await api.history(channel))[0]["subtype"] == "me_message"


async def test_the_clock_given_is_the_time_of_messages(api: Api, clock: HandClock) -> None:
    channel = await api.room()
    clock.advance(3600)
    assert (await api.posted(channel)).startswith(str(int(clock.now())))
