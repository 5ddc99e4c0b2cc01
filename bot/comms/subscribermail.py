"""The mails to subscribers of the public status page: the one that asks them to confirm, and each update's.

They are written in the language of the page's audience. Nothing is sent and nothing looked up here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.comms.locale import translator
from bot.comms.statusview import title_of
from bot.comms.transports.email import MailServer, header, message_id, update_message
from bot.comms.transports.parcel import Parcel
from bot.warroom.base import Moment
from bot.warroom.policy import Audience, Policy
from bot.warroom.subscribers import Links, Subscriber


@dataclass(frozen=True)
class Letterhead:
    """From where mails are sent, where their links lead, and whose page it is."""

    server: MailServer
    public_url: str
    links: Links
    policy: Policy
    audience: Audience

    @property
    def home(self) -> str:
        """The status page."""
        return f"{self.public_url.rstrip('/')}/status"

    def confirming(self, subscriber: Subscriber) -> str:
        """Where the subscription is confirmed."""
        return f"{self.home}/mail/confirm?key={self.links.confirming(subscriber)}"

    def leaving(self, subscriber: Subscriber) -> str:
        """Where it ends; mail programs ask there by themselves."""
        return f"{self.home}/mail/leave?key={self.links.leaving(subscriber)}"


def request_mail(head: Letterhead, subscriber: Subscriber, now: Moment) -> EmailMessage:
    """Asks whether it was them; or says to a subscriber, who asked again, that they are one, and how to end it."""
    t, policy = translator(head.audience.language), head.policy
    title = title_of(policy, t)
    if subscriber.confirmed_at:
        subject = t.gettext("You get the updates of {title} already")
        text = t.gettext(
            "Somebody, probably you, asked for the updates of {title} at this address.\n"
            "You get them already; nothing has changed.\n\nTo get no more: {leave}\n"
        )
    else:
        subject = t.gettext("Please confirm: updates of {title} by e-mail")
        text = t.gettext(
            "Somebody, probably you, asked for the updates of {title} at this address.\n\n"
            "To get them, open this page and press its button:\n{confirm}\n\n"
            "The link works once, until {until}. If it was not you, do nothing: you get no more of this, and the "
            "address is forgotten.\n"
        )
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(header(policy.organisation), addr_spec=head.server.sender)
    message["To"] = Address(addr_spec=subscriber.address)
    message["Subject"] = header(subject.format(title=title))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _request_id(subscriber, head.server)
    message["Auto-Submitted"] = "auto-generated"
    until = t.moment(subscriber.asked_until, policy.timezone)
    links = {"confirm": head.confirming(subscriber), "leave": head.leaving(subscriber)}
    message.set_content(text.format(title=title, until=until, **links))
    return message


def _request_id(subscriber: Subscriber, server: MailServer) -> str:
    unique = hashlib.sha256(f"{subscriber.handle}|{subscriber.asked}".encode()).hexdigest()[:24]
    return f"<request.{unique}@{server.domain}>"


def subscriber_mail(head: Letterhead, parcel: Parcel, subscriber: Subscriber) -> EmailMessage:
    """An update as the page's audience reads it, with one thread for each incident and the ways to get no more."""
    t, leave = translator(parcel.audience.language), head.leaving(subscriber)
    ids = (message_id(parcel, each.number, head.server, subscriber.address) for each in parcel.earlier)
    told = tuple(each.model_copy(update={"id": id_}) for each, id_ in zip(parcel.earlier, ids, strict=True))
    why = t.gettext("You get this because you asked for the updates of {title}: {home}")
    footer = (
        why.format(title=title_of(head.policy, t), home=head.home),
        t.gettext("To get no more: {leave}").format(leave=leave),
    )
    headers = {
        "List-Id": f"<status.{head.server.domain}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = replace(parcel, earlier=told)
    return update_message(mail, head.server, to=subscriber.address, headers=headers, footer="\n".join(footer))
