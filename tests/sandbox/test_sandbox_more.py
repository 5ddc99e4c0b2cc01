"""Methods beside the main road: user groups changed, reactions listed, read marks, folders, kinds of files."""

from typing import Any

import pytest

from tests.sandbox.kit import Api, HandClock, Wire


async def test_a_user_group_is_made_filled_renamed_and_switched_off(api: Api, wire: Wire) -> None:
    made = (await api.ok("usergroups.create", name="On call", handle="oncall", description="Now"))["usergroup"]
    budi = api.sandbox.person("budi").id
    filled = await api.ok("usergroups.users.update", usergroup=made["id"], users=[budi], include_count=True)
    assert (filled["usergroup"]["users"], filled["usergroup"]["user_count"]) == ([budi], 1)
    await api.ok("usergroups.update", usergroup=made["id"], name="On duty", handle="onduty")
    assert api.sandbox.workspace.find_group("onduty") is not None
    await api.ok("usergroups.disable", usergroup=made["id"])
    assert made["id"] not in [it["id"] for it in (await api.ok("usergroups.list"))["usergroups"]]
    listed = (await api.ok("usergroups.list", include_disabled=True))["usergroups"]
    assert [it["date_delete"] > 0 for it in listed if it["id"] == made["id"]] == [True]
    await api.ok("usergroups.enable", usergroup=made["id"])
    events = [(await wire.event())["type"] for _ in range(5)]
    assert events == ["subteam_created", *["subteam_updated"] * 4]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"name": " "}, "missing_subteam_name"),
        ({"name": "Backend"}, "name_already_exists"),
        ({"name": "New", "handle": "not good"}, "bad_handle"),
        ({"name": "New", "handle": "here"}, "forbidden_handle"),
        ({"name": "New", "handle": "backend"}, "handle_already_exists"),
        ({"name": "New", "description": "x" * 141}, "description_too_long"),
    ],
)
async def test_a_bad_user_group_is_refused_with_its_own_code(api: Api, args: dict[str, Any], error: str) -> None:
    assert await api.error("usergroups.create", **args) == error


async def test_members_of_a_user_group_must_be_known(api: Api) -> None:
    group = api.sandbox.workspace.find_group("backend")
    assert group is not None
    for users, error in (([], "no_users_provided"), (["U404"], "invalid_users")):
        assert await api.error("usergroups.users.update", usergroup=group.id, users=users) == error


async def test_what_somebody_reacted_to_is_listed_newest_first(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    budi = api.sandbox.person("budi")
    said = [await budi.say(channel, text) for text in ("one", "two", "three")]
    for message in (said[2], said[0]):
        await budi.react(message, "eyes")
    items = (await api.ok("reactions.list", user=budi.id))["items"]
    assert [it["message"]["text"] for it in items] == ["three", "one"]
    assert await api.error("reactions.list", user="U404") == "user_not_found"


async def test_only_emoji_that_exist_are_given(api: Api) -> None:
    channel = await api.room()
    at = {"channel": channel, "timestamp": await api.posted(channel)}
    for name in ("+1", "thumbsup", ":raised_hands::skin-tone-3:"):
        await api.ok("reactions.add", name=name, **at)
    assert await api.error("reactions.add", name="no_such_thing", **at) == "invalid_name"
    api.sandbox.workspace.emoji["no_such_thing"] = "https://x.example/e.png"
    await api.ok("reactions.add", name="no_such_thing", **at)
    assert "no_such_thing" in (await api.ok("emoji.list"))["emoji"]


async def test_how_far_the_bot_has_read_is_kept(api: Api) -> None:
    channel = await api.room()
    ts = await api.posted(channel)
    await api.ok("conversations.mark", channel=channel, ts=ts)
    room = (await api.ok("conversations.info", channel=channel, include_locale=True))["channel"]
    assert (room["last_read"], room["locale"]) == (ts, "en-US")
    assert await api.error("conversations.mark", channel=channel, ts="soon") == "invalid_timestamp"


async def test_only_direct_messages_are_closed(api: Api) -> None:
    opened = (await api.ok("conversations.open", users=api.sandbox.person("budi").id))["channel"]["id"]
    await api.ok("conversations.close", channel=opened)
    assert await api.error("conversations.close", channel=await api.room()) == "method_not_supported_for_channel_type"


async def test_nobody_is_in_do_not_disturb(api: Api) -> None:
    budi = api.sandbox.person("budi").id
    assert (await api.ok("dnd.info", user=budi))["dnd_enabled"] is False
    assert (await api.ok("dnd.teamInfo", users=budi))["users"][budi]["dnd_enabled"] is False
    assert await api.error("dnd.info", user="U404") == "user_not_found"


async def test_who_wants_to_be_left_alone_is_told_until_that_time_is_over(
    api: Api, clock: HandClock, wire: Wire
) -> None:
    now = int(clock.now())
    budi = api.sandbox.change_user("budi", dnd_from=now - 60, dnd_until=now + 3_600).id
    told = {"dnd_enabled": True, "next_dnd_start_ts": now - 60, "next_dnd_end_ts": now + 3_600}
    while (event := await wire.event())["type"] != "dnd_updated_user":
        pass
    assert (event["user"], event["dnd_status"]) == (budi, told)
    answer = await api.ok("dnd.info", user=budi)
    assert {key: answer[key] for key in told} == told
    assert (await api.ok("dnd.teamInfo", users=budi))["users"] == {budi: told}
    clock.advance(3_600)
    assert (await api.ok("dnd.info", user=budi))["dnd_enabled"] is False


async def test_presence_status_and_fields_are_those_of_the_person(api: Api) -> None:
    fields = {"Xf1": {"value": "+62", "alt": "", "label": "Phone"}}
    api.sandbox.change_user("budi", presence="away", status_text="On call", status_emoji=":pager:", fields=fields)
    budi = api.sandbox.person("budi").id
    assert (await api.ok("users.getPresence", user=budi))["presence"] == "away"
    profile = (await api.ok("users.profile.get", user=budi, include_labels=True))["profile"]
    assert (profile["status_text"], profile["fields"]["Xf1"]["label"]) == ("On call", "Phone")
    without = (await api.ok("users.profile.get", user=budi))["profile"]
    assert "label" not in without["fields"]["Xf1"]
    assert without["image_72"].startswith("https://")


async def test_bookmark_folders_hold_links_and_go_with_them(api: Api) -> None:
    channel = await api.room()
    add = {"channel_id": channel, "title": "x", "type": "link", "link": "https://x.example"}
    folder = (await api.ok("bookmarks.add", channel_id=channel, title="Boards", type="folder"))["bookmark"]["id"]
    inside = (await api.ok("bookmarks.add", **add, parent_id=folder, emoji=":fire:"))["bookmark"]
    assert inside["parent_id"] == folder
    for more, error in (
        ({"parent_id": inside["id"]}, "invalid_parent_type"),
        ({"parent_id": folder, "type": "folder", "link": ""}, "invalid_child_type"),
        ({"type": "folder"}, "parent_with_link"),
        ({"emoji": ":nothing_such:"}, "invalid_emoji"),
    ):
        assert await api.error("bookmarks.add", **add | more) == error
    await api.ok("bookmarks.remove", channel_id=channel, bookmark_id=folder)
    assert (await api.ok("bookmarks.list", channel_id=channel))["bookmarks"] == []


async def test_a_snippet_has_its_syntax_and_a_limit(api: Api) -> None:
    large = await api.error("files.getUploadURLExternal", filename="a.py", length=1_000_001, snippet_type="python")
    assert large == "snippet_too_large"
    made = await api.ok("files.getUploadURLExternal", filename="a.txt", length=5, snippet_type="python")
    async with api.http.post(made["upload_url"], data=b"x = 1"):
        pass
    shared = await api.ok("files.completeUploadExternal", files=[{"id": made["file_id"]}])
    assert (shared["files"][0]["filetype"], shared["files"][0]["mode"]) == ("python", "snippet")


async def test_files_are_listed_by_kind_and_time(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    budi = api.sandbox.person("budi")
    for name in ("graph.png", "log.txt", "report.pdf"):
        await budi.upload(channel, name, b"x")

    async def names(**args: Any) -> list[str]:
        return [it["name"] for it in (await api.ok("files.list", **args))["files"]]

    assert await names(types="images") == ["graph.png"]
    assert await names(types="images,pdfs") == ["graph.png", "report.pdf"]
    assert await names(ts_to="1000000000") == []
    assert await names(ts_from="1000000000") == ["graph.png", "log.txt", "report.pdf"]
    assert await api.error("files.list", types="songs") == "unknown_type"


async def test_to_files_nobody_has_reacted(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    file = (await api.sandbox.person("budi").upload(channel, "a.png", b"x")).files[0]
    shown = await api.ok("reactions.get", file=file.id)
    assert (shown["type"], shown["file"]["thumb_360"]) == ("file", shown["file"]["url_private"])
    assert await api.error("reactions.remove", name="eyes", file=file.id) == "no_reaction"


async def test_a_text_that_is_too_long_for_a_picture_is_refused(api: Api) -> None:
    for size, ok in ((1000, True), (1001, False)):
        answer = await api("files.getUploadURLExternal", filename="a.png", length=1, alt_txt="x" * size)
        assert (answer["ok"], answer.get("error")) == (ok, None if ok else "alt_txt_too_large")
