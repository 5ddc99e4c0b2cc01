"""The states of an incident and the moves between them: a table, drawn in docs/lifecycle.md.

Whether a move is allowed is decided here and nowhere else.
"""

from __future__ import annotations

from typing import Literal

State = Literal["candidate", "investigating", "identified", "monitoring", "resolved", "closed", "rejected", "cancelled"]

MOVES: dict[State, tuple[State, ...]] = {
    "candidate": ("investigating", "rejected", "cancelled"),
    "investigating": ("identified", "monitoring", "resolved", "cancelled"),
    "identified": ("investigating", "monitoring", "resolved", "cancelled"),
    "monitoring": ("investigating", "identified", "resolved", "cancelled"),
    "resolved": ("closed", "investigating", "cancelled"),
    "closed": ("investigating",),
    "rejected": (),
    "cancelled": (),
}

OPEN: tuple[State, ...] = ("candidate", "investigating", "identified", "monitoring")
REOPENABLE: tuple[State, ...] = ("monitoring", "resolved", "closed")
SETTABLE: tuple[State, ...] = ("investigating", "identified", "monitoring")


def may_move(before: State, after: State) -> bool:
    """Whether the lifecycle allows this move."""
    return after in MOVES[before]


def is_open(state: State) -> bool:
    """Whether work goes on: promises run, and the room is alive."""
    return state in OPEN
