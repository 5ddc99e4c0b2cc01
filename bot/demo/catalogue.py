"""The scenarios that come with Posko, and finding one by its name or its file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from bot.demo.reading import BrokenScenario, load, read
from bot.demo.scenario import Scenario
from bot.policy import Problem
from bot.policy.problems import one_of

FIRST = "flash-sale"
ENDING = ".yaml"


def names() -> tuple[str, ...]:
    """The shipped scenarios, the one of `make demo` first."""
    folder = files("bot.demo").joinpath("scenarios")
    found = sorted(each.name.removesuffix(ENDING) for each in folder.iterdir() if each.name.endswith(ENDING))
    return (FIRST, *(name for name in found if name != FIRST))


def find(name: str) -> Scenario:
    """The shipped scenario of that name, or the one in that file. Raises BrokenScenario."""
    if name in names():
        text = files("bot.demo").joinpath("scenarios", f"{name}{ENDING}").read_text(encoding="utf-8")
        return read(text, f"{name}{ENDING}", name)
    if Path(name).suffix in {ENDING, ".yml"}:
        return load(Path(name))
    what = f"There is no scenario `{name}`."
    raise BrokenScenario([Problem(0, 0, "", what, f"{one_of(name, names())} Or a file that ends in {ENDING}.", "")])
