import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.comms.exports.picture import picture
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.review import draft
from tests.comms.exports.exporting import WORDING, exported, reviewed
from tests.warroom.chronicle import DEWI, Chronicle, at, policy
from tests.warroom.outage import outage

VOID = {"meta", "br", "link", "img"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} {# #}",
    "' onmouseover='alert(1)",
    "\u202eevil\x00\x07",
]


class Page(HTMLParser):
    """What a browser builds: elements with attributes, and whether every one was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.unbalanced: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)


def told(words: str) -> str:
    log = Chronicle().declare(title=words, impact=words, symptoms=words, criterion=words, services=(words,))
    log.say(words, 1, "1.1", evidence=words)
    log.mark("decision", "1.1", 2)
    log.add(e.TaskAdded(task=1, text=words), 2, DEWI)
    log.milestone("detected", -3, source=words)
    log.add(e.SeverityChanged(before="sev1", after="sev2", reason=words), 3, DEWI)
    log.add(e.IncidentResolved(before="investigating", text=words), 4, DEWI)
    return reviewed("html", log.entries)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_element_and_no_attribute(words):
    shown, harmless = Page(told(words)), Page(told("harmless"))
    assert [(tag, set(attrs)) for tag, attrs in shown.seen] == [(tag, set(attrs)) for tag, attrs in harmless.seen]


@pytest.mark.parametrize("what", ["review", "timeline"])
async def test_the_file_is_well_formed_needs_nothing_else_and_runs_nothing(what):
    log = outage()
    text = reviewed("html", log.entries) if what == "review" else (await exported("html", log.entries)).decode()
    page = Page(text)
    assert (page.unbalanced, page.open) == ([], [])
    names = {tag for tag, _attrs in page.seen}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form"})
    assert not any(name.startswith("on") or name in {"src", "srcset"} for _tag, attrs in page.seen for name in attrs)
    assert "default-src 'none'" in text
    assert "url(" not in text


def test_control_and_reordering_characters_reach_no_page():
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", told("\u202eevil\x00\x07"))


def test_it_follows_the_readers_scheme_their_paper_and_their_phone():
    text = reviewed("html", outage().entries)
    for wanted in ("prefers-color-scheme:dark", "@media print", "max-width:40rem", "width=device-width"):
        assert wanted in text


def test_the_picture_has_a_text_alternative():
    [attrs] = [attrs for tag, attrs in Page(reviewed("html", outage().entries)).seen if attrs.get("role") == "img"]
    assert attrs["aria-label"] == (
        "Phases of the incident: Not declared yet for 22 min, Investigating for 25 min, Identified for 20 min,"
        " Monitoring for 35 min. 5 of 6 promised updates kept. Led by Dewi."
    )


def test_the_page_is_in_the_policys_language():
    indonesian = Wording(translator("id"), policy())
    [attrs] = [
        attrs for tag, attrs in Page(reviewed("html", outage().entries, wording=indonesian)).seen if tag == "html"
    ]
    assert attrs["lang"] == "id"


def drawn(log: Chronicle, now: float = 200):
    return picture(draft(log.state, log.entries, policy(), at(now)), WORDING)


def test_the_bands_fill_the_picture_from_begin_to_end_in_proportion():
    bands = drawn(outage()).bands
    assert [(band.left, band.width) for band in bands] == [(0, 21.57), (21.57, 24.51), (46.08, 19.61), (65.69, 34.31)]


def test_the_picture_ends_with_the_incident_however_late_the_review_is_read():
    assert drawn(outage(), 200).bands == drawn(outage(), 90_000).bands


def test_numbers_of_milestones_never_cover_each_other():
    pins = drawn(outage()).pins
    assert [pin.number for pin in pins] == list(range(1, len(pins) + 1))
    for row in {pin.row for pin in pins}:
        places = [pin.left for pin in pins if pin.row == row]
        assert all(later - earlier >= 6 for earlier, later in pairwise(places))


def test_an_incident_declared_this_moment_has_a_picture_too():
    assert [band.width for band in drawn(Chronicle().declare(), 0).bands] == [0]
