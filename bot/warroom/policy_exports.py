"""What an organisation decides about exports."""

from __future__ import annotations

from bot.warroom.base import Value


class Exports(Value):
    """Documents with pages (PDF, DOCX) show so many lines at most; the rest is in the formats for programs."""

    most_lines: int = 20_000
