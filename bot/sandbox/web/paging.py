"""Cursor pagination as Slack does it: opaque cursors, an empty one at the end.

Must not know what is listed.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from bot.sandbox.errors import SlackError
from bot.sandbox.web.arguments import Arguments

T = TypeVar("T")
MAX_LIMIT = 999


def limit(args: Arguments, default: int = 100) -> int:
    """The page size: 1 to 999, `default` when none or 0 was asked for; raises invalid_limit."""
    wanted = args.number("limit", default) or default
    if wanted < 0 or wanted > 1000:
        raise SlackError("invalid_limit")
    return min(wanted, MAX_LIMIT)


def encode(kind: str, at: int) -> str:
    return base64.b64encode(f"{kind}:{at}".encode()).decode()


def decode(args: Arguments, kind: str) -> int | None:
    """Where the cursor points; None without one; raises invalid_cursor for any other text."""
    cursor = args.optional("cursor")
    if cursor is None:
        return None
    try:
        named, _, at = base64.b64decode(cursor, validate=True).decode().partition(":")
        if named != kind:
            raise SlackError("invalid_cursor")
        return int(at)
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None


def page(args: Arguments, items: Sequence[T], default: int = 100) -> tuple[Sequence[T], dict[str, Any]]:
    """One page of a list, and the response_metadata that leads to the next."""
    start, size = decode(args, "offset") or 0, limit(args, default)
    after = start + size
    cursor = encode("offset", after) if after < len(items) else ""
    return items[start:after], {"response_metadata": {"next_cursor": cursor}}
