import asyncio
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.comms.exports.jsonfile import ORDER
from bot.comms.exports.schema import document, schema
from bot.comms.exports.verify import verify_file
from bot.warroom.evolution import replay
from bot.warroom.timeline import Entry
from tests.comms.exports.exporting import chat, exported
from tests.warroom.outage import outage

SCHEMA = Path(__file__).parents[3] / "docs" / "incident.schema.json"


@cache
def valid() -> Draft202012Validator:
    """The schema has every kind of entry, and takes a tenth of a second to make."""
    return Draft202012Validator(schema())


def test_the_documented_schema_is_the_one_of_the_code():
    """After a change to the record's values: write `schema.document()` to that file again (docs/export.md)."""
    assert SCHEMA.read_text(encoding="utf-8") == document()


def test_the_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(schema())


async def test_an_export_is_valid_by_the_schema():
    export = json.loads(await exported("json", outage().entries))
    assert list(valid().iter_errors(export)) == []


@pytest.mark.parametrize("lost", ["schema", "incident", "entries", "updates", "tasks", "head"])
async def test_an_export_without_one_of_its_parts_is_not_valid(lost):
    export = json.loads(await exported("json", outage().entries))
    del export[lost]
    assert not valid().is_valid(export)


@pytest.mark.parametrize("lost", ORDER)
async def test_an_entry_without_one_of_its_members_is_not_valid(lost):
    export = json.loads(await exported("json", chat(["Hello"])))
    del export["entries"][1][lost]
    assert not valid().is_valid(export)


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=4))
async def test_whatever_people_write_the_export_is_valid_verifies_and_gives_it_back(texts):
    entries = chat(texts)
    data = await exported("json", entries)
    export = json.loads(data)
    assert valid().is_valid(export)
    assert [entry["event"]["text"] for entry in export["entries"][1:]] == texts
    assert verify_file(data).ok


async def test_an_export_holds_everything_needed_to_seal_and_replay_it_again():
    log = outage()
    export = json.loads(await exported("json", log.entries))
    again = [Entry.model_validate({k: e[k] for k in Entry.model_fields}) for e in export["entries"]]
    assert again == log.entries
    assert replay(again).model_dump(mode="json") == export["incident"]


async def test_the_parts_and_the_members_of_entries_keep_their_order():
    export = json.loads(await exported("json", outage().entries))
    assert list(export) == ["schema", "incident", "entries", "updates", "tasks", "head"]
    assert {tuple(entry) for entry in export["entries"]} == {ORDER}


async def test_updates_and_tasks_are_listed_with_what_they_said():
    export = json.loads(await exported("json", outage().entries))
    assert [(each["number"], each["audiences"], each["final"]) for each in export["updates"]] == [
        (1, ["internal", "customers"], False),
        (2, ["internal"], False),
        (3, ["customers"], False),
        (4, ["internal", "customers"], False),
        (5, ["internal", "customers"], True),
    ]
    assert [(each["number"], each["done"]) for each in export["tasks"]] == [(1, True), (2, False)]


async def test_entries_carry_a_readable_sentence_with_names_instead_of_ids():
    export = json.loads(await exported("json", outage().entries))
    assert export["entries"][0]["text"] == "MI-42 declared as SEV1 Critical: Checkout fails for card payments"
    assert export["entries"][17]["text"].endswith("since 09:38 dashboard (https://grafana/d/1)")


@pytest.mark.parametrize("form", ["json", "csv"])
async def test_while_a_long_timeline_is_exported_others_get_their_turn(form: str):
    entries = chat(f"message {number}" for number in range(200))
    turns = 0

    async def another() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(another())
    await exported(form, entries)
    other.cancel()
    assert turns >= 20
