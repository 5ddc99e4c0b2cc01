"""What a window shows as named pieces, and what changed in them since it was last told.

A slot is one piece that is replaced whole; a list holds keyed pieces that come, change and go one by one.
A piece is drawn only when its sign differs from the one last sent. Must not know what the pieces are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from bot.sandbox.page.markup import joined


@dataclass(frozen=True)
class Piece:
    """`sign` holds everything on which the drawing depends."""

    key: str
    sign: Any
    draw: Callable[[], Markup]


@dataclass
class Scene:
    """Everything one window shows now, slots before the lists that stand in them."""

    slots: list[Piece] = field(default_factory=list)
    lists: dict[str, list[Piece]] = field(default_factory=dict)

    def slot(self, key: str) -> Markup:
        """The drawing of a slot, empty when there is none."""
        return joined(piece.draw() for piece in self.slots if piece.key == key)

    def items(self, name: str) -> Markup:
        return joined(piece.draw() for piece in self.lists.get(name, ()))


class Known:
    """What one window has been told."""

    def __init__(self) -> None:
        self._slots: dict[str, Any] = {}
        self._lists: dict[str, dict[str, Any]] = {}

    def changes(self, scene: Scene) -> dict[str, Any]:
        """Slots and list items to send; empty when nothing changed."""
        slots = {piece.key: piece.draw() for piece in scene.slots if self._is_news(piece)}
        lists = {name: told for name, pieces in scene.lists.items() if (told := self._listed(name, pieces))}
        gone = [name for name in self._lists if name not in scene.lists]
        for name in gone:
            del self._lists[name]
        return {key: value for key, value in (("slots", slots), ("lists", lists)) if value}

    def _is_news(self, piece: Piece) -> bool:
        if piece.key in self._slots and self._slots[piece.key] == piece.sign:
            return False
        self._slots[piece.key] = piece.sign
        return True

    def _listed(self, name: str, pieces: list[Piece]) -> dict[str, Any]:
        before = self._lists.get(name)
        now = {piece.key: piece.sign for piece in pieces}
        self._lists[name] = now
        if before is None or _moved(before, now):
            return {"all": [[piece.key, None, piece.draw()] for piece in pieces]}
        items = [
            [piece.key, previous, piece.draw()]
            for previous, piece in zip(_previous(pieces), pieces, strict=True)
            if piece.key not in before or before[piece.key] != piece.sign
        ]
        gone = [key for key in before if key not in now]
        return {"items": items, "gone": gone} if items or gone else {}


def _previous(pieces: list[Piece]) -> Iterable[str | None]:
    return [None, *(piece.key for piece in pieces[:-1])] if pieces else []


def _moved(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether pieces that stay have changed places among each other."""
    return [key for key in before if key in now] != [key for key in now if key in before]
