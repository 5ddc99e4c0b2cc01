"""Additional resources: whoever the policy names for the amount decides, once, and a refusal says why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.comms.locale import translator
from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.context import Context
from bot.warroom.decide import decide
from bot.warroom.errors import AlreadySo, EmptyText, NotApprover, UnknownResource, WrongState
from bot.warroom.money import read_money
from bot.warroom.policy_partners import Resources, Tier
from bot.warroom.resourcing import approver_references
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, policy

TIERS = Resources(
    tiers={
        "large": Tier(name="large", approvers=("@cfo",)),
        "small": Tier(name="small", up_to=10_000_000, approvers=("@manager",)),
    }
)


def asked(**more: Any) -> Game:
    """Eka has asked for a second link; Bima may approve it."""
    game = accepted(**more)
    command = cp.RequestResource(text="second link", amount=Decimal(50_000_000), currency="IDR")
    context = Context(policy=game.policy, now=game.now, actor=EKA, approvers=(BIMA,))
    game.record(decide(game.state, command, context), EKA)
    return game


@pytest.mark.parametrize(
    ("amount", "currency", "who"),
    [(10_000_000, "IDR", "@manager"), (10_000_001, "IDR", "@cfo"), (5, "USD", "@cfo"), (None, "", "@cfo")],
)
def test_the_amount_decides_who_approves_and_what_cannot_be_compared_goes_to_the_top(amount, currency, who) -> None:
    command = cp.RequestResource(text="x", amount=amount if amount is None else Decimal(amount), currency=currency)
    assert approver_references(command, policy(resources=TIERS))[0] == (who,)


def test_only_whoever_was_asked_or_an_administrator_decides() -> None:
    game = asked()
    for command in (cp.ApproveResource(resource=1), cp.RefuseResource(resource=1, reason="no")):
        with pytest.raises(NotApprover, match="Only Bima or an administrator may decide on R1"):
            game.do(command, by=ADI)
    game.do(cp.ApproveResource(resource=1, reason="go"), by=DIAN, administrator=True)
    assert (game.state.resources[0].verdict, game.state.resources[0].decided_by) == ("approved", DIAN)


def test_a_refusal_needs_a_reason_and_is_kept_with_the_amount() -> None:
    game = asked()
    with pytest.raises(EmptyText):
        game.do(cp.RefuseResource(resource=1, reason=" "), by=BIMA)
    game.do(cp.RefuseResource(resource=1, reason="Too dear"), by=BIMA)
    [kept] = game.state.resources
    assert (kept.verdict, kept.reason, kept.amount, kept.currency) == ("refused", "Too dear", 50_000_000, "IDR")
    with pytest.raises(AlreadySo, match="R1 was refused by Bima"):
        game.do(cp.ApproveResource(resource=1), by=BIMA)


def test_approvers_are_told_at_once_and_whoever_asked_of_the_verdict() -> None:
    game = asked()
    game.do(cp.ApproveResource(resource=1), by=BIMA)
    told = [(row.payload["user"], row.payload["as"]) for row in game.rows("person.say")]
    assert {(BIMA.id, "resource"), (EKA.id, "resource")} <= set(told)


def test_of_a_private_incident_no_stranger_is_told() -> None:
    game = asked(private=True)
    assert BIMA.id not in [row.payload["user"] for row in game.rows("person.say")]


def test_without_anybody_in_the_policy_whoever_leads_decides() -> None:
    game = accepted()
    game.do(cp.RequestResource(text="two engineers"), by=CITRA)
    assert game.state.resources[0].approvers == (ADI,)


def test_what_was_not_asked_for_is_unknown_and_nothing_is_asked_for_when_it_is_over() -> None:
    game = asked()
    with pytest.raises(UnknownResource, match="The requests are: R1"):
        game.do(cp.ApproveResource(resource=2), by=BIMA)
    game.do(c.Resolve(text="Restarted"))
    with pytest.raises(WrongState):
        game.do(cp.RequestResource(text="more"))
    assert game.do(cp.ApproveResource(resource=1), by=BIMA) == [e.ResourceApproved(resource=1)]


@pytest.mark.parametrize(
    ("typed", "amount", "words"),
    [
        ("50000000 IDR second link", "IDR 50,000,000", "second link"),
        ("Rp 50.000.000 second link", "IDR 50,000,000", "second link"),
        ("second link, Rp50 juta", "IDR 50,000,000", "second link"),
        ("50 juta second link", "IDR 50,000,000", "second link"),
        ("USD 1,200.50 licence", "USD 1,200.50", "licence"),
        ("1.5jt rp cables", "IDR 1,500,000", "cables"),
        ("50000000 second link", "IDR 50,000,000", "second link"),
        ("2 firewalls", "", "2 firewalls"),
        ("504 gateway", "", "504 gateway"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: str, words: str) -> None:
    found, currency, rest = read_money(typed)
    said = translator("en").money(found, currency) if found is not None else ""
    assert (said, rest) == (amount, words)
