"""How often strangers may ask: counted in memory, under keys that nobody can read back, and forgotten after a time."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.warroom.audiences import Subscribe
from bot.warroom.ports import Clock

V6_HOME = 64


@dataclass
class Limits:
    """Counts within a time; then everything, the key included, is thrown away."""

    rules: Subscribe
    clock: Clock
    _key: bytes = b""
    _since: datetime | None = None
    _counts: Counter[bytes] = field(default_factory=Counter)

    def source_allowed(self, source: str) -> bool:
        """Whether this source, and everybody together, may ask once more. What is refused is not counted."""
        self.forget()
        everybody, one = self._hidden("everybody", ""), self._hidden("source", source)
        if self._counts[everybody] >= self.rules.at_most or self._counts[one] >= self.rules.per_source:
            return False
        self._counts.update((everybody, one))
        return True

    def address_allowed(self, address: str) -> bool:
        """Whether this address may be written to once more."""
        self.forget()
        hidden = self._hidden("address", address)
        self._counts[hidden] += 1
        return self._counts[hidden] <= self.rules.per_address

    def forget(self) -> None:
        """Once the time is over, know nothing."""
        now = self.clock.now()
        if self._since is None or now - self._since >= self.rules.within:
            self._key, self._since = secrets.token_bytes(32), now
            self._counts.clear()

    def _hidden(self, kind: str, what: str) -> bytes:
        return hmac.new(self._key, f"{kind}|{what}".encode(errors="replace"), hashlib.sha256).digest()


def source_of(request: web.Request, proxies: int) -> str:
    """Where a request comes from; behind so many proxies of ours, what the outermost one of them saw.

    One household has a whole IPv6 network, so that counts as one source.
    """
    hops = [each.strip() for each in ",".join(request.headers.getall("X-Forwarded-For", ())).split(",") if each.strip()]
    seen = hops[-proxies] if 0 < proxies <= len(hops) else request.remote or ""
    try:
        address = ipaddress.ip_address(seen.strip("[]"))
    except ValueError:
        return seen
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, V6_HOME), strict=False))
    return str(address)
