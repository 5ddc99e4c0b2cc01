"""What an organisation decides about secrets in what leaves."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.warroom.base import Value


class Masking(Value):
    """Whether e-mail addresses are masked too, and further patterns (regular expressions) by what they stand for."""

    emails: bool = False
    patterns: Mapping[str, str] = Field(default_factory=dict)
