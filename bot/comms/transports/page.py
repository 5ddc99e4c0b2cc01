"""The bot's own status pages as a place: what is delivered there stands on the record, and the page reads it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from bot.comms.retry import CannotDo
from bot.comms.transports.errors import PermanentError
from bot.comms.transports.http import request
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.phrases import phrase

Address = Callable[[str], str]
"""Where the page of a name is reached; known only once the bot serves."""


@dataclass(frozen=True)
class StatusPage:
    """The transport to the pages. Nothing of a private incident or a drill is ever shown there.

    `address` and `token` are for tests, which only look whether a page is there.
    """

    session: aiohttp.ClientSession
    address: Address
    token: str = ""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """It is shown from the moment that this delivery is on the record."""
        if parcel.state.private or parcel.state.drill:
            why = phrase("A status page never shows private incidents or drills.")
            raise CannotDo(why, phrase("Tell this audience another way."))
        return Receipt(to=f"status page {parcel.place.target}", result="shown")

    async def test(self, trial: Trial) -> Receipt:
        """Whether the page opens. Nothing is published."""
        name = trial.place.target
        url = self.address(name)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            status, _shown = await request(self.session, "GET", url, name=f"status page {name}", headers=headers)
        except PermanentError as error:
            why = phrase("{url} answers {code}", url=url, code=error.code)
            raise CannotDo(why, phrase("Check POSKO_PUBLIC_URL, and that `posko run` is running there.")) from error
        return Receipt(to=f"status page {name}", result=f"HTTP {status}")
