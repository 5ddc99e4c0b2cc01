"""`posko check` of the channels outside Slack: whether what the policy names is set up, and answers. Sends nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import aiosmtplib

from bot.cli.finding import Finding
from bot.comms.status import owner
from bot.comms.transports.email import MailServer
from bot.comms.transports.errors import TransportError
from bot.comms.transports.http import request
from bot.comms.transports.statuspage import Statuspage
from bot.outside import mail_server_of
from bot.settings import Settings
from bot.warroom.places import PUBLIC
from bot.warroom.policy import Policy

SECONDS = aiohttp.ClientTimeout(total=10)


async def channels(settings: Settings, policy: Policy) -> AsyncIterator[Finding]:
    """What the policy names and nobody set up, then whether each server answers."""
    for finding in (*_missing(settings, policy), *_subscribing(settings, policy)):
        yield finding
    server = mail_server_of(settings)
    if server:
        yield await _mail(server)
    async with aiohttp.ClientSession(timeout=SECONDS) as session:
        for name, hook in settings.webhooks.items():
            yield await _webhook(session, name, hook.url.get_secret_value())
        for name, page in settings.statuspages.items():
            yield await _statuspage(session, name, page)


def _missing(settings: Settings, policy: Policy) -> list[Finding]:
    known = {"webhook": settings.webhooks, "statuspage": settings.statuspages}
    named = policy.places("webhook", "statuspage")
    lost = sorted(place.ref for place in named if place.target not in known[place.kind])
    if policy.places("email") and mail_server_of(settings) is None:
        lost.append("e-mail")
    remedy = "Set it up (docs/operations.md, channels outside Slack), or take it out of the policy."
    return [Finding("fault", f"Channels: the policy names {ref}, the settings do not", remedy) for ref in lost]


def _subscribing(settings: Settings, policy: Policy) -> list[Finding]:
    """Why the status page cannot be had by e-mail although the policy wants it, or what would make it better."""
    if not policy.status_page.subscribe.open:
        return []
    lacking = {
        "a mail server": mail_server_of(settings) is None,
        "POSKO_PUBLIC_URL": not settings.public_url,
        "an audience told by {page: public}": owner(policy, PUBLIC) is None,
    }
    remedy = "Set it up (docs/operations.md, status page by e-mail), or set status_page.subscribe.open to false."
    faults = [Finding("fault", f"Status page by e-mail: needs {each}", remedy) for each in lacking if lacking[each]]
    if not faults and not settings.public_url.startswith("https://"):
        why = "Status page by e-mail: mail programs offer to unsubscribe with one click only over https"
        return [Finding("note", why, "Give POSKO_PUBLIC_URL with https://.")]
    return faults


async def _mail(server: MailServer) -> Finding:
    client = server.client()
    try:
        await client.connect()
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
        remedy = "Check POSKO_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD."
        return Finding("fault", f"E-mail: {server.host} does not take us: {problem}", remedy)
    client.close()
    return Finding("ok", f"E-mail: {server.host} answers, {server.security}")


async def _webhook(session: aiohttp.ClientSession, name: str, url: str) -> Finding:
    try:
        async with session.head(url, allow_redirects=False) as answer:
            return Finding("ok", f"Webhook {name}: its server answers (HTTP {answer.status})")
    except (aiohttp.ClientError, TimeoutError, OSError) as problem:
        return Finding("fault", f"Webhook {name}: does not answer: {type(problem).__name__}", "Check POSKO_WEBHOOKS.")


async def _statuspage(session: aiohttp.ClientSession, name: str, page: Statuspage) -> Finding:
    headers = {"Authorization": f"OAuth {page.key.get_secret_value()}"}
    url = f"{page.url.rstrip('/')}/pages/{page.page}"
    try:
        await request(session, "GET", url, name=f"statuspage {name}", headers=headers)
    except TransportError as problem:
        return Finding("fault", f"Statuspage {name}: {problem}", "Check POSKO_STATUSPAGES: page, key and url.")
    return Finding("ok", f"Statuspage {name}: the page answers")
