"""Slack's encoding of typed text, and back: mentions as `@name`, links as their address, entities as characters.

What people type is kept and shown as they read it; the escaping for Slack happens when it is shown. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"<([^<>\n]+)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_UNLABELLED = re.compile(r"<@([UW][A-Z0-9]+)>")


def people_in(text: str) -> tuple[str, ...]:
    """The ids of everybody mentioned."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def unlabelled_in(text: str) -> tuple[str, ...]:
    """The ids of everybody mentioned without their handle."""
    return tuple(dict.fromkeys(_UNLABELLED.findall(text)))


def readable(text: str, names: Mapping[str, str]) -> str:
    """The text as its writer saw it. `names` are people's names by id; whoever is missing keeps Slack's label."""
    spelled = _REFERENCE.sub(lambda found: _spelled(found[1], names), text)
    return spelled.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _spelled(inside: str, names: Mapping[str, str]) -> str:
    target, _bar, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    address = target.removeprefix("mailto:")
    return f"{label} ({address})" if label and label not in address else address
