"""A vendor's evidence pack holds its contract, its answers and the lines that mention it, and nothing else."""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.vendor_pack import VendorPack, pack
from tests.warroom.builders import BIMA, Game, accepted, later, minutes, policy
from tests.warroom.test_vendors import TELKOM


def said(game: Game, ts: str, text: str) -> None:
    game.record([e.MessagePosted(text=text)], BIMA, slack=SlackRef(channel="C1ROOM", ts=ts))


def packed(game: Game) -> VendorPack:
    return pack(game.state, game.entries, TELKOM, game.now)


def worked() -> Game:
    game = accepted(policy=policy(vendors={"telkom": TELKOM}))
    game.do(cp.ContactVendor(vendor="telkom", case="TK-4711"))
    game.do(cp.StartWait(on="vendor", who="telkom", reason="engineer"))
    game.do(cp.StartWait(on="approval", reason="secret"))
    game.wait(41)
    game.do(cp.AnswerVendor(vendor="telkom", text="Fibre cut"))
    return game


def test_contract_and_answer_stand_side_by_side() -> None:
    made = packed(worked())
    [contact] = made.contacts
    assert (contact.at, contact.target_at, contact.answered_at) == (later(0), later(30), later(41))
    assert contact.in_time is False
    assert (contact.chases, contact.rungs) == (2, ("Shift lead",))
    assert (made.cases, made.waited) == (("TK-4711",), minutes(41))
    assert [wait.reason for wait in made.waits] == ["engineer"]


def test_only_lines_that_mention_it_by_name_case_or_code_are_in_it() -> None:
    game = worked()
    for ts, text in (
        ("1.1", "telkom says two hours"),
        ("1.2", "news on tk-4711?"),
        ("1.3", "E-504 is gone"),
        ("1.4", "The board is furious"),
        ("1.5", "telkomsel is fine"),
        ("1.6", "Telkom Indonesia: oops, wrong room"),
    ):
        said(game, ts, text)
    game.record([e.MessageDeleted(target="1.6")], BIMA)
    game.do(c.RecordRemark(kind="impact", text="Revenue lost: 2 billion"))
    texts = " / ".join(line.text for line in packed(game).timeline if line.text)
    assert texts == "telkom says two hours / news on tk-4711? / E-504 is gone"
    kinds = {line.kind for line in packed(game).timeline}
    assert not kinds & {"declared", "impact", "update_published", "mim_accepted"}


def test_waiting_for_others_is_not_in_it() -> None:
    made = packed(worked())
    waits = [line.entry.event for line in made.timeline if isinstance(line.entry.event, e.WaitStarted)]
    assert [wait.reason for wait in waits] == ["engineer"]


def test_a_vendor_that_was_never_contacted_has_an_empty_pack() -> None:
    made = packed(accepted(policy=policy(vendors={"telkom": TELKOM})))
    assert (made.contacts, made.timeline, made.waited) == ((), (), minutes(0))
