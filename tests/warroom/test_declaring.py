"""Declaring: what a declaration sets going, what it refuses, how its room is named, and which open one it resembles."""

from __future__ import annotations

import re

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.declaring import declare, room_name, similar
from bot.warroom.errors import EmptyText, NotAllowed, TextTooLong, TimeInFuture, UnknownSeverity
from tests.warroom.builders import ADI, DIAN, EKA, LADDER, Game, kinds, later, of, policy

PATTERN = "mi-{number}-{slug}"
SLACK_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Checkout fails for card payments", "mi-42-checkout-fails-for-card-payments"),
        ("  Checkout  --  FAILS!  ", "mi-42-checkout-fails"),
        ("Café à la carte: naïve façade", "mi-42-cafe-a-la-carte-naive-facade"),
        ("ﬁrewall ½ down", "mi-42-firewall-12-down"),
        ("支付失败", "mi-42"),
        ("تعطل الدفع", "mi-42"),
        ("\u202eلدفع payments\u202c fail", "mi-42-payments-fail"),
        ("🔥🔥🔥", "mi-42"),
        ("a_b", "mi-42-a-b"),
        ("---", "mi-42"),
        ("database " * 16, "mi-42-database-database-database-database"),
        ("x" * 60, f"mi-42-{'x' * 40}"),
        (f"{'x' * 35} four five", f"mi-42-{'x' * 35}-four"),
    ],
)
def test_a_room_is_named_after_what_slack_allows_of_its_title(title: str, name: str):
    made = room_name(PATTERN, 42, title)
    assert made == name
    assert SLACK_NAME.fullmatch(made)


def test_a_drills_room_says_so():
    assert room_name(PATTERN, 42, "Payments fail", drill=True) == "drill-mi-42-payments-fail"


def test_a_room_name_never_exceeds_80_characters_nor_ends_in_a_sign():
    name = room_name("war-room-of-the-national-payment-company-{number}-{slug}", 123_456, "a b " * 30, drill=True)
    assert len(name) <= 80
    assert SLACK_NAME.fullmatch(name)
    assert not name.endswith(("-", "_"))


def test_a_declaration_registers_pages_somebody_and_promises_the_first_update_to_every_audience():
    game = Game().declare(started_at=later(-20), impact="No card works", services=("payments",))
    assert kinds(game.since(0)) == [
        "declared", "milestone", "milestone", "milestone", "mim_paged", "milestone",
        "update_promised", "update_promised", "update_promised",
    ]  # fmt: skip
    state = game.state
    assert (state.reference, state.state, state.impact, state.reporter) == (
        "MI-1",
        "investigating",
        "No card works",
        EKA,
    )
    assert {name: each.at for name, each in state.milestones.items()} == {
        "started": later(-20), "registered": later(0), "declared": later(0), "mim_paged": later(0),
    }  # fmt: skip
    assert {name: each.due_at for name, each in state.promises.items()} == dict.fromkeys(
        game.policy.audiences, later(5)
    )


def test_the_beginning_is_unknown_until_somebody_says_when():
    assert "started" not in Game().declare().state.milestones


@pytest.mark.parametrize(
    ("named", "ladder", "asked"),
    [(DIAN, LADDER, DIAN), (None, LADDER, ADI), (None, (None, DIAN, None, None), EKA), (None, (), EKA)],
    ids=["whoever is named", "else the rota's first", "else the declarer", "the declarer without rotas"],
)
def test_somebody_owns_the_incident_from_the_first_moment(named, ladder, asked):
    game = Game(ladder=ladder).declare(mim=named)
    assert of(e.MimPaged, game.since(0)) == [e.MimPaged(person=asked)]
    assert game.state.mim == asked


def test_a_private_incident_promises_only_to_audiences_that_see_private_ones():
    assert set(Game().declare(private=True).state.promises) == {"staff"}


def test_a_title_is_kept_on_one_line_without_extra_space():
    assert Game().declare(title="  Payments\n  fail ").state.title == "Payments fail"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": "  \n "}, EmptyText),
        ({"title": "x" * 151}, TextTooLong),
        ({"severity": "sev9"}, UnknownSeverity),
        ({"started_at": later(3)}, TimeInFuture),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(change, refusal):
    with pytest.raises(refusal) as refused:
        Game().declare(**change)
    assert str(refused.value)


def test_a_title_of_150_characters_and_a_clock_two_minutes_ahead_are_let_through():
    state = Game().declare(title="x" * 150, started_at=later(2)).state
    assert len(state.title) == 150


def test_only_a_person_declares():
    with pytest.raises(NotAllowed):
        declare(1, c.DeclareIncident(title="Payments fail", severity="sev1"), Game().context(None))


def resembles(title: str, other: str, services: tuple[str, ...] = (), of_other: tuple[str, ...] = ()) -> bool:
    candidate = Game().declare(title=other, services=of_other).state
    found = similar(title, services, [candidate], policy())
    return found is candidate


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Payments fail", "payments FAIL!", True),
        ("Card payments fail at checkout", "Checkout: card payments fail", True),
        ("Pembayaran kartu gagal", "Gagal: pembayaran kartu", True),
        ("支付失败", "支付失败了", True),
        ("Payments fail", "Printer on floor 3 is out of paper", False),
        ("🔥🔥", "💧", False),
        ("🔥", "🔥", True),
        ("🔥", "Payments fail", False),
    ],
)
def test_an_open_incident_with_nearly_the_same_words_is_found(title: str, other: str, alike: bool):
    assert resembles(title, other) is alike


def test_a_service_in_common_tips_the_balance():
    titles = ("Payments fail", "Payments are slow")
    assert not resembles(*titles, ("payments",), ("mail",))
    assert resembles(*titles, ("payments",), ("payments",))


def test_the_most_alike_is_found():
    one, two = Game().declare(title="Payments fail today").state, Game().declare(title="Payments fail").state
    assert similar("payments fail", (), [one, two], policy()) is two
    assert similar("payments fail", (), [], policy()) is None
