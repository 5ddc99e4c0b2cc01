"""The libraries of the extra `posko[documents]`, imported when a document is asked for: idle, they cost nothing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from bot.warroom.errors import Invalid

NEEDED: dict[str, tuple[str, ...]] = {
    "xlsx": ("xlsxwriter",),
    "pdf": ("typst", "manimgx_fonts"),
    "png": ("typst", "manimgx_fonts"),
    "docx": ("docx", "typst", "manimgx_fonts"),
}


class LibraryMissing(Invalid):
    """This Posko cannot make {format} files: its extra `posko[documents]` is not installed. Ask whoever runs it, or take md, csv, json or html."""  # noqa: E501 - it is the message people read


def missing(form: str) -> bool:
    """Whether a library for this format is not installed. Imports nothing."""
    return any(find_spec(name) is None for name in NEEDED.get(form, ()))


def require(name: str, form: str) -> ModuleType:
    """The library. Raises LibraryMissing."""
    try:
        return import_module(name)
    except ImportError:
        raise LibraryMissing(format=form) from None
