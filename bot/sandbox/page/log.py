"""The journal as lines to read: calls of the Web API and deliveries to apps, newest last, with a filter.

Tokens are left out. Must not change the journal.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.journal import Call, Delivery, Journal

SHOWN = 200
_LOOK_BACK = 5_000
_SECRET = frozenset({"token", "client_secret"})


@dataclass(frozen=True)
class Filter:
    """Which lines to show: `kind` calls, deliveries or all; words anywhere in them; only what went wrong."""

    kind: str = "all"
    words: str = ""
    trouble: bool = False


@dataclass(frozen=True)
class Line:
    """One call or delivery with its place in the journal."""

    key: str
    entry: Call | Delivery

    @property
    def is_call(self) -> bool:
        return isinstance(self.entry, Call)

    @property
    def at(self) -> float:
        return self.entry.started if isinstance(self.entry, Call) and self.entry.started else self.entry.at

    @property
    def name(self) -> str:
        return self.entry.method if isinstance(self.entry, Call) else self.entry.name

    @property
    def body(self) -> dict[str, Any]:
        return self.entry.args if isinstance(self.entry, Call) else self.entry.payload

    @property
    def went_wrong(self) -> bool:
        if isinstance(self.entry, Call):
            return not self.entry.ok
        return self.entry.acked is False or self.entry.attempt > 0

    @property
    def outcome(self) -> str:
        entry = self.entry
        if isinstance(entry, Call):
            return "ok" if entry.ok else str(entry.error)
        told = {None: "waiting", True: "acked", False: entry.failure or "not acked"}[entry.acked]
        return f"{told}, attempt {entry.attempt + 1}" if entry.attempt else told

    @property
    def app_id(self) -> str | None:
        found = self.entry.app_id if isinstance(self.entry, Call) else self.entry.payload.get("api_app_id")
        return str(found) if found else None


class Log:
    """Reads one journal; remembers the searchable words of each line."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._words: dict[str, tuple[int, str]] = {}

    def latest(self, wanted: Filter, most: int = SHOWN) -> list[Line]:
        """The newest lines that fit, oldest first."""
        found: list[Line] = []
        for index, line in enumerate(self._backwards(wanted.kind)):
            if len(found) >= most or index >= _LOOK_BACK:
                break
            if self._fits(line, wanted):
                found.append(line)
        return found[::-1]

    def _backwards(self, kind: str) -> Iterator[Line]:
        """Both kinds newest first, merged by time."""
        calls = _numbered("c", self._journal.calls if kind in ("all", "calls") else [])
        sent = _numbered("d", self._journal.deliveries if kind in ("all", "deliveries") else [])
        call, delivery = next(calls, None), next(sent, None)
        while call or delivery:
            if delivery is None or (call is not None and call.at >= delivery.at):
                yield call  # type: ignore[misc] # one of both is there
                call = next(calls, None)
            else:
                yield delivery
                delivery = next(sent, None)

    def everything(self, wanted: Filter) -> Iterator[str]:
        """Every line that fits as JSON, in order of time."""
        lines = [*_numbered("c", self._journal.calls), *_numbered("d", self._journal.deliveries)]
        for line in sorted(lines, key=lambda it: it.at):
            if wanted.kind in ("all", "calls" if line.is_call else "deliveries") and self._fits(line, wanted):
                kind = "call" if line.is_call else "delivery"
                yield json.dumps({"record": kind, **_clean(asdict(line.entry))}, default=str, ensure_ascii=False)

    def find(self, key: str) -> Line | None:
        """The line with this key, if it is still there."""
        kept: list[Any] = self._journal.calls if key[:1] == "c" else self._journal.deliveries
        index = int(key[1:]) if key[1:].isdigit() else -1
        return Line(key, kept[index]) if 0 <= index < len(kept) else None

    def _fits(self, line: Line, wanted: Filter) -> bool:
        if wanted.trouble and not line.went_wrong:
            return False
        return not wanted.words or all(word in self._searched(line) for word in wanted.words.lower().split())

    def _searched(self, line: Line) -> str:
        known = self._words.get(line.key)
        if known is None or known[0] != id(line.body):
            text = json.dumps(clean(line), default=str, ensure_ascii=False)
            known = self._words[line.key] = (id(line.body), f"{line.name} {text}".lower())
        return f"{known[1]} {line.outcome}"


def _numbered(letter: str, kept: list[Any]) -> Iterator[Line]:
    return (Line(f"{letter}{index}", kept[index]) for index in range(len(kept) - 1, -1, -1))


def clean(line: Line) -> dict[str, Any]:
    """What was sent, without secrets."""
    return dict(_clean(line.body))


def _clean(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: "…" if key in _SECRET else _clean(value) for key, value in tree.items()}
    return [_clean(each) for each in tree] if isinstance(tree, list) else tree
