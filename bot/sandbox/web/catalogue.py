"""What Slack documents about each method served: required arguments, bot scopes, rate tier, errors.

Read from catalogue.json beside this file. Must not know how a method behaves.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Facts:
    """One method: any one of `scopes` suffices, `tier` 0 means special limits, `types` are those that are checked."""

    method: str
    required: tuple[str, ...]
    scopes: tuple[str, ...]
    tier: int
    types: Mapping[str, str]
    errors: tuple[str, ...]


def load() -> Mapping[str, Facts]:
    """Every method of the catalogue by name."""
    listed = json.loads(files(__package__).joinpath("catalogue.json").read_text(encoding="utf-8"))
    return {name: _facts(name, it) for name, it in listed.items()}


def _facts(name: str, it: Mapping[str, Any]) -> Facts:
    return Facts(name, tuple(it["required"]), tuple(it["scopes"]), it["tier"], it["types"], tuple(it["errors"]))
