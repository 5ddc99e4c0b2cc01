"""The finer arguments of chat.*: names and pictures, links, previews, attachments, metadata, files of an update."""

import asyncio

import aiohttp

from bot.sandbox import Sandbox
from bot.sandbox.web.wording import MAX_METADATA
from tests.sandbox.kit import SCOPES, Api, Wire, button, connect, manifest, section


async def posted(api: Api, channel: str, **args: object) -> dict[str, object]:
    message: dict[str, object] = (await api.ok("chat.postMessage", channel=channel, **args))["message"]
    return message


async def test_an_app_chooses_its_name_and_picture_only_with_the_scope(http: aiohttp.ClientSession, api: Api) -> None:
    asked = {"text": "x", "username": "Alarm", "icon_emoji": ":fire:"}
    plain = await posted(api, await api.room(), **asked)
    assert (plain.get("username"), plain.get("subtype"), plain["user"]) == (None, None, api.sandbox.app.user.id)
    async with Sandbox(manifest(scopes=[*SCOPES, "chat:write.customize"])) as sandbox:
        other = Api(sandbox, http)
        channel = await other.room()
        message = await posted(other, channel, **asked)
        assert (message["username"], message["icons"], message["subtype"]) == (
            "Alarm",
            {"emoji": ":fire:"},
            "bot_message",
        )
        assert "user" not in message
        await other.ok("chat.update", channel=channel, ts=message["ts"], text="y")


async def test_bare_names_become_mentions_only_when_asked_for(api: Api) -> None:
    channel = await api.room()
    budi, general = api.sandbox.person("budi").id, api.sandbox.workspace.channel("general").id
    text = "@budi see #general &amp; https://x.example <@U9>"
    assert (await posted(api, channel, text=text))["text"] == text
    named = f"<@{budi}> see <#{general}|general> &amp; https://x.example <@U9>"
    assert (await posted(api, channel, text=text, link_names=True))["text"] == named
    full = named.replace("https://x.example", "<https://x.example>")
    assert (await posted(api, channel, text=text, parse="full"))["text"] == full


async def test_a_linked_message_is_quoted_where_previews_are_wanted(api: Api, wire: Wire) -> None:
    channel = await api.room()
    ts = await api.posted(channel, "the root cause")
    link = f"<{(await api.ok('chat.getPermalink', channel=channel, message_ts=ts))['permalink']}>"
    without = await api.posted(channel, link)
    wanted = await api.posted(channel, link, unfurl_links=True)
    found = {it["ts"]: it for it in await api.history(channel)}
    assert "attachments" not in found[without]
    assert found[wanted]["attachments"][0]["text"] == "the root cause"
    assert "edited" not in found[wanted]
    while (event := await wire.event()).get("subtype") != "message_changed":
        pass
    assert (event["message"]["ts"], "attachments" in event["previous_message"]) == (wanted, False)


async def test_pictures_are_shown_unless_media_previews_are_off(api: Api) -> None:
    channel = await api.room()
    shown = await api.posted(channel, "<https://x.example/graph.png>")
    hidden = await api.posted(channel, "<https://x.example/graph.png>", unfurl_media=False)
    found = {it["ts"]: it for it in await api.history(channel)}
    assert found[shown]["attachments"][0]["image_url"] == "https://x.example/graph.png"
    assert "attachments" not in found[hidden]


async def test_a_private_message_is_quoted_to_nobody_outside(api: Api) -> None:
    secret = await api.room("secret", private=True)
    ts = await api.posted(secret, "hidden")
    link = (await api.ok("chat.getPermalink", channel=secret, message_ts=ts))["permalink"]
    said = await api.sandbox.person("budi").say("general", f"see {link}")
    assert said.attachments == []


async def test_attachments_are_numbered_checked_and_counted(api: Api) -> None:
    channel = await api.room()
    message = await posted(api, channel, text="x", attachments=[{"text": "a"}, {"blocks": [section("b")]}])
    first, second = message["attachments"]  # type: ignore[misc]
    assert (first["id"], second["id"], bool(second["blocks"][0]["block_id"])) == (1, 2, True)
    await api.ok("chat.postMessage", channel=channel, attachments=[{"text": "a"}] * 100)
    for attachments, error in (
        ([{"text": "a"}] * 101, "too_many_attachments"),
        ([{"blocks": [section("x" * 3001)]}], "invalid_blocks"),
    ):
        assert await api.error("chat.postMessage", channel=channel, attachments=attachments) == error


async def test_a_button_in_an_attachment_is_pressed_like_any_other(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    row = {"type": "actions", "elements": [button("go")]}
    await posted(api, channel, text="x", attachments=[{"blocks": [row]}])
    wire = await connect(api)
    pressing = asyncio.create_task(api.sandbox.person("budi").click("mi-1", "go"))
    while (envelope := await wire.envelope())["type"] != "interactive":
        await wire.ack(envelope)
    await wire.ack(envelope)
    await pressing
    await wire.socket.close()
    assert envelope["payload"]["actions"][0]["action_id"] == "go"


async def test_metadata_has_a_size(api: Api) -> None:
    channel = await api.room()
    room_for = MAX_METADATA - len('{"event_type": "a", "event_payload": {"k": ""}}')
    for size, ok in ((room_for, True), (room_for + 1, False)):
        metadata = {"event_type": "a", "event_payload": {"k": "x" * size}}
        answer = await api("chat.postMessage", channel=channel, text="x", metadata=metadata)
        assert (answer["ok"], answer.get("error")) == (ok, None if ok else "metadata_too_large")


async def test_an_update_may_bring_files_and_show_a_reply_in_the_room(api: Api) -> None:
    channel = await api.room()
    root = await api.posted(channel)
    reply = await api.posted(channel, "answer", thread_ts=root)
    made = await api.ok("files.getUploadURLExternal", filename="a.txt", length=3, alt_txt="three letters")
    async with api.http.post(made["upload_url"], data=b"abc"):
        pass
    changed = {"channel": channel, "ts": reply, "text": "answer", "file_ids": made["file_id"], "reply_broadcast": True}
    await api.ok("chat.update", **changed)
    shown = (await api.history(channel))[0]
    assert (shown["ts"], shown["subtype"], shown["files"][0]["alt_txt"]) == (reply, "thread_broadcast", "three letters")
    assert await api.error("chat.update", **changed | {"ts": root}) == "cant_broadcast_message"
    assert await api.error("chat.update", **changed | {"file_ids": "F404"}) == "file_not_found"
