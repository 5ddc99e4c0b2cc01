"""Pins, reactions and bookmarks through the Web API."""

from tests.sandbox.kit import Api


async def test_a_pinned_message_is_listed_until_unpinned(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel, "card")
    await api.ok("pins.add", channel=channel, timestamp=ts)
    assert [it["message"]["text"] for it in (await api.ok("pins.list", channel=channel))["items"]] == ["card"]
    assert (await api.history(channel))[0]["pinned_to"] == [channel]
    assert await api.error("pins.add", channel=channel, timestamp=ts) == "already_pinned"
    await api.ok("pins.remove", channel=channel, timestamp=ts)
    assert (await api.ok("pins.list", channel=channel))["items"] == []
    assert await api.error("pins.remove", channel=channel, timestamp=ts) == "no_pin"


async def test_a_pin_needs_a_message_that_is_there(api: Api) -> None:
    channel = await api.room()
    assert await api.error("pins.add", channel=channel) == "no_item_specified"
    assert await api.error("pins.add", channel=channel, timestamp="x") == "bad_timestamp"
    assert await api.error("pins.add", channel=channel, timestamp="1.000000") == "message_not_found"


async def test_a_reaction_is_given_once_and_taken_back(api: Api) -> None:
    channel = await api.room()
    at = {"channel": channel, "timestamp": await api.posted(channel)}
    await api.ok("reactions.add", name="eyes", **at)
    assert await api.error("reactions.add", name="eyes", **at) == "already_reacted"
    shown = (await api.ok("reactions.get", **at))["message"]["reactions"]
    assert shown == [{"name": "eyes", "users": [api.sandbox.app.user.id], "count": 1}]
    await api.ok("reactions.remove", name="eyes", **at)
    assert await api.error("reactions.remove", name="eyes", **at) == "no_reaction"
    assert await api.error("reactions.add", name="no such", **at) == "invalid_name"


async def test_an_app_gives_at_most_23_reactions_to_a_message(api: Api) -> None:
    channel = await api.room()
    at = {"channel": channel, "timestamp": await api.posted(channel)}
    api.sandbox.workspace.emoji |= {f"emoji-{number}": "https://x.example/e.png" for number in range(23)}
    for number in range(23):
        await api.ok("reactions.add", name=f"emoji-{number}", **at)
    assert await api.error("reactions.add", name="eyes", **at) == "too_many_reactions"


async def test_bookmarks_are_added_changed_and_removed(api: Api) -> None:
    channel = await api.room()
    added = await api.ok("bookmarks.add", channel_id=channel, title="Board", type="link", link="https://x.example")
    bookmark = added["bookmark"]["id"]
    await api.ok("bookmarks.edit", channel_id=channel, bookmark_id=bookmark, title="Dashboard")
    listed = (await api.ok("bookmarks.list", channel_id=channel))["bookmarks"]
    assert [(it["title"], it["link"]) for it in listed] == [("Dashboard", "https://x.example")]
    await api.ok("bookmarks.remove", channel_id=channel, bookmark_id=bookmark)
    assert await api.error("bookmarks.remove", channel_id=channel, bookmark_id=bookmark) == "not_found"


async def test_a_bookmark_needs_a_link_and_there_is_a_limit(api: Api) -> None:
    channel = await api.room()
    add = {"channel_id": channel, "title": "x", "type": "link"}
    assert await api.error("bookmarks.add", **add, link="ftp://x") == "invalid_link"
    for number in range(100):
        await api.ok("bookmarks.add", **add, link=f"https://x.example/{number}")
    assert await api.error("bookmarks.add", **add, link="https://x.example") == "too_many_bookmarks"
