"""Which events an app is told of, and what they say."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, Wire, connect, manifest


async def next_of(wire: Wire, kind: str) -> dict[str, Any]:
    """The next event of this type, the others acknowledged and passed over."""
    while True:
        event = await wire.event()
        if event["type"] == kind:
            return event


async def test_a_message_in_a_room_of_the_bot_is_told(api: Api, wire: Wire) -> None:
    channel = await api.room("mi-1-shop", "budi")
    said = await api.sandbox.person("budi").say("mi-1-shop", "db is down")
    while (event := await next_of(wire, "message")).get("subtype"):
        pass
    assert (event["text"], event["user"], event["channel"]) == ("db is down", said.user, channel)
    assert (event["ts"], event["event_ts"], event["channel_type"]) == (said.ts, said.ts, "channel")


async def test_the_envelope_has_slacks_shape(api: Api, wire: Wire) -> None:
    await api.room()
    envelope = await wire.envelope()
    payload = envelope["payload"]
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert (payload["type"], payload["team_id"]) == ("event_callback", api.sandbox.workspace.team_id)
    assert payload["api_app_id"] == api.sandbox.app.id
    assert payload["authorizations"][0]["user_id"] == api.sandbox.app.user.id
    assert payload["event_id"].startswith("Ev")


async def test_rooms_without_the_bot_are_not_told(api: Api, wire: Wire) -> None:
    await api.sandbox.person("budi").say("general", "lunch?")
    await api.sandbox.person("budi").say(f"@{api.sandbox.app.user.handle}", "hi bot")
    event = await next_of(wire, "message")
    assert (event["text"], event["channel_type"]) == ("hi bot", "im")


async def test_only_subscribed_events_are_delivered(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(events=["reaction_added"])) as sandbox:
        api = Api(sandbox, http)
        wire = await connect(api)
        await api.room("mi-1-shop", "budi")
        budi = sandbox.person("budi")
        await budi.react(await budi.say("mi-1-shop", "x"), "eyes")
        assert (await wire.event())["type"] == "reaction_added"
        assert [it.name for it in sandbox.journal.deliveries] == ["reaction_added"]
        await wire.socket.close()


async def test_an_event_without_its_scope_is_not_delivered(http: aiohttp.ClientSession) -> None:
    scopes = ["channels:manage", "channels:read"]
    async with Sandbox(manifest(scopes=scopes, events=["message.channels", "member_joined_channel"])) as sandbox:
        api = Api(sandbox, http)
        wire = await connect(api)
        await api.room("mi-1-shop", "budi")
        assert {it.name for it in sandbox.journal.deliveries} == {"member_joined_channel"}
        await wire.socket.close()


async def test_private_rooms_are_told_as_groups(api: Api, wire: Wire) -> None:
    await api.room("secret", "budi", private=True)
    await api.sandbox.person("budi").say("secret", "psst")
    while (event := await next_of(wire, "message")).get("subtype"):
        assert event["subtype"] == "group_join"
    assert event["channel_type"] == "group"


async def test_an_edit_carries_both_versions_and_is_hidden(api: Api, wire: Wire) -> None:
    await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")
    await budi.edit(await budi.say("mi-1-shop", "befor"), "before")
    while (event := await next_of(wire, "message")).get("subtype") != "message_changed":
        pass
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("before", "befor")
    assert event["hidden"]
    assert event["ts"] > event["message"]["ts"]


async def test_a_delete_names_the_message_and_is_hidden(api: Api, wire: Wire) -> None:
    await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")
    said = await budi.say("mi-1-shop", "secret")
    await budi.delete(said)
    while (event := await next_of(wire, "message")).get("subtype") != "message_deleted":
        pass
    assert (event["deleted_ts"], event["hidden"], event["previous_message"]["text"]) == (said.ts, True, "secret")


async def test_a_mention_is_told_apart(api: Api, wire: Wire) -> None:
    await api.room("mi-1-shop", "budi")
    await api.sandbox.person("budi").say("mi-1-shop", "@posko status?")
    event = await next_of(wire, "app_mention")
    assert event["text"] == f"<@{api.sandbox.app.user.id}> status?"


async def test_reactions_pins_and_files_are_told(api: Api, wire: Wire) -> None:
    channel = await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")
    said = await budi.say("mi-1-shop", "look")
    await budi.react(said, ":eyes:")
    reaction = await next_of(wire, "reaction_added")
    assert (reaction["reaction"], reaction["user"]) == ("eyes", budi.id)
    assert reaction["item"] == {"type": "message", "channel": channel, "ts": said.ts}
    await budi.unreact(said, "eyes")
    assert (await next_of(wire, "reaction_removed"))["item"]["ts"] == said.ts
    await budi.pin(said)
    assert (await next_of(wire, "pin_added"))["item"]["message"]["text"] == "look"
    await budi.upload("mi-1-shop", "graph.png", b"png")
    assert (await next_of(wire, "file_shared"))["channel_id"] == channel


async def test_coming_and_going_is_told(api: Api, wire: Wire) -> None:
    channel = await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")
    await next_of(wire, "member_joined_channel")
    joined = await next_of(wire, "member_joined_channel")
    assert (joined["user"], joined["channel"], joined["inviter"]) == (budi.id, channel, api.sandbox.app.user.id)
    await budi.leave("mi-1-shop")
    assert (await next_of(wire, "member_left_channel"))["user"] == budi.id


async def test_the_life_of_public_rooms_is_told_to_everyone(api: Api, wire: Wire) -> None:
    dewi = api.sandbox.person("dewi")
    room = await dewi.create_channel("tea")
    assert (await next_of(wire, "channel_created"))["channel"]["name"] == "tea"
    await dewi.rename("tea", "coffee")
    assert (await next_of(wire, "channel_rename"))["channel"]["name"] == "coffee"
    await dewi.archive("coffee")
    assert (await next_of(wire, "channel_archive"))["channel"] == room.id
    await dewi.unarchive("coffee")
    assert (await next_of(wire, "channel_unarchive"))["user"] == dewi.id


async def test_new_and_changed_people_are_told(api: Api, wire: Wire) -> None:
    api.sandbox.hire("nina", "Nina Sari")
    assert (await next_of(wire, "team_join"))["user"]["name"] == "nina"
    api.sandbox.change_user("nina", deleted=True)
    assert (await next_of(wire, "user_change"))["user"]["deleted"]


async def test_opening_the_home_tab_is_told(api: Api, wire: Wire) -> None:
    budi = api.sandbox.person("budi")
    await budi.open_home()
    event = await next_of(wire, "app_home_opened")
    assert (event["user"], event["tab"], "view" in event) == (budi.id, "home", False)


async def test_the_apps_own_messages_are_told_with_its_bot_id(api: Api, wire: Wire) -> None:
    channel = await api.room()
    await api.posted(channel, "mine")
    while (event := await next_of(wire, "message")).get("subtype"):
        pass
    assert (event["bot_id"], event["app_id"]) == (api.sandbox.app.bot_id, api.sandbox.app.id)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<!channel> fire", "&lt;!channel&gt; fire"),
        ("@here look", "<!here> look"),
        ("mail budi@x.example", "mail budi@x.example"),
        ("see https://x.example/?a=1&b=2", "see <https://x.example/?a=1&amp;b=2>"),
        ("ask @nobody", "ask @nobody"),
    ],
)
async def test_typed_words_arrive_as_slack_encodes_them(sandbox: Sandbox, typed: str, text: str) -> None:
    assert (await sandbox.person("budi").say("general", typed)).text == text


async def test_mentions_of_people_rooms_and_groups_become_ids(sandbox: Sandbox) -> None:
    ws = sandbox.workspace
    said = await sandbox.person("budi").say("general", "@sari #support @backend")
    group = ws.find_group("backend")
    assert group is not None
    expected = f"<@{ws.user('sari').id}> <#{ws.channel('support').id}|support> <!subteam^{group.id}|@backend>"
    assert said.text == expected
