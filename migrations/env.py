"""Alembic's entry: runs migrations on the connection that `bot.storage.migrate` hands over, or, from alembic's own
command line, on POSKO_DATABASE_URL. It must not decide which revision to go to.
"""

from __future__ import annotations

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from bot.storage.engine import open_engines
from bot.storage.tables import metadata


def run(connection: Connection) -> None:
    """Migrate on this connection, in the transaction it is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_command_line() -> None:
    """Connect to the database that the environment names, and migrate it."""
    engines = open_engines(os.environ.get("POSKO_DATABASE_URL", "sqlite:///posko.sqlite3"))
    try:
        async with engines.writing() as connection:
            await connection.run_sync(run)
    finally:
        await engines.close()


given = context.config.attributes.get("connection")
if context.is_offline_mode():
    raise SystemExit("These migrations need a database to run on; there is no offline mode.")
if given is not None:
    run(given)
else:
    asyncio.run(run_from_command_line())
