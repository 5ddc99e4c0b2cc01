"""Asking for the public status page's updates by e-mail, confirming it, ending it. It sends nothing and knows no HTTP.

What a stranger may learn is the caller's to guard: `ask` says nothing about whether the address is known.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.warroom.owing.subscribers import SUBSCRIBER_ASK
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Owed, Store
from bot.warroom.subscribers import Links, handle_in, same


@dataclass(frozen=True)
class Subscribing:
    """What the operations need. `counted` is told what happened, never to whom."""

    store: Store
    policy: Policy
    clock: Clock
    links: Links
    ring: Callable[[], None]
    counted: Callable[[str], None]

    async def ask(self, address: str) -> None:
        """Keep the request and owe the mail that asks for confirmation."""
        asked, until = secrets.token_urlsafe(12), self.clock.now() + self.policy.status_page.subscribe.confirm_within
        async with self.store.writing() as tx:
            handle = await tx.ask_subscriber(address, secrets.token_urlsafe(12), asked, until)
            payload = {"handle": handle, "asked": asked}
            await tx.owe([Owed(key=f"{SUBSCRIBER_ASK}:{handle}:{asked}", step=SUBSCRIBER_ASK, payload=payload)])
        self.counted("asked")
        self.ring()

    async def confirm(self, token: str) -> bool:
        """Begin the subscription; False for a link that is used, has run out or never was one."""
        async with self.store.reading() as reader:
            known = await reader.subscriber(handle_in(token))
        now = self.clock.now()
        if known is None or not known.may_confirm(now) or not same(token, self.links.confirming(known)):
            return False
        async with self.store.writing() as tx:
            begun = await tx.confirm_subscriber(known.handle, known.asked, now)
        if begun:
            self.counted("confirmed")
        return begun

    async def leave(self, token: str) -> None:
        """End the subscription, if there is one with this link. Saying it again changes nothing."""
        async with self.store.reading() as reader:
            known = await reader.subscriber(handle_in(token))
        if known is None or not same(token, self.links.leaving(known)):
            return
        async with self.store.writing() as tx:
            left = await tx.forget_subscriber(known.handle)
        if left:
            self.counted("left")

    async def keep_house(self) -> None:
        """Forget addresses that nobody confirmed in time."""
        async with self.store.writing() as tx:
            for _each in range(await tx.forget_requests(self.clock.now())):
                self.counted("not_confirmed")
