"""What was left as it was shipped is read in everybody's own language; what an organisation or a person wrote stays."""

from __future__ import annotations

import pytest

from bot.comms.cards.scene import Scene
from bot.comms.describe import describe
from bot.comms.locale import translator
from bot.comms.shipped import entry_in, incident_in, policy_in, said, spellings
from bot.comms.wrote import wrote
from bot.handlers.addressing import addressed
from bot.policy import read
from bot.warroom import events as e
from bot.warroom.improvements.shelf import Shelf
from bot.warroom.policy import Policy
from tests.warroom.chronicle import SARI, Chronicle, at

OWN = "audiences: {partners: {title: Toko mitra}}\nroles: {scribe: {title: Note taker}}\n"


@pytest.fixture(scope="module")
def english() -> Policy:
    return read(OWN)


@pytest.fixture(scope="module")
def indonesian() -> Policy:
    return read("language: id\n" + OWN)


def titles(policy: Policy) -> list[str]:
    model, clock = policy.models["vpn_login"], policy.regulators.clocks["gdpr_33"]
    rung = next(iter(policy.vendors["payment_gateway"].escalation.values())).name
    step = next(iter(model.steps.values())).name
    roles = [policy.roles["deputy"].title, policy.roles["scribe"].title]
    return [policy.audiences["customers"].title, policy.audiences["partners"].title, *roles, model.title, step, rung,
            clock.title, policy.severities["sev1"].label]  # fmt: skip


def test_a_policy_is_read_in_either_language_whichever_it_was_written_for(english: Policy, indonesian: Policy) -> None:
    assert titles(policy_in(english, "id")) == titles(indonesian)
    assert titles(policy_in(indonesian, "en")) == titles(english)
    assert titles(policy_in(english, "id"))[:4] == ["Pelanggan", "Toko mitra", "Wakil", "Note taker"]


def test_whoever_reads_the_policys_language_reads_the_policy_itself(english: Policy) -> None:
    assert policy_in(english, "en") is english
    assert policy_in(english, "fr") is english
    assert policy_in(english, "id") is policy_in(english, "id")


def test_only_words_change_never_a_name_a_number_or_who_is_told(english: Policy) -> None:
    read_ = policy_in(english, "id")
    assert (read_.language, list(read_.roles), list(read_.models)) == ("en", list(english.roles), list(english.models))
    assert [each.cadence for each in read_.audiences.values()] == [each.cadence for each in english.audiences.values()]


def test_a_model_approved_later_is_read_too_and_keeps_its_own_words(english: Policy) -> None:
    shelf = Shelf(english.models)
    running = english.model_copy(update={"models": shelf})
    assert policy_in(running, "id").models["vpn_login"].title == "Masuk ke VPN gagal"
    better = english.models["vpn_login"].model_copy(update={"version": 2, "title": "VPN, second try"})
    shelf._models, shelf.known = {**shelf.base, "vpn_login": better}, 1
    later = policy_in(running, "id").models
    assert later["vpn_login"].title == "VPN, second try"
    assert isinstance(later, Shelf)
    assert (later.origin("vpn_login"), later.origin("database_overload")) == ("approved", "policy")


def log_of(policy: Policy) -> Chronicle:
    """An incident that remembers the policy's words, and people who happen to use them."""
    model = policy.models["vpn_login"]
    log = Chronicle()
    log.declare(title=model.title, impact="Customers")
    steps = [each.name for each in model.steps.values()]
    log.add(e.ModelApplied(model=model.name, title=model.title), 1)
    log.add(e.TaskAdded(task=1, text=steps[0], model=model.name), 1)
    log.add(e.TaskAdded(task=2, text=steps[1]), 1, SARI)
    log.add(e.TaskAdded(task=3, text="Call the payment gateway's desk (PGW-504)", role="vendor_liaison"), 1)
    clock = policy.regulators.clocks["gdpr_33"]
    log.add(e.ClockStarted(clock=clock.name, title=clock.title, started_at=at(1), due_at=at(90)), 1)
    return log


def test_an_incident_remembers_the_policys_words_in_the_readers_language_and_peoples_as_they_are(
    english: Policy, indonesian: Policy
) -> None:
    state = incident_in(log_of(english).state, "id")
    theirs = log_of(indonesian).state
    assert state.model is not None
    assert theirs.model is not None
    assert (state.model.title, state.tasks[0].text) == (theirs.model.title, theirs.tasks[0].text)
    assert state.clocks["gdpr_33"].title == theirs.clocks["gdpr_33"].title
    assert (state.title, state.impact) == ("VPN login fails", "Customers")
    assert state.tasks[1].text == log_of(english).state.tasks[1].text
    assert incident_in(state, "id") is state


def test_the_call_to_a_vendor_keeps_its_code(english: Policy) -> None:
    task = english.vendors["payment_gateway"].task
    log = Chronicle()
    log.declare()
    entry = entry_in(log.add(e.TaskAdded(task=1, text=f"{task} (PGW-504)", role="vendor_liaison"), 1), "id")
    assert isinstance(entry.event, e.TaskAdded)
    assert entry.event.text == "Hubungi meja gerbang pembayaran (PGW-504)"


def test_the_timeline_and_the_cards_say_them_so(english: Policy) -> None:
    log, t = log_of(english), translator("id")
    told = [describe(entry, t, "Asia/Jakarta", english) for entry in log.entries]
    assert told[1] == "Model diterapkan: Masuk ke VPN gagal (versi 1)"
    scene = Scene(log.state, english, t)
    assert (scene.role("deputy"), scene.audience("customers")) == ("Wakil", "Pelanggan")
    assert "Kritis" in scene.severity_of("sev1")


def test_a_title_is_understood_in_either_language(english: Policy) -> None:
    assert said("Pelanggan", "en") == "Customers"
    assert spellings("Customers") == ("Customers", "Pelanggan")
    assert [addressed(f"{name}: x", english, "update").audiences for name in ("Customers", "pelanggan")] == [
        ("customers",),
        ("customers",),
    ]


@pytest.mark.parametrize(
    ("written", "read_"),
    [
        ("said by Sari", "dikatakan oleh Sari"),
        ("Resolved with MI-7: the certificate is renewed", "Selesai bersama MI-7: the certificate is renewed"),
        ("Resolved with a private incident", "Selesai bersama insiden privat"),
        ("Duplicate of MI-7", "Duplikat dari MI-7"),
        ("the first alert (entry 3)", "peringatan pertama (entri 3)"),
        ("a sensor said by chance", "a sensor said by chance"),
    ],
)
def test_what_the_bot_wrote_itself_is_read_in_the_readers_language_and_no_other_words(written: str, read_: str) -> None:
    assert wrote(written, translator("id")) == read_
    assert wrote(written, translator("en")) == written
