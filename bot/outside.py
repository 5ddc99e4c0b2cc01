"""Builds the ways out of Slack that the settings name; used by the composition root and `posko check`.

Each stands in a lane of its own, so that a slow or dead server there delays nothing in Slack.
"""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from pydantic import SecretStr

from bot.comms.transports.email import Email, MailServer
from bot.comms.transports.lanes import Lane
from bot.comms.transports.page import StatusPage
from bot.comms.transports.parcel import Transport
from bot.comms.transports.statuspage import Statuspages
from bot.comms.transports.webhook import Webhooks
from bot.settings import Settings
from bot.warroom.ports import Clock


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


def transports_of(settings: Settings, clock: Clock, session: aiohttp.ClientSession) -> Mapping[str, Transport]:
    """Every way out that is set up, by the kind of place it leads to."""
    ways: dict[str, Transport] = {"page": StatusPage()}
    server = mail_server_of(settings)
    if server:
        ways["email"] = Lane(Email(server))
    if settings.webhooks:
        ways["webhook"] = Lane(Webhooks(settings.webhooks, session, clock))
    if settings.statuspages:
        ways["statuspage"] = Lane(Statuspages(settings.statuspages, session))
    return ways
