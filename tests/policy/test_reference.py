"""The reference of the policy file is what its forms make of it, with an example for every key."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy.loading import load
from bot.policy.reference import document

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_forms_make_of_it():
    """Written anew with the line that docs/policy.md names."""
    assert (ROOT / "docs/policy-reference.md").read_text(encoding="utf-8") == document()


def test_every_key_has_an_example():
    keys = [line for line in document().splitlines() if line.startswith("| `")]
    assert len(keys) > 150
    assert [line for line in keys if line.endswith(("|  |", "| `[]` |", "| `{}` |"))] == []


def test_the_examples_are_a_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "our-templates").mkdir()
    written = tmp_path / "policy.yaml"
    written.write_text((ROOT / "bot/policy/examples.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load(written).rotas.mim == ("schedule:incident-managers",)
