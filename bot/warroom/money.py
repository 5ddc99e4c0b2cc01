"""Reading an amount of money at the beginning or end of a line, as people write it. Pure; it converts nothing.

`50000000 IDR second link`, `Rp 50.000.000 second link`, `Rp50 juta`, `USD 1,200.50`, `2k usd`. A small number
without a currency is only a number: `2 firewalls` costs nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

SIGNS = {"rp": "IDR", "idr": "IDR", "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP",
         "gbp": "GBP", "s$": "SGD", "sgd": "SGD", "myr": "MYR", "rm": "MYR", "jpy": "JPY", "¥": "JPY", "aud": "AUD",
         "cny": "CNY", "inr": "INR"}  # fmt: skip
TIMES = {"k": 3, "rb": 3, "ribu": 3, "m": 6, "jt": 6, "juta": 6, "mio": 6, "million": 6, "miliar": 9, "billion": 9}
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_TIMES = "|".join(sorted(TIMES, key=len, reverse=True))
_NUMBER = r"\d[\d.,]*"
_BEFORE = rf"(?P<sign>{_SIGN})\.?\s*(?P<number>{_NUMBER})\s*(?P<times>{_TIMES})?"
_AFTER = rf"(?P<number>{_NUMBER})\s*(?P<times>{_TIMES})?\s*(?P<sign>{_SIGN})"
_LOCAL = (
    r"(?P<sign>)(?:(?P<number>\d[\d.,]*)\s*(?P<times>rb|ribu|jt|juta|miliar)|(?P<bare>\d{5,}|\d{1,3}(?:[.,]\d{3})+))"
)
_AT_START = tuple(re.compile(rf"\s*{each}(?![\w])[\s:,-]*", re.IGNORECASE) for each in (_BEFORE, _AFTER, _LOCAL))
_AT_END = tuple(re.compile(rf"(?<!\w){each}\s*\Z", re.IGNORECASE) for each in (_BEFORE, _AFTER))


def read_money(text: str, usual: str = "IDR") -> tuple[Decimal | None, str, str]:
    """The amount (None without one), its currency (the usual one where only its size tells), and the other words."""
    for pattern in _AT_START:
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            return _amount(found), SIGNS.get(found["sign"].casefold(), usual), text[found.end() :].strip()
    for pattern in _AT_END:
        found = pattern.search(text)
        if found and text[: found.start()].strip():
            return _amount(found), SIGNS.get(found["sign"].casefold(), usual), text[: found.start()].strip(" ,:-")
    return None, "", text.strip()


def _amount(found: re.Match[str]) -> Decimal:
    parts = found.groupdict()
    times = TIMES.get((parts["times"] or "").casefold(), 0)
    amount = _decimal((parts["number"] or parts["bare"]).strip(".,")) * Decimal(10) ** times
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _decimal(digits: str) -> Decimal:
    """A last separator with one or two digits after it is the decimal one; every other groups thousands."""
    whole, _sign, fraction = digits.rpartition(max(".", ",", key=digits.rfind))
    if not whole or len(fraction) not in {1, 2}:
        return Decimal(re.sub(r"[.,]", "", digits))
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{fraction}")
