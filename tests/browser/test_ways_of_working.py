"""The page by keyboard alone, in the dark, and on a phone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.windows import Stage

pytestmark = pytest.mark.xdist_group("browser")

ROOM = "mi-1-shop-is-down"
PHONE = {"width": 390, "height": 844}
BRIGHTNESS = """(selector) => {
    const [red, green, blue] = getComputedStyle(document.querySelector(selector)).backgroundColor.match(/[\\d.]+/g);
    return Math.round((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 2.55);
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_an_incident_is_declared_and_its_room_entered_by_keys_alone(stage: Stage) -> None:
    sari = await stage.window("sari")
    keys = sari.page.keyboard
    await expect(sari.composer).to_be_focused()
    await keys.type("/incident declare")
    await keys.press("Enter")
    await expect(sari.field("title")).to_be_focused()
    await keys.type("Shop is down")
    await keys.press("Tab")
    await expect(sari.field("severity")).to_be_focused()
    await keys.type("SEV1")
    await keys.press("Shift+Tab")
    await keys.press("Enter")
    await expect(sari.modal).to_have_count(0)
    await expect(sari.composer).to_be_focused()
    await expect(sari.entry(ROOM)).to_be_visible()
    await keys.press("Control+k")
    await keys.type("shop-is-down")
    await keys.press("Enter")
    await expect(sari.heading).to_contain_text(ROOM)
    await expect(sari.composer).to_be_focused()
    state = await stage.world.state()
    assert (state.title, state.severity) == ("Shop is down", "sev1")


async def test_escape_leaves_a_form_and_returns_to_where_one_was(stage: Stage) -> None:
    sari = await stage.window("sari")
    await sari.types("/incident declare")
    await expect(sari.field("title")).to_be_focused()
    await sari.page.keyboard.press("Escape")
    await expect(sari.modal).to_have_count(0)
    await expect(sari.composer).to_be_focused()
    assert stage.world.rooms() == []


async def test_a_button_of_the_card_is_reached_and_pressed_by_keys_alone(stage: Stage) -> None:
    await stage.world.declare()
    raihan = await stage.window("raihan", ROOM)
    keys = raihan.page.keyboard
    await expect(raihan.card).to_be_visible()
    await raihan.card.focus()
    await keys.press("Tab")
    await expect(raihan.card.get_by_role("button", name="Take the lead")).to_be_focused()
    await keys.press("Enter")
    await expect(raihan.topic).to_contain_text("MIM Raihan Pratama")


async def test_the_page_is_dark_where_the_person_wants_it_dark(stage: Stage) -> None:
    light, dark = await stage.window("sari"), await stage.window("sari", color_scheme="dark")
    assert await light.page.evaluate(BRIGHTNESS, "body") > 90
    assert await dark.page.evaluate(BRIGHTNESS, "body") < 20
    for window in (light, dark):
        await window.types("/incident declare")
    assert await light.page.evaluate(BRIGHTNESS, "dialog#modal") > 90
    assert await dark.page.evaluate(BRIGHTNESS, "dialog#modal") < 25


async def test_on_a_phone_nothing_is_wider_than_the_screen_and_everything_within_reach(stage: Stage) -> None:
    await stage.world.declare()
    raihan = await stage.window("raihan", viewport=PHONE, has_touch=True, is_mobile=True)
    await expect(raihan.entry(ROOM)).not_to_be_in_viewport()
    await raihan.page.get_by_role("button", name="Show the sidebar").tap()
    await raihan.enters(ROOM)
    await expect(raihan.entry(ROOM)).not_to_be_in_viewport()
    await raihan.card.get_by_role("button", name="Update").tap()
    await expect(raihan.modal.get_by_role("button", name="Publish")).to_be_in_viewport(ratio=1)
    assert await raihan.page.evaluate(TOO_WIDE) == 0
    await raihan.presses("Close", raihan.modal)
    # Nobody can type behind a form that is still closing.
    await expect(raihan.modal).to_have_count(0)
    await raihan.types("On my way")
    await expect(raihan.said("On my way")).to_be_in_viewport(ratio=1)
    assert await raihan.page.evaluate(TOO_WIDE) == 0
