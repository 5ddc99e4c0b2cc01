"""What the rules of capture find in labelled room messages: precision and recall on the part kept for measuring."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.kit import Figure, at_least, at_most, seen
from bot.warroom.capture.reading import read

DATA = Path(__file__).parent / "data"
CHATTER = "none"
TUNED_ON = ("tune", "dev2", "dev3", "dev4")
"""Looked at while the rules were written: these say only that nothing was lost."""
KEPT = ("held_out", "fresh", "fresh2", "stranger")
"""Only measured. The aim is the same for each: precision 0.85, recall 0.7."""
PRECISE, COMPLETE = 0.85, 0.7
MESSAGES = 10_000
Row = tuple[str, str]
"""The label and the text."""


async def run() -> list[Figure]:
    """Every part; targets only for those that the rules were not made from."""
    figures: list[Figure] = []
    for name in (*TUNED_ON, *KEPT):
        rows = labelled(name)
        if rows:
            figures += _scored(name.replace("_", " "), rows, promised=name in KEPT)
    return [*figures, _speed(labelled("held_out"))]


def labelled(name: str) -> list[Row]:
    """The lines of a part, or nothing where there is no such file."""
    path = DATA / f"capture_{name}.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], row["text"]) for row in rows]


def _scored(name: str, rows: Sequence[Row], *, promised: bool) -> list[Figure]:
    pairs = [(label, _kind(text)) for label, text in rows]
    precision, recall = _of(pairs, {label for label, _ in rows} - {CHATTER})
    whole = [
        at_least(f"{name}: precision", precision, PRECISE) if promised else seen(f"{name}: precision", precision),
        at_least(f"{name}: recall", recall, COMPLETE) if promised else seen(f"{name}: recall", recall),
    ]
    counts = Counter(label for label, _ in rows)
    moments = [
        (label if label == CHATTER else "moment", found if found == CHATTER else "moment") for label, found in pairs
    ]
    return [
        *whole,
        _line(f"{name}, whatever kind", "moment", moments),
        *(_line(name, kind, pairs) for kind, _count in counts.most_common() if kind != CHATTER),
    ]


def _line(name: str, kind: str, pairs: Sequence[Row]) -> Figure:
    precision, recall = _of(pairs, {kind})
    count = sum(label == kind for label, _ in pairs)
    return Figure(f"{name}: {kind} ({count} lines), precision and recall", f"{precision:.2f}, {recall:.2f}")


def _of(pairs: Iterable[Row], kinds: set[str]) -> tuple[float, float]:
    pairs = list(pairs)
    right = sum(label == found and found in kinds for label, found in pairs)
    found = sum(found in kinds for _, found in pairs)
    wanted = sum(label in kinds for label, _ in pairs)
    return right / max(found, 1), right / max(wanted, 1)


def _kind(text: str) -> str:
    reading = read(text)
    return reading.kind if reading else CHATTER


def _speed(rows: Sequence[Row]) -> Figure:
    started = time.perf_counter()
    for position in range(MESSAGES):
        read(rows[position % len(rows)][1])
    return at_most(f"reading {MESSAGES:,} messages", time.perf_counter() - started, 10, " s")
