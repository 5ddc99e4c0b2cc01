"""A tracker that is a folder: a Markdown file for each ticket, whole or not at all."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from bot.comms.exports.markdown import inline, paragraph
from bot.comms.trackers.port import Filed, Ticket
from bot.comms.transports.errors import Unavailable


@dataclass(frozen=True)
class FileTracker:
    """Files are named after the ticket, so writing one twice is harmless."""

    folder: Path

    async def file(self, ticket: Ticket, *, look: bool) -> Filed:
        """Write the file. Raises Unavailable when the folder cannot be written."""
        del look
        try:
            await asyncio.to_thread(self._write, ticket)
        except OSError as problem:
            raise Unavailable("tracker", f"{self.folder}: {problem.strerror or problem}") from problem
        return Filed(key=ticket.name)

    async def check(self) -> str:
        """Whether the folder can be written."""
        try:
            await asyncio.to_thread(self._try)
        except OSError as problem:
            raise Unavailable("tracker", f"{self.folder}: {problem.strerror or problem}") from problem
        return f"the folder {self.folder}"

    def _try(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.folder, os.W_OK):
            raise PermissionError(13, "cannot be written")

    def _write(self, ticket: Ticket) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{ticket.name}.md"
        half = target.with_suffix(".part")
        half.write_text(markdown(ticket), encoding="utf-8")
        half.replace(target)


def markdown(ticket: Ticket) -> str:
    """The ticket to read; people's words open no heading and no link."""
    head = f"# {inline(ticket.summary)}\n\n_{inline(ticket.what)} · {inline(ticket.label)}_\n"
    return head + "".join(f"\n## {inline(title)}\n\n{paragraph(text)}\n" for title, text in ticket.sections)
