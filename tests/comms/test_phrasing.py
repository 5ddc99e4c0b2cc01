"""What failed is read in each reader's own language, whatever the organisation's was when it was stored."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.comms.delivery import failure
from bot.comms.describe import describe
from bot.comms.exports.kpi_words import LACKING, formula_words, missing_words
from bot.comms.hints import OWN_WORDS, hinted
from bot.comms.locale import translator
from bot.comms.phrasing import length, say
from bot.comms.retry import GiveUp, answer_of, decide
from bot.comms.transports import errors as e
from bot.comms.transports.email import MailRefused
from bot.handlers.vocabulary import VERBS
from bot.warroom import metrics
from bot.warroom.case import case
from bot.warroom.events import StepFailed, UpdateDelivered
from bot.warroom.periodic.measures import MEASURES
from bot.warroom.ports import Step
from tests.warroom.chronicle import Chronicle, at, policy

EN, ID = translator("en"), translator("id")


def step(name: str = "room.pin") -> Step:
    return Step(
        id=1, key="1:2", step=name, number=42, payload={}, attempts=0, doubtful=False, created_at=at(0), lease="a"
    )


def stored(event: StepFailed) -> StepFailed:
    return StepFailed.model_validate_json(event.model_dump_json())


@pytest.mark.parametrize("organisation", [EN, ID], ids=["en", "id"])
def test_a_failure_is_read_in_either_language_whatever_the_organisation_speaks(organisation) -> None:
    gone = decide(e.Unavailable("pins.add", "HTTP 503"), 9, timedelta(hours=25), lambda: 0.0)
    assert isinstance(gone, GiveUp)
    entry = Chronicle().declare().add(stored(failure(step(), gone, organisation)), 5)
    assert describe(entry, ID).startswith("Tidak dapat menyematkan kartu: Sudah dicoba selama 1 hari 1 jam tanpa hasil")
    assert describe(entry, EN).startswith("Could not pin the card: Tried for 1 d 1 h without success")


def test_a_failure_stored_before_phrases_were_kept_reads_as_it_was_written() -> None:
    entry = Chronicle().declare().add(StepFailed(step="room.pin", why="No pin.", remedy="Do it."), 5)
    assert describe(entry, ID) == "Tidak dapat menyematkan kartu: No pin. Do it."


def test_what_an_operator_must_mend_is_said_in_the_readers_language() -> None:
    asked_to_wait, refused = e.RateLimited("chat.postMessage", 120), MailRefused("smtp", "535 no")
    assert say(answer_of(asked_to_wait), ID) == "chat.postMessage: minta ditunggu 2 menit"
    assert say(answer_of(refused), ID).startswith("smtp: 535 no. Periksa POSKO_SMTP_HOST")
    assert say(answer_of(refused), EN) == str(refused)
    assert say(length(timedelta(minutes=65)), ID) == ID.duration(timedelta(minutes=65))


def test_what_a_delivery_brought_is_said_in_the_readers_language_and_answers_of_others_stay() -> None:
    log = Chronicle().declare()
    ours = UpdateDelivered(number=1, audience="staff", channel="#staff", to="#staff", result="posted in Slack")
    theirs = UpdateDelivered(number=1, audience="staff", channel="webhook:crm", to="webhook crm", result="HTTP 202")
    assert describe(log.add(ours, 5), ID).endswith("(dikirim di Slack)")
    assert describe(log.add(theirs, 6), ID).endswith("webhook crm (HTTP 202)")


def test_a_hint_names_in_the_readers_language_what_they_are_to_write() -> None:
    assert hinted("/incident impact <who, what, how many>", ID) == "/incident impact <siapa, apa, berapa>"
    assert hinted("severity sev2 <reason> [at 10:05]", EN) == "severity sev2 <reason> [at 10:05]"
    assert hinted("wait vendor|user [who] [at 10:05]", ID) == "wait vendor|user [siapa] [at 10:05]"


def test_every_place_of_a_form_that_holds_peoples_words_can_be_said_in_every_language() -> None:
    places = {place for verb in VERBS.values() for form in verb.forms for place in re.findall(r"<([^>]+)>", form)}
    assert places - set(OWN_WORDS) == {"n", "…"}


def test_what_a_kpi_lacks_is_called_as_milestones_are_called() -> None:
    detect = metrics.time_to_detect({})
    assert missing_words(detect.missing, ID) == "Dampak dimulai dan Terdeteksi"
    assert missing_words(detect.missing, EN) == "Impact began and Detected"
    assert formula_words(detect.formula, ID) == "Terdeteksi − Dampak dimulai"
    assert formula_words(detect.formula, EN) == "detected − started"


def test_everything_that_a_kpi_can_lack_has_words() -> None:
    log = Chronicle().declare()
    lacking = {name for m in MEASURES for name in m.of(case(log.state, log.entries, policy(), at(9))).missing}
    assert lacking
    assert {name for name in lacking if name not in LACKING and missing_words([name], ID) == name} == set()
