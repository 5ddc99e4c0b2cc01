"""Members, user groups, team and tokens through the Web API."""

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, manifest


async def test_auth_test_tells_who_the_bot_is(api: Api) -> None:
    who = await api.ok("auth.test")
    app = api.sandbox.app
    assert (who["user_id"], who["bot_id"], who["user"]) == (app.user.id, app.bot_id, "posko")
    assert who["team_id"] == api.sandbox.workspace.team_id


async def test_the_granted_scopes_are_in_the_headers(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.sandbox.bot_token}"}
    async with api.http.post(f"{api.sandbox.api_url}auth.test", headers=headers) as response:
        assert "chat:write" in response.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("app", "auth.test", "not_allowed_token_type"),
        ("bot", "no.such.method", "unknown_method"),
    ],
)
async def test_a_wrong_token_or_method_is_refused(api: Api, token: str, method: str, error: str) -> None:
    known = {"bot": api.sandbox.bot_token, "app": api.sandbox.app_token}
    assert await api.error(method, token=known.get(token, token)) == error


async def test_a_call_without_token_is_not_authed(api: Api) -> None:
    async with api.http.post(f"{api.sandbox.api_url}users.list") as response:
        assert (await response.json())["error"] == "not_authed"


async def test_a_token_counts_in_the_body_too(api: Api) -> None:
    form = {"token": api.sandbox.bot_token}
    async with api.http.post(f"{api.sandbox.api_url}auth.test", data=form) as response:
        assert (await response.json())["ok"]
    assert all("token" not in call.args for call in api.sandbox.journal.calls)


async def test_api_test_needs_no_token_and_echoes(api: Api) -> None:
    async with api.http.get(f"{api.sandbox.api_url}api.test", params={"foo": "bar"}) as response:
        assert (await response.json()) == {"ok": True, "args": {"foo": "bar"}}
    assert await api.error("api.test", error="my_error") == "my_error"


async def test_a_missing_scope_is_named(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(scopes=["chat:write", "channels:read"])) as sandbox:
        api = Api(sandbox, http)
        answer = await api("users.list")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
        assert answer["provided"] == "chat:write,channels:read"


async def test_each_kind_of_room_needs_its_own_scope(http: aiohttp.ClientSession) -> None:
    scopes = ["channels:manage", "channels:read"]
    async with Sandbox(manifest(scopes=scopes)) as sandbox:
        api = Api(sandbox, http)
        await api.room("public-room")
        refused = await api("conversations.create", name="private-room", is_private=True)
        assert (refused["error"], refused["needed"]) == ("missing_scope", "groups:write")
        assert await api.error("conversations.list", types="private_channel") == "missing_scope"


async def test_missing_arguments_are_named(api: Api) -> None:
    answer = await api("conversations.invite")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel",
        "[ERROR] missing required field: users",
    ]


async def test_a_member_has_name_zone_and_language(api: Api) -> None:
    putri = api.sandbox.person("putri")
    user = (await api.ok("users.info", user=putri.id, include_locale=True))["user"]
    assert (user["real_name"], user["tz"], user["tz_offset"]) == ("Putri Ayu Ningsih", "Asia/Makassar", 8 * 3600)
    assert (user["locale"], user["profile"]["email"]) == ("id-ID", "putri@nusantara.example")
    assert await api.error("users.info", user="U404") == "user_not_found"


async def test_addresses_are_hidden_without_their_scope(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(scopes=["users:read"])) as sandbox:
        members = (await Api(sandbox, http).ok("users.list"))["members"]
        assert all("email" not in member["profile"] for member in members)


async def test_members_are_listed_in_pages(api: Api) -> None:
    page = await api.ok("users.list", limit=10)
    rest = await api.ok("users.list", limit=10, cursor=page["response_metadata"]["next_cursor"])
    handles = [it["name"] for it in page["members"] + rest["members"]]
    assert len(handles) == 15
    assert (handles[0], handles[-1]) == ("raihan", "posko")


async def test_somebody_is_found_by_address(api: Api) -> None:
    found = (await api.ok("users.lookupByEmail", email="SARI@nusantara.example"))["user"]
    assert found["name"] == "sari"
    assert await api.error("users.lookupByEmail", email="x@y.example") == "users_not_found"


async def test_a_profile_is_read(api: Api) -> None:
    profile = (await api.ok("users.profile.get", user=api.sandbox.person("intan").id))["profile"]
    assert profile["title"] == "Chief technology officer"
    presence = await api.ok("users.getPresence", user=api.sandbox.person("intan").id)
    assert presence["presence"] == "active"


async def test_user_groups_name_their_members(api: Api) -> None:
    groups = (await api.ok("usergroups.list", include_users=True, include_count=True))["usergroups"]
    assert [it["handle"] for it in groups] == ["backend", "frontend", "server", "devops", "executives"]
    members = (await api.ok("usergroups.users.list", usergroup=groups[0]["id"]))["users"]
    assert members == groups[0]["users"] == [api.sandbox.person("budi").id, api.sandbox.person("dewi").id]
    assert await api.error("usergroups.users.list", usergroup="S404") == "no_such_subteam"


async def test_the_team_has_a_name_and_a_domain(api: Api) -> None:
    team = (await api.ok("team.info"))["team"]
    assert (team["name"], team["domain"]) == ("Nusantara Daring", "nusantara")
    assert (await api.ok("emoji.list"))["emoji"] == {}


async def test_a_bot_is_described(api: Api) -> None:
    bot = (await api.ok("bots.info", bot=api.sandbox.app.bot_id))["bot"]
    assert (bot["name"], bot["user_id"]) == ("Posko", api.sandbox.app.user.id)
    assert await api.error("bots.info", bot="B404") == "bot_not_found"
