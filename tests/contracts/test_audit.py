"""What somebody changed in the database behind our back is found, and its place named."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import Database
from bot.storage.engine import address
from tests.contracts.records import declared, note

TAMPERINGS = {
    "update incidents set title = 'evil'": (None, "title"),
    "update incidents set severity = 'sev4'": (None, "severity"),
    "update incidents set private = not private": (None, "private"),
    "update incidents set record = 'garbage{'": (None, "cannot be read"),
    "update entries set kind = 'decision' where seq = 3": (3, "decision"),
    "update entries set header = 'garbage{' where seq = 3": (3, "cannot be read"),
}


async def test_an_untouched_incident_fits(store: Database):
    number = await declared(store, note("database is slow"))
    assert await store.audit(number) is None


@pytest.mark.parametrize(("statement", "found"), TAMPERINGS.items(), ids=TAMPERINGS.keys())
async def test_a_changed_column_is_named(store: Database, url: str, statement: str, found: tuple[int | None, str]):
    number = await declared(store, note("database is slow"))
    engine = create_async_engine(address(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
    misfit = await store.audit(number)
    assert misfit is not None
    assert misfit.seq == found[0]
    assert found[1] in misfit.why
