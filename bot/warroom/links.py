"""What another incident is to this one: parent, child, related, duplicate. Values only; deciding is `linking.py`'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from bot.warroom.base import Value

Relation = Literal["parent", "child", "related", "duplicate_of", "duplicate"]
MIRROR: Mapping[Relation, Relation] = {
    "parent": "child",
    "child": "parent",
    "related": "related",
    "duplicate_of": "duplicate",
    "duplicate": "duplicate_of",
}
"""What this incident is to the other one."""


class Link(Value):
    """The other incident is the `relation` of this one. Both keep the same `key`.

    Of a private one nothing else is kept, so that nothing can leak: whoever may see it finds it by the key.
    """

    relation: Relation
    key: str
    number: int | None = None
    reference: str = ""
    title: str = ""
    channel: str = ""


def keys(links: Iterable[Link], *relations: Relation) -> frozenset[str]:
    """The keys of the links of these relations (of all, if none is named)."""
    return frozenset(link.key for link in links if not relations or link.relation in relations)
