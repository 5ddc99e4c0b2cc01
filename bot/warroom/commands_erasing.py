"""What is asked about words that must be gone from the record. Deciding on it: `erasing/deciding.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class EraseContent(Command):
    """What this entry says is erased for good, with its copies; with `words` only these, wherever they stand.

    `operator` is who asks at the command line.
    """

    entry: int
    reason: str
    words: str = ""
    operator: str = ""
