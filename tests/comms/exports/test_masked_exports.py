"""No secret leaves in a file, whatever its format and preset; the file says so and still proves itself."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from bot.comms import exports
from bot.comms.exports.record import Held
from bot.comms.exports.schema import schema
from bot.comms.exports.verify import verify_file, whole_record
from bot.comms.passage import Passage
from bot.warroom import events as e
from bot.warroom.evolution import replay
from tests.comms.exports.exporting import WORDING, exported, reviewed
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at

PASSWORD, KEY = "hunter2-" + "zebra", "AKIA" + "IOSFODNN7EXAMPLE"
FORMS = ("md", "csv", "html", "json")


def leaky() -> Chronicle:
    """Secrets in a title, an impact, a message, its edit, a task and an update."""
    log = Chronicle().declare(title=f"Shop down, password={PASSWORD}", impact=f"All, {KEY} leaked")
    log.say(f"psql postgres://app:{PASSWORD}@db/shop", 1, "1.1")
    log.mark("action", "1.1", 2, BUDI)
    log.add(e.Remark(kind="impact", text=f"token={PASSWORD} is out"), 3, BUDI)
    log.add(e.TaskAdded(task=1, text=f"Rotate {KEY}"), 4, DEWI)
    log.publish(1, 5, "customers", text=f"We rotate password={PASSWORD}")
    return log


@pytest.mark.parametrize("preset", exports.PRESETS)
@pytest.mark.parametrize("form", FORMS)
async def test_no_secret_is_in_any_file(form, preset):
    text = (await exported(form, leaky().entries, preset)).decode()
    assert PASSWORD not in text
    assert KEY not in text
    assert "•••••" in text


def test_no_secret_is_in_the_review_and_its_head_counts_them():
    text = reviewed("md", leaky().entries)
    assert PASSWORD not in text
    assert KEY not in text
    assert "secrets are masked" in text


async def test_a_masked_file_verifies_says_so_and_is_not_read_back():
    data = await masked("json")
    file = json.loads(data)
    verdict = verify_file(data)
    hidden = [entry["seq"] for entry in file["entries"] if entry.get("masked")]
    assert verdict.ok, verdict.why
    assert (verdict.masked, file["masked"] >= len(hidden)) == (len(hidden), True)
    assert f"secrets are masked in {', '.join(map(str, hidden))}" in verdict.why
    assert all(entry["nonce"] == "" for entry in file["entries"] if entry.get("masked"))
    assert Draft202012Validator(schema()).is_valid(file)
    read, record = whole_record(data)
    assert (read.ok, record) == (False, None)
    assert "--unmasked" in read.why


async def masked(form: str, way: Passage | None = None) -> bytes:
    entries = leaky().entries
    state, used = replay(entries), way or Passage()
    made = exports.timeline(form, state, Held(entries), WORDING, at(200), "full", used)
    return b"".join([chunk async for chunk in made])


async def test_the_head_of_a_table_counts_what_is_masked_and_a_clean_one_begins_with_its_columns():
    assert "secrets are masked (•••••)." in (await masked("csv")).decode().splitlines()[0]
    clean = await exported("csv", Chronicle().declare().entries)
    assert "sequence" in clean.decode().splitlines()[0]


async def test_an_unmasked_file_is_the_record():
    data = await masked("json", Passage(None))
    verdict, record = whole_record(data)
    assert verdict.ok
    assert record is not None
    assert PASSWORD in str(record.entries)


@pytest.mark.parametrize(
    "change", [{"occurred_at": "2026-11-24T03:00:00Z"}, {"text": "else"}, {"content_hash": "0" * 64}]
)
async def test_what_is_not_masked_of_a_masked_entry_is_still_checked(change):
    file = json.loads(await masked("json"))
    entry = next(entry for entry in file["entries"] if entry.get("masked") and entry["seq"] > 1)
    entry |= change
    verdict = verify_file(json.dumps(file).encode())
    assert (verdict.ok, verdict.first_broken) == (False, entry["seq"])


async def test_an_entry_that_only_claims_to_be_masked_must_still_give_the_state():
    file = json.loads(await masked("json"))
    entry = next(entry for entry in file["entries"] if entry["kind"] == "task_added")
    entry["event"]["text"] = "Nothing to do"
    assert not verify_file(json.dumps(file).encode()).ok
