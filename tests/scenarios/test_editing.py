"""What was written down wrongly is put right by everybody's own means, and nobody can do it unseen."""

from __future__ import annotations

from bot.comms.cards.ids import value
from bot.comms.documents import Documents
from bot.warroom.moments import key_moments
from tests.scenarios.world import World

ROOM = "mi-1-shop-is-down"


async def test_a_key_moment_is_corrected_by_words_and_by_the_form_and_put_back(room: World) -> None:
    await room.declare()
    await room.types("raihan", "/incident mim claim", ROOM)
    await room.types("budi", "/incident decision Fail over to site A", ROOM)
    (said,) = await room.entries(1, "decision")
    listed = (await room.types("sari", "/incident timeline", ROOM)).all_text
    assert f"#{said.seq}" in listed

    done = (await room.types("budi", f"/incident edit {said.seq} text Fail over to site B", ROOM)).all_text
    assert "“Fail over to site B”" in done
    assert "What it said before stays on the record" in done
    done = (await room.types("raihan", f"/incident timeline edit #{said.seq} actor @dewi", ROOM)).all_text
    assert "by Dewi Lestari" in done
    listed = (await room.types("sari", "/incident timeline", ROOM)).all_text
    assert "Fail over to site B" in listed
    assert "corrected by Raihan" in listed
    assert "before: “Fail over to site A”, Budi Santoso" in listed
    await room.quiet()
    assert "Fail over to site B" in str([message.all_text for message in room.person("sari").messages(ROOM)])

    refused = (await room.types("fajar", f"/incident edit {said.seq} text Mine", ROOM)).all_text
    assert "whoever said it or an administrator" in refused
    assert f"edit {said.seq} text Mine" in refused
    wrong = (await room.types("budi", f"/incident edit {said.seq} kind banana", ROOM)).all_text
    assert "“banana” is no kind of key moment" in wrong
    wrong = (await room.types("budi", f"/incident edit {said.seq} time 99:99", ROOM)).all_text
    assert "99:99" in wrong
    wrong = (await room.types("budi", f"/incident edit {said.seq} actor @nobody-here", ROOM)).all_text
    assert "nobody-here" in wrong

    listed = await room.types("budi", "/incident timeline", ROOM)
    await room.person("budi").click(listed, "entry_edit", value(1, task=said.seq))
    form = await room.person("budi").modal("edit_modal")
    await room.person("budi").submit(form, {"text": {"text": "Fail over to site C"}, "kind": {"kind": "note"}})
    await room.quiet()
    (line,) = [line for line in key_moments(await room.entries()) if line.marks]
    assert (line.text, line.marks, line.actor and line.actor.name) == (
        "Fail over to site C", ("note",), "Dewi Lestari",
    )  # fmt: skip

    undone = (await room.types("raihan", f"/incident undo {said.seq}", ROOM)).all_text
    assert "Fail over to site B" in undone
    documents = Documents(room.bot.store, room.bot.engine.policy, room.clock)
    verdict = await documents.verify(1)
    assert verdict.ok, verdict.why
    review = (await documents.build(1, "review", "md")).decode()
    assert "Fail over to site B" in review
    assert "before: “Fail over to site A”" in review
    csv = (await documents.build(1, "timeline", "csv")).decode()
    assert "Fail over to site A" in csv


async def test_a_secret_that_was_typed_reaches_no_audience_and_its_writer_gets_it_back(
    room: World,
) -> None:
    secret = "hunter2zebra"
    await room.types("sari", f"/incident declare sev1 Shop is down password={secret}")
    await room.sandbox.until(lambda _ws: room.rooms())
    await room.quiet()
    (name,) = room.rooms()
    await room.types("raihan", "/incident mim claim", name)
    await room.types("budi", f"/incident impact All, postgres://app:{secret}@db/x is out", name)
    wrong = (await room.types("budi", f"/incident nonsense password={secret}", name)).all_text
    assert secret in wrong
    await room.person("raihan").command("/incident update", channel=name)
    form = await room.person("raihan").modal("update_modal")
    await room.person("raihan").fill({"text": {"text": f"We rotate token={secret}"}}, form)
    await room.person("raihan").click(form, "update_preview")
    preview = str((await room.person("raihan").modal("update_preview_modal")).blocks)
    assert "secrets are masked" in preview
    await room.types("raihan", f"/incident update We rotate token={secret}", name)
    await room.types("raihan", "/incident export md", name)
    await room.pass_time(minutes=16)
    channels = room.sandbox.workspace.channels.values()
    assert [each.name for each in channels if secret in f"{each.name} {each.topic} {each.purpose}"] == []
    posted = [message for each in channels for message in each.messages]
    assert [message.all_text for message in posted if secret in f"{message.text} {message.blocks}"] == []
    assert any("We rotate token=•••••" in message.all_text for message in posted)
    assert any("masked (•••••)." in message.all_text for message in posted)
