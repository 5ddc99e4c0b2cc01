"""Builds the ways out of Slack that the settings name; used by the composition root and `posko check`.

Each stands in a lane of its own, so that a slow or dead server there delays nothing in Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import aiohttp
from pydantic import SecretStr

from bot.comms.status import owner
from bot.comms.subscribermail import Letterhead
from bot.comms.transports.email import Email, MailServer
from bot.comms.transports.lanes import Lane
from bot.comms.transports.page import StatusPage
from bot.comms.transports.parcel import Transport
from bot.comms.transports.statuspage import Statuspages
from bot.comms.transports.webhook import Webhooks
from bot.settings import Settings
from bot.warroom.places import PUBLIC
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock
from bot.warroom.subscribers import Links, link_key


def mail_server_of(settings: Settings) -> MailServer | None:
    """The mail server, or None when none is set up."""
    if not settings.smtp_host or not settings.mail_from:
        return None
    return MailServer(
        host=settings.smtp_host,
        sender=settings.mail_from,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password or SecretStr(""),
        security=settings.smtp_security,
        ca_file=settings.smtp_ca,
    )


def letterhead_of(settings: Settings, policy: Policy) -> Letterhead | None:
    """How subscribers are written to; None unless the policy wants it and everything for it is set up."""
    server = mail_server_of(settings)
    audience = owner(policy, PUBLIC)
    if server is None or audience is None or not settings.public_url or not policy.status_page.subscribe.open:
        return None
    secret = settings.link_secret or settings.slack_bot_token
    links = Links(link_key(secret.get_secret_value()))
    return Letterhead(server, settings.public_url, links, policy, audience)


def transports_of(
    settings: Settings, clock: Clock, session: aiohttp.ClientSession, served: Callable[[], tuple[str, int]]
) -> Mapping[str, Transport]:
    """Every way out that is set up, by the kind of place it leads to. `served` says where the bot itself listens."""
    token = settings.status_token.get_secret_value() if settings.status_token else ""
    ways: dict[str, Transport] = {
        "page": StatusPage(session, lambda page: page_address(settings, page, *served()), token)
    }
    server = mail_server_of(settings)
    if server:
        ways["email"] = Lane(Email(server))
    if settings.webhooks:
        ways["webhook"] = Lane(Webhooks(settings.webhooks, session, clock))
    if settings.statuspages:
        ways["statuspage"] = Lane(Statuspages(settings.statuspages, session))
    return ways


def page_address(settings: Settings, page: str, host: str, port: int) -> str:
    """Where a status page opens: the public one as the world reaches it, the others on this machine."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it means every address of this machine
    local = f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
    if page == PUBLIC:
        return f"{(settings.public_url or local).rstrip('/')}/status"
    return f"{local}/status/{page}"
