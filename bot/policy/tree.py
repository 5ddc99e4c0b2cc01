"""YAML text as a tree whose every node knows its line and column. It constructs nothing and trusts nothing.

Values stay the text that was written, so `10:30`, `no` and `0x1F` keep their letters; what they mean is decided by
the form of the key they stand under. Aliases are refused: they make mistakes point at the wrong line, and a cycle of
them never ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from bot.policy.problems import Findings, Spot

DEEPEST = 12
LOST_CHANNEL = re.compile(r"\s*(#[\w-]+)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `empty` means nothing was written, `off` that it is a bare `false`, `no` or `off`."""

    spot: Spot
    text: str
    empty: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    spot: Spot
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, where it stands, and its value."""

    spot: Spot
    node: Node


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping, in the order written."""

    spot: Spot
    entries: dict[str, Entry]


Node = Scalar | Items | Keys


class _Refused(yaml.YAMLError):
    """YAML that is valid and still not read here."""

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.problem_mark = mark


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses aliases and endless depth, by raising where they stand."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call] # the stubs leave the parser's side untyped
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias", event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused("too deep", event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse(text: str, file: str, findings: Findings, *, trusted: bool = False) -> Keys:
    """The tree of a file; an empty one if it cannot be read, with the reason among the findings.

    A trusted text is read by libyaml where PyYAML has it: five times as fast, without our refusals.
    """
    nothing = Keys(Spot(file, 1, 1), {})
    quick = getattr(yaml, "CSafeLoader", _Loader)
    try:
        root = yaml.compose(text, Loader=quick if trusted else _Loader)
    except yaml.YAMLError as error:
        findings.add(_place(error, file, text), "", *_explained(error))
        return nothing
    if root is None:
        return nothing
    node = _Planting(file, text.split("\n"), findings).node(root, "")
    if isinstance(node, Keys):
        return node
    findings.add(node.spot, "", "The file is not a mapping.", "Write `key: value` lines, like `organisation: Acme`.")
    return nothing


@dataclass(frozen=True)
class _Planting:
    file: str
    lines: list[str]
    findings: Findings

    def node(self, node: yaml.Node, where: str) -> Node:
        spot = _spot(node.start_mark, self.file)
        if isinstance(node, yaml.MappingNode):
            return self._keys(node, spot, where)
        if isinstance(node, yaml.SequenceNode):
            return Items(spot, tuple(self.node(item, f"{where}[{i}]") for i, item in enumerate(node.value, start=1)))
        return self._scalar(node, spot, where)

    def _keys(self, node: yaml.MappingNode, spot: Spot, where: str) -> Keys:
        entries: dict[str, Entry] = {}
        for key, value in node.value:
            at = _spot(key.start_mark, self.file)
            if not isinstance(key, yaml.ScalarNode):
                self.findings.add(at, where, "A list or mapping stands where a key belongs.", "Write a name, then `:`.")
                continue
            inside = f"{where}.{key.value}".lstrip(".")
            if key.value in entries:
                first = entries[key.value].spot.line
                self.findings.add(
                    at, inside, f"This key stands here twice, first in line {first}.", "Keep one of them."
                )
                continue
            entries[key.value] = Entry(at, self.node(value, inside))
        return Keys(spot, entries)

    def _scalar(self, node: yaml.Node, spot: Spot, where: str) -> Scalar:
        empty = node.tag == "tag:yaml.org,2002:null"
        if empty and not node.value:
            self._look_for_a_lost_channel(node.start_mark, where)
        off = node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in {"false", "no", "off"}
        return Scalar(spot, str(node.value), empty, off)

    def _look_for_a_lost_channel(self, mark: yaml.Mark, where: str) -> None:
        # `announce_in: #incidents` is an empty value and a comment: the most likely slip in this file, and a silent one
        lost = LOST_CHANNEL.match(self.lines[mark.line][mark.column :]) if mark.line < len(self.lines) else None
        if lost:
            self.findings.add(
                Spot(self.file, mark.line + 1, mark.column + lost.start(1) + 1),
                where,
                f"`{lost[1]}` without quotes is a comment in YAML, so nothing stands here.",
                f'Write "{lost[1]}" with quotes (or a space after the # of a comment).',
            )


def _spot(mark: yaml.Mark, file: str) -> Spot:
    return Spot(file, mark.line + 1, mark.column + 1)


def _place(error: yaml.YAMLError, file: str, text: str) -> Spot:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        return Spot(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return _spot(mark, file) if mark else Spot(file)


_KNOWN_SLIPS = (
    (
        "special characters are not allowed",
        "A character stands here that cannot be printed.",
        "Take it away.",
    ),
    (
        "an alias",
        "An alias (`*name`) is not read here.",
        "Write the value out.",
    ),
    (
        "too deep",
        f"This is nested more than {DEEPEST} deep.",
        "No key of the policy needs that.",
    ),
    (
        "character '\\t'",
        "A tab stands here.",
        "Indent with spaces.",
    ),
    (
        "character '@'",
        "A value cannot begin with @.",
        'Put it in quotes, like "@backend".',
    ),
    (
        "cannot start any token",
        "A value cannot begin with this sign.",
        "Put it in quotes.",
    ),
    (
        "mapping values are not allowed here",
        "A `:` stands where no key can be.",
        "Put a text that contains `: ` or ends with `:` in quotes; check the indentation.",
    ),
    (
        "expected a single document",
        "A second document begins here (`---`).",
        "Keep one in this file.",
    ),
)


def _explained(error: yaml.YAMLError) -> tuple[str, str]:
    said = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    context = str(getattr(error, "context", "") or "")
    for sign, what, allowed in _KNOWN_SLIPS:
        if sign in f"{said} {context}":
            return what, allowed
    return (
        f"This is not valid YAML: {' '.join([context, said]).strip()}.",
        "Check quotes, brackets and indentation here.",
    )
