"""What an update owes to the subscribers of the public status page, once it stands there. Pure.

Thousands of mails are never one step: the subscribers are dealt into a few shares, and each share is a chain of steps,
one mail each, of which the end of one owes the next. Only as many wait in the outbox as there are shares.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts
from bot.warroom.places import PUBLIC
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, Step
from bot.warroom.timeline import Entry

SUBSCRIBER_ASK = "subscriber.ask"
SUBSCRIBER_MAIL = "subscriber.mail"
SUBSCRIBER_AGAIN = "subscriber.again"
SHARES = 4
AGAIN_AFTER = timedelta(minutes=10)
MOST_TRIES = 6


def _shown(event: e.UpdateDelivered, entry: Entry, state: Incident, policy: Policy) -> Debt:
    told = event.channel == f"page:{PUBLIC}" and not state.private and not state.drill
    if not told or not policy.status_page.subscribe.open:
        return NOTHING
    about = {"number": state.number, "seq": event.seq, "audience": event.audience, "update": event.number}
    return Debt(owed=tuple(link(about, share) for share in range(SHARES)))


def link(about: dict[str, Any], share: int, after: int = 0) -> Owed:
    """The mail to the first of a share's subscribers after that number. Each is in one share, so each key is once."""
    return Owed(
        key=f"{SUBSCRIBER_MAIL}:{about['number']}:{about['update']}:{share}:{after}",
        step=SUBSCRIBER_MAIL,
        payload={**about, "share": share, "after": after},
        lane=f"subscribers:{share}",
    )


def again(step: Step, subscriber: int, now: Moment) -> tuple[Owed, ...]:
    """The same mail later, out of the chain's way; nothing after the last try."""
    tries = int(step.payload.get("tries", 0)) + 1
    if tries > MOST_TRIES:
        return ()
    update = {name: step.payload[name] for name in ("number", "seq", "audience", "update")}
    row = Owed(
        key=f"{SUBSCRIBER_AGAIN}:{update['number']}:{update['update']}:{subscriber}:{tries}",
        step=SUBSCRIBER_AGAIN,
        payload={**update, "subscriber": subscriber, "tries": tries},
        # all wait equally long, so the first of the lane is also the first to be due
        lane=f"subscribers:again:{subscriber % SHARES}",
        not_before=now + AGAIN_AFTER,
    )
    return (row,)


DEBTS: Debts = {e.UpdateDelivered: _shown}
