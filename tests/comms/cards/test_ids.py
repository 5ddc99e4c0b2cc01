import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.comms.cards.ids import Action, Block, Callback, Press, pressed, value


def test_a_buttons_value_is_the_number_alone_where_that_is_enough() -> None:
    assert value(42) == "42"
    assert pressed("42") == Press(number=42)


@given(st.integers(min_value=1), st.lists(st.text(max_size=40), max_size=8), st.none() | st.integers(min_value=1))
def test_a_pressed_button_tells_what_was_put_into_it(number: int, audiences: list[str], task: int | None) -> None:
    names = tuple(name.encode("utf-8", "replace").decode() for name in audiences)
    assert pressed(value(number, audiences=names, task=task)) == Press(number=number, audiences=names, task=task)


@pytest.mark.parametrize("broken", ["", "x", "-1", "[]", '{"number":"x"}', '{"number":1,"unheard":2}'])
def test_a_value_that_is_not_ours_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        pressed(broken)


@pytest.mark.parametrize("names", [Action, Callback, Block])
def test_every_name_is_written_like_its_constant_and_fits(names: type[Action]) -> None:
    assert all(each.value == each.name.lower() and len(each) <= 255 for each in names)
