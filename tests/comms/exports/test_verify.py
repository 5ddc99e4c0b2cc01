import copy
import json

import pytest

from bot.comms.exports.verify import verify_entries, verify_file
from bot.warroom.timeline import Head, content_digest, digest, header
from tests.comms.exports.exporting import chat, exported
from tests.warroom.outage import outage


async def document() -> dict:
    return json.loads(await exported("json", outage().entries))


def verdict(changed: dict):
    return verify_file(json.dumps(changed).encode())


async def test_an_untouched_export_is_whole(tmp_path):
    file = tmp_path / "MI-42.json"
    file.write_bytes(await exported("json", outage().entries))
    found = verify_file(file)
    assert (found.ok, found.entries, found.first_broken) == (True, len(outage().entries), None)
    assert "chain intact" in found.why


async def test_a_file_written_again_by_another_program_is_still_whole():
    assert verify_file(json.dumps(await document(), indent=4, sort_keys=True).encode()).ok


def _text(entry):
    entry["text"] = "Nothing happened"


def _words(entry):
    entry["event"]["text"] = "Nothing happened"


def _actor(entry):
    entry["actor"] = {"id": "U9", "name": "Somebody else"}


def _time(entry):
    entry["occurred_at"] = "2026-11-24T09:00:00Z"


def _kind(entry):
    entry["kind"] = "decision"


def _nonce(entry):
    entry["nonce"] = "0"


def _evidence(entry):
    entry["evidence"] = "https://elsewhere.example"


@pytest.mark.parametrize("tamper", [_text, _words, _actor, _time, _kind, _nonce, _evidence])
async def test_a_changed_entry_is_named(tamper):
    changed = await document()
    tamper(changed["entries"][17])
    found = verdict(changed)
    assert (found.ok, found.first_broken) == (False, 18)
    assert found.why.startswith("entry 18: ")


async def test_a_removed_entry_is_named_by_the_first_that_does_not_follow():
    changed = await document()
    del changed["entries"][9]
    found = verdict(changed)
    assert (found.ok, found.first_broken) == (False, 11)
    assert "entry 10 is missing" in found.why


async def test_swapped_entries_are_found():
    changed = await document()
    changed["entries"][4], changed["entries"][5] = changed["entries"][5], changed["entries"][4]
    assert (verdict(changed).ok, verdict(changed).first_broken) == (False, 6)


async def test_an_entry_rewritten_with_a_new_hash_breaks_the_next():
    changed = await document()
    entry = changed["entries"][17]
    entry["event"]["text"] = "Nothing happened"
    entry["content_hash"] = content_digest(entry["nonce"], entry["event"])
    hashed = {name: value for name, value in entry.items() if name not in {"kind", "text", "text_hash"}}
    entry["hash"] = digest(header(hashed))
    assert verdict(changed).first_broken == 19


async def test_missing_last_entries_are_found():
    changed = await document()
    del changed["entries"][-1]
    found = verdict(changed)
    assert (found.ok, found.first_broken) == (False, None)
    assert "the last entries are missing" in found.why


async def test_a_state_that_the_entries_do_not_amount_to_is_found_and_named():
    changed = await document()
    changed["incident"]["severity"] = "sev4"
    changed["incident"]["title"] = "All is well"
    found = verdict(changed)
    assert not found.ok
    assert found.why.endswith("title, severity")


@pytest.mark.parametrize("name", ["updates", "tasks"])
async def test_a_list_that_says_something_else_than_the_entries_is_found(name):
    changed = await document()
    changed[name][0]["text"] = "All is well"
    assert (verdict(changed).ok, name in verdict(changed).why) == (False, True)


async def test_content_that_is_gone_without_a_word_breaks_the_record():
    changed = await document()
    changed["entries"][17] |= {"event": None, "nonce": None}
    found = verdict(changed)
    assert (found.ok, found.first_broken, found.why) == (False, 18, "entry 18: it has no valid event")


@pytest.mark.parametrize(
    ("wanted", "entry"),
    [('"seq":1,', 1), ('"seq":17,', 17), ('"seq":41,', 41), ('"incident"', None), ('"head":', None)],
)
async def test_a_file_that_was_cut_off_names_the_entry_within_which_it_ends(wanted: str, entry: int | None):
    data = await exported("json", outage().entries)
    found = verify_file(data[: data.rindex(wanted.encode()) + 3])
    assert (found.ok, found.first_broken) == (False, entry)
    assert "cut off" in found.why
    assert found.why.startswith(f"entry {entry}: ") == bool(entry)


async def test_a_file_cut_off_within_a_letter_is_cut_off_all_the_same():
    data = await exported("json", chat(["one", "cafe\N{COMBINING ACUTE ACCENT}"]))
    found = verify_file(data[: data.index("\N{COMBINING ACUTE ACCENT}".encode()) + 1])
    assert (found.ok, found.first_broken) == (False, 3)
    assert "cut off" in found.why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not complete JSON"),
        (b"# MI-42", "only the JSON export can be checked"),
        (b"seq,at,who\n1,2,3\n", "only the JSON export can be checked"),
        (b"\xff\xfe\x00", "not a text file in UTF-8"),
        (b"[1, 2]", "schema is None"),
        (b'{"schema": "posko.incident/2", "entries": [], "incident": {}}', "'posko.incident/2'"),
        (b'{"schema": "posko.incident/1"}', "no entries or no incident"),
        (b'{"schema": "posko.incident/1", "entries": [], "incident": {}}', "cannot be read"),
        (b'{"schema": "posko.incident/1", "schema": "posko.incident/1"}', "same key stands twice"),
        (b"[" * 100_000, "not complete JSON"),
    ],
)
def test_what_is_no_export_gets_a_clear_answer(data, why):
    found = verify_file(data)
    assert not found.ok
    assert why in found.why


@pytest.mark.parametrize("broken", [7, None, {}, {"seq": 2}, {"seq": True}])
async def test_a_thing_in_the_place_of_an_entry_is_named_and_nothing_is_raised(broken):
    changed = await document()
    changed["entries"][1] = broken
    assert (verdict(changed).ok, verdict(changed).first_broken) == (False, 2)


async def test_an_entry_of_a_kind_this_version_does_not_know_is_named():
    entries = json.loads(await exported("json", chat(["Hello"])))
    entry = entries["entries"][1]
    entry["event"]["kind"] = entry["kind"] = "teleported"
    entry["content_hash"] = content_digest(entry["nonce"], entry["event"])
    entry["text_hash"] = digest([entry["content_hash"], entry["text"]])
    hashed = {name: value for name, value in entry.items() if name not in {"kind", "text", "text_hash"}}
    entry["hash"] = digest(header(hashed))
    assert verdict(entries).first_broken == 2
    assert "this version cannot read it" in verdict(entries).why


def test_the_database_is_checked_the_same_way():
    log = outage()
    head = Head(seq=log.entries[-1].seq, hash=log.entries[-1].hash)
    assert verify_entries(log.entries, log.state, head).ok
    assert not verify_entries(log.entries[:-1], log.state, head).ok
    assert not verify_entries(log.entries, log.state.model_copy(update={"severity": "sev4"}), head).ok
    changed = copy.copy(log.entries)
    changed[3] = changed[3].model_copy(update={"role": "mim"})
    assert verify_entries(changed, log.state, head).first_broken == 4
