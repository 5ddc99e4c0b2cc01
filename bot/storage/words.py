"""The index of words, kept in the transaction that writes the record, and made again from nothing but the record.

An incident whose title is not in it was not indexed yet: so an index of a large record can be made bit by bit, by any
replica, and be broken off at any time. No question's letter becomes SQL or an operator: words are bound, and hold
letters and digits only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, text

from bot.storage.codec import entry_of, plain
from bot.storage.finding import ENTRY_BITS, INCIDENT_BITS, INSIDE
from bot.storage.queries import INCIDENT, SqlReader
from bot.storage.tables import entries, words
from bot.warroom.incident import Incident
from bot.warroom.moments import EDITS, target
from bot.warroom.searching import indexing
from bot.warroom.searching.indexing import ABOUT_OTHERS, Doc
from bot.warroom.searching.tokens import tokens
from bot.warroom.timeline import Entry

INDEXED = 50_000
"""Letters of a text that are indexed; Slack lets a message have 40,000."""
AT_ONCE = 500
FINDABLE = frozenset({*indexing.TEXTS, *ABOUT_OTHERS})


def row_id(number: int, seq: int = 0, part: int = 0) -> int:
    """The row of a text: 2^24 entries of an incident, 2^8 texts of an entry. Without the rest, of its title."""
    return number << INCIDENT_BITS | seq << ENTRY_BITS | part


def seq_of(id_: int) -> int:
    """The entry that a row's text is of; 0 is the incident itself."""
    return (id_ & INSIDE) >> ENTRY_BITS


def word_rows(number: int, state: Incident, found: Iterable[Entry]) -> list[dict[str, Any]]:
    """All that can be found of an incident, as rows."""
    return [word_row(number, doc) for doc in indexing.documents(state, found)]


def word_row(number: int, doc: Doc) -> dict[str, Any]:
    """A text as a row."""
    body = plain(doc.text[:INDEXED])
    row = {"id": row_id(number, doc.seq, doc.part), "number": number, "kind": doc.kind, "body": body}
    return row | {"tokens": " ".join(tokens(body))}


class WordWrites(SqlReader):
    """The part of the core's `Transaction` that keeps the index."""

    async def index(self, before: Incident | None, state: Incident, added: Sequence[Entry]) -> None:
        """Take in what was appended, and the title and services if they are other ones now."""
        await self._index_heading(before, state)
        docs: list[Doc] = []
        about: dict[str, None] = {}
        for entry in added:
            read = target(entry) or indexing.edited(entry)
            if isinstance(read, str):
                about.update({read: None} if entry.kind in ABOUT_OTHERS else {})
                continue
            if read is not None:
                docs = [doc for doc in docs if doc.seq != read] + await self._edited(state.number, read)
                continue
            gone = await self._replaced(state.number, entry)
            docs = [doc for doc in docs if doc.seq not in gone]
            await self._take_out(state.number, gone)
            docs += indexing.told(entry)
        for message in about:
            docs += await self._message(state.number, message)
        await self._put([word_row(state.number, doc) for doc in docs])

    async def _index_heading(self, before: Incident | None, state: Incident) -> None:
        if before is state:
            return
        docs = indexing.heading(state)
        if before and (indexing.heading(before) == docs or not await self.is_indexed(state.number)):
            return  # what was never indexed stays so until all of it is
        await self._take_out(state.number, {0})
        await self._put([word_row(state.number, doc) for doc in docs])

    async def _replaced(self, number: int, entry: Entry) -> set[int]:
        """The entries in whose place this one stands."""
        seqs = {seq for seq in (indexing.corrected(entry),) if seq}
        update = indexing.corrected_update(entry)
        if update:
            sent = await self.entries(number, kinds={"update_published"})
            seqs |= {each.seq for each in sent if each.event.number == update}  # type: ignore[union-attr]
        place = indexing.slot(entry)
        if place:
            said = await self.entries(number, kinds={place[0]})
            seqs |= {each.seq for each in said if each.seq < entry.seq and indexing.slot(each) == place}
        return seqs

    async def _edited(self, number: int, seq: int) -> list[Doc]:
        """The texts of an entry as its corrections make it read now; those that stood there are taken out."""
        await self._take_out(number, {seq})
        said = select(entries).where(entries.c.number == number, entries.c.seq == seq)
        row = (await self._connection.execute(said)).first()
        return list(indexing.told(entry_of(row), await self._about(number, f'"entry":{seq},', EDITS))) if row else []

    async def _about(self, number: int, whom: str, kinds: Collection[str]) -> list[Entry]:
        """The entries of these kinds whose content names this message or entry."""
        mine = entries.c.number == number, entries.c.kind.in_(sorted(kinds))
        found = select(entries).where(*mine, entries.c.event.contains(whom, autoescape=True)).order_by(entries.c.seq)
        return [entry_of(row) for row in await self._connection.execute(found)]

    async def _message(self, number: int, message: str) -> tuple[Doc, ...]:
        """The texts of a message as they are now; those that stood there are taken out."""
        found = await self._about(number, f'"target":"{message}"', ABOUT_OTHERS)
        await self._take_out(number, {entry.seq for entry in found if entry.kind == "marked"})
        return indexing.marked(found)

    async def _take_out(self, number: int, seqs: Collection[int]) -> None:
        for seq in sorted(seqs):
            await self._change(delete(words).where(_of_entry(number, seq)))

    async def _put(self, rows: Sequence[dict[str, Any]]) -> None:
        for start in range(0, len(rows), AT_ONCE):
            await self._connection.execute(insert(words), rows[start : start + AT_ONCE])

    async def is_indexed(self, number: int) -> bool:
        """Whether the incident's part of the index was made."""
        return await self._connection.scalar(select(words.c.id).where(words.c.id == row_id(number))) is not None

    async def forget_words(self, number: int, seqs: Collection[int]) -> None:
        """No word of these entries can be found, or read in the index's files, from the commit on.

        FTS5 only notes that a row is gone, and keeps its words until it merges; so it is made to merge everything.
        """
        await self._take_out(number, seqs)
        if self._connection.dialect.name == "sqlite":
            await self._connection.execute(text("INSERT INTO words_index(words_index) VALUES ('optimize')"))

    async def index_again(self, number: int) -> None:
        """Make the incident's part of the index anew from its record. Raises UnknownIncident."""
        state = self._stored_of(await self._row(INCIDENT.with_for_update(key_share=True), number)).state
        await self._change(delete(words).where(of_incident(number)))
        found = [entry async for entry in self._findable(number)]
        await self._put(word_rows(number, state, found))

    async def _findable(self, number: int) -> AsyncIterator[Entry]:
        """The entries that can be found; plain talk, which is most of a long record, is not even read."""
        after = 0
        while some := await self.entries(number, kinds=FINDABLE, after=after, limit=AT_ONCE):
            for entry in some:
                yield entry
            after = some[-1].seq


def of_incident(number: int) -> Any:
    return words.c.id.between(row_id(number), row_id(number + 1) - 1)


def _of_entry(number: int, seq: int) -> Any:
    return words.c.id.between(row_id(number, seq), row_id(number, seq + 1) - 1)
