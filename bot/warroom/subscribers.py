"""Who gets the public status page's updates by e-mail: the values, and the signed links by which they come and go.

An address is personal: it stands in its own table and in the mail itself, never on a timeline, in a log or in a label.
A link is not stored: it is a signature, with a key outside the database, over a handle that is. Confirming changes what
was signed, so that the link works once; whoever leaves takes the handle along.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Protocol

from bot.warroom.base import Moment, Value

LONGEST = 254
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=.{{1,64}}@){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+{LABEL}")


class Subscriber(Value):
    """An address that asked for updates, and gets them from `confirmed_at` on.

    `asked` is new with every request; a link for an earlier one is worth nothing.
    """

    id: int
    handle: str
    address: str
    asked: str
    asked_until: Moment
    confirmed_at: Moment | None = None

    def may_confirm(self, now: Moment) -> bool:
        """Whether the link of the last request still holds."""
        return self.confirmed_at is None and now < self.asked_until


class Subscribers(Value):
    """How many there are."""

    confirmed: int = 0
    waiting: int = 0


def address_of(typed: str) -> str:
    """The address somebody typed, in small letters; an empty string if nothing can be sent there."""
    address = typed.strip().lower()
    return address if len(address) <= LONGEST and ADDRESS.fullmatch(address) else ""


@dataclass(frozen=True)
class Links:
    """Signs the links in mails, and knows its own."""

    key: bytes

    def confirming(self, subscriber: Subscriber) -> str:
        """By which the last request is confirmed."""
        return self._signed("confirm", subscriber.handle, subscriber.asked)

    def leaving(self, subscriber: Subscriber) -> str:
        """By which the subscription ends, for as long as it lasts."""
        return self._signed("leave", subscriber.handle, "")

    def _signed(self, purpose: str, handle: str, asked: str) -> str:
        mac = hmac.new(self.key, f"{purpose}|{handle}|{asked}".encode(), hashlib.sha256).digest()
        return f"{handle}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def handle_in(token: str) -> str:
    """The handle that a link speaks of."""
    return token.partition(".")[0]


def same(given: str, right: str) -> bool:
    """Whether a link is the right one, in constant time."""
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())


def link_key(secret: str) -> bytes:
    """A key for links and nothing else, from a secret that also serves for others."""
    return hmac.new(secret.encode(), b"posko subscription links", hashlib.sha256).digest()


class SubscriberReads(Protocol):
    """What is read of subscribers."""

    async def subscriber(self, handle: str) -> Subscriber | None:
        """Whoever has this handle, or None."""
        ...

    async def subscriber_by_id(self, id_: int) -> Subscriber | None:
        """Whoever has this number, if they have confirmed, or None."""
        ...

    async def next_subscriber(self, after: int, share: int, shares: int, until: Moment) -> Subscriber | None:
        """The first of a share of the subscribers after that number who had confirmed by then, or None."""
        ...

    async def subscribers(self) -> Subscribers:
        """How many there are."""
        ...


class SubscriberWrites(Protocol):
    """What is written of subscribers."""

    async def ask_subscriber(self, address: str, handle: str, asked: str, until: Moment) -> str:
        """Keep a request; a known address keeps its handle, which is returned."""
        ...

    async def confirm_subscriber(self, handle: str, asked: str, now: Moment) -> bool:
        """Begin a subscription; False if this request has ended or was confirmed."""
        ...

    async def forget_subscriber(self, handle: str) -> bool:
        """Take a subscriber away; False if there was none."""
        ...

    async def forget_requests(self, now: Moment) -> int:
        """Take away the requests that nobody confirmed in time; how many."""
        ...
