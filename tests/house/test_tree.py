"""House rules that no linter knows: module docstrings, function sizes, broad excepts in their four places, no paths."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 40
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".lock", ".json", ".po", ".j2", ""}
BROAD = {
    "bot/comms/delivery.py",
    "bot/handlers/web/server.py",
    "bot/scheduler.py",
}


def modules() -> list[tuple[str, ast.Module]]:
    paths = sorted((ROOT / "bot").rglob("*.py"))
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in modules() if not ast.get_docstring(tree)] == []


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in modules()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST
    ]
    assert long == []


def test_broad_excepts_stand_only_at_the_named_boundaries() -> None:
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    }
    assert found <= BROAD


def test_nothing_committed_names_a_machine_or_a_registry_or_holds_marks_of_a_merge() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    registries = r"pypi\.org/simple|files\.pythonhosted|registry\.npmjs"
    forbidden = re.compile(rf"/(?:work|farm)/main|\.pyenv|{registries}|^(?:<{{7}}|>{{7}}) ", re.MULTILINE)
    guilty = [
        name
        for name in listed.stdout.splitlines()
        if name != "tests/house/test_tree.py" and forbidden.search(text_of(ROOT / name))
    ]
    assert guilty == []


def text_of(path: Path) -> str:
    """What a text file says; nothing for one that was deleted or is no text."""
    return path.read_text(encoding="utf-8", errors="ignore") if path.suffix in TEXT and path.is_file() else ""
