"""`posko run` with nothing to do: seconds until it is ready, and its memory."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.kit import Figure, Remote, at_most, everything, median, seen

ROUNDS = 3
IDLE_SECONDS = 10.0


async def run() -> list[Figure]:
    """The figures."""
    async with everything() as (_stack, (remote,)):
        with TemporaryDirectory(prefix="posko-bench-") as folder:
            # The first start makes the database; the later ones find it.
            first, *later = [await start(remote, Path(folder)) for _ in range(ROUNDS + 1)]
    return [
        at_most("first start, with all migrations: ready after", first[0], 3, " s"),
        at_most("later starts: ready after (median)", median([ready for ready, _, _ in later]), 3, " s"),
        seen("processor time until then (median)", median([used for _, used, _ in later]), " s"),
        at_most(f"memory after {IDLE_SECONDS:g} s of nothing to do", max(memory for _, _, memory in later), 150, " MB"),
        seen("the same after the first start", first[2], " MB"),
    ]


async def start(remote: Remote, folder: Path) -> tuple[float, float, float]:
    """Seconds until `/readyz` says yes, how many of them on a processor, and MB of memory when idle."""
    port = _free_port()
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("posko")), "run", env=_environment(remote, folder, port), stderr=-3
    )
    try:
        await _ready(port)
        ready, used = time.perf_counter() - begun, _processor(process.pid)
        await asyncio.sleep(IDLE_SECONDS)
        return ready, used, _memory(process.pid)
    finally:
        process.terminate()
        await process.wait()


def _environment(remote: Remote, folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "SLACK_API_URL": remote.facts["api_url"],
        "SLACK_BOT_TOKEN": remote.facts["bot_token"],
        "SLACK_APP_TOKEN": remote.facts["app_token"],
        "POSKO_DATABASE_URL": f"sqlite:///{folder / 'idle.sqlite3'}",
        "POSKO_PORT": str(port),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _ready(port: int) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.02)


def _processor(pid: int) -> float:
    """Seconds of processor time so far."""
    times = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(int(ticks) for ticks in times) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Resident memory in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell the memory of a process")
