"""The sandbox as a tool: seeding, waiting, clocks, transcripts, several apps, the admin pages."""

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import pytest

from bot.sandbox import ImpossibleAction, Sandbox, SandboxError, Tokens, forms, serve
from bot.sandbox.company import nusantara
from tests.sandbox.kit import Api, HandClock, Wire, actions, button, connect, manifest, option, section

# seeding


def test_the_company_has_its_people_rooms_and_groups() -> None:
    ws = Sandbox(clock=HandClock()).workspace
    assert len(ws.users) == 14
    assert [it.name for it in ws.channels.values()] == ["general", "support"]
    assert [it.handle for it in ws.groups.values()] == ["backend", "frontend", "server", "devops", "executives"]
    assert len(ws.channel("general").members) == 14


def test_a_workspace_is_seeded_from_plain_data() -> None:
    seed = {
        "name": "Toko",
        "domain": "toko",
        "people": [{"handle": "ani", "name": "Ani", "tz": "Asia/Makassar", "is_admin": True}],
        "channels": [{"name": "ops", "private": True, "topic": "hush", "members": ["ani"]}],
        "groups": [{"handle": "oncall", "members": ["ani"]}],
    }
    ws = Sandbox(seed=seed).workspace
    assert (ws.user("ani").email, ws.user("ani").tz) == ("ani@toko.example", "Asia/Makassar")
    assert (ws.channel("ops").kind, ws.channel("ops").topic["value"]) == ("group", "hush")


def test_an_unknown_key_in_a_seed_is_refused() -> None:
    with pytest.raises(SandboxError, match="a person has unknown keys: phone"):
        Sandbox(seed={"people": [{"handle": "ani", "phone": "1"}]})


def test_ids_are_the_same_in_every_run() -> None:
    one, two = Sandbox(manifest()), Sandbox(manifest())
    assert list(one.workspace.users) == list(two.workspace.users)
    assert one.app.id == two.app.id
    assert one.bot_token != two.bot_token


def test_a_manifest_has_to_name_the_app() -> None:
    with pytest.raises(SandboxError, match=r"display_information\.name"):
        Sandbox({"features": {}})


# waiting and time


async def test_until_returns_the_first_true_answer(sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(sandbox.until(lambda ws: ws.find_channel("tea")))
    await asyncio.sleep(0)
    assert not waiting.done()
    made = await sandbox.person("dewi").create_channel("tea")
    assert await waiting is made


async def test_until_gives_up_after_its_timeout(sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await sandbox.until(lambda ws: ws.find_channel("never"), timeout=0.02)


async def test_slacks_clock_may_be_wrong(http: aiohttp.ClientSession, clock: HandClock) -> None:
    async with Sandbox(manifest(), clock=clock, skew=90) as sandbox:
        api = Api(sandbox, http)
        ts = await api.posted(await api.room())
        assert int(ts.partition(".")[0]) == int(clock.now()) + 90
        headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
        async with http.post(f"{sandbox.api_url}auth.test", headers=headers) as response:
            date = parsedate_to_datetime(response.headers["Date"])
        assert date == datetime.fromtimestamp(clock.now() + 90, UTC)


async def test_ten_thousand_messages_are_posted_and_read_in_linear_time(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    budi = api.sandbox.person("budi")

    async def spent(count: int) -> float:
        begun = time.process_time()
        for number in range(count):
            await budi.say("mi-1-shop", str(number))
        for _ in range(5):
            await api.history(channel, limit=100)
        return time.process_time() - begun

    first = await spent(3_000)
    await spent(4_000)
    last = await spent(3_000)
    assert last < 4 * first + 0.2


# several apps


async def test_two_apps_have_their_own_tokens_events_and_messages(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest()) as sandbox:
        other = sandbox.install(
            {
                "display_information": {"name": "Other"},
                "oauth_config": {"scopes": {"bot": ["chat:write", "channels:join", "commands"]}},
                "settings": {"event_subscriptions": {"bot_events": []}},
            }
        )
        api = Api(sandbox, http)
        channel = await api.room()
        assert (await api("conversations.join", token=other.bot_token, channel=channel))["ok"]
        said = await api("chat.postMessage", token=other.bot_token, channel=channel, text="hi")
        assert await api.error("chat.update", channel=channel, ts=said["ts"], text="x") == "cant_update_message"
        with pytest.raises(ImpossibleAction, match="not a command of Other"):
            await sandbox.person("budi", other).command("/incident")


# transcripts


async def test_a_transcript_reads_like_the_room(api: Api, clock: HandClock) -> None:
    channel = await api.room("mi-1-shop", "budi")
    await api.ok("conversations.setTopic", channel=channel, topic="SEV1 · checkout")
    budi = api.sandbox.person("budi")
    card = [section("*Shop down* since <!date^1^{time}|10:00>"), actions(button("take", label="Take over"))]
    ts = await api.posted(channel, "card", blocks=card)
    await api.ok("pins.add", channel=channel, timestamp=ts)
    clock.advance(60)
    said = await budi.say("mi-1-shop", "@sari a < b, see https://x.example")
    await budi.reply(said, "found it")
    await budi.react(said, "eyes")
    await api.ok("chat.postEphemeral", channel=channel, user=budi.id, text="psst")
    text = api.sandbox.transcript("mi-1-shop", viewer="budi")
    expected = """\
#mi-1-shop (posko, budi)
   SEV1 · checkout
── Wednesday 15 November 2023 ──
05:13  posko              @posko has joined the channel
05:13  Budi Santoso       @budi has joined the channel
05:13  posko              @posko set the channel topic: SEV1 · checkout
05:13  posko              Shop down since 10:00
                          [Take over]
                          (pinned)
05:14  Budi Santoso       @sari a < b, see https://x.example
                          (:eyes: 1)
  ↳ 05:14  Budi Santoso       found it
05:14  posko              (only visible to you)
                          psst
"""
    assert text == expected
    assert "psst" not in api.sandbox.transcript("mi-1-shop")


# from outside


async def admin(api: Api, verb: str, path: str, **body: Any) -> Any:
    url = f"{api.sandbox.base_url}/sandbox/{path}"
    async with api.http.request(verb, url, json=body or None) as response:
        return await response.json()


async def test_faults_are_set_and_cleared_from_outside(api: Api) -> None:
    await admin(api, "POST", "faults", kind="error", method="users.list", code="internal_error", times=None)
    assert await api.error("users.list") == "internal_error"
    assert [it["struck"] for it in await admin(api, "GET", "faults")] == [1]
    await admin(api, "DELETE", "faults")
    await api.ok("users.list")
    assert "unexpected" in (await admin(api, "POST", "faults", kind="slow", colour="red"))["error"]


async def test_events_and_sockets_are_disturbed_from_outside(api: Api, wire: Wire) -> None:
    await admin(api, "POST", "events/withhold", name="channel_created")
    await api.sandbox.person("dewi").create_channel("tea")
    assert await admin(api, "POST", "events/release") == {"result": 1}
    assert (await wire.event())["type"] == "channel_created"
    await admin(api, "POST", "sockets/refresh")
    assert (await wire.envelope())["type"] == "disconnect"
    await asyncio.gather(admin(api, "POST", "sockets/disconnect"), wire.socket.receive(timeout=5))
    assert api.sandbox.sockets.connections == []


async def test_rate_limits_are_switched_from_outside(api: Api) -> None:
    assert await admin(api, "POST", "rate-limits", enabled=True) == {"enabled": True}
    assert api.sandbox.rate_limits.enabled


async def test_people_act_from_outside(api: Api, wire: Wire) -> None:
    await api.room("mi-1-shop", "budi")
    said = await admin(api, "POST", "people/budi/say", where="mi-1-shop", text="hello")
    await admin(api, "POST", "people/budi/react", message=said["ts"], name="eyes")
    await admin(api, "POST", "people/budi/invite", where="mi-1-shop", handles=["sari"])
    assert "mi-1-shop" in (await admin(api, "GET", "people/sari"))["rooms"]
    assert "not in #mi-1-shop" in (await admin(api, "POST", "people/dewi/say", where="mi-1-shop", text="x"))["error"]
    assert "nobody can fly" in (await admin(api, "POST", "people/dewi/fly"))["error"]


async def test_the_journal_and_state_are_read_from_outside(api: Api) -> None:
    await api.room("mi-1-shop")
    calls = await admin(api, "GET", "calls?method=conversations.create")
    assert [it["args"]["name"] for it in calls] == ["mi-1-shop"]
    deliveries = await admin(api, "GET", "deliveries?name=channel_created")
    assert [it["failure"] for it in deliveries] == ["no_connection"]
    state = await admin(api, "GET", "state")
    assert state["apps"][0]["bot"] == api.sandbox.bot_token
    async with api.http.get(f"{api.sandbox.base_url}/sandbox/rooms/mi-1-shop/transcript") as response:
        assert (await response.text()).startswith("#mi-1-shop")


async def test_a_standing_sandbox_serves_until_stopped(http: aiohttp.ClientSession) -> None:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    tokens = Tokens("xoxb-fixed", "xapp-fixed", "secret")
    work = serve(manifest(), port=0, seed=nusantara(), tokens=tokens, ready=ready.set_result, stop=stop)
    task = asyncio.create_task(work)
    sandbox = await ready
    assert sandbox.api_url.startswith("http://127.0.0.1:")
    wire = await connect(Api(sandbox, http))
    assert (await Api(sandbox, http).ok("auth.test"))["user"] == "posko"
    assert sandbox.bot_token == "xoxb-fixed"
    stop.set()
    await asyncio.gather(task, wire.socket.receive(timeout=5))


async def test_short_forms_do_from_a_shell(api: Api) -> None:
    url = f"{api.sandbox.base_url}/sandbox/people/budi/say"
    async with api.http.post(url, data={"where": "general", "text": "from a shell"}) as response:
        assert (await response.json())["text"] == "from a shell"


async def test_pages_of_other_sites_may_do_nothing(api: Api) -> None:
    url = f"{api.sandbox.base_url}/sandbox/people/budi/say"
    body = {"where": "general", "text": "hello"}
    async with api.http.post(url, json=body, headers={"Origin": "http://evil.example"}) as response:
        assert response.status == 403
    assert "hello" not in [it.text for it in api.sandbox.person("budi").messages("general")]


async def test_the_next_change_can_be_awaited_from_outside(api: Api) -> None:
    waiting = asyncio.create_task(admin(api, "GET", "changes"))
    while not waiting.done():
        await api.sandbox.person("budi").say("general", "hello")
        await asyncio.sleep(0)
    assert await waiting == {"changed": True}


def test_the_bare_value_of_an_element_is_what_it_holds() -> None:
    chosen = {"type": "static_select", "selected_option": option("sev1")}
    many = {"type": "checkboxes", "selected_options": [option("a"), option("b")]}
    people = {"type": "multi_users_select", "selected_users": ["U1"]}
    empty = {"type": "plain_text_input", "value": None}
    assert [forms.held(it) for it in (chosen, many, people, empty)] == ["sev1", ["a", "b"], ["U1"], None]
