"""Whoever reads Posko reads one language: in cards, direct messages, the timeline, files, reports and the status page.

The organisation's policy is the shipped one in the other language, so that its titles would stand out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

import pytest

from bot.comms import exports
from bot.comms.cards import Cards
from bot.comms.composer import PHASES, compose_heading, compose_text
from bot.comms.describe import describe
from bot.comms.exports import markdown
from bot.comms.exports.passing import passed
from bot.comms.exports.periodic_report import periodic_report
from bot.comms.exports.wording import Wording
from bot.comms.htmlwords import compose_html
from bot.comms.locale import Translator, translator
from bot.comms.status import Board, Shown, ShownIncident
from bot.comms.statusview import page_html
from bot.comms.subscribermail import Letterhead, request_mail
from bot.comms.subscribeview import SubscribeView
from bot.comms.transports.email import MailServer
from bot.policy import read
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.case import case
from bot.warroom.evolution import evolve, replay
from bot.warroom.periodic.pack import pack
from bot.warroom.policy import Audience, Policy
from bot.warroom.review import draft
from bot.warroom.subscribers import Links, Subscriber
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts, facts
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


def test_updates_in_every_state_the_status_page_and_its_mails_are_in_the_audiences_language(reader: Reader) -> None:
    assert reader.wrong(outside(reader)) == {}


def outside(reader: Reader) -> Iterator[str]:
    log, told = (
        under_way(title=SAID, impact=SAID, reporter=SOMEBODY),
        {name: at(35) for name in reader.policy.audiences},
    )
    known = facts(log.state, log.entries, at(20), told)
    yield known.as_of.isoformat()
    by_phase = {phase: state for state, phase in PHASES.items()}
    for state, audience in product(by_phase.values(), reader.policy.audiences.values()):
        for more in ({"drill": True, "first": True}, {"final": True, "corrects": 1, "text": SAID}):
            update = known.model_copy(update={"state": state, **more})
            yield compose_heading(update, audience, reader.policy)
            yield from compose_text(update, audience, reader.policy).splitlines()
    customers = reader.policy.audiences["customers"]
    yield from page(reader, customers, known)
    yield from mails(reader, customers)


def page(reader: Reader, customers: Audience, known: UpdateFacts) -> Iterator[str]:
    composed = compose_html(known, customers, reader.policy)
    shown = Shown("MI-42/1", at(20), "investigating", SAID, SAID, composed)
    for boards in ((), (ShownIncident("MI-42", (shown,)),)):
        yield from seen(page_html(Board(customers, boards, boards), reader.policy, subscribe=True))
    view = SubscribeView(reader.policy, customers)
    plain = (view.asked, view.too_much, view.elsewhere, view.confirmed, view.run_out, view.left, view.ask)
    for html in (*(each() for each in plain), view.wrong_address("x"), view.confirm("k"), view.leave("k")):
        yield from seen(html)


def mails(reader: Reader, customers: Audience) -> Iterator[str]:
    server = MailServer("smtp.example", "status@example.com")
    head = Letterhead(server, "https://status.example", Links(b"k"), reader.policy, customers)
    asked = Subscriber(id=1, handle="h", address="a@example.com", asked="x", asked_until=at(90))
    for subscriber in (asked, asked.model_copy(update={"confirmed_at": at(5)})):
        mail = request_mail(head, subscriber, at(1))
        yield from (str(mail["Subject"]), *str(mail.get_content()).splitlines())
