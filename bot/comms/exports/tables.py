"""The whole record as a table or as JSON, entry by entry: whatever its length, only a few entries are in memory.

How many secrets are masked stands in a file's head and is known at its end. So what follows the head waits on disk
(`spool.py`); a workbook, whose first row cannot be written last, is made again when there were any.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.comms.exports import csvfile, jsonfile, tabular, xlsxfile
from bot.comms.exports.flowing import Telling
from bot.comms.exports.later import later_in
from bot.comms.exports.passing import passed
from bot.comms.exports.spool import Spool, pieces_of
from bot.comms.exports.tabular import Grid
from bot.comms.passage import Passage, told

PIECES_A_TURN = 5


async def _json(telling: Telling) -> AsyncIterator[bytes]:
    wording = telling.wording.knowing(telling.state)
    rest = jsonfile.rest(telling.state, telling.record.all(), wording, telling.way, await later_in(telling.record))
    async for piece in _headed(rest, lambda: jsonfile.head(telling.state, telling.way)):
        yield piece


async def _csv(telling: Telling) -> AsyncIterator[bytes]:
    wording = telling.wording.knowing(telling.state)
    rows = csvfile.rows(telling.record.all(), wording, telling.way, await later_in(telling.record))
    async for piece in _headed(rows, lambda: csvfile.head(wording, told(telling.way.count, wording.t))):
        yield piece


async def _headed(rest: AsyncIterator[bytes], head: Callable[[], bytes]) -> AsyncIterator[bytes]:
    with Spool() as spool:
        async for chunk in _gently(rest):
            spool.write(chunk)
        yield head()
        async for piece in spool.pieces():
            yield piece


async def _gently(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces, giving the loop its turn every few milliseconds: one long export held up acks for seconds."""
    count = 0
    async for chunk in chunks:
        yield chunk
        count += 1
        if count % PIECES_A_TURN == 0:
            await asyncio.sleep(0)


async def _xlsx(telling: Telling) -> AsyncIterator[bytes]:
    with TemporaryDirectory(prefix="posko-") as folder:
        file = await _workbook(telling, Path(folder), "")
        if telling.way.count:
            again = replace(telling, way=Passage(telling.way.masker))
            file = await _workbook(again, Path(folder), told(telling.way.count, telling.wording.t))
        async for piece in pieces_of(file):
            yield piece


async def _workbook(telling: Telling, folder: Path, note: str) -> Path:
    state = telling.state
    title = passed(f"{state.reference} · {state.title}", Passage(telling.way.masker))
    grid = Grid(title, (note,) if note else (), tabular.COLUMNS, await later_in(telling.record))
    return await xlsxfile.write(telling.record.all(), grid, telling.wording.knowing(state), folder, telling.way)


TABLES: Mapping[str, Callable[[Telling], AsyncIterator[bytes]]] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
