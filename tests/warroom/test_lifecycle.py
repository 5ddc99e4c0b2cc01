"""The lifecycle: commands move an incident where the table allows, and the drawing shows that table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.policy import load
from bot.warroom import commands as c
from bot.warroom import commands_candidates as cc
from bot.warroom.errors import Refusal, WrongState
from bot.warroom.lifecycle import MOVES, OPEN, State, is_open, may_move
from bot.warroom.milestones import NAMES
from tests.warroom.builders import Game, confirm, in_state

STATES: tuple[State, ...] = get_args(State)
DRAWING = (Path(__file__).parents[2] / "docs" / "lifecycle.md").read_text(encoding="utf-8")

COMMANDS: dict[State, tuple[c.Command, ...]] = {
    "investigating": (
        c.MoveState(to="investigating"),
        c.Reopen(reason="it came back"),
        cc.AcceptCandidate(impact="nobody can pay"),
    ),
    "rejected": (cc.RejectCandidate(reason="one user only"),),
    "identified": (c.MoveState(to="identified"),),
    "monitoring": (c.MoveState(to="monitoring"),),
    "resolved": (c.Resolve(text="restarted"),),
    "closed": (c.Close(),),
    "cancelled": (c.Cancel(reason="a duplicate"),),
}
"""For each state the commands that lead there."""


def reaches(game: Game, command: c.Command, after: State) -> bool:
    try:
        game.do(command)
    except Refusal:
        return False
    return game.state.state == after


@pytest.mark.parametrize("after", COMMANDS)
@pytest.mark.parametrize("before", STATES)
def test_commands_move_an_incident_exactly_where_the_table_allows(before: State, after: State):
    moved = [reaches(confirm(in_state(before)), command, after) for command in COMMANDS[after]]
    assert any(moved) == (after in MOVES[before] and after != before)


def test_every_state_has_moves_or_is_an_end():
    assert set(MOVES) == set(STATES)
    assert {state for state, moves in MOVES.items() if not moves} == {"rejected", "cancelled"}
    assert not any(may_move(state, state) for state in STATES)


def test_an_incident_is_open_until_it_is_resolved_or_given_up():
    assert {state for state in STATES if is_open(state)} == {"candidate", "investigating", "identified", "monitoring"}
    assert set(OPEN) == {state for state in STATES if is_open(state)}


REFUSED: tuple[tuple[State, c.Command], ...] = (
    ("candidate", c.Resolve(text="restarted")),
    ("investigating", c.Reopen(reason="again")),
    ("identified", c.Reopen(reason="again")),
    ("resolved", c.MoveState(to="monitoring")),
    ("closed", c.Resolve(text="restarted")),
    ("rejected", c.Cancel(reason="a duplicate")),
    ("cancelled", c.Close()),
)


@pytest.mark.parametrize(("before", "command"), REFUSED)
def test_a_refused_move_names_the_moves_that_are_possible(before: State, command: c.Command):
    with pytest.raises(WrongState) as refused:
        in_state(before).do(command)
    assert refused.value.facts["allowed"] == (MOVES[before] or ("nothing more",))


def test_the_drawing_shows_every_move_and_no_other():
    drawn = re.findall(r"^ {4}(\w+) --> (\w+)$", DRAWING, re.MULTILINE)
    assert sorted(drawn) == sorted((before, after) for before, moves in MOVES.items() for after in moves)


def test_the_drawing_begins_where_incidents_begin_and_ends_where_they_end():
    assert set(re.findall(r"\[\*\] --> (\w+)", DRAWING)) == {"candidate", "investigating"}
    assert set(re.findall(r"(\w+) --> \[\*\]", DRAWING)) == {state for state, moves in MOVES.items() if not moves}


def test_every_move_is_explained():
    explained = re.findall(r"^\| (\w+) → (\w+) \| \S.* \| \S.* \|$", DRAWING, re.MULTILINE)
    assert sorted(explained) == sorted((before, after) for before, moves in MOVES.items() for after in moves)


def section(title: str) -> str:
    return DRAWING.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_milestones_are_explained_in_their_order():
    assert tuple(re.findall(r"^\| `(\w+)` \|", section("Milestones"), re.MULTILINE)) == NAMES


def test_the_roles_are_those_of_the_shipped_policy():
    assert re.findall(r"^\| `(\w+)` \|", section("Roles"), re.MULTILINE) == list(load(None).roles)


def test_the_closing_gate_names_the_shipped_milestones():
    named = set(re.findall(r"\*(\w+)\*", section("The closing gate")))
    assert named == set(load(None).closure.milestones)
