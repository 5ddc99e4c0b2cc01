"""The review in Slack: written by several at once, gone through, published, met about; nothing typed is lost."""

from __future__ import annotations

from tests.scenarios.acting import presses
from tests.scenarios.looking import own, told
from tests.scenarios.test_home import home
from tests.scenarios.test_resolve import content, files
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-shop-is-down"
REVIEWED = (
    POLICY
    + """
review:
  publish_in: "#general"
"""
)


async def resolved(on: World, what: str = "sev1 Shop is down") -> None:
    await on.declare(what)
    await types(on, "mim claim")
    await types(on, "impact Nobody can pay")
    await types(on, "resolve The counter is off")


async def types(on: World, line: str, by: str = "raihan", where: str = "") -> str:
    said = (await on.types(by, f"/incident {line}", where or on.rooms()[0])).all_text
    await on.quiet()
    return said


async def excuse_all(on: World) -> None:
    """Every blocking field, as the refusal names them."""
    for _field in range(30):
        said = await types(on, "review publish")
        if "review field " not in said:
            return
        first = said.split("review field ")[1].split(" ")[0]
        await types(on, f"review field {first} unknown because the logs are gone")


async def test_two_write_the_same_section_and_each_gets_both_texts_back(database: str) -> None:
    async with world(database, policy=REVIEWED) as on:
        await resolved(on)
        standing = await types(on, "review")
        assert "*Review of MI-1* · draft" in standing
        assert "blocking" in standing
        sari = on.person("sari")
        forms = {}
        for handle in ("sari", "raihan"):
            await on.person(handle).command("/incident review edit factors", channel=ROOM)
            forms[handle] = await on.person(handle).modal("review_edit_modal")
        sent = await sari.submit(forms["sari"], {"text": {"text": "The counter overflowed"}})
        assert sent.errors == {}
        await on.quiet()
        late = on.person("raihan")
        await late.submit(forms["raihan"], {"text": {"text": "No alert looked at it"}})
        again = await late.modal("review_edit_modal")
        whole = str(again.body)
        assert "The counter overflowed" in whole
        assert "No alert looked at it" in whole
        joined = {"text:again": {"text": "The counter overflowed, and no alert looked at it"}}
        assert (await late.submit(again, joined)).errors == {}
        await on.quiet()
        history = await types(on, "review history factors")
        assert "*2* · *Raihan Pratama*" in history
        assert "*1* · *Sari Wulandari*" in history
        assert "version 3" in await types(on, "review restore factors 1")
        assert "no version 9" in await types(on, "review restore factors 9")
        await types(on, "review")
        review = content(on, [name for name in files(on) if "review" in name and name.endswith(".md")][-1])
        assert "The counter overflowed" in review
        assert "Version 3, Raihan Pratama" in review


async def test_it_is_gone_through_by_buttons_published_where_the_policy_says_and_changed_as_another_edition(
    database: str,
) -> None:
    async with world(database, policy=REVIEWED) as on:
        await resolved(on)
        raihan = on.person("raihan")
        assert "First: `/incident review start`" in await types(on, "review publish")
        assert "Only" in await types(on, "review start", by="sari")
        assert "write in it" not in await types(on, "review status")
        await presses(on, "raihan", raihan.ephemerals()[-1], "review_start")
        started = next(it for it in reversed(own(on, ROOM)) if "started the review" in it.all_text)
        assert "Contributing factors" in started.all_text
        await raihan.click(started, "review_field_open")
        form = await raihan.modal("review_field_modal")
        owner = {"field": {"field": "section:factors"}, "owner": {"owner": on.person("tono").id}}
        assert (await raihan.submit(form, owner)).errors == {}
        await on.quiet()
        blocked = await types(on, "review publish")
        assert "section:factors" in blocked
        await raihan.click(started, "review_edit_open")
        pick = await raihan.modal("review_pick_modal")
        await raihan.submit(pick, {"section": {"section": "factors"}})
        edit = await raihan.modal("review_edit_modal")
        assert (await raihan.submit(edit, {"text": {"text": "The counter overflowed <!here>"}})).errors == {}
        await on.quiet()
        await on.pass_time(minutes=2.2 * 24 * 60, longest=3_600)
        assert any("is due by" in said for said in told(on, "raihan"))
        await on.pass_time(minutes=24 * 60, longest=3_600)
        assert any("is not published" in said for said in on.said(ROOM))
        await home(on, "raihan", "overdue since")
        await raihan.click(raihan.home, "review_show")
        await on.sandbox.until(lambda _ws: any("*Review of MI-1*" in said for said in told(on, "raihan")))
        on.sandbox.faults.drop_after("conversations.canvases.create")
        await excuse_all(on)
        assert (await on.state()).reviewing.stage == "published"
        await on.pass_time(minutes=2)
        assert "The counter overflowed" in canvas(on)
        [card] = [it for it in own(on, "general") if "is published" in it.all_text]
        assert "The counter overflowed" in card.all_text
        assert set(files(on, "general")) == {f"MI-1-review-published-1.{form}" for form in ("md", "html")}
        assert set(files(on)) >= set(files(on, "general"))
        assert "published, edition 1" in content(on, "MI-1-review-published-1.md")
        published = next(it for it in own(on, ROOM) if "published the review" in it.all_text)
        await raihan.click(published, "review_reopen_open")
        reopen = await raihan.modal("review_reopen_modal")
        assert (await raihan.submit(reopen, {"reason": {"reason": "One figure is wrong"}})).errors == {}
        await on.quiet()
        await types(on, "review edit summary Half of the shop was down", by="sari")
        assert any("Edition 2 of the review begins" in said for said in on.said(ROOM))
        await types(on, "review status")
        await presses(on, "raihan", raihan.ephemerals()[-1], "review_publish")
        assert (await on.state()).reviewing.edition == 2
        assert "MI-1-review-published-2.md" in files(on)
        assert "Half of the shop was down" in canvas(on)
        assert "published, edition 2" in canvas(on)
        assert len([it for it in on.sandbox.workspace.files.values() if it.extra.get("mode") == "quip"]) == 1


async def test_a_meeting_is_invited_to_and_moved_and_a_private_review_stays_in_its_room(database: str) -> None:
    async with world(database, policy=REVIEWED) as on:
        await resolved(on, "sev1 private Ransom note found")
        room = on.rooms()[0]
        assert "To move it" in await types(on, "review meeting tomorrow 10:00")
        await types(on, "review meeting tomorrow 11:00")
        assert "off" in await types(on, "review meeting off")
        invited = files(on, room)
        first, moved, off = (content_in(on, room, f"MI-1-meeting-{n}.ics") for n in range(3))
        assert len({each.split("UID:")[1].split("\r\n")[0] for each in (first, moved, off)}) == 1
        assert "DTSTART:20261125T030000Z" in first
        assert "SEQUENCE:2" in off
        assert "STATUS:CANCELLED" in off
        assert len(invited) >= 3
        assert any("Review meeting" in said or "review meeting" in said for said in told(on, "raihan"))
        on.sandbox.faults.error("conversations.canvases.create", "canvas_disabled_user_team", times=None)
        await types(on, "review start")
        await excuse_all(on)
        assert (await on.state()).reviewing.stage == "published"
        await types(on, "review reopen One figure is wrong")
        await types(on, "review publish")
        assert (await on.state()).reviewing.edition == 2
        [none] = [said for said in told(on, "raihan") if "write no canvas" in said]
        assert "Nothing is to be done" in none
        assert "Ransom" not in str([it.all_text for it in own(on, "general")])
        assert "MI-1-review-published-1.md" in files(on, room)
        assert "There is no incident MI-1" in await types(on, "review status MI-1", by="tono", where="general")


def canvas(on: World) -> str:
    """What stands in the canvas of the room."""
    return on.sandbox.workspace.files[on.sandbox.workspace.channel(ROOM).canvas].content.decode()


def content_in(on: World, room: str, name: str) -> str:
    (file,) = [each for each in files(on, room)[name].files if each.name == name]
    return file.content.decode("utf-8")
