"""For whom a typed update is, and what is asked back instead of guessed."""

from __future__ import annotations

import pytest

from bot.handlers.addressing import Addressed, addressed
from bot.handlers.refusals import WhichAudience
from bot.policy.loading import read
from tests.handlers.stage import BUDI, LOBBY, Stage

POLICY = read("")


@pytest.mark.parametrize(
    ("typed", "audiences", "text"),
    [
        ("customers: cards fail", ("customers",), "cards fail"),
        ("Customers: cards fail", ("customers",), "cards fail"),
        ("customers:cards fail", ("customers",), "cards fail"),
        ("Internal staff: cards fail", ("internal",), "cards fail"),
        ("executives,customers: cards fail", ("executives", "customers"), "cards fail"),
        ("executives and customers: cards fail", ("executives", "customers"), "cards fail"),
        ("executives, internal dan customers : cards fail", ("executives", "internal", "customers"), "cards fail"),
        ("customers, customers: cards fail", ("customers",), "cards fail"),
        ("semua: kartu gagal", (), "kartu gagal"),
        ("everyone: cards fail", (), "cards fail"),
        ("customers:", ("customers",), ""),
        ("customers: from 10:05\non: cards fail", ("customers",), "from 10:05\non: cards fail"),
    ],
)
def test_those_who_are_named_before_a_colon_are_told(typed: str, audiences: tuple[str, ...], text: str) -> None:
    assert addressed(typed, POLICY, "update") == Addressed(text, audiences)


@pytest.mark.parametrize(
    "typed",
    [
        "cards fail",
        "10:05 cards fail",
        "since 10:05 cards fail",
        "note: cards fail",
        "status: cards fail",
        "Dampak: kartu gagal",
        "Payments: cards fail",
        "Cards and wallets: both fail",
        "What we know: cards fail",
        "https://status.example.com tells more",
        "We told the executives: cards fail",
        "",
        ":",
        ": cards fail",
        "Now: cards fail",
        "cards fail\ncustomers: wait",
    ],
)
def test_a_colon_in_the_words_is_part_of_them(typed: str) -> None:
    assert addressed(typed, POLICY, "update") == Addressed(typed)


@pytest.mark.parametrize(
    ("typed", "wrong", "lines"),
    [
        ("custmers: hi", "custmers", ("update customers: hi", "update custmers – hi")),
        ("Customer: hi", "Customer", ("update customers: hi", "update Customer – hi")),
        ("execs: hi", "execs", ("update executives: hi", "update execs – hi")),
        ("press: hi", "press", ("update press – hi",)),
        ("unknownaudience: hi", "unknownaudience", ("update unknownaudience – hi",)),
        ("customers, press: hi", "press", ("update customers, press – hi",)),
        ("executives,custmers: hi", "custmers", ("update executives,customers: hi", "update executives,custmers – hi")),
    ],
)
def test_what_looks_like_an_audience_is_asked_back(typed: str, wrong: str, lines: tuple[str, ...]) -> None:
    with pytest.raises(WhichAudience) as caught:
        addressed(typed, POLICY, "update")
    assert (caught.value.facts["audience"], caught.value.facts["lines"]) == (wrong, lines)


async def test_an_audience_that_is_not_known_is_told_to_nobody_and_comes_back(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("update executivs: cards fail &amp; wallets", where=room)
    assert "“executivs:” looks like an audience" in said
    assert "/incident update executives: cards fail &amp; wallets" in said
    assert (await stage.state()).updates == 0
    await stage.type("update executives: cards fail", where=room)
    event = (await stage.last_of("update_published")).event
    assert (event.audiences, event.text) == (("executives",), "cards fail")
    refused = await stage.type("update customers: cards fail", where=room)
    assert "Customers is not told of MI-1" in refused
    assert "Those who are told: Executives, Internal staff" in refused
    assert (await stage.state()).updates == 1
    await stage.type("update internal:", where=room)
    ticked = stage.window.views[0]["blocks"][2]["element"]["initial_options"]
    assert [option["value"] for option in ticked] == ["internal"]


async def test_an_update_can_be_asked_for_or_put_off_from_anywhere_by_naming_the_incident(stage: Stage) -> None:
    await stage.declared()
    said = await stage.type("update request MI-1 is it EU only?", by=BUDI, where=LOBBY)
    assert "nothing was published" in said
    assert (await stage.last_of("update_requested")).event.text == "is it EU only?"
    assert "waits until" in await stage.type("update snooze MI-1 10m vendor call", where=LOBBY)
    assert (await stage.last_of("update_snoozed")).event.reason == "vendor call"
    assert "There is no incident MI-7" in await stage.type("update request MI-7", where=LOBBY)


async def test_in_a_room_another_incident_is_not_guessed_at(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("update request MI-7 how is it?", where=room)
    assert "another incident" in said
    assert "/incident MI-7 update request how is it?" in said


@pytest.mark.parametrize(
    ("typed", "audience", "reason"),
    [
        ("10m because the vendor calls", "internal", "the vendor calls"),
        ("10m executives: vendor call in 5", "executives", "vendor call in 5"),
        ("10m executives because of the vendor", "executives", "of the vendor"),
        ("10 min Executives: karena vendor", "executives", "vendor"),
        ("10m vendor: call in 5", "internal", "vendor: call in 5"),
    ],
)
async def test_a_snooze_says_why_and_may_name_whose(stage: Stage, typed: str, audience: str, reason: str) -> None:
    room = await stage.declared()
    await stage.type(f"update snooze {typed}", where=room)
    event = (await stage.last_of("update_snoozed")).event
    assert (event.audience, event.reason) == (audience, reason)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10m", "Say in a few words why it waits"),
        ("10m because", "Say in a few words why it waits"),
        ("10m executives:", "Say in a few words why it waits"),
        ("10m executives", "Say in a few words why it waits"),
        ("", "update snooze 10m because"),
        ("10m executivs: vendor call", "/incident update snooze 10m executives: vendor call"),
        ("10m executives, internal: vendor call", "one audience at a time"),
    ],
)
async def test_nobody_waits_without_a_reason(stage: Stage, typed: str, said: str) -> None:
    room = await stage.declared()
    assert said in await stage.type(f"update snooze {typed}", where=room)
    assert [entry for entry in await stage.entries() if entry.kind == "update_snoozed"] == []
