import html
import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.comms import render
from bot.comms.locale import translator
from bot.comms.render import Markup

DANGERS = (
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<@U1ABC>", "<#C1>", "<https://evil.example|bank>",
    "@here", "@Channel", "@everyone", "&lt;!here&gt;", "&amp;", "&", "<", ">", "|", "*", "`", "~", "_", "\n", "\r\n",
    "\u202e", "\u2066", "\u2069", "\u2028", "\x00", "\x0c", "\ud83d", "\udc00", "👩🏽‍🚒", "🇮🇩", "é", "e\u0301", "שלום",
    "مرحبا", "a", " ", "\ufeff", "\u200b",
)  # fmt: skip
nasty = st.one_of(st.text(), st.lists(st.sampled_from(DANGERS)).map("".join))
MENTION = re.compile(r"<[!@#]|@(here|channel|everyone)", re.IGNORECASE)
ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def harmless(text: str) -> bool:
    return not ("<" in text or ">" in text or MENTION.search(text) or ENTITY.search(text))


@given(nasty)
def test_nobodys_text_mentions_or_links_anything(text: str) -> None:
    assert harmless(render.escape(text))


@given(nasty)
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    read = html.unescape(render.escape(text).replace(render.WORD_JOINER, ""))
    assert re.sub("[\u2068\u2069]", "", read) == render.clean(text).replace(render.WORD_JOINER, "")


@given(nasty)
def test_no_control_reordering_or_broken_character_is_left(text: str) -> None:
    cleaned = render.clean(text)
    cleaned.encode("utf-8")
    assert not [letter for letter in cleaned if unicodedata.category(letter) == "Cc" and letter not in "\n\t"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", cleaned)


@given(nasty, st.integers(min_value=10, max_value=60))
def test_cut_text_keeps_its_limit_and_stays_harmless(text: str, limit: int) -> None:
    short = render.words(text, limit)
    assert render.size(short) <= limit
    assert harmless(short)
    assert short.count(render.ISOLATE) == short.count(render.END_ISOLATE)


@given(nasty, st.integers(min_value=10, max_value=60))
def test_cut_never_ends_inside_a_mention_date_or_link_of_ours(text: str, limit: int) -> None:
    markup = render.join(" ", [text, render.mention("U1ABC"), "x", render.link("https://a.example", "A"), text])
    whole = {"<@U1ABC>", "<https://a.example|A>"}
    found = set(re.findall(r"<[^>]*>?", render.cut(markup, limit)))
    assert found <= whole


@given(nasty)
@example("@here\n@channel")
def test_plain_text_is_one_line_without_mentions(text: str) -> None:
    line = render.plain(text)
    assert "\n" not in line
    assert not MENTION.search(line)


@given(nasty, nasty)
def test_a_links_label_and_address_cannot_leave_the_link(url: str, label: str) -> None:
    made = render.link(f"https://a.example/{url}", label or "label")
    assert re.fullmatch(r"<https://[^<>|\s]*\|[^<>|\n]*>", made) or harmless(made)


@given(nasty)
def test_a_user_id_that_is_none_becomes_plain_text(text: str) -> None:
    assert re.fullmatch(r"<@[UW][A-Z0-9]+>", render.mention(text)) or harmless(render.mention(text))
    assert re.fullmatch(r"<#[CGD][A-Z0-9]+>", render.channel_link(text)) or harmless(render.channel_link(text))


@given(nasty)
def test_filling_escapes_every_value_that_is_not_markup(text: str) -> None:
    assert harmless(render.fill("*Why:* {why}", why=text))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<!channel> wake up", "&lt;!channel&gt; wake up"),
        ("ping @here now", "ping @\u2060here now"),
        ("refund \u202edeined\u202c", "refund deined"),
        ("one\r\ntwo\u2028three\x00", "one\ntwo\nthree"),
        ("שלום dunia\nok", "\u2068שלום dunia\u2069\nok"),
        ("👩🏽‍🚒 🇮🇩", "👩🏽‍🚒 🇮🇩"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_escape(typed: str, sent: str) -> None:
    assert render.escape(typed) == sent


@pytest.mark.parametrize(
    ("markup", "limit", "short"),
    [
        ("fits", 4, "fits"),
        ("fits not", 6, "fits…"),
        ("a &amp; b and more", 6, "a…"),
        ("see <https://a.example|A> and more", 20, "see…"),
        ("ab👩🏽‍🚒cdefgh", 8, "ab…"),
        ("cafe\u0301 is closed", 6, "caf…"),
    ],
)
def test_cut(markup: str, limit: int, short: str) -> None:
    assert render.cut(markup, limit) == short


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.example", "not a url", "http://[bad"])
def test_only_web_and_mail_addresses_become_links(url: str) -> None:
    assert render.link(url, "Runbook") == "Runbook"


def test_link_escapes_what_would_end_it() -> None:
    made = render.link("https://a.example/?a=1&b=<2>|3", "A <b> | c")
    assert made == "<https://a.example/?a=1&amp;b=%3C2%3E%7C3|A &lt;b&gt; ¦ c>"


def test_dates_show_on_the_readers_clock_with_the_organisations_as_fallback() -> None:
    at = datetime(2026, 11, 24, 3, 45, tzinfo=UTC)
    t = translator("en")
    assert render.date(at, "Asia/Jakarta", t) == "<!date^1795491900^{time}|10:45 WIB>"
    dated = render.date(at, "Asia/Jakarta", t, form="{date_short_pretty} {time}")
    assert dated == "<!date^1795491900^{date_short_pretty} {time}|Nov 24, 2026 10:45 WIB>"


def test_markup_is_not_escaped_twice_but_our_own_brackets_are_shown() -> None:
    assert render.escape(Markup("<@U1>")) == "<@U1>"
    assert render.fill("type `/x <words>` & {who}", who=render.mention("U1")) == "type `/x &lt;words&gt;` &amp; <@U1>"


def test_an_emoji_counts_as_two() -> None:
    assert render.size("a🔥") == 3


def test_every_right_to_left_letter_of_unicode_is_kept_apart() -> None:
    letters = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    strayed = [
        hex(ord(c)) for c in letters if unicodedata.bidirectional(c) in {"R", "AL", "AN"} and render.isolated(c) == c
    ]
    assert strayed == []
