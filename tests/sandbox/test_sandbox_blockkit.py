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
