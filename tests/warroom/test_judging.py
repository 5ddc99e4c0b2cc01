"""What becomes known later is held against the policy's criteria as well: once each, and never after the end."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.judging import share_in
from tests.warroom.builders import Game, accepted, later


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("80% of users cannot pay", 80), ("About 60 percent of our customers", 60), ("75 % pengguna gagal masuk", 75),
        ("CPU at 100 %, users wait", None), ("5% of users, then 55 % of callers", 55), ("All users", None),
        ("120% of users", None),
    ],
)  # fmt: skip
def test_a_share_counts_where_it_is_one_of_people(text: str, share: int | None):
    assert share_in(text) == share


def met(game: Game) -> list[str]:
    return [each.name for each in game.state.criteria]


def test_an_impact_said_later_meets_the_criterion_once():
    game = accepted()
    game.do(c.RecordRemark(kind="impact", text="20% of users see errors"))
    assert met(game) == []
    game.do(c.RecordRemark(kind="impact", text="80% of users see errors"))
    game.do(c.RecordRemark(kind="impact", text="90% of users see errors"))
    assert (met(game), game.state.users_share) == (["users"], 80)


def test_an_outage_that_lasts_meets_the_criterion_by_itself_and_not_once_it_is_over():
    game = accepted()
    game.do(c.SetMilestone(milestone="started", moment=game.now, source="reporter"))
    game.wait(59)
    assert met(game) == []
    game.wait(2)
    assert met(game) == ["downtime"]
    over = accepted()
    over.do(c.SetMilestone(milestone="started", moment=over.now, source="reporter"))
    over.do(c.Resolve(text="Back"))
    over.wait(90)
    assert met(over) == []


def test_a_beginning_that_is_corrected_far_back_meets_it_at_once():
    game = accepted()
    said = game.do(c.SetMilestone(milestone="started", moment=later(-90), source="reporter"))
    assert any(isinstance(event, e.CriterionMet) for event in said)
