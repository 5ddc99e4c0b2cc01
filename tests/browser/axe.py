"""What axe finds wrong on a page, by day and by night.

axe is a script that is put into the page, which the page's Content-Security-Policy would rightly refuse; so these
windows, and only these, are opened without it.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe

from tests.browser.windows import Window

COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
EVERYTHING = {"resultTypes": ["violations"]}


async def faults(window: Window) -> list[str]:
    """What axe finds: everything by day, and by night what colours have to do with."""
    by_day = await Axe().run(window.page, options=EVERYTHING)
    await window.page.emulate_media(color_scheme="dark")
    by_night = await Axe().run(window.page, options=COLOURS)
    await window.page.emulate_media(color_scheme="light")
    found = [*by_day.response["violations"], *by_night.response["violations"]]
    return [_fault(it) for it in found]


def _fault(violation: dict[str, Any]) -> str:
    first = violation["nodes"][0]
    return f"{violation['id']} ({violation['impact']}): {first['html']} {first['failureSummary']}"
