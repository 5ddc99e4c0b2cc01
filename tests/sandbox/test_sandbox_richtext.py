"""People's messages carry the rich_text blocks that Slack's clients send; an app's do not."""

from typing import Any

import pytest

from bot.sandbox import richtext
from tests.sandbox.kit import Api, Wire


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


@pytest.mark.parametrize(
    ("typed", "elements"),
    [
        ("hello", [section(text("hello"))]),
        ("a &lt;b&gt; &amp; c", [section(text("a <b> & c"))]),
        (
            "*bold* _it_ ~no~ `x*y*`",
            [
                section(
                    text("bold", bold=True),
                    text(" "),
                    text("it", italic=True),
                    text(" "),
                    text("no", strike=True),
                    text(" "),
                    text("x*y*", code=True),
                )
            ],
        ),
        ("*_both_*", [section(text("both", bold=True, italic=True))]),
        ("5 * 3 * 2 snake_case_name", [section(text("5 * 3 * 2 snake_case_name"))]),
        (
            "<@U1> in <#C1|general>",
            [section({"type": "user", "user_id": "U1"}, text(" in "), {"type": "channel", "channel_id": "C1"})],
        ),
        (
            "<!here> <!subteam^S1|@backend>",
            [section({"type": "broadcast", "range": "here"}, text(" "), {"type": "usergroup", "usergroup_id": "S1"})],
        ),
        (
            "<https://x.example/?a=1&amp;b=2|the board>",
            [section({"type": "link", "url": "https://x.example/?a=1&b=2", "text": "the board"})],
        ),
        (":fire: at 10:32:15", [section({"type": "emoji", "name": "fire"}, text(" at 10:32:15"))]),
        ("&gt; said\n&gt; twice", [{"type": "rich_text_quote", "elements": [text("said\ntwice")]}]),
        (
            "do:\n• one\n• two",
            [
                section(text("do:")),
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": 0,
                    "border": 0,
                    "elements": [section(text("one")), section(text("two"))],
                },
            ],
        ),
        (
            "1. a\n2. b",
            [
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "indent": 0,
                    "border": 0,
                    "elements": [section(text("a")), section(text("b"))],
                }
            ],
        ),
        (
            "see\n```\nx = *y*\n```\ndone",
            [
                section(text("see")),
                {"type": "rich_text_preformatted", "elements": [text("x = *y*")], "border": 0},
                section(text("done")),
            ],
        ),
    ],
)
def test_typed_words_become_the_rich_text_of_slacks_clients(typed: str, elements: list[dict[str, Any]]) -> None:
    assert richtext.block(typed, "b") == {"type": "rich_text", "block_id": "b", "elements": elements}


async def test_a_persons_message_carries_rich_text_in_events_and_history(api: Api, wire: Wire) -> None:
    channel = await api.room("mi-1", "budi")
    said = await api.sandbox.person("budi").say(channel, "look @raihan")
    while (event := await wire.event()).get("ts") != said.ts:
        pass
    raihan = api.sandbox.person("raihan").id
    words = [section(text("look "), {"type": "user", "user_id": raihan})]
    assert event["blocks"][0]["elements"] == words
    assert (await api.history(channel))[0]["blocks"] == event["blocks"]
    assert said.all_text == f"look <@{raihan}>"


async def test_an_edit_brings_the_new_rich_text(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    budi = api.sandbox.person("budi")
    await budi.edit(await budi.say(channel, "one"), "*two*")
    assert (await api.history(channel))[0]["blocks"][0]["elements"] == [section(text("two", bold=True))]


async def test_messages_of_apps_and_of_slack_itself_carry_none(api: Api) -> None:
    channel = await api.room("mi-1", "budi")
    await api.posted(channel, "plain")
    assert all("blocks" not in it for it in await api.history(channel))
