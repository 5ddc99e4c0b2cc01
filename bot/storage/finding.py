"""Questions to the index of words, in each database's own way of asking. Reads only; how words compare, what a
question is and who may see an incident are the core's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, and_, column, desc, func, literal, literal_column, or_, select, table, union_all

from bot.storage.base import Bound
from bot.storage.codec import entry_of
from bot.storage.tables import entries, incidents, words
from bot.warroom.ports_search import Found, Hit, MaySee
from bot.warroom.searching.indexing import SERVICE, TITLE
from bot.warroom.searching.query import Query, Term
from bot.warroom.searching.tokens import matches

INCIDENT_BITS, ENTRY_BITS = 32, 8
INSIDE = (1 << INCIDENT_BITS) - 1
"""The bits of a row's id that say which text of the incident it is: none for its title."""
LINES = 100
"""How many of an incident's lines are looked at for the one that answers best."""
FTS5: Any = table("words_index", column("rowid"), column("words_index"))
SIMPLE: Any = literal_column("'simple'")
HEADS: Any = literal_column(f"{1 << ENTRY_BITS}")
"""Titles and services have less than this inside; a literal, so that the planner knows the index of them."""
SPACED: Any = literal(" ") + words.c.tokens + literal(" ")


class WordReads(Bound):
    """The part of the core's `Reader` that asks the index."""

    async def find(self, query: Query, may_see: MaySee, *, skip: int = 0, limit: int = 5) -> Found:
        """What answers the question, of what may be seen; how many there are beyond that shows nowhere."""
        numbers = await self._visible(query, may_see)
        first = await self._titled(query, numbers)
        ordered = [*(number for number in numbers if number in first), *(each for each in numbers if each not in first)]
        shown = ordered[skip : skip + limit]
        states = {number: self._incident_of(record) for number, record in await self._records(shown)}
        hits = [await self._hit(query, number, states[number]) for number in shown]
        return Found(total=len(ordered), hits=tuple(hits))

    async def _visible(self, query: Query, may_see: MaySee) -> list[int]:
        """The numbers of what answers, newest first; a private one only after its record was read and judged."""
        found = list(await self._connection.execute(self._answering(query)))
        private = [number for number, is_private in found if is_private]
        hidden = {number for number, record in await self._records(private) if not may_see(self._incident_of(record))}
        return [number for number, _ in found if number not in hidden]

    async def _records(self, numbers: Collection[int]) -> Sequence[Any]:
        if not numbers:
            return ()
        query = select(incidents.c.number, incidents.c.record).where(incidents.c.number.in_(sorted(numbers)))
        return (await self._connection.execute(query)).all()

    def _answering(self, query: Query) -> Select[Any]:
        found = select(incidents.c.number, incidents.c.private).order_by(incidents.c.number.desc())
        asked: list[Any] = [
            *(incidents.c.number.in_(self._numbers([term], query.kinds)) for term in _apart(query)),
            *(incidents.c.number.not_in(self._numbers([term], ())) for term in query.without),
        ]
        if query.kinds:
            asked.append(incidents.c.number.in_(self._numbers(query.terms, query.kinds)))
        if query.services:
            asked.append(incidents.c.number.in_(self._of_service(query.services)))
        if query.severities:
            asked.append(incidents.c.severity.in_(query.severities))
        if query.states:
            asked.append(incidents.c.state.in_(query.states))
        if query.since and query.until:
            asked += [incidents.c.declared_at >= query.since, incidents.c.declared_at < query.until]
        if query.drill is not None:
            asked.append(incidents.c.drill.is_(query.drill))
        return found.where(and_(True, *asked))

    def _numbers(self, terms: Sequence[Term], kinds: Collection[str]) -> Select[Any]:
        """The incidents with a text (of these kinds) that holds all the terms."""
        if kinds:
            found = select(words.c.number).where(words.c.kind.in_(sorted(kinds)))
            return found.where(words.c.id.in_(self._ids(terms, "all"))) if terms else found
        if self._sqlite:
            return select(FTS5.c.rowid.op(">>")(INCIDENT_BITS)).where(self._match(terms, "all"))
        return select(words.c.number).where(self._match(terms, "all"))

    def _of_service(self, services: Collection[str]) -> Select[Any]:
        """The incidents with one of these services, looked for by their words first: those are in the index."""
        named = [Term(words=tuple(service.split()), begins=False) for service in sorted(services)]
        whole = and_(words.c.kind == SERVICE, words.c.tokens.in_(sorted(services)))
        heads = self._ids(named, "any").where(self._inside < HEADS)
        return select(words.c.number).where(whole, words.c.id.in_(heads))

    def _ids(self, terms: Sequence[Term], how: str, inside: tuple[int, int] | None = None) -> Select[Any]:
        """The rows that hold all or any of the terms, perhaps only those `inside` two ids."""
        row = FTS5.c.rowid if self._sqlite else words.c.id
        found = select(row).where(self._match(terms, how))
        return found.where(row.between(inside[0], inside[1])) if inside else found

    def _match(self, terms: Sequence[Term], how: str) -> Any:
        if self._sqlite:
            return FTS5.c.words_index.op("MATCH")((" AND " if how == "all" else " OR ").join(map(_fts5, terms)))
        if how == "any" and len(terms) > 1:
            return or_(*(self._match([term], "all") for term in terms))
        asked = " & ".join(map(_tsquery, terms))
        there = func.to_tsvector(SIMPLE, words.c.tokens).op("@@")(func.to_tsquery(SIMPLE, asked))
        return and_(there, *(SPACED.like(_side_by_side(term)) for term in terms if len(term.words) > 1))

    @property
    def _inside(self) -> Any:
        """Which text of its incident a row is; PostgreSQL has an index of titles and services alone, known by this."""
        row = FTS5.c.rowid if self._sqlite else words.c.id
        return row.bitwise_and(literal_column(f"{INSIDE}"))

    @property
    def _sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    async def _titled(self, query: Query, among: Collection[int]) -> set[int]:
        """Those whose title alone holds all the words."""
        if not query.terms or query.kinds or not among:
            return set()
        titles = self._ids(query.terms, "all").where(self._inside == literal_column("0"))
        return {id_ >> INCIDENT_BITS for id_ in await self._connection.scalars(titles)}

    async def _hit(self, query: Query, number: int, state: Any) -> Hit:
        line = await self._line(query, number)
        if line is None:
            return Hit(state=state)
        seq = (line.id & INSIDE) >> ENTRY_BITS
        row = (
            await self._connection.execute(select(entries).where(entries.c.number == number, entries.c.seq == seq))
        ).first()
        return Hit(state=state, kind=line.kind, text=line.body, entry=entry_of(row) if row else None)

    async def _line(self, query: Query, number: int) -> Any:
        """The text of the timeline that holds most of what was asked, the latest of several."""
        if not query.terms and not query.kinds:
            return None
        low, high = number << INCIDENT_BITS | 1 << ENTRY_BITS, (number + 1 << INCIDENT_BITS) - 1
        asked = select(words).where(words.c.id.between(low, high)).order_by(words.c.id.desc()).limit(LINES)
        if query.terms:
            asked = asked.where(words.c.id.in_(self._ids(query.terms, "any", (low, high))))
        if query.kinds:
            asked = asked.where(words.c.kind.in_(query.kinds), words.c.kind != TITLE)
        found = (await self._connection.execute(asked)).all()
        return max(found, key=lambda row: (_held(query.terms, row.tokens), row.id), default=None)

    async def numbers(self) -> list[int]:
        """The numbers of all incidents, in order."""
        return list(await self._connection.scalars(select(incidents.c.number).order_by(incidents.c.number)))

    async def unindexed(self, limit: int) -> list[int]:
        """The numbers of incidents that are not in the index yet, newest first."""
        title = select(words.c.id).where(words.c.id == incidents.c.number * (1 << INCIDENT_BITS)).exists()
        found = select(incidents.c.number).where(~title).order_by(incidents.c.number.desc()).limit(limit)
        return list(await self._connection.scalars(found))

    async def alike(self, asked: Collection[str], services: Collection[str], limit: int) -> list[int]:
        """Public incidents, drills left out, whose title or services share these, those with most in common first."""
        terms = [Term(words=(word,), begins=True) for word in sorted(set(asked))]
        heads = [self._ids([term], "all").where(self._inside < HEADS) for term in terms]
        parts = [select(words.c.number).where(words.c.id.in_(found)).distinct() for found in heads]
        if services:
            parts.append(self._of_service(services).distinct())
        if not parts:
            return []
        hits = union_all(*(part.with_only_columns(_number(part)) for part in parts)).subquery()
        found = select(hits.c.number).join(incidents, incidents.c.number == hits.c.number)
        found = found.where(~incidents.c.private, ~incidents.c.drill).group_by(hits.c.number)
        found = found.order_by(desc(func.count()), hits.c.number.desc()).limit(limit)
        return list(await self._connection.scalars(found))


def _number(part: Select[Any]) -> Any:
    return next(iter(part.selected_columns)).label("number")


def _apart(query: Query) -> Sequence[Term]:
    """The terms that may stand in different texts of an incident; with a kind they must stand in one."""
    return () if query.kinds else query.terms


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.begins else "")


def _tsquery(term: Term) -> str:
    """That all words of the term are there, which PostgreSQL reads from its index alone."""
    *whole, last = (f"'{word}'" for word in term.words)
    return "(" + " & ".join([*whole, f"{last}:*" if term.begins else last]) + ")"


def _side_by_side(term: Term) -> str:
    """That they stand side by side. PostgreSQL's own `<->` takes each text apart again: five times the work."""
    return f"% {' '.join(term.words)}{'' if term.begins else ' '}%"


def _held(terms: Iterable[Term], tokens: str) -> int:
    there = tokens.split()
    return sum(matches(term.words, there, begins=term.begins) for term in terms)
