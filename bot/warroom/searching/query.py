"""What somebody looks for: words, phrases, words that must not be there, and filters. Pure: typed text in, values out.

Words are data: whatever they hold, no letter of them is an operator of the database's. `"…"` is a phrase, `-word`
must not be there, and every other word stands for all words that begin with it, since neither language's endings are
known here. A filter that is quoted is a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment, Value
from bot.warroom.errors_search import QueryTooLong, UnknownKind
from bot.warroom.lifecycle import OPEN, State
from bot.warroom.searching.indexing import KINDS
from bot.warroom.searching.tokens import fold, tokens

LONGEST, MOST_TERMS = 300, 12
STATES: tuple[State, ...] = get_args(State)
OVER: tuple[State, ...] = tuple(state for state in STATES if state not in OPEN)
STATE_WORDS: Mapping[str, tuple[State, ...]] = {
    **{state: (state,) for state in STATES},
    **dict.fromkeys(("open", "terbuka"), OPEN),
    **dict.fromkeys(("over", "ended", "berakhir"), OVER),
}
DRILL_WORDS = frozenset({"drill", "latihan"})
_PIECE = re.compile(r"""(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+))""")
_MONTH = re.compile(r"(20\d\d)(?:-(0?[1-9]|1[0-2]))?", re.ASCII)
_NAMED = re.compile(r"(service|layanan|kind|jenis|state|status|severity):(\S+)", re.IGNORECASE)
NAMES = {"layanan": "service", "jenis": "kind", "status": "state"}
Facet: TypeAlias = Literal["service", "severity", "state", "month", "kind", "drill"]


class Term(Value):
    """Words that stand side by side; the last of them may go on when `begins`."""

    words: tuple[str, ...]
    begins: bool = True


class Query(Value):
    """What must be there, what must not, and which incidents and lines are asked about."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: Moment | None = None
    until: Moment | None = None
    drill: bool | None = None
    filters: tuple[tuple[Facet, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.terms or self.without or self.filters)


def read_query(text: str, severities: Collection[str], timezone: str) -> Query:
    """The question in what was typed. Raises QueryTooLong, UnknownKind."""
    if len(text) > LONGEST:
        raise QueryTooLong(most=LONGEST, terms=MOST_TERMS)
    found: dict[str, list[Term]] = {"": [], "-": []}
    asked: dict[str, object] = {}
    for sign, quoted, bare in _PIECE.findall(text):
        if bare and not sign and _filter(asked, bare, severities, timezone):
            continue
        words = tuple(tokens(quoted or bare))
        if words:
            found[sign].append(Term(words=words, begins=not quoted))
    if len(found[""]) + len(found["-"]) > MOST_TERMS:
        raise QueryTooLong(most=LONGEST, terms=MOST_TERMS)
    return Query.model_validate({"terms": found[""], "without": found["-"], **asked})


def _filter(asked: dict[str, object], word: str, severities: Collection[str], timezone: str) -> bool:
    """Take the word in as a filter, if it is one."""
    name, value = _named(word.casefold().strip(",;"))
    severity = next((each for each in severities if fold(each) == fold(value)), "")
    if name in {"", "severity"} and severity:
        return _add(asked, "severity", "severities", (severity,), severity)
    if name in {"", "state"} and value in STATE_WORDS:
        return _add(asked, "state", "states", STATE_WORDS[value], value)
    if name == "service" and tokens(value):
        return _add(asked, "service", "services", (" ".join(tokens(value)),), value)
    if name == "kind":
        return _add(asked, "kind", "kinds", _kinds(value), value)
    if name == "" and value in DRILL_WORDS:
        asked["drill"] = True
        return _add(asked, "drill", "", (), value)
    return name == "" and _month(asked, value, timezone)


def _named(word: str) -> tuple[str, str]:
    found = _NAMED.fullmatch(word)
    return (NAMES.get(found[1], found[1]), found[2]) if found else ("", word)


def _add(asked: dict[str, object], facet: Facet, field: str, values: Collection[str], typed: str) -> bool:
    if field:
        asked[field] = (*_known(asked, field), *values)
    asked["filters"] = (*_known(asked, "filters"), (facet, typed))
    return True


def _known(asked: dict[str, object], field: str) -> tuple[object, ...]:
    known = asked.get(field, ())
    return known if isinstance(known, tuple) else ()


def _kinds(typed: str) -> tuple[str, ...]:
    """Every kind that begins so: `decision` is what was decided, and what became of it."""
    found = tuple(kind for kind in KINDS if kind.startswith(typed.replace("-", "_")))
    if not found:
        raise UnknownKind(kind=typed, known=", ".join(sorted({kind.split("_")[0] for kind in KINDS})))
    return found


def _month(asked: dict[str, object], typed: str, timezone: str) -> bool:
    found = _MONTH.fullmatch(typed)
    if not found or "since" in asked:
        return False
    year, month = int(found[1]), int(found[2] or 0)
    if not month and len(typed) == 4 and not 2015 <= year <= 2099:
        return False
    zone = ZoneInfo(timezone)
    asked["since"] = datetime(year, month or 1, 1, tzinfo=zone)
    asked["until"] = datetime(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1, tzinfo=zone)
    return _add(asked, "month", "", (), typed)
