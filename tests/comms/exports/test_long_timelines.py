"""A timeline of any length: never held as a whole, each line once and in its place, its head written last."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from bot.comms import exports
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.evolution import replay
from bot.warroom.timeline import Entry, Fact, Head, seal
from tests.comms.exports.exporting import WORDING, Watched, chat, exported
from tests.warroom.chronicle import BUDI, DEWI, at

FEW, PAGES = 600, 1_100
"""Two batches of a workbook, two pages of lines: one is read while the other is written."""


@pytest.mark.parametrize(
    ("form", "most"), [("json", 2), ("csv", 2), ("xlsx", FEW), ("md", PAGES), ("html", PAGES), ("docx", PAGES)]
)
async def test_a_long_timeline_is_read_once_for_its_head_and_never_held_as_a_whole(form: str, most: int):
    record = Watched(chat(f"message {number}" for number in range(2_500)))
    made = exports.timeline(form, replay(record.entries), record, WORDING, at(200))
    assert max([len(piece) async for piece in made]) < 100_000
    assert (record.readings, record.most <= most) == (1, True)


async def test_what_was_said_late_stands_where_it_was_said_on_every_page():
    """Slack repeats and reorders: the order of the record is not the order of what happened."""
    entries = jumbled(1_200)
    text = (await exported("md", entries)).decode()
    shown = [int(each) for each in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert shown == [entry.seq for entry in sorted(entries, key=lambda each: (each.occurred_at, each.seq))]
    assert len(re.findall(r"^\*\*[^*]+\*\*$", text, re.MULTILINE)) == len(
        {WORDING.local(each.occurred_at).date() for each in entries}
    )


def jumbled(count: int) -> list[Entry]:
    """A chat whose messages came in an order of their own, over three days."""
    declared = e.IncidentDeclared(number=1, reference="MI-1", title="Chat", severity="sev1", reporter=DEWI)
    facts = [Fact(event=declared, occurred_at=at(0), actor=DEWI, source="command")]
    for number in range(count):
        minute = 1 + number * 7 % count * 3
        said = SlackRef(channel="C1", ts=f"1795514400.{number:06d}")
        facts.append(
            Fact(
                event=e.MessagePosted(text=f"at {minute}"),
                occurred_at=at(minute),
                actor=BUDI,
                source="message",
                slack=said,
            )
        )
    return seal(Head(), facts, at(9_999))


@pytest.mark.parametrize("form", ["md", "html", "docx", "csv"])
async def test_the_head_counts_the_secrets_of_lines_that_are_written_before_it(form: str):
    way = Passage()
    record = Watched(chat(["nothing", *(f"password={number}hunter2x" for number in range(3))] * 200))
    made = exports.timeline(form, replay(record.entries), record, WORDING, at(200), "full", way)
    data = b"".join([piece async for piece in made])
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode() if form == "docx" else data.decode()
    assert way.count == 600
    assert "600 secrets are masked" in text[: len(text) // 2]
    assert "hunter2x" not in text


async def test_a_docx_shows_the_lines_of_the_limit_in_one_table_for_each_day_and_is_well_formed():
    few = WORDING.policy.model_copy(update={"exports": WORDING.policy.exports.model_copy(update={"most_lines": 700})})
    data = await exported("docx", jumbled(1_200), wording=Wording(WORDING.t, few))
    document = pytest.importorskip("docx").Document(io.BytesIO(data))
    tables = [table for table in document.tables if len(table.columns) == 4 and table.cell(0, 0).text == "Time"]
    assert sum(len(table.rows) - 1 for table in tables) == 700
    days = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert len(tables) == len(days) == len(set(days))
    assert any("Only the first 700 of 1201 lines" in each.text for each in document.paragraphs)
