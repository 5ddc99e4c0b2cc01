"""What people do and see in their browser windows, found as they find it: by role, name and place on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from bot.sandbox import Sandbox
from tests.scenarios.world import World

PATIENCE_MS = 30_000
"""For a machine that does ten other things; nothing waits that long when it works."""
DESK = {"width": 1280, "height": 800}

expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Window:
    """One person's window."""

    handle: str
    page: Page

    @property
    def heading(self) -> Locator:
        """Where one is."""
        return self.page.locator("main .head").get_by_role("heading", level=1)

    @property
    def topic(self) -> Locator:
        return self.page.locator("main .head .topic")

    @property
    def messages(self) -> Locator:
        return self.page.locator("[data-list=messages] > .message")

    @property
    def card(self) -> Locator:
        """The room's pinned card."""
        return self.page.locator("[data-list=messages] > .message.pinned").filter(
            has=self.page.locator(".block-header")
        )

    @property
    def composer(self) -> Locator:
        return self.page.locator("main .composer textarea")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog#modal[open]")

    def said(self, words: str) -> Locator:
        """The newest message that holds these words."""
        return self.messages.filter(has_text=words).last

    def entry(self, place: str) -> Locator:
        """A place's entry at the side."""
        title = self.page.locator(".title").get_by_text(place, exact=True)
        return self.page.get_by_role("navigation").locator("a.room").filter(has=title)

    def field(self, name: str) -> Locator:
        """A field of the form on top; block and action have the same name."""
        return self.modal.locator(f'[data-block="{name}"][data-action="{name}"]')

    async def enters(self, place: str, heading: str = "") -> None:
        """Goes to a place by its entry at the side."""
        await self.entry(place).click()
        await expect(self.heading).to_contain_text(heading or place)

    async def types(self, line: str) -> None:
        """Types a line and sends it."""
        await self.composer.fill(line)
        await self.composer.press("Enter")

    async def presses(self, label: str, within: Locator | None = None) -> None:
        """Presses a button by its name: the newest in the room unless told where."""
        place = within or self.page.get_by_role("main")
        await place.get_by_role("button", name=label, exact=True).last.click()

    async def sends_form(self, label: str) -> None:
        """Sends the form on top, and sees it go."""
        await self.presses(label, self.modal)
        await expect(self.modal).to_have_count(0)

    async def takes_tool(self, message: Locator, label: str) -> None:
        """A tool of a message, which shows when the pointer is on it."""
        await message.hover()
        await message.get_by_role("button", name=label, exact=True).click()


@dataclass
class Windows:
    """The windows that stand open in one workspace."""

    sandbox: Sandbox
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def window(self, handle: str, place: str = "general", **how: Any) -> Window:
        """Opens a window of its own for somebody."""
        context = await self.browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **how})
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{handle}: {error}"))
        page.on("console", lambda line: self._heard(handle, line.type, line.text))
        await page.goto(self.address(handle, place))
        opened = Window(handle, page)
        await expect(opened.heading).to_be_visible()
        return opened

    def address(self, handle: str, place: str) -> str:
        """A person's window on a place, named as people name it."""
        room = self.sandbox.workspace.find_channel(place)
        return f"{self.sandbox.base_url}/as/{handle}/{room.id if room else place}"

    def _heard(self, handle: str, kind: str, words: str) -> None:
        if kind == "error":
            self.complaints.append(f"{handle}: {words}")

    async def close(self) -> None:
        """Closes the windows. What their scripts complained of, or the policy of the page kept out, fails the test."""
        for context in self.contexts:
            await context.close()
        assert self.complaints == []


class Stage(Windows):
    """A world, and the windows that stand open in it."""

    def __init__(self, world: World, browser: Browser) -> None:
        super().__init__(world.sandbox, browser)
        self.world = world
