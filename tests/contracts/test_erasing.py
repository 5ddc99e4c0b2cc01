"""Words that are erased are nowhere in the database, and everything that is left still proves itself."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.clock import ManualClock
from bot.comms.documents import Documents
from bot.comms.exports.verify import verify_entries, verify_file, whole_record
from bot.storage import Database, open_store
from bot.storage.tables import metadata
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.commands_outputs import RaiseOutput
from bot.warroom.erasing.fields import ERASED
from bot.warroom.errors_erasing import AlreadyErased
from bot.warroom.operations.capture import Heard, Intake
from bot.warroom.operations.engine import Answer
from bot.warroom.operations.erasing import erase
from bot.warroom.operations.run_room import perform
from bot.warroom.searching.query import read_query
from bot.warroom.timeline import Fact
from tests.databases import Databases
from tests.warroom.builders import ADI, EKA
from tests.warroom.operations.office import ROOM, Office

PHONE = "Siti Aminah, 0812-3456-7890 — “naïve” & <b>"
CHANNEL = f"{ROOM}1"


@pytest.fixture
def office(store: Database, clock: ManualClock) -> Office:
    return Office(store, clock)


def posted(words: str, at) -> Fact:
    place = SlackRef(channel=CHANNEL, ts="1.1")
    event = e.MessagePosted(text=words)
    return Fact(event=event, occurred_at=at, actor=EKA, source="message", slack=place, key=f"m:{CHANNEL}:1.1")


async def hear(office: Office, *facts: Fact) -> None:
    intake = Intake(office.engine)
    intake.start()
    await intake.hear(Heard(CHANNEL, facts))
    await intake.stop()


async def stored(office: Office) -> str:
    """Every value of every table, and the words of the index."""
    async with office.store.reading() as reader:
        connection = reader._connection
        names = [table.name for table in metadata.sorted_tables]
        if connection.dialect.name == "sqlite":
            names += await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        found = [list(await connection.execute(text(f'SELECT * FROM "{name}"'))) for name in dict.fromkeys(names)]  # noqa: S608
    return str(found)


async def told(office: Office) -> tuple[int, int]:
    """A story that says the words in many places; the entries of the message and of the decision made of it."""
    number = await office.declared(impact=f"Told by {PHONE}")
    await office.do(number, c.AcceptMim())
    await hear(office, posted(PHONE, office.clock.now()))
    await office.do(number, c.MarkMessage(mark="decision", target="1.1", text=PHONE), EKA)
    await office.do(number, RaiseOutput(what="improvement", text=f"Never again: {PHONE}"))
    key = await office.submitted("s:1")
    answer = office.asked(ADI, key, lambda _performed: Answer(text=f"Noted: {PHONE}"))
    await perform(office.engine, number, c.RecordRemark(kind="note", text=f"Call {PHONE}"), answer)
    await office.do(number, c.PublishUpdate(text=f"According to {PHONE}"))
    entries = await office.entries(number)
    return entries[-1].seq, next(entry.seq for entry in entries if entry.kind == "message")


async def test_words_are_gone_from_every_table_and_the_record_still_proves_itself(office: Office):
    _last, seq = await told(office)
    assert "0812-3456" in await stored(office)
    assert len((await find(office, "0812")).hits) == 1
    before = await office.entries(1)
    await erase(office.engine, 1, EraseContent(entry=seq, reason="She asked"), office.asked(ADI))
    left = await stored(office)
    assert "0812-3456" not in left
    assert "Aminah" not in left
    after = await office.entries(1)
    assert [entry.hash for entry in after[: len(before)]] == [entry.hash for entry in before]
    async with office.store.reading() as reader:
        head = (await reader.stored(1)).head
    verdict = verify_entries(after, await office.state(1), head)
    assert verdict.ok, verdict.why
    assert seq in verdict.erased
    assert await office.store.audit(1) is None
    async with office.store.reading() as reader:
        [item] = await reader.improvements()
    assert item.title == f"Never again: {ERASED}"
    assert (await find(office, "0812")).total == 0
    assert (await find(office, "payments")).total == 1


async def test_what_is_left_goes_into_another_database_and_proves_itself_there(
    office: Office, databases: Databases, tmp_path: Path
):
    _last, seq = await told(office)
    await erase(office.engine, 1, EraseContent(entry=seq, reason="She asked"), office.asked(ADI))
    file = await Documents(office.store, office.engine.policy, office.clock).build(1, "timeline", "json")
    verdict, record = whole_record(file)
    assert record is not None, verdict.why
    async with databases.fresh(tmp_path) as url:
        other = open_store(url, office.clock)
        await other.import_record(record)
        async with other.reading() as reader:
            entries, read = await reader.entries(1), await reader.stored(1)
        assert verify_entries(entries, read.state, read.head) == verdict
        assert await other.audit(1) is None
        await other.close()
    document = json.loads(file)
    assert document["entries"][seq - 1]["corrected_by"] == [document["head"]["seq"]]
    lying = json.loads(file)
    lying["entries"][seq - 1]["corrected_by"] = [7]
    assert verify_file(json.dumps(lying).encode()).first_broken == seq
    document["entries"][seq - 1]["event"]["text"] = PHONE
    assert verify_file(json.dumps(document).encode()).first_broken == seq
    cut = {**json.loads(file), "entries": json.loads(file)["entries"][:-1]}
    del cut["head"]
    assert verify_file(json.dumps(cut).encode()).first_broken == verdict.erased[0]


async def test_no_page_of_the_file_or_its_log_keeps_them(office: Office, url: str):
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL keeps old rows until VACUUM")
    _last, seq = await told(office)
    await erase(office.engine, 1, EraseContent(entry=seq, reason="She asked"), office.asked(ADI))
    file = Path(url.removeprefix("sqlite:///"))
    pages = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"Payments fail" in pages
    assert b"0812-3456" not in pages
    assert b"aminah" not in pages.lower()


async def find(office: Office, typed: str):
    async with office.store.reading() as reader:
        return await reader.find(read_query(typed, ("sev1",), "UTC"), lambda _state: True)


async def test_slack_telling_it_again_brings_nothing_back(office: Office):
    _last, seq = await told(office)
    await erase(office.engine, 1, EraseContent(entry=seq, reason="She asked"), office.asked(ADI))
    count = len(await office.entries(1))
    now = office.clock.now()
    place = SlackRef(channel=CHANNEL, ts="1.1")
    edit = Fact(event=e.MessageEdited(target="1.1", text=f"{PHONE}!", before=PHONE), occurred_at=now, slack=place)
    await hear(office, posted(PHONE, now), edit)
    [entry] = (await office.entries(1))[count:]
    assert entry.event == e.MessageEdited(target="1.1", text=ERASED, before=ERASED)
    assert "0812-3456" not in await stored(office)


async def test_two_who_erase_the_same_at_once_do_it_once(office: Office):
    _last, seq = await told(office)
    asked = EraseContent(entry=seq, reason="She asked")
    twice = [erase(office.engine, 1, asked, office.asked(ADI)) for _ in range(2)]
    done = await asyncio.gather(*twice, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["AlreadyErased", "Performed"]
    assert [entry.kind for entry in await office.entries(1)].count("content_erased") == 1
    assert AlreadyErased in {type(each) for each in done}
