"""`posko reindex`: the search index, made anew from nothing but the record. The bot may run meanwhile."""

from __future__ import annotations

from rich.console import Console

from bot.cli import loading
from bot.cli.records import number_of, open_records
from bot.warroom.errors import UnknownIncident


async def reindex_records(incident: str, console: Console) -> None:
    """One incident, or all of them, each in a transaction of its own. Raises Unusable."""
    async with open_records(loading.local_settings()) as store:
        numbers = [number_of(incident)] if incident else await store.numbers()
        for number in numbers:
            try:
                await store.index_again(number)
            except UnknownIncident as problem:
                raise loading.Unusable(f"There is no incident {incident} in this database.") from problem
    console.print(f"{len(numbers)} incident(s) indexed.", highlight=False, soft_wrap=True)
