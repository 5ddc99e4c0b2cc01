"""Actions followed to a verified close after their incident, as the people who owe them live it."""

from __future__ import annotations

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import told
from tests.scenarios.world import World

DAY = 24 * 60


async def test_an_action_is_reminded_finished_doubted_and_verified_by_somebody_else(bot: World) -> None:
    name = await bot.declare("sev2 Shop is down")
    for who, line in (
        ("raihan", "mim accept"),
        ("raihan", "task Alert before certificates expire @budi by 10d"),
        ("raihan", "task Rewrite the gateway"),
        ("budi", "task 1 outcome The alert rings 14 days ahead in the rehearsal"),
        ("raihan", "task Clean up @sari by 2d"),
        ("raihan", "resolve New certificate"),
    ):
        await bot.types(who, f"/incident {line}", name)
    await bot.pass_time(minutes=DAY + 5, longest=3_600)
    for button, words in (("task_outcome_open", "The shop is empty"), ("task_drop_open", "It cleans itself")):
        await sends(
            bot, "sari", next(it for it in bot.person("sari").dms() if "Another date" in it.all_text), button, words
        )
    third = (await bot.state()).tasks[2]
    assert (third.outcome, third.because, third.dropped) == ("The shop is empty", "It cleans itself", True)
    listed = await bot.types("budi", "/incident actions", name)
    assert "*3 actions*, 0 overdue" in listed.all_text
    assert "Works when: The alert rings 14 days ahead in the rehearsal" in listed.all_text
    await bot.types("raihan", "/incident task 2 not doing The gateway is replaced in March", name)
    await bot.types("budi", "/incident done 1", name)
    await bot.quiet()
    [asked] = [it for it in bot.person("raihan").dms() if "Look whether it holds" in it.all_text]
    listed = await bot.types("budi", "/incident tasks", name)
    assert "🔎 *1* Alert before certificates expire" in listed.all_text
    assert "done, to be verified" in listed.all_text
    refused = await bot.types("budi", "/incident task 1 verified", name)
    assert "does not verify it too" in refused.all_text
    await sends(bot, "raihan", asked, "task_doubt_open", "It rang nobody at night")
    assert any("does not hold and is open again" in it for it in told(bot, "budi"))
    await bot.types("budi", "/incident done 1", name)
    await bot.quiet()
    await presses(bot, "raihan", asked, "task_verify")
    first, second, _third = (await bot.state()).tasks
    assert first.verified_by is not None
    assert first.verified_by.name.startswith("Raihan")
    assert second.because == "The gateway is replaced in March"
    ended = await bot.types("raihan", "/incident actions", name)
    assert "verified" in ended.all_text
    assert "Because: The gateway is replaced in March" in ended.all_text
    outside = await bot.types("raihan", "/incident actions", "general")
    assert "No action is open" in outside.all_text


async def sends(bot: World, handle: str, message: Message, button: str, words: str) -> None:
    """Somebody presses a button that asks for words, and sends them."""
    await bot.person(handle).click(message, button)
    form = await bot.person(handle).modal("task_words_modal")
    assert (await bot.person(handle).submit(form, {"text": {"text": words}})).errors == {}
    await bot.quiet()
