"""Key moments that were corrected afterwards. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.events.speech import MarkKind


class EntryCorrected(Value):
    """Entry `entry` (about the message `target`, if it is about one) reads otherwise from now on; it is kept as it was.

    Only what is corrected is given: its text, the time it happened, its kind, whose act it was. `words` is what it
    says, where its kind changes.
    """

    kind: Literal["entry_corrected"] = "entry_corrected"
    entry: int
    target: str = ""
    text: str | None = None
    at: Moment | None = None
    mark: MarkKind | None = None
    person: Person | None = None
    words: str = ""


class CorrectionUndone(Value):
    """Entry `undone`, a correction of `entry` or the undoing of one, holds no more. The other fields are what comes
    back with it, as far as it differs.
    """

    kind: Literal["correction_undone"] = "correction_undone"
    entry: int
    undone: int
    target: str = ""
    text: str | None = None
    at: Moment | None = None
    mark: MarkKind | None = None
    person: Person | None = None
    words: str = ""
