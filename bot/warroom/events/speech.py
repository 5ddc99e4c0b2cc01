"""What people said, and what was marked of it. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import FileRef, Moment, Person, Value

MarkKind = Literal[
    "observation", "hypothesis", "decision", "action", "impact", "workaround", "note", "key_moment", "resource"
]  # fmt: skip
MARK_KINDS: tuple[MarkKind, ...] = (
    "observation", "hypothesis", "decision", "action", "impact", "workaround", "note", "key_moment", "resource",
)  # fmt: skip
NUMBERED: frozenset[MarkKind] = frozenset({"hypothesis", "decision", "action"})
"""The kinds that are objects with a number and a life of their own."""


class Remark(Value):
    """A key moment that a person wrote: an observation, hypothesis, decision, action, impact, workaround or note.

    `numbered`: it is H1, D2 or A3 from then on. Older records kept only the words.
    """

    kind: MarkKind
    text: str
    owner: Person | None = None
    due_at: Moment | None = None
    numbered: bool = False


class MessageMarked(Value):
    """A message of the room was marked as a key moment, by a reaction, a shortcut or a prefix."""

    kind: Literal["marked"] = "marked"
    mark: MarkKind
    target: str
    text: str
    author: str = ""
    by: str = "reaction"
    numbered: bool = False


class MessageUnmarked(Value):
    """A mark was taken away."""

    kind: Literal["unmarked"] = "unmarked"
    mark: MarkKind
    target: str
    by: str = "reaction"
    numbered: bool = False


class MessagePosted(Value):
    """Somebody said something in the room or a `swarm`'s channel, word for word, with the files they shared."""

    kind: Literal["message"] = "message"
    text: str
    files: tuple[FileRef, ...] = ()
    swarm: str = ""


class MessageEdited(Value):
    """A message was changed; the first wording stays in the record."""

    kind: Literal["message_edited"] = "message_edited"
    target: str
    text: str
    before: str = ""


class MessageDeleted(Value):
    """A message was deleted in Slack; the record keeps what it said."""

    kind: Literal["message_deleted"] = "message_deleted"
    target: str
