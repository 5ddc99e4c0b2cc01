"""Rooms through the Web API: who may do what, and the errors Slack gives."""

import pytest

from bot.sandbox import Sandbox, SandboxError
from tests.sandbox.kit import Api


async def test_a_new_room_has_the_bot_inside(api: Api) -> None:
    made = (await api.ok("conversations.create", name="mi-1-shop"))["channel"]
    assert (made["name"], made["is_private"], made["is_member"]) == ("mi-1-shop", False, True)
    assert (await api.ok("conversations.members", channel=made["id"]))["members"] == [api.sandbox.app.user.id]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Shop", "invalid_name_specials"),
        ("shop down", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
async def test_a_bad_name_is_refused_with_its_own_code(api: Api, name: str, error: str) -> None:
    assert await api.error("conversations.create", name=name) == error


async def test_an_archived_room_keeps_its_name(api: Api) -> None:
    channel = await api.room("mi-1-shop")
    await api.ok("conversations.archive", channel=channel)
    assert await api.error("conversations.create", name="mi-1-shop") == "name_taken"


async def test_invited_people_are_members(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi", "sari")
    members = (await api.ok("conversations.members", channel=channel))["members"]
    assert [api.sandbox.workspace.user(it).handle for it in members] == ["posko", "budi", "sari"]


async def test_one_bad_invitation_stops_all_unless_forced(api: Api) -> None:
    channel, budi = await api.room(), api.sandbox.person("budi").id
    answer = await api("conversations.invite", channel=channel, users=f"{budi},U404")
    assert (answer["error"], answer["errors"][0]["user"]) == ("user_not_found", "U404")
    assert not api.sandbox.person("budi").channels()[1:]
    forced = await api.ok("conversations.invite", channel=channel, users=f"{budi},U404", force=True)
    assert forced["errors"] == [{"user": "U404", "ok": False, "error": "user_not_found"}]
    assert [room.name for room in api.sandbox.person("budi").channels()] == ["general", "mi-1-shop"]


async def test_nobody_is_invited_twice_and_the_bot_not_at_all(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi").id
    assert await api.error("conversations.invite", channel=channel, users=budi) == "already_in_channel"
    assert await api.error("conversations.invite", channel=channel, users=api.sandbox.app.user.id) == "cant_invite_self"


async def test_at_most_a_hundred_are_invited_at_once(api: Api) -> None:
    users = ",".join(f"U{n}" for n in range(101))
    assert await api.error("conversations.invite", channel=await api.room(), users=users) == "too_many_users"


async def test_only_a_member_may_invite_or_set_the_topic(api: Api) -> None:
    general = api.sandbox.workspace.channel("general").id
    assert await api.error("conversations.invite", channel=general, users="U1") == "not_in_channel"
    assert await api.error("conversations.setTopic", channel=general, topic="x") == "not_in_channel"


async def test_a_private_room_does_not_exist_for_outsiders(api: Api) -> None:
    secret = await api.sandbox.person("intan").create_channel("board", private=True)
    for method in ("conversations.info", "conversations.history", "conversations.members"):
        assert await api.error(method, channel=secret.id) == "channel_not_found"
    assert await api.error("chat.postMessage", channel=secret.id, text="x") == "channel_not_found"
    listed = (await api.ok("conversations.list", types="public_channel,private_channel"))["channels"]
    assert "board" not in [room["name"] for room in listed]


async def test_the_bot_joins_public_rooms_by_itself(api: Api) -> None:
    general = api.sandbox.workspace.channel("general")
    await api.ok("conversations.join", channel=general.id)
    assert api.sandbox.app.user.id in general.members
    again = await api.ok("conversations.join", channel=general.id)
    assert again["response_metadata"]["warnings"] == ["already_in_channel"]


async def test_topic_and_purpose_are_kept_with_their_author(api: Api) -> None:
    channel = await api.room()
    await api.ok("conversations.setTopic", channel=channel, topic="SEV1 · checkout")
    await api.ok("conversations.setPurpose", channel=channel, purpose="War room")
    info = (await api.ok("conversations.info", channel=channel, include_num_members=True))["channel"]
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("SEV1 · checkout", "War room")
    assert (info["topic"]["creator"], info["num_members"]) == (api.sandbox.app.user.id, 1)


async def test_a_topic_has_at_most_250_characters(api: Api) -> None:
    assert await api.error("conversations.setTopic", channel=await api.room(), topic="x" * 251) == "too_long"


async def test_an_archived_room_takes_no_messages_until_unarchived(api: Api) -> None:
    channel = await api.room()
    await api.ok("conversations.archive", channel=channel)
    assert await api.error("chat.postMessage", channel=channel, text="x") == "is_archived"
    assert await api.error("conversations.archive", channel=channel) == "already_archived"
    assert await api.error("conversations.invite", channel=channel, users="U1") == "is_archived"
    await api.ok("conversations.unarchive", channel=channel)
    await api.posted(channel)
    assert await api.error("conversations.unarchive", channel=channel) == "not_archived"


async def test_a_renamed_room_frees_its_old_name(api: Api) -> None:
    channel = await api.room("old-name")
    await api.ok("conversations.rename", channel=channel, name="new-name")
    info = (await api.ok("conversations.info", channel=channel))["channel"]
    assert (info["name"], info["previous_names"]) == ("new-name", ["old-name"])
    await api.room("old-name")
    assert await api.error("conversations.rename", channel=channel, name="old-name") == "name_taken"


async def test_kicked_people_and_a_leaving_bot_are_gone(api: Api) -> None:
    channel, budi = await api.room("mi-1-shop", "budi"), api.sandbox.person("budi").id
    await api.ok("conversations.kick", channel=channel, user=budi)
    assert await api.error("conversations.kick", channel=channel, user=budi) == "not_in_channel"
    assert await api.error("conversations.kick", channel=channel, user=api.sandbox.app.user.id) == "cant_kick_self"
    await api.ok("conversations.leave", channel=channel)
    assert await api.error("conversations.history", channel=channel) == "not_in_channel"


async def test_general_is_neither_left_nor_archived(api: Api) -> None:
    general = api.sandbox.workspace.channel("general").id
    await api.ok("conversations.join", channel=general)
    budi = api.sandbox.person("budi").id
    assert await api.error("conversations.archive", channel=general) == "cant_archive_general"
    assert await api.error("conversations.leave", channel=general) == "cant_leave_general"
    assert await api.error("conversations.kick", channel=general, user=budi) == "cant_kick_from_general"


async def test_the_last_member_stays_in_a_private_room(api: Api) -> None:
    secret = await api.room("secret", private=True)
    assert await api.error("conversations.leave", channel=secret) == "last_member"


async def test_a_forced_invitation_of_nobody_fails(api: Api) -> None:
    channel = await api.room()
    assert await api.error("conversations.invite", channel=channel, users="U404", force=True) == "user_not_found"


async def test_a_direct_message_is_opened_once(api: Api) -> None:
    budi = api.sandbox.person("budi").id
    first = await api.ok("conversations.open", users=budi, return_im=True)
    assert (first["channel"]["is_im"], first["channel"]["user"]) == (True, budi)
    again = await api.ok("conversations.open", users=budi)
    assert (again["channel"]["id"], again["already_open"]) == (first["channel"]["id"], True)
    assert await api.error("conversations.open", users="U404") == "user_not_found"


async def test_several_people_share_a_group_direct_message(api: Api) -> None:
    people = ",".join(api.sandbox.person(it).id for it in ("budi", "sari"))
    made = (await api.ok("conversations.open", users=people, return_im=True))["channel"]
    assert (made["is_mpim"], made["is_im"]) == (True, False)
    assert api.sandbox.workspace.channel(made["id"]).kind == "mpim"


async def test_lists_come_in_pages_with_a_cursor(api: Api) -> None:
    for number in range(5):
        await api.room(f"room-{number}")
    names, cursor = [], ""
    while True:
        page = await api.ok("conversations.list", limit=3, cursor=cursor)
        names += [room["name"] for room in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["general", "support", *(f"room-{number}" for number in range(5))]
    assert await api.error("conversations.list", cursor="nonsense") == "invalid_cursor"
    assert await api.error("conversations.list", types="rooms") == "invalid_types"
    assert await api.error("conversations.list", limit=1001) == "invalid_limit"


async def test_archived_rooms_are_left_out_on_request(api: Api) -> None:
    await api.ok("conversations.archive", channel=await api.room("done"))
    listed = (await api.ok("conversations.list", exclude_archived=True))["channels"]
    assert [room["name"] for room in listed] == ["general", "support"]


async def test_the_rooms_of_a_user_are_those_they_are_in(api: Api) -> None:
    await api.room("mi-1-shop", "budi")
    mine = (await api.ok("users.conversations"))["channels"]
    his = (await api.ok("users.conversations", user=api.sandbox.person("budi").id))["channels"]
    assert ([it["name"] for it in mine], [it["name"] for it in his]) == (["mi-1-shop"], ["general", "mi-1-shop"])


async def test_acts_upon_a_room_leave_system_messages(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    await api.ok("conversations.setTopic", channel=channel, topic="t")
    await api.ok("conversations.setPurpose", channel=channel, purpose="p")
    await api.ok("conversations.rename", channel=channel, name="mi-1-done")
    subtypes = [message.get("subtype") for message in reversed(await api.history(channel))]
    assert subtypes == ["channel_join", "channel_join", "channel_topic", "channel_purpose", "channel_name"]


async def test_private_rooms_have_group_subtypes(api: Api) -> None:
    channel = await api.room("secret", "budi", private=True)
    assert {message["subtype"] for message in await api.history(channel)} == {"group_join"}


def test_the_workspace_names_what_it_does_not_know(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="general, support"):
        sandbox.workspace.channel("nowhere")
