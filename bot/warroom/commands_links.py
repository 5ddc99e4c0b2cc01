"""What is asked about two incidents at once. Deciding on it: `linking.py`; carrying it out: `operations/linking.py`."""

from __future__ import annotations

from typing import Literal

from bot.warroom.commands import Command


class Pairing(Command):
    """Anything about this incident and an `other` one."""

    other: int


class LinkIncident(Pairing):
    """The other incident is the parent, a child, or just related. `key` is a fresh random text."""

    relation: Literal["parent", "child", "related"]
    key: str
    reason: str = ""


class UnlinkIncident(Pairing):
    """The two have nothing to do with each other."""


class MergeDuplicate(Pairing):
    """This incident is the other one, declared twice: it ends here and goes on there."""

    key: str
    reason: str = ""
