import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.comms.exports.markdown import code, inline, paragraph, table
from bot.comms.render import clean
from bot.warroom import events as e
from tests.comms.exports.exporting import chat, exported, reviewed
from tests.warroom.chronicle import DEWI, SARI, Chronicle
from tests.warroom.outage import outage

HOSTILE = [
    "a | b || c \\| d \\\\| e",
    "# Heading\n## Another",
    "<script>alert(1)</script><img src=x onerror=y>",
    "![picture](https://evil.example/x.png) [link](https://evil.example)",
    "<https://evil.example> https://evil.example www.evil.example",
    "`code` ``more`` ~~~ ``` fence",
    "*bold* __bold__ _it_ ~~gone~~ $x$",
    "- item\n1. first\n> quote\n---\n===\n    indented",
    "[ref]: https://evil.example 'x'",
    "&lt;b&gt; &amp; &copy; <!-- comment -->",
    "trailing backslash \\",
]
TEXT = st.text(alphabet=st.sampled_from("ab1 |\\`*_[]()<>!#~-+=.:/&;\n$wht"), max_size=30)


def gfm() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tags(html: str) -> set[str]:
    return set(re.findall(r"</?([a-z0-9]+)", html))


def words(html: str) -> str:
    """What a reader sees of a rendered fragment."""
    text = re.sub(r"<br ?/?>", "\n", html)
    text = re.sub(r"<[^>]*>", "", text)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def lean(text: str) -> str:
    """The text as a page shows it: runs of white space are one."""
    return " ".join(clean(text).split())


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
@example(text="\\")
@example(text="a\\|b")
def test_a_table_cell_shows_what_was_typed_and_nothing_else(text):
    html = gfm().render(table(["one", "two"], [[inline(text), "end"]]))
    assert html.count("<td>") == 2
    assert tags(html) <= {"table", "thead", "tbody", "tr", "th", "td", "br"}
    assert lean(words(html.split("<td>")[1].split("</td>")[0])) == lean(text)


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_a_paragraph_shows_what_was_typed_and_begins_nothing_else(text):
    html = gfm().render(f"before\n\n{paragraph(text)}\n\nafter")
    assert tags(html) <= {"p", "br"}
    assert lean(words(html)) == lean(f"before {text} after")


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="`ab |\\", min_size=1, max_size=12).filter(lambda text: text.strip()))
def test_code_ends_only_where_it_ends(text):
    html = gfm().render(f"x {code(text)} y")
    assert tags(html) == {"p", "code"}


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_break_no_document(text):
    entries = chat([text])
    shown = gfm().render((await exported("md", entries)).decode())
    harmless = gfm().render((await exported("md", chat(["harmless"]))).decode())
    assert tags(shown) - {"br"} == tags(harmless)
    for tag in ("td", "h1", "h2", "a", "img", "li", "hr"):
        assert shown.count(f"<{tag}") == harmless.count(f"<{tag}")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_break_no_review(text):
    def told(words_: str) -> str:
        log = Chronicle().declare(title=words_, impact=words_, symptoms=words_, criterion=words_)
        log.add(e.Remark(kind="decision", text=words_), 1, DEWI)
        log.add(e.Remark(kind="workaround", text=words_), 1, DEWI)
        log.add(e.TaskAdded(task=1, text=words_), 2, DEWI)
        log.add(e.SeverityChanged(before="sev1", after="sev2", reason=words_), 3, DEWI)
        log.add(e.IncidentResolved(before="investigating", text=words_), 4, DEWI)
        return gfm().render(reviewed("md", log.entries))

    shown, harmless = told(text), told("harmless")
    assert tags(shown) - {"br"} == tags(harmless)
    for tag in ("td", "h1", "h2", "a", "img", "li", "hr", "blockquote"):
        assert shown.count(f"<{tag}") == harmless.count(f"<{tag}")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://x.example/a b", 'https://x.example/">', "data:,x"])
async def test_only_a_web_address_becomes_an_evidence_link(address):
    log = Chronicle().declare()
    log.say("See this", 1, "1.1", evidence=address)
    shown = gfm().render((await exported("md", log.entries)).decode())
    assert "<a" not in shown


async def test_the_timeline_folds_edits_in_and_says_which_entry_made_them():
    text = (await exported("md", outage().entries)).decode()
    assert "| Confirmed, it expired at 09:38 UTC _(edited, entry 24)_ |" in text
    assert "[evidence](<https://nusantara.slack.com/archives/C1ROOM/p1795514400000100>)" in text


def test_the_review_says_how_complete_it_is_and_how_each_gap_is_filled():
    text = reviewed("md", outage().entries)
    assert "18 of 29 complete, 2 blocking." in text
    assert (
        "- [ ] **Restoration confirmed** (missing, blocks publication · Major Incident Manager (Dewi)"
        " · by 2026-11-27 18:20 · `/incident milestone confirmed at HH:MM`)"
    ) in text
    assert "- [x] Impact: About half of the card payments fail (confirmed)" in text


def test_a_mandatory_role_that_nobody_held_is_shown_and_not_ticked():
    log = Chronicle().declare()
    log.add(e.IncidentResolved(before="investigating", text="Done"), 40, DEWI)
    text = reviewed("md", log.entries)
    assert "- [ ] **Technical lead** (missing: nobody held this role)" in text
    assert "| **Technical lead** | **nobody** | — | — |" in text


def test_the_review_shows_each_kpi_with_its_formula():
    text = reviewed("md", outage().entries)
    assert "| Time to detect | **8 min** | `detected − started` |" in text
    assert "| Time to assemble | no value without Team assembled | `assembled − declared` |" in text
    assert "| Update punctuality | **83%** | `kept ÷ (kept + missed)` |" in text


def test_the_review_sets_promised_against_sent():
    text = reviewed("md", outage().entries)
    assert "| Customers | 2026-11-24 17:34 | 2026-11-24 17:41 · \\#3 | **missed, 7 min after** |" in text
    assert "| Internal staff | 2026-11-24 18:10 | 2026-11-24 18:08 · \\#4 | kept, 2 min before |" in text


def test_the_review_has_every_section():
    headings = re.findall(r"^## (.*)$", reviewed("md", outage().entries), re.MULTILINE)
    assert headings == [
        "At a glance", "What is still missing", "Summary", "Impact", "Detection", "Timing", "Timeline of key moments",
        "Hypotheses and decisions", "Communications: promised and sent", "Vendors, waiting and escalations",
        "Workarounds", "Actions",
        "Outputs and linked incidents",
        "Roles and responders", "Severity history", "To be written together",
    ]  # fmt: skip


def test_roles_stand_in_for_names_where_something_was_decided():
    [line] = re.findall(r"^.*\*\*SEV2 High\*\* \| .*$", reviewed("md", outage().entries), re.MULTILINE)
    assert line.endswith("| Major Incident Manager |")
    assert "Dewi" not in line


def test_a_drill_and_a_private_incident_say_so():
    text = reviewed("md", Chronicle().declare(drill=True, private=True).entries)
    assert "**DRILL** · **PRIVATE**" in text


def test_who_acted_and_who_only_was_there_are_told_apart():
    log = Chronicle().declare()
    log.add(e.PersonJoined(person=SARI), 1, SARI)
    text = reviewed("md", log.entries)
    assert "1 person took part: Dewi." in text
    assert "Also in the room: Sari." in text
