"""A markdown document as a Slack canvas takes it: no table of more than 300 cells, at most a megabyte. Pure."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CELLS, LONGEST = 300, 1_000_000


def fitted(markdown: str, more: str) -> str:
    """The document; of a larger table the first rows, with `more` (which names `{n}` rows) under them."""
    kept: list[str] = []
    table: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        kept += [*_first(table, more), line]
        table = []
    return "\n".join(kept)[:LONGEST]


def _first(table: Sequence[str], more: str) -> list[str]:
    if not table:
        return []
    columns = max(table[0].replace("\\|", "").count("|") - 1, 1)
    most = MOST_CELLS // columns
    left = len(table) - most
    return [*table[:most], "", more.format(n=left)] if left > 0 else list(table)
