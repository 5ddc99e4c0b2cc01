"""Handing over: the brief says everything, whoever takes over accepts each open point, and a shift proposes it."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_debt as cd
from bot.warroom import commands_objects as co
from bot.warroom import commands_partners as cp
from bot.warroom import commands_risks as cr
from bot.warroom import events as e
from bot.warroom.errors import EmptyText, NotAllAccepted, UnknownRisk
from bot.warroom.handover import brief, to_accept
from tests.warroom.builders import ADI, BIMA, CITRA, Game, accepted, later, minutes, of


def busy() -> Game:
    """An incident in which a bit of everything is under way."""
    game = accepted(impact="Half of the cards")
    game.do(c.RecordRemark(kind="impact", text="All cards"))
    for text in ("The pool is full", "The certificate ran out", "The bank is down"):
        game.do(c.RecordRemark(kind="hypothesis", text=text))
    game.do(co.SettleHypothesis(number=1, outcome="disproved", evidence="half is idle"))
    game.do(co.SettleHypothesis(number=2, outcome="confirmed", evidence="seen in the log"))
    game.do(co.StartTest(number=3, owner=CITRA))
    game.do(c.RecordRemark(kind="action", text="Restart the gateway"))
    game.do(co.ReportAction(number=1, what="result", text="Errors fell"))
    game.do(co.ReportAction(number=1, what="plan", text="Start the old version"))
    game.do(c.RecordRemark(kind="action", text="Drain site one"))
    game.do(c.RecordRemark(kind="decision", text="Fail over"))
    game.do(c.AddTask(text="Call the bank", owner=CITRA, due_at=later(90)))
    game.do(c.AddTask(text="Write it down"))
    game.do(cp.ContactVendor(vendor="Acquirer", unlisted=True))
    game.do(cp.AnswerVendor(vendor="Acquirer", text="Looking"))
    game.do(cp.RequestResource(text="Second link"))
    game.do(cd.RecordWorkaround(does="Restart it every hour", owner=CITRA, due_at=later(900)))
    return game


def test_the_brief_tells_everything_that_is_under_way() -> None:
    game = busy()
    told = brief(game.state, game.policy, game.now)
    said = [(line.topic, line.text, line.note) for line in told if line.text or line.note]
    assert ("impact", "All cards", "") in said
    assert ("trend", "Half of the cards", "") in said
    assert ("change", "Restart the gateway", "Errors fell") in said
    assert [line.plan for line in told if line.topic == "change"] == ["Start the old version"]
    assert ("vendor_answered", "Acquirer", "Looking") in said
    assert ("resource", "Second link", "") in said
    assert ("confirmed", "The certificate ran out", "seen in the log") in said
    assert ("disproved", "The pool is full", "half is idle") in said
    assert ("hypothesis", "The bank is down", "") in said
    assert ("experiment", "Drain site one", "") in said
    assert ("decision", "Fail over", "") in said
    assert ("task", "Call the bank", "") in said
    assert [(line.label, line.text, line.at) for line in told if line.topic == "debt"] == [
        ("W1", "Restart it every hour", later(900))
    ]
    assert [line.label for line in told if line.topic == "promise"] == ["staff", "customers", "executives"]
    assert [line.person for line in told if line.topic == "leaving"] == [ADI]


def test_the_brief_is_stored_with_the_offer_as_the_record_stood() -> None:
    game = busy()
    expected = brief(game.state, game.policy, game.now)
    [offered] = of(e.HandoverOffered, game.do(c.OfferHandover(to=BIMA, brief="The DNS is next")))
    assert (offered.lines, offered.brief) == (expected, "The DNS is next")


def test_every_clock_decision_and_risk_must_be_accepted_and_the_refusal_names_what_is_left() -> None:
    game = busy()
    game.do(c.OfferHandover(to=BIMA))
    keys = [line.key for line in to_accept(game.state, game.policy, game.now)]
    assert keys == [
        "promise:staff", "promise:customers", "promise:executives", "box:H3", "task:1", "debt:W1", "decision:D1",
        "resource:R1", "no_way_back:A2", "unowned",
    ]  # fmt: skip
    with pytest.raises(NotAllAccepted, match=r"2 of 10 points are not accepted yet: H3, A2\."):
        game.do(
            c.AcceptHandover(accepted=tuple(key for key in keys if key not in {"box:H3", "no_way_back:A2"})), by=BIMA
        )
    assert game.state.mim == ADI
    [taken] = of(e.HandoverAccepted, game.do(c.AcceptHandover(accepted=tuple(keys)), by=BIMA))
    assert taken.accepted == tuple(keys)
    assert game.state.mim == BIMA


def test_what_came_up_after_the_form_opened_must_be_accepted_too() -> None:
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    keys = tuple(line.key for line in to_accept(game.state, game.policy, game.now))
    game.do(c.RecordRemark(kind="decision", text="Fail over"))
    with pytest.raises(NotAllAccepted, match="1 of 4 points are not accepted yet: D1"):
        game.do(c.AcceptHandover(accepted=keys), by=BIMA)


def test_a_shift_proposes_a_handover_again_and_again_until_somebody_else_leads() -> None:
    game = accepted()
    assert of(e.HandoverProposed, game.wait(8 * 60 - 1)) == []
    assert of(e.HandoverProposed, game.wait(1)) == [e.HandoverProposed(person=ADI)]
    assert of(e.HandoverProposed, game.wait(60)) == [e.HandoverProposed(person=ADI)]
    game.do(c.OfferHandover(to=BIMA))
    game.do(c.AcceptHandover(everything=True), by=BIMA)
    assert of(e.HandoverProposed, game.wait(8 * 60 - 1)) == []
    assert of(e.HandoverProposed, game.wait(1)) == [e.HandoverProposed(person=BIMA)]


def test_nobody_is_asked_to_hand_over_what_is_resolved() -> None:
    game = accepted()
    game.now += minutes(1)
    game.do(c.Resolve(text="Restarted"))
    assert of(e.HandoverProposed, game.wait(10 * 60)) == []


def test_a_risk_that_somebody_wrote_down_must_be_accepted_until_it_is_over() -> None:
    game = accepted()
    game.do(cr.RaiseRisk(text="The backup is a day old", owner=CITRA))
    game.do(cr.RaiseRisk(text="The card network closes at 22:00"))
    game.do(cr.CloseRisk(risk=2, text="They stay open"))
    assert [line.key for line in to_accept(game.state, game.policy, game.now) if line.topic == "risk"] == ["risk:1"]
    with pytest.raises(UnknownRisk, match=r"no open risk 2\. Those that stand: 1"):
        game.do(cr.CloseRisk(risk=2))
    with pytest.raises(EmptyText):
        game.do(cr.RaiseRisk(text=" "))
