"""What is asked about renderings that wait, and about updates that were wrong. Deciding on it: `approving`."""

from __future__ import annotations

from bot.warroom.commands import Command


class OverrideUpdate(Command):
    """Let words go that the linter held back, and answer for it."""

    draft: int
    reason: str


class RewriteUpdate(Command):
    """Other words for a rendering that waits."""

    draft: int
    text: str


class ApproveUpdate(Command):
    """Yes: it may go."""

    draft: int


class RefuseUpdate(Command):
    """No, and why."""

    draft: int
    reason: str


class CorrectUpdate(Command):
    """An update that was sent was wrong: tell everybody who got it."""

    number: int
    text: str
