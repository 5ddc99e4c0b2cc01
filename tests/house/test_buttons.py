"""Every button and menu is pressed by some test, from the outside."""

from __future__ import annotations

from pathlib import Path

from bot.comms.cards.ids import Action

TESTS = Path(__file__).parents[1]
STORIES = TESTS.parent / "bot" / "demo" / "scenarios"


def test_every_button_is_pressed_by_a_test_or_in_a_story() -> None:
    places = [*(TESTS / "scenarios").rglob("*.py"), *(TESTS / "handlers").rglob("*.py"), *STORIES.glob("*.yaml")]
    pressed = "\n".join(place.read_text(encoding="utf-8") for place in places)
    assert [each.value for each in Action if f'"{each.value}"' not in pressed and each.name not in pressed] == []
