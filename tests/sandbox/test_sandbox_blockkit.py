"""Block Kit's limits, and the shape of the errors."""

from typing import Any

import pytest

from bot.sandbox import SlackError
from bot.sandbox.blockkit import check_message, check_view
from tests.sandbox.kit import Api, actions, button, field, modal, option, plain, section


def faults(blocks: list[dict[str, Any]]) -> list[str]:
    with pytest.raises(SlackError) as caught:
        check_message(blocks)
    found: list[str] = caught.value.details["errors"]
    return found


def select(count: int, **more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "s", "options": [option(str(n)) for n in range(count)], **more}


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
        ({"type": "section", "fields": [plain("x")] * 11}, "no more than 10 items allowed"),
        ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
        (actions(*(button(f"a{n}") for n in range(26))), "no more than 25 items allowed"),
        ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed"),
        (actions(button("a", label="x" * 76)), "must be less than 76 characters"),
        (actions(button("a", value="x" * 2001)), "must be less than 2001 characters"),
        (actions(button("a") | {"url": "x" * 3001}), "must be less than 3001 characters"),
        (actions(button("a") | {"style": "loud"}), "must be a valid enum value"),
        (actions(button("x" * 256)), "must be less than 256 characters"),
        (actions(button("a"), button("a")), "action_id must be unique"),
        (actions(select(101)), "no more than 100 items allowed"),
        (actions(select(1, initial_option=option("other"))), "initial_option must be among the options"),
        (actions({"type": "static_select", "action_id": "s", "options": []}), "must provide at least 1 item"),
        (section("x") | {"block_id": "x" * 256}, "must be less than 256 characters"),
        ({"type": "image", "image_url": "https://x.example/i.png"}, "missing required field: alt_text"),
        ({"type": "banner"}, "unsupported type: banner [json-pointer:/blocks/0/type]"),
    ],
)
def test_a_block_past_its_limit_is_pointed_at(block: dict[str, Any], pointer: str) -> None:
    assert any(pointer in fault for fault in faults([block]))


def test_a_message_has_at_most_fifty_blocks_with_unique_ids() -> None:
    check_message([section("x")] * 50)
    assert "no more than 50 items" in faults([section("x")] * 51)[0]
    assert "block_id must be unique" in faults([section("x") | {"block_id": "b"}] * 2)[0]


async def test_the_errors_have_slacks_shape(api: Api) -> None:
    answer = await api("chat.postMessage", channel=await api.room(), text="x", blocks=[section("x" * 3001)])
    fault = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [fault])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}"]


async def test_all_blocks_together_have_about_thirteen_thousand_characters(api: Api) -> None:
    channel = await api.room()
    blocks = [section("x" * 3000)] * 4
    await api.ok("chat.postMessage", channel=channel, text="x", blocks=blocks)
    too_long = await api.error("chat.postMessage", channel=channel, text="x", blocks=[*blocks, section("x" * 1500)])
    assert too_long == "msg_blocks_too_long"


async def test_blocks_have_to_be_a_list_in_json(api: Api) -> None:
    channel = await api.room()
    for wrong in ("{", {"type": "section"}):
        assert await api.error("chat.postMessage", channel=channel, blocks=wrong) == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(*[section("x")] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal(field("a"), submit=None), "missing required field: submit"),
        (modal(type="home"), "must be of type modal"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    ],
)
def test_a_view_past_its_limit_is_pointed_at(view: dict[str, Any], words: str) -> None:
    with pytest.raises(SlackError) as caught:
        check_view(view, "modal")
    assert caught.value.code == "invalid_arguments"
    assert any(words in it for it in caught.value.details["response_metadata"]["messages"])


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    huge = select(100, options=[option("x" * 75)] * 100)
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*(actions(huge, block_id=str(n)) for n in range(20))), "modal")


async def test_ids_that_were_left_out_are_assigned(api: Api) -> None:
    channel = await api.room()
    blocks = [section("x"), {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}]
    posted = await api.ok("chat.postMessage", channel=channel, text="x", blocks=blocks)
    shown = posted["message"]["blocks"]
    assert shown[0]["block_id"] != shown[1]["block_id"]
    assert shown[1]["elements"][0]["action_id"]


def cells(count: int) -> list[dict[str, Any]]:
    return [{"type": "raw_text", "text": "x"}] * count


def table(rows: int = 1, columns: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "table", "rows": [cells(columns)] * rows, **more}


def leaf(**element: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


def items(indent: int, style: str = "bullet") -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": style, "indent": indent, "elements": []}],
    }


VIDEO = {
    "type": "video",
    "alt_text": "a film",
    "title": plain("Film"),
    "thumbnail_url": "https://x.example/t.png",
    "video_url": "https://x.example/v",
}
PICTURE = {"type": "image", "image_url": "https://x.example/i.png", "alt_text": "a graph"}


def pick(**more: Any) -> dict[str, Any]:
    return actions({"type": "static_select", "action_id": "s", **more})


def boxes(kind: str, count: int) -> dict[str, Any]:
    return actions({"type": kind, "action_id": "c", "options": [option(str(n)) for n in range(count)]})


# Every limit of a message's blocks: just inside, and just over.
EDGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "block_id": (section("x") | {"block_id": "x" * 255}, section("x") | {"block_id": "x" * 256}),
    "section text": (section("x" * 3000), section("x" * 3001)),
    "section fields": (
        {"type": "section", "fields": [plain("x")] * 10},
        {"type": "section", "fields": [plain("x")] * 11},
    ),
    "field text": (
        {"type": "section", "fields": [plain("x" * 2000)]},
        {"type": "section", "fields": [plain("x" * 2001)]},
    ),
    "header": ({"type": "header", "text": plain("x" * 150)}, {"type": "header", "text": plain("x" * 151)}),
    "markdown": ({"type": "markdown", "text": "x" * 12_000}, {"type": "markdown", "text": "x" * 12_001}),
    "actions": (actions(*(button(f"a{n}") for n in range(25))), actions(*(button(f"a{n}") for n in range(26)))),
    "context": ({"type": "context", "elements": [plain("x")] * 10}, {"type": "context", "elements": [plain("x")] * 11}),
    "context image": (
        {"type": "context", "elements": [PICTURE]},
        {"type": "context", "elements": [PICTURE | {"alt_text": ""}]},
    ),
    "action_id": (actions(button("x" * 255)), actions(button("x" * 256))),
    "button text": (actions(button("a", label="x" * 75)), actions(button("a", label="x" * 76))),
    "button value": (actions(button("a", value="x" * 2000)), actions(button("a", value="x" * 2001))),
    "button url": (actions(button("a") | {"url": "x" * 3000}), actions(button("a") | {"url": "x" * 3001})),
    "options": (actions(select(100)), actions(select(101))),
    "option text": (pick(options=[option("x" * 75)]), pick(options=[option("x" * 76)])),
    "option value": (
        pick(options=[{"text": plain("x"), "value": "x" * 150}]),
        pick(options=[{"text": plain("x"), "value": "x" * 151}]),
    ),
    "option description": (
        pick(options=[option("x") | {"description": plain("x" * 75)}]),
        pick(options=[option("x") | {"description": plain("x" * 76)}]),
    ),
    "group label": (
        pick(option_groups=[{"label": plain("x" * 75), "options": [option("x")]}]),
        pick(option_groups=[{"label": plain("x" * 76), "options": [option("x")]}]),
    ),
    "overflow": (boxes("overflow", 5), boxes("overflow", 6)),
    "checkboxes": (boxes("checkboxes", 10), boxes("checkboxes", 11)),
    "radio buttons": (boxes("radio_buttons", 10), boxes("radio_buttons", 11)),
    "placeholder": (actions(select(1, placeholder=plain("x" * 150))), actions(select(1, placeholder=plain("x" * 151)))),
    "confirm title": (
        actions(button("a") | {"confirm": {"title": plain("x" * 100)}}),
        actions(button("a") | {"confirm": {"title": plain("x" * 101)}}),
    ),
    "confirm text": (
        actions(button("a") | {"confirm": {"text": plain("x" * 300)}}),
        actions(button("a") | {"confirm": {"text": plain("x" * 301)}}),
    ),
    "input label": (field("x" * 255) | {"label": plain("x" * 2000)}, field("x") | {"label": plain("x" * 2001)}),
    "input hint": (field("x") | {"hint": plain("x" * 2000)}, field("x") | {"hint": plain("x" * 2001)}),
    "input value": (field("x", initial_value="x" * 3000), field("x", initial_value="x" * 3001)),
    "input longest": (field("x", max_length=3000), field("x", max_length=3001)),
    "input shortest": (field("x", min_length=3000), field("x", min_length=3001)),
    "image address": (PICTURE | {"image_url": "x" * 3000}, PICTURE | {"image_url": "x" * 3001}),
    "image alt text": (PICTURE | {"alt_text": "x" * 2000}, PICTURE | {"alt_text": "x" * 2001}),
    "image title": (PICTURE | {"title": plain("x" * 2000)}, PICTURE | {"title": plain("x" * 2001)}),
    "table rows": (table(rows=100), table(rows=101)),
    "table columns": (table(columns=20), table(columns=21)),
    "table settings": (table(column_settings=[{}] * 20), table(column_settings=[{}] * 21)),
    "table align": (table(column_settings=[{"align": "right"}]), table(column_settings=[{"align": "up"}])),
    "table cell": (table(), {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
    "table cell type": (
        {"type": "table", "rows": [[leaf(type="text", text="x")]]},
        {"type": "table", "rows": [[plain("x")]]},
    ),
    "rich text leaf": (leaf(type="text", text="x"), leaf(type="text", text="")),
    "rich text kind": (leaf(type="user", user_id="U1"), leaf(type="person", user_id="U1")),
    "rich text link": (leaf(type="link", url="https://x.example"), leaf(type="link", text="x")),
    "rich text style": (
        leaf(type="text", text="x", style={"bold": True}),
        leaf(type="text", text="x", style={"loud": True}),
    ),
    "list indent": (items(8), items(9)),
    "list style": (items(0, "ordered"), items(0, "roman")),
    "video title": (VIDEO | {"title": plain("x" * 199)}, VIDEO | {"title": plain("x" * 200)}),
    "video author": (VIDEO | {"author_name": "x" * 50}, VIDEO | {"author_name": "x" * 51}),
    "video address": (VIDEO, VIDEO | {"video_url": "http://x.example/v"}),
    "video alt text": (VIDEO, VIDEO | {"alt_text": ""}),
    "remote file": (
        {"type": "file", "external_id": "x", "source": "remote"},
        {"type": "file", "external_id": "x", "source": "here"},
    ),
}


@pytest.mark.parametrize("limit", EDGES)
def test_just_inside_a_limit_is_taken_and_just_over_it_refused(limit: str) -> None:
    inside, over = EDGES[limit]
    check_message([inside])
    assert all("[json-pointer:/blocks/0" in fault for fault in faults([over]))


def test_a_message_has_one_table() -> None:
    check_message([table(), section("x")])
    assert faults([table(), table()]) == ["only_one_table_allowed [json-pointer:/blocks/1]"]


VIEW_EDGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "title": (modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
    "submit": (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    "close": (modal(close=plain("x" * 24)), modal(close=plain("x" * 25))),
    "blocks": (modal(*[section("x")] * 100), modal(*[section("x")] * 101)),
    "private_metadata": (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    "callback_id": (modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
}


@pytest.mark.parametrize("limit", VIEW_EDGES)
def test_just_inside_a_limit_of_views_is_taken_and_just_over_it_refused(limit: str) -> None:
    inside, over = VIEW_EDGES[limit]
    check_view(inside, "modal")
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(over, "modal")


async def test_topic_name_and_text_have_their_limits(api: Api) -> None:
    channel = await api.room("x" * 80)
    assert await api.error("conversations.create", name="x" * 81) == "invalid_name_maxlength"
    await api.ok("conversations.setTopic", channel=channel, topic="x" * 250)
    assert await api.error("conversations.setTopic", channel=channel, topic="x" * 251) == "too_long"
    ts = await api.posted(channel, "x" * 40_000)
    cut = await api.ok("chat.postMessage", channel=channel, text="x" * 40_001)
    assert (len(cut["message"]["text"]), cut["warning"]) == (40_000, "message_truncated")
    await api.ok("chat.update", channel=channel, ts=ts, text="x" * 4000)
    assert await api.error("chat.update", channel=channel, ts=ts, text="x" * 4001) == "msg_too_long"
