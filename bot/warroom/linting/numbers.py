"""How many are affected, in figures or in words, held against what the record says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

from bot.warroom.linting.findings import Circumstances

Unit = Literal["share", "people", "deals"]
_PEOPLE = (
    r"(?:users?|customers?|people|accounts?|members?|clients?|merchants?|subscribers?|"
    r"pengguna|pelanggan|nasabah|orang|akun|anggota|pedagang)"
)
_DEALS = r"(?:orders?|transactions?|payments?|requests?|pesanan|transaksi|pembayaran|permintaan)"
_UNITS: Mapping[Unit, str] = {"share": r"%|percent|per cent|persen", "people": _PEOPLE, "deals": _DEALS}
_SCALE: Mapping[str, int] = {"k": 1_000, "thousand": 1_000, "ribu": 1_000, "rb": 1_000}
_SCALE = {**_SCALE, "m": 1_000_000, "million": 1_000_000, "juta": 1_000_000, "jt": 1_000_000}
_NUMBER = (
    r"(?P<digits>\d{1,3}(?:[.,\u00a0]\d{3})+|\d+(?:[.,]\d+)?)\s*"
    r"(?P<scale>k|m|thousand|million|ribu|rb|juta|jt)?(?![\w])\+?"
)
_COUNTED = tuple(
    (unit, re.compile(rf"(?<![\w.,]){_NUMBER}\s*(?:of (?:the |our )?)?(?:\w+\s+)?(?:{words})(?!\w)", re.IGNORECASE))
    for unit, words in _UNITS.items()
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0]\d{3})+")

# Shares in words are rough: half of them is said of 48 % too.
_SHARES: Mapping[str, tuple[float, float]] = {
    r"(?:one |a )quarter|quarter(?= of)|seperempat": (20, 30),
    r"(?:one |a )third|third(?= of)|sepertiga": (28, 38),
    r"(?<!and a )half|separuh|setengah|separo": (45, 55),
    r"two[- ]thirds|dua pertiga": (62, 72),
    r"three[- ]quarters|tiga perempat": (70, 80),
}
_CROWDS: Mapping[str, tuple[float, float]] = {
    r"dozens|puluhan": (12, 99),
    r"hundreds|ratusan": (100, 999),
    r"thousands|ribuan": (1_000, 999_999),
    r"millions|jutaan": (1_000_000, inf),
}
_WHOSE = r"\s+(?:of\s+|dari\s+)?(?:all\s+|the\s+|our\s+|its\s+|seluruh\s+|semua\s+|para\s+|the\s+\w+\s+)?(?:\w+\s+)?"
_Worded = tuple[Unit, tuple[float, float], re.Pattern[str]]


def _worded(unit: Unit, told: Mapping[str, tuple[float, float]], of: str) -> tuple[_Worded, ...]:
    """The patterns of one kind of amount in words, with what each may mean."""
    return tuple(
        (unit, span, re.compile(rf"(?<![\w-])(?:{words}){_WHOSE}(?:{of})(?!\w)", re.IGNORECASE))
        for words, span in told.items()
    )


_WORDED = (
    *_worded("share", _SHARES, f"{_PEOPLE}|{_DEALS}"),
    *_worded("people", _CROWDS, _PEOPLE),
    *_worded("deals", _CROWDS, _DEALS),
)


@dataclass(frozen=True)
class _Amount:
    unit: Unit
    least: float
    most: float
    excerpt: str

    def meets(self, other: _Amount) -> bool:
        return self.unit == other.unit and self.least <= other.most and other.least <= self.most


def impact_number(text: str, circumstances: Circumstances) -> Iterator[str]:
    """A number of users, orders or a share that the record tells otherwise, or does not know beside its own."""
    recorded = tuple(_amounts(circumstances.impact))
    for amount in _amounts(text):
        if _of_its_kind(amount, recorded) and not any(amount.meets(each) for each in recorded):
            yield amount.excerpt


def _of_its_kind(amount: _Amount, recorded: tuple[_Amount, ...]) -> bool:
    """How many people and what share of them are one question; orders are another."""
    deals = amount.unit == "deals"
    return any((each.unit == "deals") == deals for each in recorded)


def _amounts(text: str) -> Iterator[_Amount]:
    for unit, pattern in _COUNTED:
        for found in pattern.finditer(text):
            value = _value(found["digits"], found["scale"])
            yield _Amount(unit, value, value, found.group().strip())
    for worded_unit, (least, most), worded in _WORDED:
        yield from (_Amount(worded_unit, least, most, found.group()) for found in worded.finditer(text))


def _value(digits: str, scale: str | None) -> float:
    plain = re.sub(r"\D", "", digits) if _GROUPED.fullmatch(digits) else digits.replace(",", ".")
    return float(plain) * _SCALE.get((scale or "").casefold(), 1)
