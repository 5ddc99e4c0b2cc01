"""Identifiers that look like Slack's and are the same in every run.

Those that came from elsewhere (a saved workspace, an export) are reserved and never given out again. Must not be
used for anything that has to be secret.
"""

from collections import Counter
from collections.abc import Mapping


class Ids:
    """Counts per prefix: U0000000001, U0000000002, C0000000001 …"""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._reserved: set[str] = set()

    @property
    def counts(self) -> dict[str, int]:
        """How many were given out, by prefix."""
        return dict(self._counts)

    def resume(self, counts: Mapping[str, int]) -> None:
        """Goes on after these counts."""
        self._counts = Counter(counts)

    def reserve(self, known: str) -> None:
        self._reserved.add(known)

    def new(self, prefix: str) -> str:
        self._counts[prefix] += 1
        made = f"{prefix}0{self._counts[prefix]:09X}"
        return self.new(prefix) if made in self._reserved else made
