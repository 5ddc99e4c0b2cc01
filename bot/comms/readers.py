"""In which language somebody reads the bot: their own choice, else Slack's, else the organisation's."""

from __future__ import annotations

from bot.comms.locale import spoken
from bot.comms.transports.errors import TransportError
from bot.warroom.policy import Policy
from bot.warroom.ports import Directory, Store


async def language_of(user: str, store: Store, directory: Directory, policy: Policy) -> str:
    """`en` or `id`. Raises StoreUnavailable."""
    async with store.reading() as reader:
        own = await reader.language(user)
    return own or spoken(await _locale(user, directory)) or policy.language


async def _locale(user: str, directory: Directory) -> str:
    try:
        return await directory.locale(user)
    except TransportError:
        return ""  # the organisation's language must do
