"""`find`: search in everything that people put on record, as far as whoever asks may see it.

Typed it answers, and without words it opens a form that keeps searching; both show the same. Who may see what is
asked when it is asked, for every page anew.
"""

from __future__ import annotations

from bot.comms.cards.ids import Block
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line
from bot.handlers.refusals import Stale
from bot.handlers.views import finding
from bot.handlers.views.finding import A_PAGE, Results, page_of
from bot.handlers.views.parts import Filled, Origin, remembered
from bot.handlers.visit import Visit
from bot.warroom.incident import Incident
from bot.warroom.ports import Reader
from bot.warroom.searching.query import Query, read_query


async def find(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident find <words>`; without words the form opens. Raises QueryTooLong, UnknownKind."""
    typed = await clerk.readable(line.rest)
    query = read_query(typed, tuple(clerk.policy.severities), clerk.policy.timezone)
    if query.empty:
        await open_form(clerk, visit, typed)
        return
    await clerk.tell(visit, finding.answer(await results(clerk, visit, typed, 0), clerk.t))


async def open_form(clerk: Clerk, visit: Visit, _value: str) -> None:
    """The form that searches, from the command or from the Home tab."""
    view = finding.form(Results("", Query()), clerk.t, remembered(Origin(channel=visit.channel)))
    said = fill(clerk.t.gettext("What are you looking for? `/incident find <words>`"))
    await clerk.open(visit, view, Message(text=said))


async def turn(clerk: Clerk, visit: Visit, value: str) -> None:
    """Another page, in the form or as another answer. Raises Stale."""
    try:
        typed, page = page_of(value)
    except ValueError:
        raise Stale from None
    found = await results(clerk, visit, typed, page)
    shown = visit.payload.get("view") or {}
    if shown.get("type") == "modal":
        await clerk.redraw(visit, finding.form(found, clerk.t, str(shown.get("private_metadata") or "")))
        return
    await clerk.tell(visit, finding.answer(found, clerk.t))


async def sent(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> dict[str, object] | None:
    """The form was sent: it stays, with what was found. Raises QueryTooLong, UnknownKind."""
    typed = given.text(Block.TEXT)
    found = await results(clerk, visit, typed, 0)
    await clerk.finish(visit)
    return {
        "response_action": "update",
        "view": finding.form(found, clerk.t, remembered(Origin(channel=begun.channel))),
    }


async def results(clerk: Clerk, visit: Visit, typed: str, page: int) -> Results:
    """A page of what was found, of what the person may see now."""
    query = read_query(typed, tuple(clerk.policy.severities), clerk.policy.timezone)

    def may_see(state: Incident) -> bool:
        return clerk.may_see(visit, state)

    async with clerk.engine.store.reading() as reader:
        found = await reader.find(query, may_see, skip=page * A_PAGE, limit=A_PAGE)
        asked = Results(typed, query, total=found.total, page=page)
        if not found.total:
            return await _without(reader, asked, clerk, visit)
    hits = [(clerk.scene(hit.state), hit) for hit in found.hits]
    return finding.turned(asked, hits, found.total, page)


async def _without(reader: Reader, asked: Results, clerk: Clerk, visit: Visit) -> Results:
    """What nothing found comes from: words that are nowhere, or the filters."""

    def may_see(state: Incident) -> bool:
        return clerk.may_see(visit, state)

    async def count(query: Query) -> int:
        return (await reader.find(query, may_see, limit=0)).total

    query = asked.query
    alone = [(term, await count(Query(terms=(term,)))) for term in query.terms]
    missing = tuple(" ".join(term.words) for term, total in alone if not total)
    words = Query(terms=query.terms, without=query.without)
    unfiltered = await count(words) if query.filters and query.terms and not missing else 0
    return Results(asked.typed, query, missing=missing, unfiltered=unfiltered)
