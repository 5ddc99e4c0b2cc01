"""The forms a value can have in the policy file: sections, named things, lists and single values.

A form merges the organisation's node over the shipped one, and reads the result into plain data, noting every
mistake and going on. Which key has which form stands in `schema.py`; what single values mean, in `words.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.policy.problems import Findings, Unfit, meant, one_of
from bot.policy.tree import Entry, Items, Keys, Node, Scalar


class _Unread:
    """Stands for a value that could not be read; its problem is noted."""


UNREAD = _Unread()


class Form(Protocol):
    """How a key's value is merged and read."""

    def merged(self, base: Node, over: Node) -> Node:
        """The organisation's node over the shipped one."""
        ...

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The value as plain data, or UNREAD with its problem among the findings."""
        ...


def found(node: Node) -> str:
    """What stands at a node, in a few words."""
    if isinstance(node, Keys):
        return "A mapping"
    if isinstance(node, Items):
        return "A list"
    return "Nothing" if node.empty else f"`{node.text}`"


@dataclass(frozen=True)
class One:
    """A single value, understood by `parse` (which raises Unfit). With `or_nothing`, `""` and `false` read as empty."""

    parse: Callable[[str], Any]
    allowed: str
    or_nothing: bool = False

    def merged(self, base: Node, over: Node) -> Node:
        """The organisation's value."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """What the value means."""
        if not isinstance(node, Scalar) or node.empty:
            if not findings.know(where):
                findings.add(node.spot, where, f"{found(node)} stands here instead of a single value.", self.allowed)
            return UNREAD
        if self.or_nothing and (node.off or not node.text):
            return ""
        try:
            return self.parse(node.text)
        except Unfit as unfit:
            findings.add(node.spot, where, unfit.what, unfit.allowed or self.allowed)
            return UNREAD


class Single(Form, Protocol):
    """The form of one value of a list."""

    @property
    def allowed(self) -> str:
        """What may be written."""
        ...


@dataclass(frozen=True)
class Many:
    """A list of values of one form; a single value stands for a list of one. The organisation's list replaces ours."""

    each: Single

    def merged(self, base: Node, over: Node) -> Node:
        """The organisation's list."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The values, each once."""
        if isinstance(node, Keys):
            findings.add(node.spot, where, "A mapping stands here instead of a list.", f"A list. {self.each.allowed}")
            return UNREAD
        nodes = node.items if isinstance(node, Items) else (node,)
        values = [self.each.read(item, f"{where}[{place}]", findings) for place, item in enumerate(nodes, start=1)]
        return tuple(dict.fromkeys(value for value in values if value is not UNREAD))


@dataclass(frozen=True)
class Section:
    """A mapping with known keys. A key left empty counts as not written; `needed` ones must be there after merging."""

    keys: Mapping[str, Form]
    needed: tuple[str, ...] = ()

    def merged(self, base: Node, over: Node) -> Node:
        """Both, key by key."""
        if not isinstance(base, Keys) or not isinstance(over, Keys):
            return over
        entries = dict(base.entries)
        for key, entry in over.entries.items():
            if not _empty(entry.node) or key not in entries:
                entries[key] = _over(self.keys.get(key), entries.get(key), entry)
        return Keys(over.spot, entries)

    def read(self, node: Node, where: str, findings: Findings, likely: str = "") -> Any:
        """The values by key, without those that could not be read. `likely` is what its own name may be a typo of."""
        if not isinstance(node, Keys):
            findings.add(
                node.spot, where, f"{found(node)} stands here instead of keys.", f"Keys: {', '.join(self.keys)}."
            )
            return UNREAD
        values: dict[str, Any] = {}
        for key, entry in node.entries.items():
            value = self._value(key, entry, joined(where, key), findings)
            if value is not UNREAD:
                values[key] = value
        for key in self.needed:
            if key not in node.entries or _empty(node.entries[key].node):
                findings.at(where, f"`{key}` is missing.", f"{likely}{'Or add' if likely else 'Add'} `{key}: …` here.")
        return values

    def _value(self, key: str, entry: Entry, where: str, findings: Findings) -> Any:
        form = self.keys.get(key)
        if form is None:
            findings.add(entry.spot, where, "There is no such key.", one_of(key, tuple(self.keys)))
            return UNREAD
        findings.spots[where] = entry.spot
        return UNREAD if _empty(entry.node) else form.read(entry.node, where, findings)


@dataclass(frozen=True)
class Named:
    """A mapping from names that the organisation chooses to things of one form.

    `name: false` leaves a shipped thing out. With `replaced`, the organisation's mapping takes the place of ours as a
    whole. With `single`, one value stands for a mapping with that one name. With `keeps_name`, the thing is told its
    name. With `pairs_as`, each pair becomes a mapping of two keys (title and url, for links), in a list.
    """

    key: One
    each: Form
    replaced: bool = False
    single: str = ""
    keeps_name: bool = False
    pairs_as: tuple[str, str] | None = None

    def merged(self, base: Node, over: Node) -> Node:
        """Both, name by name, without those left out; in the organisation's order if it lists them all."""
        if self.replaced or not isinstance(base, Keys) or not isinstance(over, Keys):
            return over
        entries = dict(base.entries)
        for name, entry in over.entries.items():
            if _off(entry.node) and name in entries:
                del entries[name]
            elif not _empty(entry.node) or name not in entries:
                entries[name] = _over(self.each, entries.get(name), entry)
        listed = [name for name in over.entries if name in entries]
        order = listed if len(listed) == len(entries) else list(entries)
        return Keys(over.spot, {name: entries[name] for name in order})

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The things by name."""
        if self.single and isinstance(node, Scalar):
            node = Keys(node.spot, {self.single: Entry(node.spot, node)})
        if not isinstance(node, Keys):
            findings.add(node.spot, where, f"{found(node)} stands here instead of names.", self.key.allowed)
            return UNREAD
        things: dict[str, Any] = {}
        for name, entry in node.entries.items():
            likely = meant(name, (other for other in node.entries if other != name))
            self._put(things, name, entry, joined(where, name), findings, likely)
        if self.pairs_as is None:
            return things
        first, second = self.pairs_as
        return tuple({first: name, second: thing} for name, thing in things.items())

    def _put(
        self, things: dict[str, Any], name: str, entry: Entry, where: str, findings: Findings, likely: str
    ) -> None:
        findings.spots[where] = entry.spot
        key = self.key.read(Scalar(entry.spot, name), where, findings)
        thing = self._thing(entry, where, findings, likely)
        if key is UNREAD or thing is UNREAD:
            return
        things[key] = {**thing, "name": key} if self.keeps_name else thing

    def _thing(self, entry: Entry, where: str, findings: Findings, likely: str) -> Any:
        if _off(entry.node):
            what = "There is no shipped entry of this name to leave out."
            findings.add(entry.spot, where, what, f"{likely}Take the line away.")
            return UNREAD
        if isinstance(self.each, Section):
            node = Keys(entry.spot, {}) if _empty(entry.node) else entry.node
            return self.each.read(node, where, findings, likely)
        return self.each.read(entry.node, where, findings)


def joined(where: str, key: str) -> str:
    """The path of a key within another."""
    return f"{where}.{key}" if where else key


def _over(form: Form | None, base: Entry | None, over: Entry) -> Entry:
    if form is None or base is None:
        return over
    return Entry(over.spot, form.merged(base.node, over.node))


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _off(node: Node) -> bool:
    return isinstance(node, Scalar) and node.off
