import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.warroom import events as e
from bot.warroom.timeline import Fact, Head, seal
from tests.comms.exports.exporting import chat, exported
from tests.warroom.outage import outage

COLUMNS = [
    "sequence", "occurred (UTC)", "occurred (local)", "recorded", "late", "kind", "event", "actor", "role", "text",
    "evidence", "source", "corrects", "corrected by", "previous hash", "hash",
]  # fmt: skip


async def rows(entries) -> list[dict[str, str]]:
    data = await exported("csv", entries)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


async def test_there_is_a_row_for_each_entry_with_the_documented_columns():
    entries = outage().entries
    found = await rows(entries)
    assert list(found[0]) == COLUMNS
    assert [row["hash"] for row in found] == [entry.hash for entry in entries]
    assert [row["previous hash"] for row in found[1:]] == [row["hash"] for row in found[:-1]]


async def test_a_corrected_entry_names_the_entries_that_correct_it_as_they_name_it():
    entries = outage().entries
    was = entries[3]
    edit = Fact(event=e.EntryCorrected(entry=4, text="Else"), occurred_at=was.occurred_at, corrects=4)
    part = e.ErasedPart(entry=4, was=was.content_hash, left="0" * 64)
    erased = Fact(event=e.ContentErased(entry=4, reason="asked", parts=(part,)), occurred_at=was.occurred_at)
    head = Head(seq=len(entries), hash=entries[-1].hash)
    found = await rows([*entries, *seal(head, [edit, erased], was.recorded_at)])
    assert found[3]["corrected by"] == f"{head.seq + 1}, {head.seq + 2}"
    assert [row["corrected by"] for row in found[4:]] == [""] * (len(found) - 4)
    assert found[-2]["corrects"] == "4"


async def test_a_row_says_when_it_happened_in_utc_and_in_the_organisations_zone():
    row = (await rows(outage().entries))[12]
    assert row["occurred (UTC)"] == "2026-11-24 10:04:00Z"
    assert row["occurred (local)"] == "2026-11-24 17:04:00+07:00"
    assert (row["kind"], row["event"], row["actor"], row["role"]) == ("update_published", "Update", "Dewi", "mim")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "  =", "\n@", "＝"])
async def test_no_cell_becomes_a_formula(sign):
    [_declared, row] = await rows(chat([f"{sign}HYPERLINK(1)"]))
    assert row["text"].startswith("'") or not row["text"].lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert "HYPERLINK(1)" in row["text"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
async def test_whatever_people_write_stays_in_its_cell_and_is_no_formula(text):
    found = await rows(chat([text, "after"]))
    assert len(found) == 3
    assert found[2]["text"] == "after"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in found for cell in row.values())
