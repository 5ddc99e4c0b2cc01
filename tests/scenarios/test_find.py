"""Finding an incident again, over the wire: what was marked in its latest words, by whoever may see it."""

from __future__ import annotations

from tests.scenarios.world import World

TITLES = (
    "Gateway loses orders", "Payroll sees no gateway", "Certificates of a gateway expire", "gateway: DNS is wrong",
    "Voice calls drop at the gateway", "Printers jam behind every gateway",
)  # fmt: skip


async def test_what_a_room_marked_is_found_from_anywhere_by_those_who_may_see_it(room: World) -> None:
    first = await room.declare("sev2 Checkout gagal di kasir")
    await room.types("sari", "/incident decision Roll back the *gateway* to 3.1", first)
    said = await room.person("sari").say(first, "restart the cafe proxy")
    await room.person("sari").react(said, "bulb")
    await room.heard()
    secret = await room.declare("sev2 private Board laptop lost with the gateway keys")
    await room.quiet()

    found = await room.types("sari", "/incident find gateway")
    assert "2 incidents" in found.all_text
    assert "MI-2" in found.all_text
    assert "Decision: Roll back the ∗*gateway*∗ to 3.1" in found.all_text
    found = await room.types("tono", "/incident cari gateway")
    assert "1 incident" in found.all_text
    assert "Board" not in found.all_text
    found = await room.types("tono", '/incident find "CAFÉ proxy" open')
    assert "Hypothesis: restart the *cafe* *proxy*" in found.all_text
    assert "to the message" in found.all_text

    await room.person("sari").edit(said, "restart the DNS")
    await room.heard()
    assert "Nowhere: cafe." in (await room.types("tono", "/incident find cafe")).all_text
    assert "*DNS*" in (await room.types("tono", "/incident find dns")).all_text
    assert secret


async def test_the_form_of_the_home_tab_turns_its_pages(room: World) -> None:
    for title in TITLES:
        await room.types("sari", f"/incident drill sev4 {title}")
    await room.quiet()
    tono = room.person("tono")
    await tono.open_home()
    await room.sandbox.until(lambda _ws: tono.home)
    await tono.click(tono.home, "find_open")
    await tono.modal("find_modal")
    await tono.submit(values={"text": {"text": "gateway"}})
    form = await tono.modal("find_modal")
    assert "6 incidents" in str(form.body)
    await tono.click(form, "find_more")
    await room.sandbox.until(lambda _ws: "6 to 6" in str(tono.views()[-1].body))
    assert "🎓 DRILL" in str(tono.views()[-1].body)
