"""`posko import`: an exported record back into a database, with its hashes, after proving that it is whole.

Its number is part of what is hashed, so it keeps it: where the number is taken, nothing is imported. The record alone
comes back; nobody is reminded of anything, since timers and messages are no part of it.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bot.cli import loading
from bot.cli.records import open_records, words
from bot.comms.exports.verify import Verdict, whole_record
from bot.storage.importing import NumberTaken
from bot.warroom.lifecycle import is_open
from bot.warroom.ports import WholeRecord


async def import_file(path: Path, console: Console) -> int:
    """0 when it is in the database, 1 when the file is broken or its number is taken."""
    verdict, record = _read(path)
    if record is None:
        return _said(console, words(str(path), verdict), "bold red", 1)
    async with open_records(loading.local_settings()) as store:
        try:
            await store.import_record(record)
        except NumberTaken:
            return _said(console, _taken(record.state.reference), "bold red", 1)
    return _said(console, _done(record, verdict), "green", 0)


def _read(path: Path) -> tuple[Verdict, WholeRecord | None]:
    """The verdict on the file, and what it holds if it is whole."""
    try:
        return whole_record(path.read_bytes())
    except OSError as problem:
        raise loading.Unusable(f"{path} cannot be read: {problem.strerror}.") from problem


def _taken(reference: str) -> str:
    return (
        f"{reference} is taken in this database, and a record keeps its number: it is part of what is hashed. "
        f"Nothing was imported. `posko verify {reference}` shows the one that is here; import into another database "
        "(POSKO_DATABASE_URL, then `posko migrate`)."
    )


def _done(record: WholeRecord, verdict: Verdict) -> str:
    said = f"{record.state.reference} imported: {verdict.entries} entries, chain intact, hashes kept."
    if is_open(record.state.state):
        said += " It was open when it was exported: nobody is reminded of anything until somebody acts on it."
    return said


def _said(console: Console, said: str, style: str, code: int) -> int:
    console.print(said, style=style, highlight=False, markup=False, soft_wrap=True)
    return code
