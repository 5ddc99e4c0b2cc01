"""What can be wrong with a correction before the core sees it; see `refusals`."""

from __future__ import annotations

from bot.warroom.errors import Invalid


class UnknownKind(Invalid):
    """“{kind}” is no kind of key moment. The kinds are: {known}."""
