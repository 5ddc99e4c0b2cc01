"""docs/policy.md names every key, and each of its examples is a policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy import load, read
from bot.policy.forms import Form, Named, Section
from bot.policy.schema import POLICY
from bot.warroom.events import MARK_KINDS
from bot.warroom.milestones import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def keys(form: Form, path: str = "") -> Iterator[str]:
    if isinstance(form, Section):
        for key, inner in form.keys.items():
            inside = f"{path}.{key}".lstrip(".")
            yield inside
            yield from keys(inner, inside)
    elif isinstance(form, Named) and isinstance(form.each, Section):
        yield from keys(form.each, f"{path}.*")


EXPLAINED_BY_THEIR_PARTS = {
    "room",
    "severities",
    "matrix",
    "services",
    "roles",
    "rotas",
    "audiences",
    "updates",
    "deliveries",
    "status_page",
    "closure",
    "review",
    "survey",
    "outputs",
    "criteria",
    "drills",
    "models",
    "assembly",
    "schedules",
    "vendors",
    "resources",
    "workarounds",
}


@pytest.mark.parametrize("key", [key for key in keys(POLICY) if not key.startswith("matrix.")])
def test_every_key_is_explained(key):
    if key in EXPLAINED_BY_THEIR_PARTS:
        assert f"\n## `{key}`" in PAGE
    elif key.startswith("severities.") and key.endswith(".acceptance"):
        assert f"`{key}." in PAGE
    else:
        assert f"`{key}`" in PAGE


@pytest.mark.parametrize("key", sorted({key.rpartition(".")[2] for key in keys(POLICY)}))
def test_every_key_has_an_example(key):
    assert any(re.search(rf"\b{key}:", example) for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_policy_that_changes_something(example):
    assert read(example) != load(None)


@pytest.mark.parametrize("name", [*NAMES, *MARK_KINDS])
def test_every_milestone_and_kind_is_listed(name):
    assert re.search(rf"\b{name}\b", PAGE)
