"""Words, dates and blocks as the page shows them; hostile ones stay words."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.page import blocks, emoji, mrkdwn
from bot.sandbox.page.blocks import Drawing
from bot.sandbox.page.markup import el, safe_address
from bot.sandbox.page.reader import Reader
from tests.sandbox.kit import Api, Wire, actions, button, field, modal, option, plain, section
from tests.sandbox.page.seeing import Seen, asked, dangers, window

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "<javascript:alert(1)|click>",
    '<https://a.example/" onmouseover="alert(1)|click>',
    "<data:text/html,<script>alert(1)</script>|x>",
    "*<b>*_<i>_`<u>`~<s>~```<pre>```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "<!date^1^{date}^javascript:alert(1)|<b>>",
    "<@U1|<script>> <#C1|<script>> <!subteam^S1|<script>>",
    ":<script>: <script>",
    "> <script>alert(1)</script>",
    "\u202egnirts desrever <b>",
]


@pytest.fixture
def reader(sandbox: Sandbox) -> Reader:
    return Reader(sandbox._core, sandbox.workspace.user("budi"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("*bold* _slanted_ ~gone~ `code`", "<strong>bold</strong> <em>slanted</em> <s>gone</s> <code>code</code>"),
        ("*bold _and slanted_*", "<strong>bold <em>and slanted</em></strong>"),
        ("snake_case_name 2*3*4 a~b~c", "snake_case_name 2*3*4 a~b~c"),
        ("* not bold *", "* not bold *"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("```a *b*\n<c>```", "<pre>a *b*\n&lt;c&gt;</pre>"),
        ("before\n```x```\nafter", "before<pre>x</pre>after"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one\ntwo</blockquote>three"),
        ("a &lt; b &amp;&amp; c &gt; d", "a &lt; b &amp;&amp; c &gt; d"),
        ("&amp;lt;", "&amp;lt;"),
        (":nothing_of_the_kind:", ":nothing_of_the_kind:"),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(reader: Reader, said: str, shown: str) -> None:
    assert mrkdwn.html(reader, said) == shown


def test_people_rooms_and_groups_are_named(reader: Reader, sandbox: Sandbox) -> None:
    budi, sari = sandbox.person("budi"), sandbox.person("sari")
    group = sandbox.workspace.find_group("backend")
    general = sandbox.workspace.channel("general").id
    assert group is not None
    seen = Seen(f"<p>{mrkdwn.html(reader, f'{budi.mention} {sari.mention} <!subteam^{group.id}> <#{general}>')}</p>")
    assert seen.words == "@Budi Santoso @Sari Wulandari @backend #general"
    assert [it.words for it in seen.classed("me")] == ["@Budi Santoso", "@backend"]
    assert seen.tags("a")[0].attrs["href"] == f"/as/budi/{general}"


async def test_a_private_room_is_not_named_to_outsiders(reader: Reader, sandbox: Sandbox) -> None:
    room = await sandbox.person("sari").create_channel("secret", private=True)
    assert "secret" not in mrkdwn.html(reader, f"<#{room.id}|secret>")


def test_links_lead_out_without_a_trace(reader: Reader) -> None:
    link = Seen(mrkdwn.html(reader, "<https://a.example/?a=1&amp;b=2|here>")).tags("a")[0]
    assert (link.words, link.attrs["href"]) == ("here", "https://a.example/?a=1&b=2")
    assert {"noopener", "noreferrer"} <= set(link.attrs["rel"].split())


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{date_num}", "2023-11-15"),
        ("{date}", "November 15th, 2023"),
        ("{date_short}", "Nov 15, 2023"),
        ("{date_long}", "Wednesday, November 15th, 2023"),
        ("{date_pretty} at {time}", "today at 05:13"),
        ("{time_secs}", "05:13:20"),
        ("{ago}", "just now"),
        ("{unheard_of}", "{unheard_of}"),
    ],
)
def test_dates_follow_slacks_templates_in_the_readers_zone(reader: Reader, template: str, shown: str) -> None:
    assert Seen(mrkdwn.html(reader, f"<!date^1700000000^{template}|fallback>")).words == shown


def test_a_date_that_is_none_shows_its_fallback(reader: Reader) -> None:
    assert mrkdwn.html(reader, "<!date^999999999999^{date}|some day>") == "some day"
    assert mrkdwn.html(reader, "<!date^soon^{date}|some day>") == "some day"


def test_americans_count_to_twelve(sandbox: Sandbox) -> None:
    tono = Reader(sandbox._core, sandbox.workspace.user("tono"))
    assert Seen(mrkdwn.html(tono, "<!date^1700000000^{time}|x>")).words == "5:13 AM"


@pytest.mark.parametrize("name", ["bulb", "pushpin", "balance_scale", "wrench", "adhesive_bandage", "boom", "+1"])
def test_the_usual_emoji_are_known(name: str) -> None:
    assert emoji.character(name)


def test_every_offered_emoji_is_one() -> None:
    assert [name for name in emoji.OFFERED if emoji.character(name) is None] == []


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x", "//x", "http://[", "JaVaScRiPt:x"],
)
def test_a_dangerous_address_is_no_link(address: str) -> None:
    assert safe_address(address) is None


def test_attributes_are_escaped() -> None:
    assert el("p", "<b>", title='"><script>', data_x=None, hidden=True) == (
        '<p title="&#34;&gt;&lt;script&gt;" hidden>&lt;b&gt;</p>'
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_every_block(reader: Reader, words: str) -> None:
    html = blocks.html(Drawing(reader, errors={"f": words}), everything(words))
    for each in ({"color": words, "title": words, "title_link": words, "text": words, "footer": words},):
        html += blocks.attachment(Drawing(reader), each)
    assert dangers(html) == []


def everything(words: str) -> list[dict[str, Any]]:
    """Every block and element with these words wherever words can stand."""
    text = {"type": "mrkdwn", "text": words}
    confirm = {"title": plain(words), "text": text, "confirm": plain(words), "deny": plain(words)}
    choice = {"text": plain(words), "value": words, "description": plain(words)}
    elements = [
        button(words, words, words) | {"confirm": confirm, "url": words, "accessibility_label": words},
        *(
            {"type": kind, "action_id": words, "placeholder": plain(words), "options": [choice], "confirm": confirm}
            for kind in KINDS
        ),
    ]
    rich = [
        {"type": "text", "text": words, "style": {"bold": True, words: True}},
        {"type": "link", "url": words, "text": words},
        {"type": "emoji", "name": words},
        {"type": "user", "user_id": words},
        {"type": "channel", "channel_id": words},
        {"type": "usergroup", "usergroup_id": words},
        {"type": "broadcast", "range": words},
        {"type": "date", "timestamp": 1, "format": words, "fallback": words},
    ]
    kinds = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
    sections = [{"type": kind, "elements": rich} for kind in kinds]
    listed = {"type": "rich_text_list", "style": words, "elements": sections}
    labels = {"label": plain(words), "hint": plain(words)}
    inputs = [{"type": "input", "block_id": f"f{at}", "element": it, **labels} for at, it in enumerate(elements)]
    typed = {"type": "plain_text_input", "action_id": "v", "initial_value": words, "multiline": True}
    return [
        {"type": "header", "text": plain(words)},
        section(words) | {"fields": [text, plain(words)], "accessory": elements[0], "block_id": words},
        section(words) | {"accessory": {"type": "image", "image_url": words, "alt_text": words}},
        {"type": "context", "elements": [text, {"type": "image", "image_url": words, "alt_text": words}]},
        actions(*elements, block_id=words),
        {"type": "image", "image_url": words, "alt_text": words, "title": plain(words)},
        *inputs,
        field("f") | {"element": typed},
        {"type": "markdown", "text": words},
        {"type": "rich_text", "elements": [*sections, listed]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": words}, {"type": "rich_text", "elements": sections}]]},
        {"type": "video", "title": plain(words), "title_url": words},
        {"type": words},
    ]


KINDS = (
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
    "overflow",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "checkboxes",
    "radio_buttons",
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
    "workflow_button",
)


@pytest.mark.parametrize("kind", [*KINDS, "button"])
def test_every_element_is_a_control_with_its_ids(reader: Reader, kind: str) -> None:
    element = {"type": kind, "action_id": "do", "text": plain("Do"), "options": [option("one"), option("two")]}
    drawn = Seen(blocks.html(Drawing(reader), [actions(element, block_id="here")]))
    found = drawn.with_attr("data-action", "do")
    assert found
    assert {it.attrs["data-block"] for it in found} == {"here"}
    assert {it.attrs["data-kind"] for it in found} == {kind}
    assert "[" not in drawn.words


def test_what_an_element_holds_is_shown(reader: Reader) -> None:
    menu = {"type": "static_select", "action_id": "sev", "options": [option("sev1"), option("sev2")]}
    values = {"here": {"sev": {"type": "static_select", "selected_option": option("sev2")}}}
    drawn = Seen(blocks.html(Drawing(reader, values), [actions(menu, block_id="here")]))
    assert [it.words for it in drawn.with_attr("selected")] == ["Sev2"]


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_names_texts_and_files_stay_words_on_every_page(
    sandbox: Sandbox, http: aiohttp.ClientSession, api: Api, wire: Wire, words: str
) -> None:
    evil = sandbox.hire("evil", words, title=words)
    room = await sandbox.person("sari").create_channel("room")
    for handle in ("budi", "evil"):
        await sandbox.person("sari").invite("room", handle)
    await sandbox.person("sari").set_topic("room", words)
    message = await evil.say("room", words, raw=True)
    await evil.react(message, "eyes")
    await evil.pin(message)
    for name in ("note.md", "page.html", "trace.log", f"{words}.png"):
        await evil.upload("room", name, words.encode())
    budi = await window(sandbox, http, "budi", "room")
    await budi.look(room.id, panel="members")
    await budi.look(room.id, panel="pins")
    await budi.look(room.id, thread=message.ts)
    await budi.look("trouble")
    shown = [*budi.slots.values(), *(html for told in budi.news for html in pieces_of(told))]
    assert [danger for html in shown for danger in dangers(html)] == []
    async with http.get(f"{sandbox.base_url}/as/evil/{room.id}") as response:
        own = {"meta", "link", "script"}
        html = await response.text()
    assert [it for it in dangers(html) if it not in own] == []
    assert [it.attrs.get("src") for it in Seen(html).tags("script")] == ["/sandbox/static/app.js"]


def pieces_of(told: dict[str, Any]) -> list[str]:
    lists = told.get("lists", {}).values()
    items = [html for each in lists for _, _, html in [*each.get("all", []), *each.get("items", [])]]
    return [*told.get("slots", {}).values(), *items]


async def test_a_hostile_modal_stays_words(sandbox: Sandbox, http: aiohttp.ClientSession, api: Api, wire: Wire) -> None:
    words = HOSTILE[2]
    budi = await window(sandbox, http, "budi", "general")
    doing = asyncio.create_task(budi.do("say", room=budi.place, text="/incident"))
    envelope = await asked(wire, "/incident")
    await wire.ack(envelope)
    await doing
    view = modal(
        field("title", placeholder=plain(words)), section(words), title=plain(words[:24]), submit=plain(words[:24])
    )
    await api.ok("views.open", trigger_id=envelope["payload"]["trigger_id"], view=view)
    await budi.until(lambda: budi.slots["modal"])
    assert dangers(budi.slots["modal"]) == []
