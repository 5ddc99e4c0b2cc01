"""`python -m benchmarks [NAME…]`: run the benchmarks and print every figure beside its target."""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
from pathlib import Path

from benchmarks.kit import Figure, busy
from bot.telemetry import configure_logging

NAMES = ("room", "storm", "ingest", "timers", "updates", "documents", "report", "idle", "capture", "search")
MARK = {True: "met", False: "MISSED", None: ""}


def main(wanted: list[str]) -> int:
    """Run them one after the other; 1 when a target was missed."""
    unknown = set(wanted) - set(NAMES)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}. The benchmarks are: {', '.join(NAMES)}.")
        return 2
    missed = 0
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        # What `posko run` logs is formatted here as well: only nobody reads it.
        configure_logging("info", "json", (), nowhere)
        for name in wanted or NAMES:
            missed += _run(name)
    return 1 if missed else 0


def _run(name: str) -> int:
    module = importlib.import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    before = busy()
    figures: list[Figure] = asyncio.run(module.run())
    for figure in figures:
        print(f"  {figure.what:<66} {figure.measured:>12}   {figure.target:<12} {MARK[figure.met]}", flush=True)
    print(f"  (processes per processor: {before:.1f} before, {busy():.1f} after)")
    return sum(figure.met is False for figure in figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
