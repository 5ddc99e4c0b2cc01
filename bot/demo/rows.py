"""Forms that a scenario file has and a policy file has not: rows of one section, a tree kept for later, long texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.policy.forms import UNREAD, One, Section, found
from bot.policy.problems import Findings, Unfit
from bot.policy.tree import Items, Keys, Node, Scalar


@dataclass(frozen=True)
class Rows:
    """A list of sections of one form; each row that could be read is told its place, counted from 1."""

    each: Section

    def merged(self, base: Node, over: Node) -> Node:
        """Nothing lies under a scenario."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The rows, with `row` as their number."""
        if not isinstance(node, Items):
            findings.add(node.spot, where, f"{found(node)} stands here instead of a list.", "Begin each row with `- `.")
            return UNREAD
        rows = []
        for number, item in enumerate(node.items, start=1):
            findings.spots[f"{where}[{number}]"] = item.spot
            row = self.each.read(item, f"{where}[{number}]", findings)
            if row is not UNREAD:
                rows.append({**row, "row": number})
        return rows


@dataclass(frozen=True)
class Tree:
    """Keys that are read by somebody else."""

    def merged(self, base: Node, over: Node) -> Node:
        """Nothing lies under a scenario."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The node itself."""
        if isinstance(node, Keys):
            return node
        findings.add(node.spot, where, f"{found(node)} stands here instead of keys.", "The keys of docs/policy.md.")
        return UNREAD


@dataclass(frozen=True)
class Members:
    """The people of a room or group: a list of handles, or the word `everyone`."""

    each: One

    def merged(self, base: Node, over: Node) -> Node:
        """Nothing lies under a scenario."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """`everyone`, or the handles."""
        if isinstance(node, Scalar):
            return "everyone" if node.text == "everyone" else [self.each.read(node, where, findings)]
        if isinstance(node, Items):
            return [self.each.read(item, f"{where}[{n}]", findings) for n, item in enumerate(node.items, start=1)]
        findings.add(node.spot, where, "A mapping stands here instead of a list.", "Handles, or everyone.")
        return UNREAD


def words(limit: int) -> One:
    """Words of at most so many characters; lines are kept."""

    def parse(written: str) -> str:
        said = written.strip()
        if not said or len(said) > limit:
            raise Unfit(f"This text has {len(said)} characters.")
        return said

    return One(parse, f"A text of 1 to {limit} characters.")
