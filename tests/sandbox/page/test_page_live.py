"""What a window is told, and what it is not."""

import asyncio

import aiohttp
import pytest

from bot.sandbox import Sandbox, messages
from tests.sandbox.kit import Api, actions, button, manifest, section
from tests.sandbox.page.seeing import Seen, Window, window


@pytest.fixture
async def budi(sandbox: Sandbox, http: aiohttp.ClientSession) -> Window:
    return await window(sandbox, http, "budi", "general")


async def page(http: aiohttp.ClientSession, url: str) -> tuple[int, str]:
    async with http.get(url) as response:
        return response.status, await response.text()


async def test_the_bare_address_is_somebodys_window(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    status, html = await page(http, sandbox.base_url)
    body = Seen(html).tags("body")[0]
    general = sandbox.workspace.channel("general")
    assert (status, body.attrs["data-handle"], body.attrs["data-place"]) == (200, "raihan", general.id)


@pytest.mark.parametrize("path", ["/", "/as/budi", "/as/nobody", "/as/budi/trouble"])
async def test_every_page_says_sandbox(sandbox: Sandbox, http: aiohttp.ClientSession, path: str) -> None:
    _, html = await page(http, sandbox.base_url + path)
    assert Seen(html).classed("ribbon")[0].words.startswith("SANDBOX")
    assert "sandbox" in Seen(html).tags("title")[0].words.lower()


async def test_nobody_and_apps_have_no_window(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    assert [(await page(http, f"{sandbox.base_url}/as/{it}"))[0] for it in ("nobody", "posko")] == [404, 404]


async def test_everybody_to_act_as_is_one_link_away(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    general = sandbox.workspace.channel("general").id
    _, html = await page(http, f"{sandbox.base_url}/as/budi/{general}")
    people = [it for it in sandbox.workspace.users.values() if not it.is_bot]
    links = {it.attrs["data-person"]: it.attrs["href"] for it in Seen(html).with_attr("data-person")}
    assert links == {it.handle: f"/as/{it.handle}/{general}" for it in people}


async def test_a_message_arrives_alone(sandbox: Sandbox, budi: Window) -> None:
    await sandbox.person("sari").say("general", "the shop is down")
    told = await budi.hear()
    assert [len(it["items"]) for name, it in told["lists"].items() if name == "messages"] == [1]
    assert set(told["lists"]) == {"messages", "rooms"}
    assert "slots" not in told
    assert budi.said()[-1] == "the shop is down"


async def test_a_window_where_nothing_changes_is_told_nothing(sandbox: Sandbox, budi: Window) -> None:
    await sandbox.person("sari").create_channel("elsewhere", private=True)
    await sandbox.person("sari").say("general", "marker")
    told = await budi.hear()
    assert (budi.said()[-1], set(told["lists"])) == ("marker", {"messages", "rooms"})


async def test_edits_reactions_and_pins_redraw_one_message(sandbox: Sandbox, budi: Window) -> None:
    sari = sandbox.person("sari")
    message = await sari.say("general", "first")
    await sari.say("general", "second")
    await budi.until(lambda: budi.said()[-1:] == ["second"])
    await sari.edit(message, "changed")
    told = await budi.until(lambda: "changed (edited)" in budi.said())
    assert [it[0] for it in budi.news[-1]["lists"]["messages"]["items"]] == [message.ts], told
    await sari.react(message, "eyes")
    await budi.until(lambda: "👀" in budi.lists["messages"][message.ts])
    await sari.pin(message)
    await budi.until(lambda: "Pinned by Sari Wulandari" in budi.lists["messages"][message.ts])
    assert budi.seen("head").with_attr("data-panel", "pins")[0].words == "📌 1"


async def test_a_deleted_message_goes(sandbox: Sandbox, budi: Window) -> None:
    sari = sandbox.person("sari")
    message = await sari.say("general", "oops")
    await budi.until(lambda: "oops" in budi.said())
    await sari.delete(message)
    await budi.until(lambda: message.ts not in budi.lists["messages"])


async def test_what_is_for_one_person_is_seen_by_one(
    sandbox: Sandbox, http: aiohttp.ClientSession, api: Api, budi: Window
) -> None:
    dewi = await window(sandbox, http, "dewi", "general")
    general = sandbox.workspace.channel("general")
    messages.show_only(sandbox.workspace, general, dewi.sandbox.person("dewi").id, "psst")
    await dewi.until(lambda: "psst" in dewi.said())
    assert "Only visible to you" in list(dewi.lists["messages"].values())[-1]
    await sandbox.person("sari").say("general", "marker")
    await budi.until(lambda: budi.said()[-1:] == ["marker"])
    assert "psst" not in budi.said()
    ephemeral = sandbox.person("dewi").ephemerals()[0]
    await dewi.do("dismiss", room=general.id, ts=ephemeral.ts)
    await dewi.until(lambda: "psst" not in dewi.said())


async def test_a_private_room_does_not_exist_for_others(sandbox: Sandbox, budi: Window) -> None:
    room = await sandbox.person("sari").create_channel("secret", private=True)
    await sandbox.person("sari").say("secret", "hidden words")
    await budi.look(room.id)
    assert "Nothing here" in budi.slots["main"]
    assert not budi.lists.get("messages") or "hidden words" not in str(budi.lists)
    assert room.id not in budi.lists["rooms"] | budi.lists["others"]


async def test_unread_rooms_are_marked_until_read(sandbox: Sandbox, http: aiohttp.ClientSession, budi: Window) -> None:
    room = await sandbox.person("sari").create_channel("shop")
    await sandbox.person("sari").invite("shop", "budi")
    await sandbox.person("sari").say("shop", "one")
    last = await sandbox.person("sari").say("shop", "look here @budi")
    await budi.until(lambda: room.id in budi.lists["rooms"] and "called" in budi.lists["rooms"][room.id])
    entry = Seen(budi.lists["rooms"][room.id])
    assert (entry.classed("unread")[0].tag, entry.classed("called")[0].words) == ("a", "1 mention")
    await budi.look(room.id)
    assert [it.words for seen in budi.items("messages") for it in seen.classed("new")] == []
    await budi.socket.send_json({"read": last.ts})
    await budi.until(lambda: "unread" not in budi.lists["rooms"][room.id])


async def test_ones_own_words_and_slacks_lines_are_no_news(sandbox: Sandbox, budi: Window) -> None:
    sari = sandbox.person("sari")
    room = await sari.create_channel("shop")
    await sari.invite("shop", "budi")
    await sari.set_topic("shop", "the shop")
    await budi.until(lambda: room.id in budi.lists["rooms"])
    assert not Seen(budi.lists["rooms"][room.id]).classed("unread")
    await sari.say("shop", "anybody?")
    await budi.until(lambda: Seen(budi.lists["rooms"][room.id]).classed("unread"))
    await sandbox.person("budi").say("shop", "I am here")
    await budi.until(lambda: not Seen(budi.lists["rooms"][room.id]).classed("unread"))


async def test_a_line_stands_above_what_is_new(sandbox: Sandbox, budi: Window) -> None:
    sari = sandbox.person("sari")
    read = await sari.say("general", "old")
    await budi.until(lambda: "old" in budi.said())
    await budi.socket.send_json({"read": read.ts})
    await sari.say("general", "news")
    await budi.until(lambda: "news" in budi.said())
    await budi.look("trouble")
    await budi.look(sandbox.workspace.channel("general").id)
    keys = list(budi.lists["messages"])
    assert keys.index("new") == keys.index(read.ts) + 1


async def test_threads_stand_at_the_side(sandbox: Sandbox, budi: Window) -> None:
    sari = sandbox.person("sari")
    parent = await sari.say("general", "who knows?")
    await sari.reply(parent, "I do")
    await budi.until(lambda: "1 reply" in budi.lists["messages"].get(parent.ts, ""))
    assert "I do" not in budi.said()
    await budi.look(budi.place, thread=parent.ts)
    assert budi.said("thread") == ["who knows?", "I do"]
    await sari.reply(parent, "and I", broadcast=True)
    await budi.until(lambda: budi.said("thread")[-1:] == ["and I"] and "and I" in budi.said())


async def test_history_comes_a_hundred_at_a_time(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    ws, general = sandbox.workspace, sandbox.workspace.channel("general")
    sari, tono = sandbox.person("sari").id, sandbox.person("tono").id
    for number in range(250):
        messages.post(ws, general, (sari, tono)[number % 2], f"message {number}")
    budi = await window(sandbox, http, "budi", "general")
    assert (len(budi.said()), budi.said()[0]) == (100, "message 150")
    assert budi.seen("older").with_attr("data-do", "older")
    await budi.look(budi.place, count=200)
    assert (len(budi.said()), budi.said()[0]) == (200, "message 50")
    await budi.look(budi.place, count=400)
    assert "very beginning" in budi.slots["older"]


async def test_ten_thousand_messages_and_two_hundred_rooms_cost_one_page(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    ws, general = sandbox.workspace, sandbox.workspace.channel("general")
    sari = sandbox.person("sari")
    for number in range(200):
        room = await sari.create_channel(f"room-{number}")
        room.members[sandbox.person("budi").id] = None
    for number in range(10_000):
        messages.post(ws, general, sari.id, f"message {number}")
    budi = await window(sandbox, http, "budi", "general")
    assert (len(budi.said()), len(budi.lists["rooms"])) == (100, 201)
    await sari.say("room-7", "hello")
    told = await budi.hear()
    assert {name: len(it["items"]) for name, it in told["lists"].items()} == {"rooms": 1}


async def test_buttons_are_drawn_with_their_ids(api: Api, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    await api.posted(await api.room("mi-1", "budi"), "card", blocks=[section("*Down*"), actions(button("take", "42"))])
    budi = await window(sandbox, http, "budi", "mi-1")
    card = Seen(list(budi.lists["messages"].values())[-1])
    pressed = card.with_attr("data-do", "press")[0].attrs
    assert (pressed["data-block"], pressed["data-action"], pressed["data-value"]) == ("actions", "take", "42")
    assert card.tags("strong")[0].words == "Down"


async def test_times_are_the_readers_own(sandbox: Sandbox, http: aiohttp.ClientSession, budi: Window) -> None:
    await sandbox.person("sari").say("general", "<!date^1700000000^{date_num} {time}|then>", raw=True)
    await budi.until(lambda: "2023-11-15 05:13" in budi.said())
    lina = await window(sandbox, http, "lina", "general")
    assert lina.said()[-1] == "2023-11-14 23:13"


async def test_an_archived_or_foreign_room_has_no_composer(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    await sandbox.person("sari").create_channel("shop")
    budi = await window(sandbox, http, "budi", "shop")
    assert not budi.seen("composer").tags("form")
    assert budi.seen("composer").with_attr("data-do", "join")
    await budi.do("join", room=budi.place)
    await budi.until(lambda: budi.seen("composer").tags("textarea"))
    await sandbox.person("sari").archive("shop")
    await budi.until(lambda: budi.seen("composer").with_attr("data-do", "unarchive"))


async def test_nonsense_from_a_window_is_passed_over(sandbox: Sandbox, budi: Window) -> None:
    for nonsense in ("{", "[]", '{"watch": 7}', '{"read": "x"}', '{"read": "1.2.3"}'):
        await budi.socket.send_str(nonsense)
    await sandbox.person("sari").say("general", "still here")
    await budi.until(lambda: budi.said()[-1:] == ["still here"])


async def test_the_sandbox_stops_at_once_with_windows_open(http: aiohttp.ClientSession) -> None:
    sandbox = Sandbox(manifest())
    await sandbox.start()
    budi = await window(sandbox, http, "budi", "general")
    async with asyncio.timeout(2):
        await sandbox.stop()
        assert (await budi.socket.receive()).type is aiohttp.WSMsgType.CLOSE
