"""What reads like a key moment is offered quietly, marked by one tap, and never by itself."""

from __future__ import annotations

from bot.comms.cards.ids import Action
from bot.comms.documents import Documents
from bot.sandbox import Message
from bot.warroom.moments import key_moments
from tests.scenarios.acting import presses
from tests.scenarios.looking import MASS, everything, own, revealing
from tests.scenarios.world import World

ROOM = "mi-1-shop-is-down"


def head_of(world: World, where: str = ROOM) -> Message:
    (found,) = [it for it in own(world, where) if "Suggestions for the record" in it.all_text]
    return found


def batches(world: World, where: str = ROOM) -> list[Message]:
    root = head_of(world, where)
    return [it for it in own(world, where) if it.thread_ts == root.ts and it.ts != root.ts]


def plain(message: Message) -> str:
    return message.all_text.replace("*", "")


async def chosen(world: World, handle: str, message: Message, kind: str) -> str:
    """Somebody chooses another kind from the first menu of a batch."""
    menus = [it for block in message.blocks for it in block.get("elements", ()) if it["type"] == "static_select"]
    option = next(it["value"] for it in menus[0]["options"] if kind in it["text"]["text"])
    reply = await world.person(handle).click(message, Action.SUGGESTION_KIND.value, option)
    answer = await reply.answer()
    await world.quiet()
    return answer.all_text


async def test_what_reads_like_a_key_moment_is_offered_in_one_quiet_thread_and_marked_once(room: World) -> None:
    await room.declare()
    await room.types("raihan", "/incident mim claim", ROOM)
    await room.types("raihan", "/incident role scribe @sari", ROOM)
    budi = room.person("budi")
    await budi.say(ROOM, "halo semua, saya baru masuk")
    await budi.say(ROOM, "OBSERVATION: load web-2 di atas 95%")
    said = await budi.say(ROOM, "kita putuskan nyalakan waiting room dulu <!channel>")
    await budi.say(ROOM, "pelanggan tidak bisa checkout")
    wrong = await budi.say(ROOM, "disk di server db-1 penuh")
    await room.heard()
    assert not [it for it in own(room, ROOM) if "Suggestions for the record" in it.all_text]
    await room.pass_time(minutes=2)

    assert "3 wait for Sari" in plain(head_of(room))
    (batch,) = batches(room)
    assert "Decision? says that it was decided: “kita putuskan”" in plain(batch)
    assert "load web-2" not in batch.all_text
    assert "baru masuk" not in batch.all_text
    assert not MASS.search(everything(batch) + everything(head_of(room)))
    assert not [line for line in key_moments(await room.entries()) if "waiting room" in line.text]

    assert "D1 is on the record" in (await presses(room, "sari", batch, Action.SUGGESTION_MARK.value)).replace("*", "")
    (line,) = [line for line in key_moments(await room.entries()) if line.marks == ("decision",)]
    assert (line.actor and line.actor.name, line.entry.slack and line.entry.slack.ts) == ("Budi Santoso", said.ts)
    await budi.react(said, "scales")
    assert "✅ Decision (Sari" in plain(batches(room)[0])

    await budi.edit(wrong, "disk di server db-1 hampir penuh")
    await room.heard()
    assert "the message was edited" in batches(room)[0].all_text
    await room.stop_bot()
    await room.start_bot()
    assert "now, as: Observation" in await chosen(room, "dewi", batches(room)[0], "Observation")
    assert [line.text for line in key_moments(await room.entries()) if "observation" in line.marks][-1] == (
        "pelanggan tidak bisa checkout"
    )
    await room.pass_time(minutes=6)
    assert len(batches(room)) == 1
    assert "none waits" in head_of(room).all_text
    verdict = await Documents(room.bot.store, room.bot.engine.policy, room.clock).verify(1)
    assert verdict.ok, verdict.why


async def test_two_taps_at_once_mark_once_and_a_no_is_remembered_and_only_for_those_who_may(room: World) -> None:
    await room.declare()
    await room.types("raihan", "/incident mim claim", ROOM)
    await room.person("budi").say(ROOM, "rolled back checkout to 2.3, no change")
    await room.heard()
    await room.pass_time(minutes=2)
    (batch,) = batches(room)
    refused = await presses(room, "fajar", batch, Action.SUGGESTION_DECLINE.value)
    assert "the scribe, the MIM or whoever wrote it" in refused
    first = await room.person("dewi").click(batch, Action.SUGGESTION_MARK.value)
    second = await room.person("sari").click(batch, Action.SUGGESTION_MARK.value)
    answers = [(await first.answer()).all_text, (await second.answer()).all_text]
    await room.quiet()
    assert sorted("A1" in answer for answer in answers) == [False, True]
    assert any("marked it already" in answer for answer in answers)
    assert len(await room.entries(1, "marked")) == 1

    await room.person("budi").say(ROOM, "restarted the payment gateway twice already")
    await room.heard()
    await room.pass_time(minutes=2)
    assert "Not suggested again" in await presses(room, "raihan", batches(room)[-1], Action.SUGGESTION_DECLINE.value)
    assert "✖️ no (Raihan" in plain(batches(room)[-1])
    await room.pass_time(minutes=40)
    assert len(batches(room)) == 2
    assert len(await room.entries(1, "suggestion_declined")) == 1


async def test_milestones_are_proposed_with_their_source_and_set_by_one_tap_in_order(room: World) -> None:
    await room.declare()
    await room.types("raihan", "/incident mim claim", ROOM)
    room_clock = "09.40"
    await room.person("budi").say(ROOM, f"alert pertama {room_clock} dari grafana")
    await room.heard()
    await room.pass_time(minutes=2)
    assert "detected" not in (await room.state()).milestones
    (batch,) = batches(room)
    assert "Detected" in batch.all_text
    done = await presses(room, "raihan", batch, Action.SUGGESTION_MARK.value)
    assert "/incident milestone detected at 10:05" in done
    detected = (await room.state()).milestones["detected"]
    assert (detected.at.isoformat(), detected.source) == ("2026-11-24T02:40:00+00:00", "said by Budi Santoso")

    wrong = (await room.types("sari", "/incident milestone first symptom kemarin 23.40", ROOM)).all_text
    assert "First symptom" in wrong
    clash = (await room.types("sari", "/incident milestone started 5 menit lalu", ROOM)).all_text
    assert "Started" in clash or "started" in clash
    assert "etected" in clash or "ymptom" in clash
    assert "milestone started 5 menit lalu" in clash
    await room.types("sari", "/incident hypothesis index is missing", ROOM)
    await room.types("sari", "/incident hypothesis H1 confirmed the query plan shows a full scan", ROOM)
    await room.pass_time(minutes=2)
    assert "a hypothesis was confirmed" in batches(room)[-1].all_text
    assert "diagnosed" not in (await room.state()).milestones
    await presses(room, "sari", batches(room)[-1], Action.SUGGESTION_MARK.value)
    assert "a hypothesis was confirmed" in (await room.state()).milestones["diagnosed"].source


async def test_suggestions_of_a_private_incident_stay_in_its_room(room: World) -> None:
    where = await room.declare("sev1 private Ledger leak")
    await room.person("sari").say(where, "kita putuskan cabut akses gudang emas")
    await room.heard()
    await room.pass_time(minutes=2)
    assert len(batches(room, where)) == 1
    assert revealing(room, "gudang emas", but=where) == []
