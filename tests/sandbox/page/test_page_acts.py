"""What somebody does in a window reaches the app as Slack would send it."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, Wire, actions, button, field, modal, option, plain, section
from tests.sandbox.page.seeing import Window, asked, window


@pytest.fixture
async def budi(sandbox: Sandbox, http: aiohttp.ClientSession) -> Window:
    return await window(sandbox, http, "budi", "general")


async def meanwhile(act: Any, wire: Wire, wanted: str, payload: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """An act, and the envelope that it sends, acknowledged with this payload: (answer, envelope's payload)."""
    doing = asyncio.create_task(act)
    envelope = await asked(wire, wanted)
    await wire.ack(envelope, payload)
    return await doing, envelope["payload"]


async def opened(budi: Window, api: Api, wire: Wire, view: dict[str, Any]) -> str:
    """Opens a modal for budi by a command; returns its id."""
    doing = budi.do("say", room=budi.place, text="/incident declare")
    _, body = await meanwhile(doing, wire, "/incident")
    view_id: str = (await api.ok("views.open", trigger_id=body["trigger_id"], view=view))["view"]["id"]
    await budi.until(lambda: budi.seen("modal").with_attr("data-view", view_id))
    return view_id


async def test_words_are_said_and_encoded(sandbox: Sandbox, budi: Window) -> None:
    await budi.do("say", room=budi.place, text="hello @sari <b>")
    said = sandbox.person("budi").messages("general")[-1]
    assert (said.text, said.user) == (f"hello {sandbox.person('sari').mention} &lt;b&gt;", sandbox.person("budi").id)


async def test_half_a_character_is_shown_as_such_and_stops_no_window(api: Api, budi: Window) -> None:
    await budi.do("say", room=budi.place, text="half \ud83d of it")
    await api.ok("chat.postMessage", channel="general", text="and \udca1 here")
    await budi.until(lambda: budi.said()[-2:] == ["half � of it", "and � here"])


async def test_a_command_is_sent_and_not_said(budi: Window, wire: Wire, sandbox: Sandbox) -> None:
    answer, body = await meanwhile(budi.do("say", room=budi.place, text="/incident list all"), wire, "/incident")
    assert (answer["status"], body["command"], body["text"], body["user_name"]) == (
        200,
        "/incident",
        "list all",
        "budi",
    )
    assert body["channel_id"] == sandbox.workspace.channel("general").id
    assert all("list all" not in it.text for it in sandbox.person("budi").messages("general"))


async def test_an_unknown_command_is_refused_in_words(budi: Window) -> None:
    answer = await budi.do("say", room=budi.place, text="/nonsense now")
    assert (answer["status"], "/nonsense is not a valid command" in answer["error"]) == (400, True)


async def test_commands_do_not_work_in_threads(sandbox: Sandbox, budi: Window) -> None:
    parent = await sandbox.person("sari").say("general", "hi")
    answer = await budi.do("say", room=budi.place, text="/incident list", thread=parent.ts)
    assert "threads" in answer["error"]


async def test_an_app_that_does_not_answer_is_told_about(sandbox: Sandbox, budi: Window) -> None:
    answer = await budi.do("say", room=budi.place, text="/incident list")
    assert (answer["status"], "not acknowledged" in answer["error"]) == (400, True)


async def test_slacks_own_commands_work(sandbox: Sandbox, budi: Window) -> None:
    made = await budi.do("create_channel", name="#War Room")
    await budi.do("say", room=made["place"], text="/topic the shop")
    await budi.do("say", room=made["place"], text="/invite @sari @dewi")
    room = sandbox.workspace.channel("war-room")
    assert room.topic["value"] == "the shop"
    assert [sandbox.workspace.users[it].handle for it in room.members] == ["budi", "sari", "dewi"]
    assert (await budi.do("create_channel", name="war-room"))["status"] == 400


async def test_a_reaction_is_given_and_taken_back(sandbox: Sandbox, budi: Window) -> None:
    message = await sandbox.person("sari").say("general", "hi")
    given = {"room": budi.place, "ts": message.ts, "name": ":bulb:"}
    await budi.do("react", **given)
    assert message.reactions == {"bulb": [sandbox.person("budi").id]}
    await budi.do("react", **given)
    assert message.reactions == {}


async def test_only_ones_own_words_are_edited_and_deleted(sandbox: Sandbox, budi: Window) -> None:
    theirs = await sandbox.person("sari").say("general", "hers")
    own = await sandbox.person("budi").say("general", "mine")
    assert (await budi.do("edit", room=budi.place, ts=theirs.ts, text="x"))["status"] == 400
    assert (await budi.do("delete", room=budi.place, ts=theirs.ts))["status"] == 400
    assert (await budi.do("edit", room=budi.place, ts=own.ts, text="better"))["status"] == 200
    assert (theirs.text, own.text) == ("hers", "better")


async def test_editing_begins_with_what_was_typed(sandbox: Sandbox, budi: Window) -> None:
    message = await sandbox.person("budi").say("general", "@sari see #general & https://a.example/?x=1&y=2")
    await budi.until(lambda: message.ts in budi.lists["messages"])
    article = next(seen for seen in budi.items("messages") if seen.with_attr("data-ts", message.ts)).tags("article")[0]
    assert article.attrs["data-source"] == "@sari see #general & https://a.example/?x=1&y=2"


async def test_no_act_reaches_a_room_one_cannot_see(sandbox: Sandbox, budi: Window) -> None:
    room = await sandbox.person("sari").create_channel("secret", private=True)
    message = await sandbox.person("sari").say("secret", "hidden")
    acts = (
        "join",
        "react",
        "pin",
        "press",
        "leave",
        "archive",
        "unarchive",
        "rename",
        "set_topic",
        "message_shortcut",
        "bookmark",
    )
    given = {"room": room.id, "ts": message.ts, "name": "eyes", "callback": "capture", "rename": "open"}
    assert {(await budi.do(act, **given))["status"] for act in acts} == {400}
    assert (await budi.do("say", room=room.id, text="hi"))["status"] == 400
    assert (len(room.members), message.reactions, room.pins) == (1, {}, [])


async def test_a_bookmark_is_added_shown_in_the_bar_and_removed(sandbox: Sandbox, budi: Window) -> None:
    await budi.look(budi.place, panel="about")
    refused = await budi.do("bookmark", room=budi.place, title="Runbook", link="javascript:alert(1)")
    assert (refused["status"], refused["error"]) == (
        400,
        "javascript:alert(1) is no link: it begins with https://",
    )
    await budi.do("bookmark", room=budi.place, title="Runbook", link="https://example.com/shop")
    await budi.until(lambda: "Runbook" in budi.slots["bookmarks"])
    shown = budi.seen("bookmarks").tags("a")[0]
    assert (shown.attrs["href"], shown.words) == ("https://example.com/shop", "🔗 Runbook")
    remove = budi.seen("side").with_attr("data-bookmark")[0].attrs["data-bookmark"]
    await budi.do("unbookmark", room=budi.place, bookmark=remove)
    await budi.until(lambda: not budi.slots["bookmarks"])
    assert sandbox.workspace.channel("general").bookmarks == {}


async def test_a_button_is_pressed(api: Api, wire: Wire, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    channel = await api.room("mi-1", "budi")
    ts = await api.posted(channel, "card", blocks=[section("Down"), actions(button("take", "42", "Take it"))])
    budi = await window(sandbox, http, "budi", "mi-1")
    doing = budi.do("press", room=channel, ts=ts, block="actions", action="take", value="42")
    answer, body = await meanwhile(doing, wire, "block_actions")
    assert (answer["status"], body["actions"][0]["value"], body["container"]["message_ts"]) == (200, "42", ts)
    assert body["user"]["username"] == "budi"


async def test_a_menu_and_a_moment_are_chosen(
    api: Api, wire: Wire, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    menu = {"type": "static_select", "action_id": "sev", "options": [option("sev1"), option("sev2")]}
    moment = {"type": "datetimepicker", "action_id": "when"}
    channel = await api.room("mi-1", "putri")
    ts = await api.posted(channel, "card", blocks=[actions(menu, moment)])
    putri = await window(sandbox, http, "putri", "mi-1")
    doing = putri.do("press", room=channel, ts=ts, block="actions", action="sev", value="sev2")
    _, body = await meanwhile(doing, wire, "block_actions")
    assert body["actions"][0]["selected_option"]["value"] == "sev2"
    doing = putri.do("press", room=channel, ts=ts, block="actions", action="when", value="2026-11-11T21:02")
    _, body = await meanwhile(doing, wire, "block_actions")
    assert body["actions"][0]["selected_date_time"] == 1794402120  # 21:02 in Makassar is 20:02 in Jakarta


async def test_a_form_is_filled_and_sent(api: Api, wire: Wire, budi: Window) -> None:
    boxes = {"type": "checkboxes", "action_id": "value", "options": [option("a"), option("b")]}
    view = modal(field("title"), field("tags") | {"element": boxes}, field("note", optional=True))
    view_id = await opened(budi, api, wire, view)
    values = {"title": {"value": "Shop down"}, "tags": {"value": ["b"]}, "note": {"value": ""}}
    answer, body = await meanwhile(budi.do("submit", view=view_id, values=values), wire, "view_submission")
    state = body["view"]["state"]["values"]
    assert (state["title"]["value"]["value"], state["note"]["value"]["value"]) == ("Shop down", None)
    assert [it["value"] for it in state["tags"]["value"]["selected_options"]] == ["b"]
    await budi.until(lambda: budi.slots["modal"] == "")
    assert answer["errors"] == {}


async def test_the_screen_itself_refuses_what_slacks_would(api: Api, wire: Wire, budi: Window) -> None:
    view = modal(
        field("title", min_length=5),
        field("many", type="number_input", is_decimal_allowed=False, max_value="10"),
        field("mail", type="email_text_input"),
        field("page", type="url_text_input"),
        field("needed"),
    )
    view_id = await opened(budi, api, wire, view)
    typed = {"title": "abc", "many": "11", "mail": "nobody", "page": "javascript:alert(1)", "needed": None}
    answer = await budi.do("submit", view=view_id, values={key: {"value": it} for key, it in typed.items()})
    assert answer["errors"] == {
        "title": "Write at least 5 characters.",
        "many": "Enter 10 or less.",
        "mail": "Enter an e-mail address.",
        "page": "Enter an address such as https://example.com.",
        "needed": "Please complete this required field.",
    }


async def test_the_apps_faults_stand_at_their_fields(api: Api, wire: Wire, budi: Window) -> None:
    view_id = await opened(budi, api, wire, modal(field("title")))
    said = {"response_action": "errors", "errors": {"title": "That title is <taken>."}}
    doing = budi.do("submit", view=view_id, values={"title": {"value": "Shop"}})
    answer, _ = await meanwhile(doing, wire, "view_submission", said)
    await budi.until(lambda: budi.seen("modal").classed("wrong"))
    assert answer["errors"] == {"title": "That title is <taken>."}
    assert budi.seen("modal").with_attr("data-error", "title")[0].words == "That title is <taken>."
    assert budi.seen("modal").with_attr("name", "title/value")[0].attrs["value"] == "Shop"


async def test_a_form_may_be_changed_and_put_on_another(api: Api, wire: Wire, budi: Window) -> None:
    view_id = await opened(budi, api, wire, modal(field("title")))
    await api.ok("views.update", view_id=view_id, view=modal(field("title"), section("changed")))
    await budi.until(lambda: "changed" in budi.slots["modal"])
    said = {"response_action": "push", "view": modal(section("second"), title=plain("Second"))}
    doing = budi.do("submit", view=view_id, values={"title": {"value": "Shop"}})
    await meanwhile(doing, wire, "view_submission", said)
    await budi.until(lambda: "Second" in budi.slots["modal"])
    assert budi.seen("modal").with_attr("aria-label", "Back")
    await budi.do("close", view=budi.seen("modal").with_attr("data-view")[0].attrs["data-view"])
    await budi.until(lambda: "changed" in budi.slots["modal"])


async def test_the_app_hears_that_a_form_was_closed(api: Api, wire: Wire, budi: Window) -> None:
    view_id = await opened(budi, api, wire, modal(section("hi"), notify_on_close=True))
    _, body = await meanwhile(budi.do("close", view=view_id), wire, "view_closed")
    assert body["view"]["id"] == view_id
    await budi.until(lambda: budi.slots["modal"] == "")


async def test_a_change_in_a_form_tells_what_else_was_typed(api: Api, wire: Wire, budi: Window) -> None:
    menu = {"type": "static_select", "action_id": "sev", "options": [option("sev1"), option("sev2")]}
    view = modal(field("title"), actions(menu, block_id="menu"))
    view_id = await opened(budi, api, wire, view)
    values = {"title": {"value": "half typed"}}
    doing = budi.do("press", view=view_id, block="menu", action="sev", value="sev1", values=values)
    _, body = await meanwhile(doing, wire, "block_actions")
    assert body["view"]["state"]["values"]["title"]["value"]["value"] == "half typed"


async def test_an_app_offers_options_while_one_types(api: Api, wire: Wire, budi: Window) -> None:
    view_id = await opened(budi, api, wire, modal(field("ext", type="external_select", min_query_length=1)))
    doing = budi.do("suggest", view=view_id, action="value", typed="al")
    answer, body = await meanwhile(doing, wire, "block_suggestion", {"options": [option("alpha")]})
    assert (body["value"], answer["options"][0]["value"]) == ("al", "alpha")


async def test_a_form_belongs_to_one_person(
    api: Api, wire: Wire, budi: Window, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    view_id = await opened(budi, api, wire, modal(field("title")))
    dewi = await window(sandbox, http, "dewi", "general")
    assert dewi.slots["modal"] == ""
    assert (await dewi.do("submit", view=view_id, values={"title": {"value": "mine"}}))["status"] == 400


async def test_shortcuts_are_started(sandbox: Sandbox, wire: Wire, budi: Window) -> None:
    app = sandbox.app.id
    _, body = await meanwhile(budi.do("shortcut", app=app, callback="declare"), wire, "shortcut")
    assert (body["callback_id"], body["user"]["username"]) == ("declare", "budi")
    message = await sandbox.person("sari").say("general", "look")
    given = {"app": app, "callback": "capture", "room": budi.place, "ts": message.ts}
    _, body = await meanwhile(budi.do("message_shortcut", **given), wire, "message_action")
    assert (body["callback_id"], body["message"]["text"]) == ("capture", "look")


async def test_looking_at_the_home_tab_tells_the_app(api: Api, sandbox: Sandbox, wire: Wire, budi: Window) -> None:
    await budi.look(f"home-{sandbox.app.id}")
    envelope = await asked(wire, "events_api")
    assert envelope["payload"]["event"]["type"] == "app_home_opened"
    await wire.ack(envelope)
    home = {"type": "home", "blocks": [section("*Nothing is open*"), actions(button("declare"))]}
    await api.ok("views.publish", user_id=sandbox.person("budi").id, view=home)
    await budi.until(lambda: "Nothing is open" in budi.slots["home"])
    view_id = budi.seen("home").with_attr("data-view")[0].attrs["data-view"]
    doing = budi.do("press", view=view_id, block="actions", action="declare", value="1")
    _, body = await meanwhile(doing, wire, "block_actions")
    assert body["view"]["type"] == "home"


async def test_a_file_is_shared_and_shown(sandbox: Sandbox, http: aiohttp.ClientSession, budi: Window) -> None:
    form = aiohttp.FormData({"room": budi.place, "text": "the notes", "thread": ""})
    form.add_field("file", b"# Notes\n**bold** <script>alert(1)</script>", filename="notes.md")
    async with http.post(f"{sandbox.base_url}/as/budi/upload", data=form) as response:
        assert response.status == 200
    shown = (await budi.until(lambda: [it for it in budi.items("messages") if it.classed("file")]))[0]
    assert shown.classed("prose")[0].words == "the notes"
    assert ([it.words for it in shown.tags("h1")], [it.words for it in shown.tags("strong")]) == (["Notes"], ["bold"])
    address = shown.classed("strong")[0].attrs["href"]
    async with http.get(sandbox.base_url + address) as response:
        assert (await response.read()).startswith(b"# Notes")


async def test_a_file_of_a_private_room_is_not_served_to_others(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    await sandbox.person("sari").create_channel("secret", private=True)
    message = await sandbox.person("sari").upload("secret", "plan.txt", b"hidden")
    path = f"files/{message.files[0].id}/plan.txt"
    statuses = []
    for handle in ("sari", "budi"):
        async with http.get(f"{sandbox.base_url}/as/{handle}/{path}") as response:
            statuses.append(response.status)
    assert statuses == [200, 404]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/in", ["/incident", "/invite"]),
        ("@bud", ["@budi"]),
        ("@dev", ["@devops"]),
        ("#gen", ["#general"]),
        (":bul", [":bulb:"]),
        ("x", []),
    ],
)
async def test_the_composer_completes(budi: Window, typed: str, offered: list[str]) -> None:
    url = f"{budi.sandbox.base_url}/as/budi/complete"
    async with budi.http.get(url, params={"typed": typed}) as response:
        assert [it["shown"] for it in (await response.json())["offers"]] == offered


async def test_private_rooms_are_not_offered(sandbox: Sandbox, budi: Window) -> None:
    await sandbox.person("sari").create_channel("secret-plan", private=True)
    async with budi.http.get(f"{sandbox.base_url}/as/budi/complete", params={"typed": "#secret"}) as response:
        assert (await response.json())["offers"] == []
