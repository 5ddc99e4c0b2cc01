from collections.abc import Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.comms.documents import FORMATS, Documents, UnknownFormat
from bot.comms.exports.verify import verify_file
from bot.warroom.errors import UnknownIncident
from bot.warroom.evolution import replay
from bot.warroom.ports import Stored
from bot.warroom.timeline import Entry, Head
from tests.warroom.chronicle import at, policy
from tests.warroom.outage import outage


@dataclass
class Shelf:
    """A store with one incident, read only."""

    kept: list[Entry]
    snapshots: int = 0

    @asynccontextmanager
    async def reading(self):
        self.snapshots += 1
        yield self

    async def stored(self, number: int) -> Stored:
        if number != 42:
            raise UnknownIncident(reference=f"MI-{number}")
        return Stored(state=replay(self.kept), head=Head(seq=self.kept[-1].seq, hash=self.kept[-1].hash))

    async def incident(self, number: int):
        return (await self.stored(number)).state

    async def entries(self, number: int, **_more: Any) -> list[Entry]:
        return self.kept

    async def those(self, number: int, seqs: Collection[int]) -> list[Entry]:
        return [entry for entry in self.kept if entry.seq in seqs]

    async def stream(self, number: int, *, batch: int = 500):
        for entry in self.kept:
            yield entry


class Noon:
    def now(self):
        return at(120)


BEGINNINGS = {
    "md": b"# MI-42",
    "html": b"<!doctype html>",
    "json": b"{",
    "csv": b"\xef\xbb\xbfsequence",
    "xlsx": b"PK",
    "docx": b"PK",
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "svg": b"<svg",
}


def documents(shelf: Shelf) -> Documents:
    return Documents(shelf, policy(), Noon())  # type: ignore[arg-type]


@pytest.mark.parametrize(("what", "form"), [(what, form) for what, forms in FORMATS.items() for form in forms])
async def test_every_document_is_built_from_one_snapshot(what, form):
    shelf = Shelf(outage().entries)
    built = await documents(shelf).build(42, what, form)
    assert built.startswith(BEGINNINGS[form])
    if form in {"md", "csv", "json", "html"}:
        assert "Checkout fails for card payments" in built.decode()
    assert shelf.snapshots == 1


async def test_a_built_json_export_verifies():
    assert verify_file(await documents(Shelf(outage().entries)).build(42, "timeline", "json")).ok


async def test_the_stored_record_is_verified_against_its_state_and_head():
    shelf = Shelf(outage().entries)
    assert (await documents(shelf).verify(42)).ok
    shelf.kept[5] = shelf.kept[5].model_copy(update={"late": True})
    assert (await documents(shelf).verify(42)).first_broken == 6


async def test_a_format_that_is_not_made_is_refused_with_those_that_are():
    with pytest.raises(UnknownFormat) as refusal:
        await documents(Shelf(outage().entries)).build(42, "review", "csv")
    assert str(refusal.value) == "There is no review as csv. The formats are: md, html, pdf, docx."


async def test_an_unknown_incident_is_refused():
    with pytest.raises(UnknownIncident):
        await documents(Shelf(outage().entries)).build(7, "timeline", "md")


async def test_the_draft_is_made_at_the_clocks_time():
    made = await documents(Shelf(outage().entries)).draft(42)
    assert made.header.made_at == at(120)
