"""Slack adds a preview to a message a moment after it was said: an edit of Slack's, not of the person's."""

from __future__ import annotations

from tests.scenarios.world import World


async def test_a_preview_that_slack_adds_is_no_edit_on_the_record(bot: World) -> None:
    await bot.declare()
    room = bot.sandbox.workspace.channel("mi-1-shop-is-down")
    card = next(it for it in room.messages if it.blocks)
    link = f"https://{bot.sandbox.workspace.domain}.slack.com/archives/{room.id}/p{card.ts.replace('.', '')}"
    said = await bot.person("budi").say(room, f"As the card says: {link} and https://graphs.example.com/cpu.png")
    assert len(said.attachments) == 2
    await bot.heard()
    assert len(await bot.entries(1, "message")) == 1
    assert await bot.entries(1, "message_edited") == []
