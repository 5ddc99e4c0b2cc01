"""Docs are tested: what exists is documented, and what is documented exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.handlers.help import SUBCOMMANDS
from bot.settings import Settings, variable
from bot.warroom.events import EVENTS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))


def test_every_setting_is_in_the_operations_guide() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    missing = [variable(name) for name in Settings.model_fields if f"`{variable(name)}`" not in guide]
    assert missing == []


def test_every_slash_subcommand_is_in_the_readme() -> None:
    missing = [name for name in SUBCOMMANDS if f"/incident {name}" not in README]
    assert missing == []


def test_every_posko_subcommand_is_in_the_readme() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    missing = [name for name in commands if f"posko {name}" not in README]
    assert missing == []


def test_every_posko_command_that_the_readme_names_exists() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"posko ([a-z]+)", README))
    assert named - set(commands) - {"runs"} == set()


def kinds() -> list[str]:
    schema = EVENTS.json_schema()
    found = {value for definition in schema["$defs"].values() for value in _kind_of(definition)}
    return sorted(found)


def _kind_of(definition: dict[str, object]) -> list[str]:
    kind = dict(definition.get("properties") or {}).get("kind")  # type: ignore[call-overload]
    if not kind:
        return []
    return [str(kind["const"])] if "const" in kind else [str(each) for each in kind["enum"]]


@pytest.mark.parametrize("kind", kinds())
def test_every_timeline_kind_is_in_the_export_guide(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def test_every_relative_link_in_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} → {to}" for page in pages for to in links(page) if not (page.parent / to).exists()
    ]
    assert broken == []


def links(page: Path) -> list[str]:
    """The relative addresses a page links to."""
    return re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
