"""`find` as people use it: typed, in the form, page by page, in the Home tab."""

from __future__ import annotations

from bot.comms.cards.ids import Action, Block
from bot.handlers.views.finding import page_value
from bot.warroom import commands as c
from bot.warroom import commands_review as cr
from tests.handlers.stage import BUDI, SARI, Stage, buttons, shown


async def noted(stage: Stage, title: str, *notes: str, **more: object) -> None:
    await stage.declared(title, **more)
    async with stage.store.reading() as reader:
        number = (await reader.incidents())[0].number
    for note in notes:
        await stage.done(c.RecordRemark(kind="decision", text=note), number=number)


async def test_it_shows_what_was_found_with_the_line_that_says_why(stage: Stage) -> None:
    await noted(stage, "Checkout is down", "Roll the *gateway* back to <3.1> & wait")
    said = await stage.type("find gateway")
    assert "*1 incident* found for `gateway`" in said
    assert "*MI-1* · Checkout is down" in said
    assert "> ⚖️ Decision: Roll the ∗*gateway*∗ back to &lt;3.1&gt; &amp; wait" in said
    assert buttons(stage.last) == {}


async def test_a_section_of_the_review_says_which_it_is(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    for words in ("A stale cache", "A full disk"):
        await stage.done(cr.EditSection(section="factors", text=words))
    said = await stage.type("find disk")
    assert "Review, Contributing factors: A full *disk*" in said
    assert "Nowhere: stale." in await stage.type("find stale")


async def test_a_drill_and_the_title_are_marked(stage: Stage) -> None:
    await stage.declared("Gateway down", drill=True)
    assert "*MI-1* · 🎓 DRILL · *Gateway* down" in await stage.type("cari GATE")


async def test_pages_are_turned_by_buttons_that_ask_anew(stage: Stage) -> None:
    for number in range(1, 13):
        await stage.declared(f"Gateway {number} down", private=number == 1)
    said = await stage.type("find gateway", by=BUDI)
    assert "*11 incidents* found for `gateway` · 1 to 5" in said
    assert "*MI-12*" in said
    assert "*MI-7*" not in said
    more = buttons(stage.last)[Action.FIND_MORE]
    said = await stage.press(Action.FIND_MORE, more, by=BUDI)
    assert "6 to 10" in said
    assert set(buttons(stage.last)) == {Action.FIND_BACK, Action.FIND_MORE}
    said = await stage.press(Action.FIND_MORE, page_value("gateway", 2), by=BUDI)
    assert "11 to 11" in said
    assert "MI-1*" not in said
    assert set(buttons(stage.last)) == {Action.FIND_BACK}
    assert "*12 incidents*" in await stage.press(Action.FIND_BACK, page_value("gateway", 0), by=SARI)
    assert "no longer there" in await stage.press(Action.FIND_MORE, "rubbish")


async def test_nothing_found_says_which_words_are_nowhere_and_what_the_filters_leave_out(stage: Stage) -> None:
    await noted(stage, "Checkout is down", "Roll back")
    said = await stage.type("find checkout walrus")
    assert "Nowhere: walrus." in said
    said = await stage.type("find checkout sev1 kind:decision")
    assert "_severity sev1, lines of the kind decision_" in said
    assert "Without the filters there is 1: `/incident find checkout`" in said
    assert "hippo" in (said := await stage.type("find kind:hippo x"))
    assert "decision" in said
    assert "300 characters" in await stage.type("find " + "x" * 301)


async def test_a_private_incident_shows_to_its_own_people_and_its_words_count_for_nobody_else(
    stage: Stage,
) -> None:
    await noted(stage, "Board member arrested", "Call the lawyer", private=True)
    assert "🔒 PRIVATE" in await stage.type("find lawyer", by=SARI)
    said = await stage.type("find lawyer", by=BUDI)
    assert "Nowhere: lawyer." in said
    assert "MI-1" not in said
    assert "Nowhere: unicorn." in await stage.type("find unicorn", by=BUDI)


async def test_without_words_a_form_opens_that_keeps_searching(stage: Stage) -> None:
    for number in range(1, 8):
        await stage.declared(f"Gateway {number} down")
    await stage.type("find")
    form = stage.window.views[-1]
    update = await stage.send(form, {Block.TEXT: "gateway"})
    assert update is not None
    assert update["response_action"] == "update"
    texts = str(update["view"])
    assert "*7 incidents*" in texts
    assert "MI-7" in texts
    payload = {
        "type": "block_actions",
        "user": {"id": SARI.id, "name": SARI.name},
        "view": {**update["view"], "id": "V1", "hash": "H"},
        "actions": [{"action_id": Action.FIND_MORE, "value": page_value("gateway", 1)}],
    }
    assert await stage._submit("action", payload) == ""
    assert "6 to 7" in str(stage.window.views[-1])
    wrong = await stage.send(form, {Block.TEXT: "kind:hippo"})
    assert wrong is not None
    assert wrong["response_action"] == "errors"


async def test_the_home_tab_has_the_form_too_and_a_late_press_says_what_to_type(stage: Stage) -> None:
    await stage.desk.home(SARI.id)
    assert Action.FIND_OPEN in str(stage.window.homes[SARI.id])
    await stage.press_at_home(Action.FIND_OPEN, "")
    assert stage.window.views[-1]["callback_id"] == "find_modal"
    stage.window.shut = True
    assert "/incident find" in await stage.press_at_home(Action.FIND_OPEN, "")
    assert shown(stage.last)
