"""Rarer acts: a form where words are missing, and the card's menu for whoever does not type."""

from __future__ import annotations

from bot.comms.cards.ids import value
from tests.scenarios.looking import card
from tests.scenarios.world import World


async def handled(world: World) -> str:
    name = await world.declare("sev2 Nobody can log in to the VPN model:vpn_login")
    await world.types("raihan", "/incident mim accept", name)
    await world.quiet()
    return name


async def test_identified_without_words_asks_for_the_cause(room: World) -> None:
    name = await handled(room)
    await room.person("raihan").command("/incident state identified", channel=name)
    await room.person("raihan").modal("state_modal")
    assert (await room.state()).state == "investigating"
    await room.person("raihan").submit(values={"text": {"text": "An expired certificate"}})
    await room.quiet()
    state = await room.state()
    assert (state.state, state.state_text) == ("identified", "An expired certificate")


async def test_the_cards_menu_opens_the_form_of_each_rarer_act(room: World) -> None:
    name = await handled(room)
    raihan = room.person("raihan")
    for act in ("state", "handover", "demote", "abandon", "cancel"):
        await raihan.click(card(room, name), "card_more", value(1, name=act))
        await raihan.modal(f"{act}_modal")
        await raihan.close()


async def test_what_the_form_says_is_done(room: World) -> None:
    name = await handled(room)
    for act, form in (("abandon", "abandon_modal"), ("demote", "demote_modal")):
        await room.person("raihan").click(card(room, name), "card_more", value(1, name=act))
        await room.person("raihan").modal(form)
        await room.person("raihan").submit(values={"reason": {"reason": "It is the firewall"}})
        await room.quiet()
    state = await room.state()
    assert (state.model, state.major, state.models[0].abandoned) == (None, False, "It is the firewall")


async def test_whoever_does_not_lead_is_told_so_before_filling_in(room: World) -> None:
    name = await handled(room)
    reply = await room.person("budi").click(card(room, name), "card_more", value(1, name="demote"))
    assert "Only Raihan Pratama (MIM)" in (await reply.answer()).all_text
    assert room.person("budi").views() == []
