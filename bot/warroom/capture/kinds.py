"""The kinds of key moment that a message can read like."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["decision", "workaround", "milestone", "hypothesis", "action", "impact", "observation"]
KIND_ORDER: tuple[Kind, ...] = get_args(Kind)
"""In the order in which the rules are asked."""
