"""Bytes that wait on disk for the head of their file, which can be written only when all of them are made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType

IN_MEMORY = 1 << 20
PIECE = 1 << 16


class Spool:
    """A place to write to and then to read from; what is more than a megabyte lies in a file that has no name."""

    def __init__(self) -> None:
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - see __exit__

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _at: TracebackType | None) -> None:
        self._file.close()

    def write(self, piece: bytes) -> None:
        """Append it."""
        self._file.write(piece)

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield piece

    async def pieces(self) -> AsyncIterator[bytes]:
        """All that was written."""
        self._file.seek(0)
        while piece := await asyncio.to_thread(self._file.read, PIECE):
            yield piece


async def pieces_of(path: Path) -> AsyncIterator[bytes]:
    """What a file on disk holds."""
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
