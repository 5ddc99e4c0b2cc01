"""Steps that write to subscribers of the public status page: one mail each, in places of their own.

A slow or dead mail server holds a few places here and nothing of Slack's. What the server says about an address is
neither logged nor kept: its answer often quotes the address.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

from bot.comms.delivery import Executor
from bot.comms.steps.desk import skipped
from bot.comms.subscribermail import Letterhead, request_mail, subscriber_mail
from bot.comms.transports import errors as e
from bot.comms.transports.email import GOING_AWAY, METHOD, MailRefused, send
from bot.comms.transports.parcel import Parcel
from bot.warroom.events import UpdateDelivered, UpdatePublished
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.subscribers import SHARES, SUBSCRIBER_AGAIN, SUBSCRIBER_ASK, SUBSCRIBER_MAIL, again, link
from bot.warroom.places import PUBLIC, Place
from bot.warroom.policy import Audience
from bot.warroom.ports import Clock, Owed, Reader, Step, Store
from bot.warroom.subscribers import Subscriber
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts

PLACES = 8
LONGEST = 30.0
BUSY = 2.0
# "Delivery not authorised" (RFC 3463, 5.7.x) is about us or the message: the address may be as good as ever.
NOT_THE_ADDRESS = ("5.7.",)
Ended = Literal["told", "bounced", "refused", "deferred"]


@dataclass(frozen=True)
class Published:
    """An update that may be told, with all that its mail is made of."""

    state: Incident
    entry: Entry
    facts: UpdateFacts
    audience: Audience


@dataclass
class SubscriberSteps:
    """What the steps need; without a letterhead (not wanted, or not set up) nothing is sent."""

    store: Store
    clock: Clock
    head: Letterhead | None
    counted: Callable[[str], None]
    under_way: int = field(default=0, init=False)

    def executors(self) -> Mapping[str, Executor]:
        """Every step by name."""
        return {SUBSCRIBER_ASK: self._ask, SUBSCRIBER_MAIL: self._mail, SUBSCRIBER_AGAIN: self._again}

    async def _ask(self, step: Step) -> Outcome:
        """`subscriber.ask` {handle, asked}: the mail that asks for confirmation, unless another was asked for since."""
        head = self.head
        if head is None:
            return skipped("subscribing is switched off")
        async with self.store.reading() as reader:
            subscriber = await reader.subscriber(step.payload["handle"])
        now = self.clock.now()
        if subscriber is None or subscriber.asked != step.payload["asked"] or subscriber.asked_until <= now:
            return skipped("another request, or none")
        ended = await self._send(head, subscriber, request_mail(head, subscriber, now))
        if ended == "deferred":
            raise e.Unavailable(METHOD, "not now")
        return _outcome(ended)

    async def _mail(self, step: Step) -> Outcome:
        """`subscriber.mail` {number, update, audience, seq, share, after}: an update to the next of a share."""
        head = self.head
        if head is None:
            return skipped("subscribing is switched off")
        async with self.store.reading() as reader:
            published = await self._published(reader, head, step)
            if published is None:
                return skipped("no update for subscribers")
            after, until = int(step.payload["after"]), published.entry.recorded_at
            subscriber = await reader.next_subscriber(after, int(step.payload["share"]), SHARES, until)
            if subscriber is None:
                return Outcome(note="all of this share are told")
            parcel = await self._parcel(reader, head, step, published, subscriber)
        ended = await self._send(head, subscriber, subscriber_mail(head, parcel, subscriber))
        about = {name: step.payload[name] for name in ("number", "seq", "audience", "update")}
        next_ = link(about, int(step.payload["share"]), subscriber.id)
        return self._ended(step, ended, subscriber, next_)

    async def _again(self, step: Step) -> Outcome:
        """`subscriber.again` {…, subscriber, tries}: an update to one whom the server put off."""
        head = self.head
        async with self.store.reading() as reader:
            subscriber = await reader.subscriber_by_id(int(step.payload["subscriber"]))
            published = await self._published(reader, head, step) if head else None
            if head is None or subscriber is None or published is None:
                return skipped("nobody to be told any more")
            parcel = await self._parcel(reader, head, step, published, subscriber)
        return self._ended(
            step, await self._send(head, subscriber, subscriber_mail(head, parcel, subscriber)), subscriber
        )

    def _ended(self, step: Step, ended: Ended, subscriber: Subscriber, *next_: Owed) -> Outcome:
        if ended != "bounced":
            self.counted(ended)
        later = again(step, subscriber.id, self.clock.now()) if ended == "deferred" else ()
        outcome = _outcome("refused" if ended == "deferred" and not later else ended)
        return outcome.model_copy(update={"owed": (*next_, *later)})

    async def _published(self, reader: Reader, head: Letterhead, step: Step) -> Published | None:
        """The update, if it may be told now: the incident or the policy may have become stricter since."""
        number, seq = int(step.payload["number"]), int(step.payload["seq"])
        state = await reader.incident(number)
        found = await reader.entries(number, after=seq - 1, limit=1)
        audience = head.policy.audiences.get(step.payload["audience"])
        if state.private or state.drill or audience is None or not found or found[0].seq != seq:
            return None
        event = found[0].event
        if not isinstance(event, UpdatePublished):
            return None
        return Published(state, found[0], UpdateFacts.model_validate(event.facts), audience)

    async def _parcel(
        self, reader: Reader, head: Letterhead, step: Step, published: Published, subscriber: Subscriber
    ) -> Parcel:
        earlier = await _earlier(reader, published, subscriber)
        place = Place(kind="page", target=PUBLIC)
        return Parcel(step, place, published.audience, head.policy, published.state, published.facts, earlier)

    async def _send(self, head: Letterhead, subscriber: Subscriber, message: EmailMessage) -> Ended:
        """Hand it over. Raises errors of `transports` about the server only, without a word about the address."""
        async with self._place():
            ended = await _handed_over(head, message)
        if ended == "bounced":
            async with self.store.writing() as tx:
                await tx.forget_subscriber(subscriber.handle)
            self.counted(ended)
        return ended

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self.under_way >= PLACES:
            raise e.RateLimited(METHOD, BUSY)
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1


async def _handed_over(head: Letterhead, message: EmailMessage) -> Ended:
    try:
        async with asyncio.timeout(LONGEST):
            await send(head.server, message)
    except e.RecipientRefused as error:
        return "refused" if any(code in error.detail for code in NOT_THE_ADDRESS) else "bounced"
    except e.SenderRefused:
        raise MailRefused(METHOD, "our own address is refused") from None
    except e.PermanentError:
        return "refused"
    except e.Deferred:
        return "deferred"
    except e.Unavailable as error:
        if not error.detail.startswith(str(GOING_AWAY)):
            raise
        raise e.Unavailable(METHOD, f"{head.server.host}: is going away") from None
    except (e.Ambiguous, TimeoutError):
        raise e.Ambiguous(METHOD, f"{head.server.host}: broke off") from None
    return "told"


async def _earlier(reader: Reader, published: Published, subscriber: Subscriber) -> tuple[UpdateDelivered, ...]:
    """The updates of this incident before, as far as this subscriber got them."""
    since = subscriber.confirmed_at
    entries = await reader.entries(published.state.number, kinds={"update_published", "delivery"})
    published_at = {each.seq: each.recorded_at for each in entries if isinstance(each.event, UpdatePublished)}
    shown = (each.event for each in entries if isinstance(each.event, UpdateDelivered))
    return tuple(
        each
        for each in shown
        if each.channel == f"page:{PUBLIC}"
        and each.audience == published.audience.name
        and each.number < published.facts.number
        and each.seq in published_at
        and (since is not None and since <= published_at[each.seq])
    )


def _outcome(ended: Ended) -> Outcome:
    return Outcome(status="failed" if ended == "refused" else "done", note=ended)
