"""An incident from declaration to review as three people live it, each in a window of their own."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.windows import Stage, Window

pytestmark = pytest.mark.xdist_group("browser")

ROOM = "mi-1-shop-is-down"
SAID = "Payments answer 502 since 09:58"
CAUSE = "The payment gateway's certificate has expired"
BRIEF = "Renewal is running; the gateway restarts next"
CURE = "The certificate is renewed and payments go through"


async def test_an_incident_is_led_from_declaration_to_review_in_three_windows(stage: Stage) -> None:
    sari, raihan = await stage.window("sari"), await stage.window("raihan")
    await declares(stage, sari)
    await accepts(raihan, sari)
    await talk_and_mark(raihan, sari)
    await publishes(stage, raihan, sari)
    maya = await stage.window("maya", ROOM)
    await hands_over(raihan, maya)
    await resolves(maya, sari)
    await confirms_and_opens_the_review(sari, maya)
    state = await stage.world.state()
    assert (state.state, state.milestones["resolved"].source) == ("resolved", "said by Maya Anggraini")


async def declares(stage: Stage, sari: Window) -> None:
    """The form asks for what is missing, opens the room, and tells who declared where it is."""
    await sari.types("/incident declare")
    await sari.presses("Declare", sari.modal)
    await expect(sari.modal).to_contain_text("Please complete this required field.")
    await sari.field("title").fill("Shop is down")
    await sari.field("severity").select_option("sev1")
    await sari.sends_form("Declare")
    await sari.enters(ROOM)
    await expect(sari.card).to_contain_text("MI-1 · Shop is down")
    await expect(sari.topic).to_contain_text("MIM asked: Raihan Pratama")


async def accepts(raihan: Window, sari: Window) -> None:
    """Who is asked to lead sees it as an unread direct message; everybody sees the answer."""
    await expect(raihan.entry("posko")).to_contain_text("1 mention")
    await raihan.enters("posko")
    await raihan.presses("Accept the lead")
    await expect(sari.said("has accepted and leads MI-1")).to_contain_text("Raihan Pratama")
    await expect(sari.topic).to_contain_text("MIM Raihan Pratama")
    await raihan.enters(ROOM)


async def talk_and_mark(raihan: Window, sari: Window) -> None:
    """What one says, pins and marks the other sees at once; the bot keeps the mark on the timeline."""
    await sari.types(SAID)
    heard = raihan.said(SAID)
    await raihan.takes_tool(heard, "Add reaction")
    await raihan.page.locator("#picker").get_by_role("button", name="bulb", exact=True).click()
    await expect(sari.said(SAID).get_by_role("button", name="bulb, 1: Raihan Pratama")).to_be_visible()
    await raihan.takes_tool(heard, "More actions")
    await raihan.page.get_by_role("menuitem", name="Pin or unpin").click()
    await expect(sari.said(SAID)).to_contain_text("Pinned by Raihan Pratama")
    await raihan.types("/incident timeline")
    own = raihan.page.locator(".message.ephemeral").filter(has_text="Hypothesis")
    await expect(own).to_contain_text(SAID)
    await expect(sari.page.locator(".message.ephemeral")).to_have_count(0)


async def publishes(stage: Stage, raihan: Window, sari: Window) -> None:
    """The form says how many places are told; the update arrives where staff read it."""
    await raihan.presses("Update", raihan.card)
    await expect(raihan.modal).to_contain_text("All together it appears in")
    await raihan.field("text").fill(CAUSE)
    await raihan.sends_form("Publish")
    await expect(sari.said("Update 1 goes to")).to_contain_text(CAUSE)
    staff = await stage.window("lina", "incident-updates")
    await expect(staff.said(CAUSE)).to_contain_text("MI-1 · Shop is down")


async def hands_over(raihan: Window, maya: Window) -> None:
    """The card's menu opens the form; the lead passes only when the other accepts each open point."""
    await raihan.card.locator("details.overflow > summary").click()
    await raihan.card.get_by_text("Hand over the lead…", exact=True).click()
    await raihan.field("owner").select_option(label="Maya Anggraini")
    await raihan.field("text").fill(BRIEF)
    await raihan.sends_form("Ask")
    await expect(maya.topic).to_contain_text("MIM Raihan Pratama")
    await expect(maya.said(BRIEF)).to_be_visible()
    await maya.presses("Take over")
    await expect(maya.modal).to_contain_text("I take over, and know of")
    for box in await maya.modal.locator("input[type=checkbox]").all():
        await box.check()
    await maya.sends_form("Take over")
    await expect(raihan.topic).to_contain_text("MIM Maya Anggraini")


async def resolves(maya: Window, sari: Window) -> None:
    """Who leads now resolves by the card's form."""
    await maya.presses("Resolve…", maya.card)
    await maya.field("text").fill(CURE)
    await maya.sends_form("Resolve")
    await expect(sari.topic).to_contain_text("Resolved")
    await expect(sari.said(CURE)).to_be_visible()


async def confirms_and_opens_the_review(sari: Window, maya: Window) -> None:
    """Who declared confirms; the review is in the room, and opens as the page it will be."""
    await sari.presses("Confirm restored")
    await expect(maya.card).to_contain_text("Restoration confirmed")
    file = maya.messages.locator(".file").filter(has_text="MI-1-review-1.html")
    await file.get_by_text("Preview", exact=True).click()
    shown = file.frame_locator("iframe")
    await expect(shown.get_by_role("heading", level=1)).to_contain_text("Shop is down")
    await expect(shown.locator("body")).to_contain_text(SAID)
