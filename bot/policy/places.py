"""The form of a channel of an audience: one word, or a mapping of its kind to its name, with `then:` in order.

    - "#exec-updates"
    - dm:@raihan
    - {email: board@example.com, then: ["#exec-updates"]}
    - {page: public}

No address of a server and no secret is ever written here: those are settings, and the policy only names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.policy import words as w
from bot.policy.forms import UNREAD, Many, One
from bot.policy.problems import Findings, Unfit, one_of
from bot.policy.tree import Keys, Node, Scalar

EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)
NAME = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_PLACE = (
    'A channel ("#updates"), dm:@handle, mailto:list@example.com, webhook:name, statuspage:name or page:public, or '
    'a mapping like {email: list@example.com, then: ["#updates"]}.'
)


def _email(written: str) -> str:
    address = written.removeprefix("mailto:")
    if not EMAIL.fullmatch(address):
        raise Unfit(f"`{written}` is not an e-mail address.", "One address, like incidents@example.com.")
    return f"mailto:{address}"


def _named(prefix: str) -> Callable[[str], str]:
    def parse(written: str) -> str:
        name = written.removeprefix(prefix)
        if not NAME.fullmatch(name):
            raise Unfit(f"`{written}` cannot be a name here.", w.IDENTIFIER_KEY.allowed)
        return f"{prefix}{name}"

    return parse


def _person(written: str) -> str:
    return f"dm:{w.PERSON_REF.parse(written.removeprefix('dm:'))}"


KINDS: Mapping[str, Callable[[str], str]] = {
    "channel": w.CHANNEL.parse,
    "dm": _person,
    "email": _email,
    "webhook": _named("webhook:"),
    "statuspage": _named("statuspage:"),
    "page": _named("page:"),
}
BEGINNINGS = {"dm:": "dm", "mailto:": "email", "webhook:": "webhook", "statuspage:": "statuspage", "page:": "page"}


def _place(written: str) -> str:
    kind = next((kind for beginning, kind in BEGINNINGS.items() if written.startswith(beginning)), "channel")
    return KINDS[kind](written)


PLACE = One(_place, _PLACE)


@dataclass(frozen=True)
class PlaceForm:
    """One place: a word, or a mapping of its kind to its name."""

    allowed: str = _PLACE

    def merged(self, base: Node, over: Node) -> Node:
        """The organisation's."""
        del base
        return over

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """The place as its word."""
        if not isinstance(node, Keys):
            return PLACE.read(node, where, findings)
        unknown = next((key for key in node.entries if key not in KINDS), "")
        if unknown or len(node.entries) != 1:
            what = f"There is no such key `{unknown}`." if unknown else "Exactly one kind of channel belongs here."
            findings.add(node.spot, where, what, one_of(unknown, (*KINDS, "then")))
            return UNREAD
        [(kind, entry)] = node.entries.items()
        return One(KINDS[kind], _PLACE).read(entry.node, f"{where}.{kind}", findings)


INSTEAD = Many(PlaceForm())


@dataclass(frozen=True)
class RouteForm(PlaceForm):
    """A place with those that stand in for it; alone it is its word, with others a mapping of both."""

    def read(self, node: Node, where: str, findings: Findings) -> Any:
        """What the core makes a route of."""
        if not isinstance(node, Keys) or "then" not in node.entries:
            return super().read(node, where, findings)
        first = {key: entry for key, entry in node.entries.items() if key != "then"}
        place = super().read(Keys(node.spot, first), where, findings)
        then = _instead(node.entries["then"].node, f"{where}.then", findings)
        if place is UNREAD or then is UNREAD:
            return UNREAD
        return _Written(place=place, then=then) if then else place


def _instead(node: Node, where: str, findings: Findings) -> Any:
    return () if isinstance(node, Scalar) and node.empty else INSTEAD.read(node, where, findings)


class _Written(dict[str, Any]):
    """A place and its stand-ins: like any value of a list it can be told from another."""

    def __hash__(self) -> int:  # type: ignore[override] # never changed once it is read
        return hash((self["place"], self["then"]))


ROUTE = RouteForm()
