"""Updates to a web address: JSON, signed, with an idempotency key that stays the same when it is sent again.

The signature is `v1=` and the HMAC-SHA256 of `v1:<timestamp>:<body>` under the shared secret, in hexadecimal. Whoever
receives it refuses old timestamps and drops a key that it has seen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

import aiohttp
from pydantic import AfterValidator, Field, SecretStr

from bot.comms.composer import compose_text
from bot.comms.retry import CannotDo
from bot.comms.transports.errors import PermanentError
from bot.comms.transports.http import request
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import SCHEMA, Trial
from bot.warroom.base import Value
from bot.warroom.phrases import phrase
from bot.warroom.ports import Clock


def _web_address(url: SecretStr) -> SecretStr:
    """Raises ValueError for what is none; the value stays unsaid, since it may hold a key."""
    parts = urlsplit(url.get_secret_value())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not a web address")
    return url


class Webhook(Value):
    """A web address that takes updates, and the secret by which it knows them to be ours."""

    url: Annotated[SecretStr, AfterValidator(_web_address)]
    secret: SecretStr = Field(min_length=1)


@dataclass(frozen=True)
class Webhooks:
    """The transport to the web addresses of the settings, by name."""

    known: Mapping[str, Webhook]
    session: aiohttp.ClientSession
    clock: Clock

    async def deliver(self, parcel: Parcel) -> Receipt:
        """One signed POST."""
        return await self._posted(parcel.place.target, parcel.step.key, content(parcel))

    async def test(self, trial: Trial) -> Receipt:
        """The same with a body that says it is a test, under a schema of its own."""
        body = {"schema": SCHEMA, "test": True, "at": trial.at.isoformat(), "text": f"{trial.heading}\n{trial.body}"}
        return await self._posted(trial.place.target, trial.step.key, body)

    async def _posted(self, name: str, key: str, said: Mapping[str, Any]) -> Receipt:
        hook = self.known.get(name)
        if hook is None:
            raise CannotDo(
                phrase("The settings know no webhook {name}.", name=name), phrase("Add it to POSKO_WEBHOOKS.")
            )
        body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        stamp = str(int(self.clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Posko-Timestamp": stamp,
            "X-Posko-Signature": signature(hook.secret.get_secret_value(), stamp, body),
        }
        url = hook.url.get_secret_value()
        try:
            status, _body = await request(self.session, "POST", url, name=f"webhook {name}", headers=headers, data=body)
        except PermanentError as error:
            why = phrase("The webhook {name} refused: {code}", name=name, code=error.code)
            raise CannotDo(why, phrase("Ask whoever runs it, or correct it.")) from error
        return Receipt(to=f"webhook {name}", result=f"HTTP {status}", id=key)


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What a receiver computes to compare."""
    signed = b"v1:" + stamp.encode() + b":" + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def content(parcel: Parcel) -> dict[str, Any]:
    """The update as this audience may read it: its words, and the facts that stand in them."""
    facts = parcel.facts
    next_by = facts.next_by.get(parcel.audience.name)
    return {
        "schema": "posko.update/1",
        "reference": facts.reference,
        "number": facts.number,
        "audience": parcel.audience.name,
        "state": facts.state,
        "services": list(facts.services),
        "since": facts.since.isoformat(),
        "as_of": facts.as_of.isoformat(),
        "next_by": next_by.isoformat() if next_by else None,
        "final": facts.final,
        "drill": facts.drill,
        "text": compose_text(facts, parcel.audience, parcel.policy),
    }
