"""`posko …` forked from a process that has imported it already.

A process of its own with its own environment, signals and exit code, without a second of imports each: what starting
an interpreter itself does is shown by the demo's and the replicas' tests.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["bot.__main__", "bot.cli.running", "bot.cli.checking", "bot.cli.records"])


class Born:
    """A running command, spoken to as to a process of asyncio's."""

    def __init__(self, process: BaseProcess, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader) -> None:
        self._process = process
        self.stdout, self.stderr = stdout, stderr

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    async def wait(self) -> int:
        """Its exit code; minus the signal's number when it was killed."""
        await asyncio.to_thread(self._process.join)
        code = self._process.exitcode
        assert code is not None
        return code

    async def communicate(self) -> tuple[bytes, bytes]:
        """All that it says until it ends."""
        out, err, _code = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, err

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


async def born(folder: Path, given: Mapping[str, str], *arguments: str) -> Born:
    """A new process that runs `posko` with these arguments, in this folder and environment."""
    (out, its_out), (err, its_err) = NURSERY.Pipe(duplex=False), NURSERY.Pipe(duplex=False)
    process = NURSERY.Process(target=_live, args=(folder, dict(given), arguments, its_out, its_err))
    await asyncio.to_thread(process.start)
    its_out.close()
    its_err.close()
    return Born(process, await _read(out), await _read(err))


async def _read(end: Connection) -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=1 << 22)
    file = os.fdopen(os.dup(end.fileno()), "rb", buffering=0)
    end.close()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
    return reader


def _live(folder: Path, given: Mapping[str, str], arguments: tuple[str, ...], out: Connection, err: Connection) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(given)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    out.close()
    err.close()
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115 - it lives as long as we do
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.argv[:] = ["posko", *arguments]
    from bot.__main__ import main

    main()
