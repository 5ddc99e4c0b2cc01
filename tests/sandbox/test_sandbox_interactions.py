"""Commands, buttons, menus, modals, shortcuts, home tabs, response_urls: the person's side of the app."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox import ImpossibleAction, NotAcked, Person, Reply, Sandbox
from bot.sandbox.people.replies import Submission
from tests.sandbox.kit import (
    SCOPES,
    Api,
    HandClock,
    Wire,
    actions,
    button,
    field,
    manifest,
    modal,
    option,
    plain,
    section,
)


async def answered(wire: Wire, act: Any, payload: Any = None) -> tuple[Any, dict[str, Any]]:
    """Lets the act happen, acknowledges it with this payload; what came of it and what was sent."""
    task = asyncio.ensure_future(act)
    while True:
        envelope = await wire.envelope()
        await wire.ack(envelope, payload if envelope["type"] != "events_api" else None)
        if envelope["type"] != "events_api":
            return await task, envelope["payload"]


@pytest.fixture
def budi(api: Api) -> Person:
    return api.sandbox.person("budi")


async def open_modal(api: Api, wire: Wire, person: Person, view: dict[str, Any]) -> None:
    _, command = await answered(wire, person.command("/incident"))
    await api.ok("views.open", trigger_id=command["trigger_id"], view=view)


async def submitted(
    wire: Wire, person: Person, values: dict[str, dict[str, Any]], payload: Any = None
) -> tuple[Submission, dict[str, Any]]:
    done: tuple[Submission, dict[str, Any]] = await answered(wire, person.submit(values=values), payload)
    return done


# commands


async def test_a_command_tells_who_where_and_what(api: Api, wire: Wire, budi: Person) -> None:
    _, body = await answered(wire, budi.command("/incident mim @sari in #support", "general"))
    sari, support = api.sandbox.person("sari"), api.sandbox.workspace.channel("support")
    assert (body["command"], body["user_id"], body["channel_name"]) == ("/incident", budi.id, "general")
    assert body["text"] == f"mim <@{sari.id}|sari> in <#{support.id}|support>"
    assert body["trigger_id"]
    assert body["response_url"].startswith("http://127.0.0.1")


async def test_a_command_without_escaping_keeps_the_words(wire: Wire, budi: Person) -> None:
    _, body = await answered(wire, budi.command("/plain ask @sari <now>"))
    assert body["text"] == "ask @sari &lt;now&gt;"


async def test_commands_in_private_rooms_and_direct_messages_hide_the_name(api: Api, wire: Wire, budi: Person) -> None:
    await api.room("secret", "budi", private=True)
    _, body = await answered(wire, budi.command("/incident", "secret"))
    assert body["channel_name"] == "privategroup"
    _, body = await answered(wire, budi.command("/incident", "@posko"))
    assert body["channel_name"] == "directmessage"


async def test_an_unknown_command_or_a_foreign_room_is_impossible(budi: Person) -> None:
    with pytest.raises(ImpossibleAction, match="/incident, /plain"):
        await budi.command("/incdent")
    with pytest.raises(ImpossibleAction, match="not in #support"):
        await budi.command("/incident", "support")


async def test_an_ack_with_text_is_an_ephemeral_answer(wire: Wire, budi: Person) -> None:
    reply, _ = await answered(wire, budi.command("/incident"), {"text": "hello"})
    assert reply.text == "hello"
    assert [it.text for it in budi.ephemerals("general")] == ["hello"]


async def test_an_ack_in_channel_is_seen_by_all(api: Api, wire: Wire, budi: Person) -> None:
    await answered(wire, budi.command("/incident"), {"text": "hello all", "response_type": "in_channel"})
    assert [it.text for it in api.sandbox.person("sari").messages("general")][-1] == "hello all"
    assert budi.ephemerals() == []


# response_url


async def respond(api: Api, url: str, **body: Any) -> tuple[int, str]:
    async with api.http.post(url, json=body) as response:
        return response.status, await response.text()


async def test_a_response_url_answers_five_times(api: Api, wire: Wire, budi: Person) -> None:
    reply, body = await answered(wire, budi.command("/incident"))
    for number in range(5):
        assert await respond(api, body["response_url"], text=f"a{number}") == (200, "ok")
    status, text = await respond(api, body["response_url"], text="more")
    assert (status, "used_url" in text) == (404, True)
    assert [it.text for it in budi.ephemerals()] == [f"a{number}" for number in range(5)]
    assert (await reply.answer(2)).text == "a2"


async def test_a_response_url_lives_thirty_minutes(api: Api, wire: Wire, budi: Person, clock: HandClock) -> None:
    _, body = await answered(wire, budi.command("/incident"))
    clock.advance(1799)
    assert (await respond(api, body["response_url"], text="late"))[0] == 200
    clock.advance(2)
    status, text = await respond(api, body["response_url"], text="too late")
    assert (status, "expired_url" in text) == (404, True)


async def test_a_response_may_be_for_the_whole_room(api: Api, wire: Wire, budi: Person) -> None:
    _, body = await answered(wire, budi.command("/incident"))
    await respond(api, body["response_url"], text="all", response_type="in_channel")
    assert budi.messages("general")[-1].text == "all"


async def test_a_response_is_checked_like_a_message(api: Api, wire: Wire, budi: Person) -> None:
    _, body = await answered(wire, budi.command("/incident"))
    assert (await respond(api, body["response_url"]))[0] == 400
    status, text = await respond(api, body["response_url"], blocks=[section("x" * 3001)])
    assert (status, "invalid_blocks" in text) == (400, True)


async def test_a_response_replaces_or_deletes_the_clicked_message(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    await api.posted(channel, "card", blocks=[actions(button("take"))])
    _, body = await answered(wire, budi.click("mi-1-shop", "take"))
    await respond(api, body["response_url"], text="taken", replace_original=True)
    assert budi.messages("mi-1-shop")[-1].text == "taken"
    await respond(api, body["response_url"], delete_original=True)
    assert "taken" not in [it.text for it in budi.messages("mi-1-shop")]


async def test_an_ephemeral_message_is_replaced_and_deleted_too(api: Api, wire: Wire, budi: Person) -> None:
    card = {"text": "sure?", "blocks": [actions(button("yes"))]}
    await answered(wire, budi.command("/incident"), card)
    _, body = await answered(wire, budi.click("general", "yes"))
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    await respond(api, body["response_url"], text="done", replace_original=True)
    assert [it.text for it in budi.ephemerals()] == ["done"]
    await respond(api, body["response_url"], delete_original=True)
    assert budi.ephemerals() == []


# buttons and menus


async def test_a_button_tells_its_message_room_and_value(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    ts = await api.posted(channel, "card", blocks=[actions(button("take", "mim"), button("skip"))])
    _, body = await answered(wire, budi.click("mi-1-shop", "take"))
    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("take", "actions", "mim")
    assert (body["message"]["ts"], body["channel"]["id"], body["user"]["id"]) == (ts, channel, budi.id)
    assert body["container"]["type"] == "message"


async def test_a_button_is_found_by_value_or_label(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    await api.posted(channel, "card", blocks=[actions(button("role", "mim", "Lead"))])
    await api.posted(channel, "card", blocks=[actions(button("role", "scribe", "Scribe"))])
    _, body = await answered(wire, budi.click(None, "role", "mim"))
    assert body["actions"][0]["value"] == "mim"
    _, body = await answered(wire, budi.click("mi-1-shop", text="Scribe"))
    assert body["actions"][0]["value"] == "scribe"


async def test_a_button_that_is_not_there_cannot_be_pressed(api: Api, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    await api.posted(channel, "card", blocks=[actions(button("take"))])
    with pytest.raises(ImpossibleAction, match="no control leave to be seen; there is take"):
        await budi.click("mi-1-shop", "leave")
    await api.room("secret", private=True)
    with pytest.raises(ImpossibleAction, match="cannot see the private secret"):
        await budi.click("secret", "take")


async def test_menus_report_what_was_chosen(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    options = [option("sev1"), option("sev2")]
    elements = [
        {"type": "static_select", "action_id": "severity", "options": options},
        {"type": "overflow", "action_id": "more", "options": options},
        {"type": "users_select", "action_id": "who"},
        {"type": "multi_static_select", "action_id": "many", "options": options},
    ]
    await api.posted(channel, "card", blocks=[actions(*elements)])
    _, body = await answered(wire, budi.click("mi-1-shop", "severity", "sev2"))
    assert body["actions"][0]["selected_option"]["value"] == "sev2"
    assert body["state"]["values"]["actions"]["severity"]["selected_option"]["value"] == "sev2"
    _, body = await answered(wire, budi.click("mi-1-shop", "more", "Sev1"))
    assert body["actions"][0]["selected_option"]["value"] == "sev1"
    _, body = await answered(wire, budi.click("mi-1-shop", "who", "sari"))
    assert body["actions"][0]["selected_user"] == api.sandbox.person("sari").id
    _, body = await answered(wire, budi.click("mi-1-shop", "many", ["sev1", "sev2"]))
    assert [it["value"] for it in body["actions"][0]["selected_options"]] == ["sev1", "sev2"]
    with pytest.raises(ImpossibleAction, match="no option 'sev9'; there are sev1, sev2"):
        await budi.click("mi-1-shop", "severity", "sev9")


# modals


async def test_a_trigger_opens_one_modal(api: Api, wire: Wire, budi: Person) -> None:
    _, command = await answered(wire, budi.command("/incident"))
    opened = await api.ok("views.open", trigger_id=command["trigger_id"], view=modal(callback_id="declare"))
    assert (await budi.modal("declare")).id == opened["view"]["id"]
    assert await api.error("views.open", trigger_id=command["trigger_id"], view=modal()) == "exchanged_trigger_id"
    assert await api.error("views.open", trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


async def test_a_trigger_expires_after_three_seconds(api: Api, wire: Wire, budi: Person, clock: HandClock) -> None:
    _, command = await answered(wire, budi.command("/incident"))
    clock.advance(3.5)
    assert await api.error("views.open", trigger_id=command["trigger_id"], view=modal()) == "expired_trigger_id"


async def test_a_submission_carries_every_value_in_slacks_shape(api: Api, wire: Wire, budi: Person) -> None:
    severity = {"type": "static_select", "action_id": "pick", "options": [option("sev1"), option("sev2")]}
    start = severity | {"initial_option": option("sev1")}
    view = modal(
        field("title"),
        field("severity", **start),
        field("notes", optional=True),
        field("who", optional=True, type="multi_users_select", action_id="people"),
        private_metadata="MI-1",
    )
    await open_modal(api, wire, budi, view)
    done, body = await submitted(wire, budi, {"title": {"value": "Shop down"}, "who": {"people": ["sari"]}})
    values = body["view"]["state"]["values"]
    assert values["title"]["value"] == {"type": "plain_text_input", "value": "Shop down"}
    assert values["severity"]["pick"]["selected_option"]["value"] == "sev1"
    assert values["notes"]["value"]["value"] is None
    assert values["who"]["people"]["selected_users"] == [api.sandbox.person("sari").id]
    assert (body["type"], body["view"]["callback_id"], body["view"]["private_metadata"]) == (
        "view_submission",
        "form",
        "MI-1",
    )
    assert (done.action, budi.views()) == ("close", [])


async def test_a_required_field_has_to_be_filled_in(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(field("title"), field("short", max_length=3)))
    with pytest.raises(ImpossibleAction, match=r"title\.value must be filled in"):
        await budi.submit(values={"short": {"value": "abc"}})
    with pytest.raises(ImpossibleAction, match="0 to 3 characters"):
        await budi.submit(values={"short": {"value": "abcd"}})
    with pytest.raises(ImpossibleAction, match=r"no field titel\.value; there is title\.value"):
        await budi.submit(values={"titel": {"value": "x"}})


async def test_errors_keep_the_modal_open(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(field("title")))
    refusal = {"response_action": "errors", "errors": {"title": "too vague"}}
    done, _ = await submitted(wire, budi, {"title": {"value": "x"}}, refusal)
    assert (done.errors, len(budi.views())) == ({"title": "too vague"}, 1)
    assert budi.views()[0].errors == {"title": "too vague"}
    with pytest.raises(NotAcked, match="blocks that the view does not have"):
        await submitted(wire, budi, {}, {"response_action": "errors", "errors": {"nope": "x"}})


async def test_a_submission_may_update_push_or_clear(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(callback_id="one"))
    await submitted(wire, budi, {}, {"response_action": "update", "view": modal(callback_id="two")})
    assert [it.callback_id for it in budi.views()] == ["two"]
    await submitted(wire, budi, {}, {"response_action": "push", "view": modal(callback_id="three")})
    assert [it.callback_id for it in budi.views()] == ["two", "three"]
    top = budi.views()[-1]
    assert (top.previous_id, top.root_id) == (budi.views()[0].id, budi.views()[0].id)
    await submitted(wire, budi, {}, {"response_action": "clear"})
    assert budi.views() == []


async def test_views_push_stacks_at_most_three(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(actions(button("next"))))
    for expected in (True, True, False):
        _, body = await answered(wire, budi.click(budi.views()[0], "next"))
        answer = await api("views.push", trigger_id=body["trigger_id"], view=modal(actions(button("next"))))
        assert answer["ok"] is expected
    assert answer["error"] == "push_limit_reached"


async def test_an_update_keeps_what_was_typed_and_checks_the_hash(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(field("title"), actions(button("more"))))
    await budi.fill({"title": {"value": "half a title"}})
    _, body = await answered(wire, budi.click(None, "more"))
    assert body["view"]["state"]["values"]["title"]["value"]["value"] == "half a title"
    view_id, old = body["view"]["id"], body["view"]["hash"]
    await api.ok("views.update", view_id=view_id, hash=old, view=modal(field("title"), field("cause", optional=True)))
    assert budi.views()[0].values["title"]["value"]["value"] == "half a title"
    assert await api.error("views.update", view_id=view_id, hash=old, view=modal()) == "hash_conflict"
    assert await api.error("views.update", view_id="V404", view=modal()) == "not_found"


async def test_an_external_id_names_one_open_view(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(external_id="mi-1"))
    await api.ok("views.update", external_id="mi-1", view=modal(external_id="mi-1", title=plain("New")))
    assert budi.views()[0].title == "New"
    _, command = await answered(wire, budi.command("/incident"))
    twin = await api.error("views.open", trigger_id=command["trigger_id"], view=modal(external_id="mi-1"))
    assert twin == "duplicate_external_id"


async def test_closing_is_told_when_asked_for(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(notify_on_close=True))
    _, body = await answered(wire, budi.close())
    assert (body["type"], body["is_cleared"], budi.views()) == ("view_closed", False, [])
    with pytest.raises(ImpossibleAction, match="no modal open"):
        await budi.close()


async def test_an_external_select_asks_the_app(api: Api, wire: Wire, budi: Person) -> None:
    await open_modal(api, wire, budi, modal(field("service", type="external_select", action_id="pick")))
    offered, body = await answered(wire, budi.suggestions("pick", "sho"), {"options": [option("shop")]})
    assert (body["type"], body["value"], body["action_id"]) == ("block_suggestion", "sho", "pick")
    assert offered == [option("shop")]


async def test_an_external_select_of_a_message_asks_the_app_too(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    select = {"type": "external_select", "action_id": "pick"}
    await api.posted(channel, blocks=[actions(select)])
    card = budi.messages(channel)[-1]
    offered, body = await answered(wire, budi.suggestions("pick", "sho", card), {"options": [option("shop")]})
    assert (body["container"]["type"], body["container"]["message_ts"], body["value"]) == ("message", card.ts, "sho")
    assert offered == [option("shop")]


async def test_a_form_that_asked_for_it_gets_an_address_to_answer_in_the_chosen_room(
    api: Api, wire: Wire, budi: Person
) -> None:
    chooser = field("where", type="conversations_select", action_id="room", response_url_enabled=True)
    form = await open_modal(api, wire, budi, modal(chooser))
    _, body = await answered(wire, budi.submit(form, {"where": {"room": "general"}}))
    general = api.sandbox.workspace.channel("general")
    (url,) = body["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("where", "room", general.id)
    async with api.http.post(url["response_url"], json={"text": "done", "response_type": "in_channel"}) as response:
        assert response.status == 200
    assert general.messages[-1].text == "done"


# shortcuts and home


async def test_shortcuts_are_told_with_a_trigger(api: Api, wire: Wire, budi: Person) -> None:
    channel = await api.room("mi-1-shop", "budi")
    said = await budi.say("mi-1-shop", "the cause")
    _, body = await answered(wire, budi.shortcut("declare"))
    assert (body["type"], body["callback_id"]) == ("shortcut", "declare")
    assert body["trigger_id"]
    _, body = await answered(wire, budi.message_shortcut("capture", said))
    assert (body["type"], body["message"]["text"], body["channel"]["id"]) == ("message_action", "the cause", channel)
    assert body["response_url"]
    with pytest.raises(ImpossibleAction, match="no global shortcut capture; there is declare"):
        await budi.shortcut("capture")


async def test_a_published_home_tab_is_seen_and_used(api: Api, wire: Wire, budi: Person) -> None:
    home = {"type": "home", "blocks": [actions(button("declare"))]}
    first = (await api.ok("views.publish", user_id=budi.id, view=home))["view"]
    assert budi.home is not None
    _, body = await answered(wire, budi.click(budi.home, "declare"))
    assert (body["container"]["type"], body["view"]["type"]) == ("view", "home")
    again = await api.ok("views.publish", user_id=budi.id, hash=first["hash"], view=home)
    assert again["view"]["id"] == first["id"]
    assert await api.error("views.publish", user_id=budi.id, hash=first["hash"], view=home) == "hash_conflict"


# honesty


async def test_people_cannot_do_what_slack_would_not_let_them(api: Api, budi: Person) -> None:
    sari = api.sandbox.person("sari")
    said = await sari.say("general", "mine")
    for impossible, why in [
        (budi.say("support", "x"), "not in #support"),
        (budi.edit(said, "yours"), "somebody else's"),
        (budi.say("general", "x", thread_ts="1.000000"), "no message"),
        (budi.unreact(said, "eyes"), "has not reacted"),
        (budi.submit(), "no modal open"),
    ]:
        with pytest.raises(ImpossibleAction, match=why):
            await impossible


async def test_a_manifest_without_interactivity_or_commands_offers_none(http: aiohttp.ClientSession) -> None:
    scopes = [it for it in SCOPES if it != "commands"]
    async with Sandbox(manifest(scopes=scopes, interactivity={"is_enabled": False})) as sandbox:
        api, budi = Api(sandbox, http), sandbox.person("budi")
        await api.posted(await api.room("mi-1-shop", "budi"), "card", blocks=[actions(button("take"))])
        with pytest.raises(ImpossibleAction, match="does not enable interactivity"):
            await budi.click("mi-1-shop", "take")
        with pytest.raises(ImpossibleAction, match="lacks the scope commands"):
            await budi.command("/incident")


async def test_a_reply_can_be_awaited(api: Api, wire: Wire, budi: Person) -> None:
    reply, body = await answered(wire, budi.command("/incident"))
    assert isinstance(reply, Reply)
    waiting = asyncio.create_task(reply.answer())
    await respond(api, body["response_url"], text="ready")
    assert (await waiting).text == "ready"
