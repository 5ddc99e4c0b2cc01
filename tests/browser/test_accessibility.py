"""axe finds nothing on any page, not even minor, light or dark."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.axe import faults
from tests.browser.windows import Stage

pytestmark = pytest.mark.xdist_group("browser")

ROOM = "mi-1-shop-is-down"
LINE = "Payments answer 502, see https://example.com and ask @raihan"


async def test_the_room_its_panels_and_menus_are_accessible(stage: Stage) -> None:
    await stage.world.declare()
    raihan = await stage.window("raihan", ROOM, bypass_csp=True)
    await raihan.types(LINE)
    await raihan.types("/incident")
    await expect(raihan.page.locator(".message.ephemeral")).to_be_visible()
    await raihan.takes_tool(raihan.said("Payments answer"), "More actions")
    await raihan.page.get_by_role("menuitem", name="Pin or unpin").click()
    await raihan.takes_tool(raihan.said("Payments answer"), "Reply in thread")
    await expect(raihan.page.get_by_role("log", name="Thread")).to_be_visible()
    await raihan.page.locator(".act-as > summary").click()
    assert await faults(raihan) == []
    await raihan.page.locator(".act-as > summary").click()
    await raihan.presses("About this place")
    about = raihan.page.get_by_role("complementary")
    await about.get_by_label("Name of the bookmark").fill("Runbook")
    await about.get_by_label("Link of the bookmark").fill("https://example.com/shop")
    await about.get_by_label("Link of the bookmark").press("Enter")
    await expect(raihan.page.get_by_role("main").get_by_role("link", name="Runbook")).to_be_visible()
    await expect(about.get_by_label("Name of the bookmark")).to_have_value("")
    await raihan.composer.fill("/inc")
    await raihan.composer.press("i")
    await expect(raihan.page.get_by_role("option").first).to_be_visible()
    assert await faults(raihan) == []


async def test_a_form_with_and_without_faults_is_accessible(stage: Stage) -> None:
    sari = await stage.window("sari", bypass_csp=True)
    await sari.types("/incident declare")
    await expect(sari.modal).to_be_visible()
    assert await faults(sari) == []
    await sari.presses("Declare", sari.modal)
    await expect(sari.modal).to_contain_text("Please complete this required field.")
    assert await faults(sari) == []


async def test_the_home_tab_is_accessible(stage: Stage) -> None:
    await stage.world.declare()
    sari = await stage.window("sari", bypass_csp=True)
    await sari.enters("Posko home", heading="Posko")
    await expect(sari.page.get_by_role("main")).to_contain_text("1 open incident")
    assert await faults(sari) == []


async def test_the_trouble_page_and_its_log_are_accessible(stage: Stage) -> None:
    await stage.world.declare()
    budi = await stage.window("budi", "trouble", bypass_csp=True)
    await budi.presses("Add")
    await expect(budi.page.locator(".state")).to_contain_text("chat.postMessage: slow answer")
    line = budi.page.locator("details.line").first
    await line.locator("summary").click()
    await expect(line.locator("pre")).to_contain_text("outcome")
    assert await faults(budi) == []


async def test_a_room_with_previews_of_files_is_accessible(stage: Stage) -> None:
    await stage.world.declare()
    await stage.world.types("raihan", "/incident mim accept", ROOM)
    await stage.world.types("raihan", "/incident resolve The certificate is renewed", ROOM)
    await stage.world.quiet()
    raihan = await stage.window("raihan", ROOM, bypass_csp=True)
    for preview in await raihan.page.locator("details.preview > summary").all():
        await preview.click()
    await expect(raihan.page.locator("iframe[src]")).to_be_visible()
    assert await faults(raihan) == []
