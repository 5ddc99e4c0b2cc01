"""A real workspace's token has no business where the sandbox runs: whoever reaches its page may do anything there."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values

from bot.cli.loading import Unusable

T = TypeVar("T")
TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")


def refuse(environment: Mapping[str, str], folder: Path) -> None:
    """Raise Unusable when the environment, or the `.env` file of this folder, holds a real Slack token."""
    for name in TOKENS:
        if _is_real(environment.get(name)):
            raise Unusable(f"A real Slack token is set ({name}). Unset it before starting the sandbox.")
        if name not in environment and _is_real(dotenv_values(folder / ".env").get(name)):
            raise Unusable(
                f"The file .env here holds a real Slack token ({name}). Start the sandbox in another folder, "
                f"or with {name}= before the command."
            )


def _is_real(token: str | None) -> bool:
    return bool(token) and "sandbox" not in str(token)


async def kept_away(work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, unless a real token is about. Raises Unusable."""
    refuse(os.environ, Path.cwd())
    return await work()
