"""Whoever reads Posko reads one language: in cards, direct messages, the timeline, files, reports and the status page.

The organisation's policy is the shipped one in the other language, so that its titles would stand out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import pytest

from bot.comms import exports
from bot.comms.cards import Cards
from bot.comms.describe import describe
from bot.comms.exports import markdown
from bot.comms.exports.passing import passed
from bot.comms.exports.periodic_report import periodic_report
from bot.comms.exports.wording import Wording
from bot.comms.locale import Translator, translator
from bot.policy import read
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.case import case
from bot.warroom.evolution import evolve, replay
from bot.warroom.periodic.pack import pack
from bot.warroom.policy import Policy
from bot.warroom.review import draft
from bot.warroom.timeline import Entry
from tests.comms.exports.exporting import exported
from tests.comms.stage import Chronicle, at, every_event, under_way
from tests.languages import SAID, strangers, visible
from tests.warroom.test_periodic import DAY, NOVEMBER

SOMEBODY = Person(id="U1", name="Zqx")
DIRECT = ("page", "reminder", "overdue", "duties", "duties:scribe")
CHRONICLE = re.compile(r"Call the bank")
"""What people said in the chronicle of `stage.py`."""
UNSEEN = re.compile(r"(?s)<style.*?</style>|<code>.*?</code>|<[^>]*>")


@dataclass(frozen=True)
class Reader:
    """Somebody who reads `language` where the policy is in the other one."""

    language: str

    @cached_property
    def t(self) -> Translator:
        return translator(self.language)

    @cached_property
    def policy(self) -> Policy:
        """The shipped policy; every audience is told in the reader's language too."""
        shipped = read(f"language: {'en' if self.language == 'id' else 'id'}")
        told = {name: each.model_copy(update={"language": self.language}) for name, each in shipped.audiences.items()}
        return shipped.model_copy(update={"organisation": "Zqx", "audiences": told})

    def wrong(self, texts: Iterator[str]) -> dict[str, list[str]]:
        """What is said in the other language."""
        return strangers((CHRONICLE.sub("", text) for text in texts), self.language)


@cache
def record() -> Chronicle:
    """An incident with every kind of entry."""
    log = under_way(title=SAID, impact=SAID, reporter=SOMEBODY)
    for event in every_event(SAID, SOMEBODY, log):
        if not isinstance(event, e.IncidentDeclared):
            log.add(event, 20, SOMEBODY)
    return log


@pytest.fixture(scope="module", params=["id", "en"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def test_cards_direct_messages_and_sentences_are_in_the_readers_language(reader: Reader) -> None:
    assert reader.wrong(cards(reader)) == {}


def cards(reader: Reader) -> Iterator[str]:
    log = under_way(title=SAID, impact=SAID, reporter=SOMEBODY)
    before, made = log.state, Cards(lambda _language: reader.t)
    for event in every_event(SAID, SOMEBODY, log):
        entry = log.add(event, 20, SOMEBODY)
        state = evolve(before, log.entries.pop())
        messages = [made.entry_message(entry, state, reader.policy), made.room_card(state, reader.policy, at(25))]
        messages += [made.direct(entry, state, reader.policy, as_, reader.language) for as_ in DIRECT]
        for message in (*messages, made.announcement(state, reader.policy)):
            if message:
                yield from (message.text, *visible(list(message.blocks)))
        yield made.topic(state, reader.policy)
        yield describe(entry, reader.t, "Asia/Jakarta", reader.policy)


@pytest.mark.parametrize("preset", exports.PRESETS)
async def test_the_timeline_as_a_file_is_in_the_readers_language(reader: Reader, preset: e.Preset) -> None:
    wording = Wording(reader.t, reader.policy)
    entries: list[Entry] = record().entries
    text = "".join([(await exported(form, entries, preset, wording)).decode() for form in ("md", "html")])
    head = (await exported("csv", entries, preset, wording)).decode().split("\r\n", 1)[0]
    assert reader.wrong(iter([*seen(text), head])) == {}


def test_the_review_the_picture_and_the_months_report_are_in_the_readers_language(reader: Reader) -> None:
    wording, log = Wording(reader.t, reader.policy), record()
    state = replay(log.entries)
    made = draft(state, log.entries, reader.policy, at(200))
    review = exports.review("html", made, state, wording).decode()
    picture = exports.drawing("svg", made, state, wording).decode()
    found = pack([case(state, log.entries, reader.policy, at(9 * DAY))], [state], NOVEMBER, reader.policy, at(9 * DAY))
    month = markdown.render(passed(periodic_report(found, wording)))
    assert reader.wrong(iter([*seen(review + month), *seen(picture)])) == {}


def seen(page: str) -> list[str]:
    """The lines of a page, and what its pictures and tables say to those who hear it."""
    told = re.findall(r'(?:aria-label|data-label|alt)="([^"]*)"', page)
    return [*told, *UNSEEN.sub("\n", page).splitlines()]
