"""The chain: whatever is changed, added, removed or moved in a timeline is found and named, but what was erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import FileRef
from bot.warroom.events import MessagePosted
from bot.warroom.timeline import (
    GENESIS,
    Entry,
    Fact,
    Head,
    check_chain,
    content_digest,
    digest,
    header_of,
    record_of,
    seal,
)
from tests.warroom.builders import ADI, START, Game, accepted

Exported = list[dict[str, Any]]
Export = Callable[[], Exported]
CHANGED = "its content was changed (content_hash differs), and no later entry says that words of it were erased"


def story() -> Game:
    game = accepted(started_at=START)
    posted = MessagePosted(text="Grüße 🔥 \u202e", files=(FileRef(id="F1", name="log.txt"),))
    game.record([posted], ADI, source="message", evidence="https://example.com/p1", corrects=1, late=True)
    game.do(c.PublishUpdate(text="We are looking into it"))
    game.do(c.Resolve(text="Restarted"))
    return game


@pytest.fixture(scope="module")
def text() -> str:
    """The whole story as an export has it."""
    return json.dumps([entry.model_dump(mode="json") for entry in story().entries])


@pytest.fixture
def export(text: str) -> Export:
    """Another copy of the export, to be forged."""
    return lambda: json.loads(text)


def other(value: object) -> object:
    """Another value of the same sort."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}x"
        case list() | dict():
            return {"forged": True}
    return "forged"


def test_a_timeline_as_the_core_writes_it_holds(export: Export):
    assert check_chain(export()) is None
    assert check_chain([]) is None


def test_entries_are_numbered_from_one_and_follow_each_other():
    entries = story().entries
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.prev_hash for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:-1])]


@pytest.mark.parametrize("name", sorted(Entry.model_fields))
def test_a_change_of_any_field_of_any_entry_is_found_where_it_was_made(export: Export, name: str):
    for position, entry in enumerate(export()):
        forged = export()
        forged[position][name] = other(entry[name])
        broken = check_chain(forged)
        assert broken is not None, f"{name} of entry {position + 1}"
        assert broken.why
        if name != "seq":
            assert broken.seq == position + 1


@pytest.mark.parametrize("name", sorted(set(Entry.model_fields) - {"event"}))
def test_a_field_that_was_removed_is_found(export: Export, name: str):
    forged = export()
    del forged[3][name]
    broken = check_chain(forged)
    assert broken is not None
    assert broken.seq == 4


def test_a_field_that_was_added_is_found(export: Export):
    forged = export()
    forged[3]["note"] = "forged"
    assert check_chain(forged) is not None
    forged = export()
    forged[3]["event"]["note"] = "forged"
    assert check_chain(forged) is not None


def inner(event: dict[str, Any]) -> list[str]:
    return [name for name in event if name != "kind"]


def test_a_change_anywhere_in_what_an_entry_says_is_named_as_such(export: Export):
    for position, entry in enumerate(export()):
        for name in inner(entry["event"]):
            forged = export()
            forged[position]["event"][name] = other(entry["event"][name])
            broken = check_chain(forged)
            assert broken is not None
            assert (broken.seq, broken.why) == (position + 1, CHANGED)


def test_a_removed_entry_is_named_as_missing(export: Export):
    forged = export()
    del forged[4]
    broken = check_chain(forged)
    assert broken is not None
    assert broken.why == "entry 5 is missing: entry 6 follows 4"


def test_a_removed_beginning_is_named_as_missing(export: Export):
    broken = check_chain(export()[1:])
    assert broken is not None
    assert "entry 1 is missing" in broken.why


def test_swapped_repeated_and_inserted_entries_are_found(export: Export):
    swapped = export()
    swapped[2], swapped[3] = swapped[3], swapped[2]
    repeated = [*export()[:3], *export()[2:]]
    inserted = export()
    inserted.insert(3, {**inserted[3], "event": {"kind": "note", "text": "forged", "owner": None, "due_at": None}})
    assert all(check_chain(forged) for forged in (swapped, repeated, inserted))


def test_an_entry_from_another_chain_does_not_fit(export: Export):
    forged = export()
    forged[3]["prev_hash"] = "f" * 64
    broken = check_chain(forged)
    assert broken is not None
    assert broken.why == "it does not follow the entry before it (prev_hash differs)"


def erased(entries: Exported, seq: int, text: str = "█████") -> Exported:
    """The export after the text of an entry was erased, with the entry that says so at its end."""
    at = entries[seq - 1]
    was, at["event"], at["nonce"] = at["content_hash"], {**at["event"], "text": text}, "f" * 32
    part = e.ErasedPart(entry=seq, was=was, left=content_digest(at["nonce"], at["event"]))
    told = Fact(event=e.ContentErased(entry=seq, reason="privacy", parts=(part,)), occurred_at=START)
    [entry] = seal(Head(seq=len(entries), hash=entries[-1]["hash"]), [told], START)
    return [*entries, json.loads(entry.model_dump_json())]


def seq_of(entries: Exported, kind: str) -> int:
    return next(entry["seq"] for entry in entries if entry["event"]["kind"] == kind)


def why(entries: Exported) -> tuple[int, str] | None:
    broken = check_chain(entries)
    return (broken.seq, broken.why) if broken else None


def test_words_erased_leave_the_chain_whole_since_a_later_entry_holds_the_digest_of_what_is_left(export: Export):
    message = seq_of(export(), "message")
    once = erased(export(), message)
    assert check_chain(once) is None
    reason = once[-1]["seq"]
    again = erased(erased(once, message, "█████ again"), reason)
    assert check_chain(again) is None


def test_content_is_gone_only_with_an_entry_that_says_so(export: Export):
    message = seq_of(export(), "message")
    cut_off = erased(export(), message)[:-1]
    assert why(cut_off) == (message, CHANGED)
    nulled = export()
    nulled[message - 1]["event"] = None
    assert why(nulled) == (message, "its content is missing")


def test_what_is_left_of_erased_content_cannot_be_changed(export: Export):
    message = seq_of(export(), "message")
    forged = erased(export(), message)
    forged[message - 1]["event"]["text"] = "never said"
    assert why(forged) is not None
    told = erased(export(), message)
    told[-1]["event"]["parts"][0]["left"] = content_digest("", {"kind": "message", "text": "never said"})
    told[message - 1] |= {"event": {"kind": "message", "text": "never said"}, "nonce": ""}
    assert why(told) is not None
    odd = erased(export(), message)
    odd[-1]["event"]["parts"] = "none"
    assert why(odd) is not None


def test_erasing_hides_no_change_of_a_header(export: Export):
    message = seq_of(export(), "message")
    changed = erased(export(), message)
    changed[message - 1]["occurred_at"] = "2026-11-24T09:00:00Z"
    assert why(changed) == (message, "its header was changed (hash differs)")


def test_the_same_words_have_another_digest_each_time():
    fact = Fact(event=MessagePosted(text="yes"), occurred_at=START)
    once, again = seal(Head(), [fact, fact], START)
    assert once.content_hash != again.content_hash


def test_an_entry_sealed_before_its_kind_learned_a_field_is_told_as_it_was_sealed():
    earlier = {"kind": "exported", "format": "md"}
    [sealed] = seal(Head(), [Fact(event=e.Exported(format="md"), occurred_at=START)], START)
    header = header_of(sealed) | {"content_hash": content_digest(sealed.nonce, earlier)}
    stored = {**header, "nonce": sealed.nonce, "event": earlier, "hash": digest(header)}
    read = Entry.model_validate(stored)
    assert isinstance(read.event, e.Exported)
    assert read.event.preset == "full"
    assert record_of(read)["event"] == earlier
    assert check_chain([record_of(read)]) is None
