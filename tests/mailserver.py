"""A mail server on this machine that keeps what it is given and refuses whom it is told to."""

from __future__ import annotations

import asyncio
import email
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult
from pydantic import SecretStr

from bot.comms.transports.email import MailServer

CERTIFICATE = Path(__file__).parent / "data" / "localhost.pem"


@dataclass
class Post:
    """The server. `answers` are its next replies to whole messages, `refused` its replies to recipients by address;
    it takes nothing before what it `hangs` on has come.
    """

    messages: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)
    taken: Callable[[], None] = lambda: None
    hangs: asyncio.Event | None = None
    held: int = 0
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refused.get(address):
            return self.refused[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.hangs:
            self.held += 1
            await self.hangs.wait()
        answer = self.answers.pop(0) if self.answers else "250 OK: kept"
        if answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=default))
            self.taken()
        return answer

    def server(self, password: str = "right") -> MailServer:  # noqa: S107 - of this test
        return MailServer(
            "127.0.0.1", "bot@example.com", self.port, "posko", SecretStr(password), "starttls", CERTIFICATE
        )

    def settings(self) -> dict[str, Any]:
        """The same as an installation's settings."""
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_user": "posko",
            "smtp_password": SecretStr("right"),
            "smtp_ca": CERTIFICATE,
            "mail_from": "bot@example.com",
        }


@asynccontextmanager
async def post_office() -> AsyncIterator[Post]:
    """The server, listening."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    kept = Post()

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    def connected() -> SMTP:
        return SMTP(kept, tls_context=context, require_starttls=True, authenticator=known, auth_required=True)

    listening = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    kept.port = listening.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        listening.close()
