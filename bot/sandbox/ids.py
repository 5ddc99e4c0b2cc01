"""Identifiers that look like Slack's and are the same in every run.

Must not be used for anything that has to be secret.
"""

from collections import Counter


class Ids:
    """Counts per prefix: U0000000001, U0000000002, C0000000001 …"""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}0{self._counts[prefix]:09X}"
