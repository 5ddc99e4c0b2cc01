"""Updates by e-mail: SMTP with STARTTLS, a text and an HTML part, one thread for each incident in every place.

A message's Message-ID follows from the update and its place, so that one sent again after an ambiguous failure is the
same message to whoever sorts them. It neither composes updates nor knows who may read them.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Literal

import aiosmtplib
from pydantic import SecretStr

from bot.comms import render
from bot.comms.composer import compose_heading, compose_text
from bot.comms.htmlwords import compose_html
from bot.comms.locale import _
from bot.comms.retry import CannotDo
from bot.comms.transports.errors import (
    Ambiguous,
    Deferred,
    NeedsOperator,
    PermanentError,
    RecipientRefused,
    SenderRefused,
    Unavailable,
)
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.phrases import phrase

METHOD = "smtp"
SECONDS = 15.0
LONGEST_SUBJECT = 180
MOST_REFERENCES = 30
GOING_AWAY = 421
Security = Literal["starttls", "tls", "none"]


class MailRefused(NeedsOperator):
    """The mail server takes nothing from us."""

    remedy = _("Check POSKO_SMTP_HOST, POSKO_SMTP_USER and POSKO_SMTP_PASSWORD; `posko check` tries them.")


@dataclass(frozen=True)
class MailServer:
    """Where mail leaves: its address, how the line is secured, who sends."""

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: SecretStr = field(default_factory=lambda: SecretStr(""))
    security: Security = "starttls"
    ca_file: Path | None = None

    @property
    def domain(self) -> str:
        """The right side of our Message-IDs."""
        return self.sender.rpartition("@")[2]

    def client(self) -> aiosmtplib.SMTP:
        """A connection that is not opened yet. A server without STARTTLS is refused, never written to in the clear."""
        context = None if self.security == "none" else ssl.create_default_context(cafile=self.ca_file)
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user or None,
            password=self.password.get_secret_value() or None,
            use_tls=self.security == "tls",
            start_tls=self.security == "starttls",
            tls_context=context,
            timeout=SECONDS,
        )


async def send(server: MailServer, message: EmailMessage) -> str:
    """Hand a message to the server; what it answered. Raises the errors of `transports.errors`."""
    client = server.client()
    try:
        await client.connect()
    except aiosmtplib.SMTPAuthenticationError as error:
        raise MailRefused(METHOD, f"{error.code} {error.message}") from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise Unavailable(METHOD, f"{server.host}: {error}") from error
    try:
        _refused, answer = await client.send_message(message)
    except aiosmtplib.SMTPSenderRefused as error:
        raise _refusal(error.code, error.message, SenderRefused) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error.code, error.message) from error
    except aiosmtplib.SMTPRecipientsRefused as error:
        first = error.recipients[0]
        raise _refusal(first.code, first.message, RecipientRefused) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise Ambiguous(METHOD, f"{server.host}: {error}") from error
    finally:
        client.close()
    return answer


def _refusal(code: int, message: str, for_good: type[PermanentError] = PermanentError) -> Exception:
    """4xx is said to be temporary, and nothing was taken; 5xx is for good. 421 is the server's own end."""
    if code < 500:
        return (Unavailable if code == GOING_AWAY else Deferred)(METHOD, f"{code} {message}")
    return for_good(METHOD, str(code), message)


@dataclass(frozen=True)
class Email:
    """The transport to e-mail addresses."""

    server: MailServer

    async def deliver(self, parcel: Parcel) -> Receipt:
        """One message to one address; it answers the earlier ones about the incident."""
        return await self._sent(parcel.place.target, update_message(parcel, self.server))

    async def test(self, trial: Trial) -> Receipt:
        """One message marked as a test."""
        return await self._sent(trial.place.target, test_message(trial, self.server))

    async def _sent(self, to: str, message: EmailMessage) -> Receipt:
        try:
            answer = await send(self.server, message)
        except PermanentError as error:
            why = f"{self.server.host}: {error.code} {error.detail}"
            raise CannotDo(why, phrase("Check the address in the policy, under the audience's channels.")) from error
        return Receipt(to=to, result=answer or "accepted", id=str(message["Message-ID"]))


def update_message(
    parcel: Parcel, server: MailServer, *, to: str = "", headers: Mapping[str, str] | None = None, footer: str = ""
) -> EmailMessage:
    """An update as a message. `headers` and the `footer` (plain words) are of whoever sends it to subscribers."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(header(parcel.policy.organisation), addr_spec=server.sender)
    message["To"] = Address(addr_spec=to or parcel.place.target)
    message["Subject"] = header(compose_heading(parcel.facts, parcel.audience, parcel.policy))
    message["Date"] = format_datetime(parcel.facts.as_of)
    message["Message-ID"] = message_id(parcel, parcel.facts.number, server, to)
    message["Auto-Submitted"] = "auto-generated"
    _thread(message, [each.id for each in parcel.earlier if each.number < parcel.facts.number])
    for name, value in (headers or {}).items():
        message[name] = value
    text = compose_text(parcel.facts, parcel.audience, parcel.policy)
    message.set_content("\n\n".join(part for part in (text, footer) if part) + "\n")
    message.add_alternative(_html(parcel, footer), subtype="html")
    return message


def test_message(trial: Trial, server: MailServer) -> EmailMessage:
    """A test, in text and HTML as updates are; sent again it is the same message."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(header(trial.organisation), addr_spec=server.sender)
    message["To"] = Address(addr_spec=trial.place.target)
    message["Subject"] = header(trial.heading)
    message["Date"] = format_datetime(trial.at)
    message["Message-ID"] = f"<test.{hashlib.sha256(trial.step.key.encode()).hexdigest()[:16]}@{server.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{trial.heading}\n\n{trial.body}\n")
    shown = f"<p><strong>{escape(trial.heading)}</strong></p><p>{escape(trial.body)}</p>"
    message.add_alternative(
        f'<!doctype html><html lang="{escape(trial.language)}"><body>{shown}</body></html>', subtype="html"
    )
    return message


def _thread(message: EmailMessage, earlier: list[str]) -> None:
    known = [each for each in earlier if each]
    if known:
        message["In-Reply-To"] = known[-1]
        message["References"] = " ".join([known[0], *known[1:][-MOST_REFERENCES:]])


def message_id(parcel: Parcel, number: int, server: MailServer, to: str = "") -> str:
    """The same for the same update in the same place, whenever it is asked."""
    state = parcel.state
    unique = f"{state.reference}|{state.declared_at.isoformat()}|{parcel.audience.name}|{to or parcel.place.ref}"
    return f"<{state.reference.lower()}.{number}.{hashlib.sha256(unique.encode()).hexdigest()[:16]}@{server.domain}>"


def header(text: str) -> str:
    """Words on one line: a line break in a title must not begin a header of its own."""
    return render.clip(" ".join(render.clean(text).split()), LONGEST_SUBJECT)


def _html(parcel: Parcel, footer: str) -> str:
    shown = compose_html(parcel.facts, parcel.audience, parcel.policy)
    below = "<br>".join(_linked(line) for line in footer.split("\n") if line)
    return (
        f'<!doctype html><html lang="{parcel.audience.language}"><body style="margin:0;padding:24px;'
        'font:16px/1.5 system-ui,sans-serif;color:#1d2430"><div style="max-width:560px">'
        f'<h1 style="font-size:20px;line-height:1.3">{shown.headline}</h1>{shown.body}'
        f'<p style="color:#5b6472;font-size:14px">{shown.foot}</p>'
        f'<p style="color:#5b6472;font-size:13px">{below}</p></div></body></html>'
    )


def _linked(line: str) -> str:
    words = escape(line)
    start = words.find("http")
    return words if start < 0 else f'{words[:start]}<a href="{words[start:]}">{words[start:]}</a>'
