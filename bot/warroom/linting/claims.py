"""What an update claims, held against the record: how many are affected, how far we are, when the next word comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.warroom.linting import phrases
from bot.warroom.linting.findings import Circumstances
from bot.warroom.linting.sentences import sentences, taken_back, whole

_UNITS: Mapping[str, str] = {
    r"%|percent|per cent|persen": "share",
    r"(?:users?|customers?|people|accounts?|members?|clients?|pengguna|pelanggan|nasabah|orang|akun|anggota)": "people",
    r"(?:orders?|transactions?|payments?|requests?|pesanan|transaksi|pembayaran|permintaan)": "deals",
}
_SCALE: Mapping[str, int] = {"k": 1_000, "thousand": 1_000, "ribu": 1_000, "rb": 1_000}
_SCALE = {**_SCALE, "m": 1_000_000, "million": 1_000_000, "juta": 1_000_000, "jt": 1_000_000}
_NUMBER = r"(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)\s*(?P<scale>k|m|thousand|million|ribu|rb|juta|jt)?"
_COUNTED = tuple(
    (unit, re.compile(rf"(?<![\w.,]){_NUMBER}\s*(?:\w+\s+)?(?:{words})(?!\w)", re.IGNORECASE))
    for words, unit in _UNITS.items()
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

_OVER, _FOUND, _SEEKING = whole(phrases.OVER), whole(phrases.FOUND), whole(phrases.SEEKING)
_PARTLY = re.compile(r"\b(?:partial(?:ly)?|partly|some|for most|sebagian|beberapa)\b", re.IGNORECASE)
OPEN_PHASES = frozenset({"candidate", "investigating", "identified"})


def impact_number(text: str, circumstances: Circumstances) -> Iterator[str]:
    """A number of users, orders or a share that the record tells otherwise."""
    known = dict(_numbers(circumstances.impact))
    recorded = {unit: {value for value, of in known.items() if of[0] == unit} for unit in _UNITS.values()}
    for value, (unit, excerpt) in _numbers(text):
        if recorded[unit] and value not in recorded[unit]:
            yield excerpt


def _numbers(text: str) -> Iterator[tuple[float, tuple[str, str]]]:
    for unit, pattern in _COUNTED:
        for found in pattern.finditer(text):
            yield _value(found["digits"], found["scale"]), (unit, found.group().strip())


def _value(digits: str, scale: str | None) -> float:
    plain = re.sub(r"[.,]", "", digits) if _GROUPED.fullmatch(digits) else digits.replace(",", ".")
    return float(plain) * _SCALE.get((scale or "").casefold(), 1)


def phase(text: str, circumstances: Circumstances) -> Iterator[str]:
    """Words of another phase: over while it is not, found while it is sought, sought when it is found."""
    patterns = _foreign(circumstances)
    for sentence in sentences(text):
        for pattern in patterns:
            found = pattern.search(sentence)
            if found and not (taken_back(sentence, found) or (pattern is _OVER and _PARTLY.search(sentence))):
                yield found.group()


def _foreign(circumstances: Circumstances) -> tuple[re.Pattern[str], ...]:
    if circumstances.state == "identified":
        return (_OVER, _SEEKING)
    if circumstances.state in OPEN_PHASES:
        return (_OVER,) if circumstances.cause_known else (_OVER, _FOUND)
    return (_SEEKING,) if circumstances.state == "monitoring" else ()


def next_time(_text: str, circumstances: Circumstances) -> Iterator[str]:
    """Nobody is told when the next update comes, though it is not the last."""
    if not circumstances.promises_next:
        yield ""
