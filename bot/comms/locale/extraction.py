"""Lets Babel find the refusals of the core, whose docstrings are the messages people read. Used by `babel.cfg` only;
nothing that runs in production imports it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, BinaryIO


def refusals(
    fileobj: BinaryIO, _keywords: Any, _comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Each class docstring of the file, with its white space collapsed as `Refusal.template` does."""
    for node in ast.walk(ast.parse(fileobj.read())):
        docstring = ast.get_docstring(node) if isinstance(node, ast.ClassDef) else None
        if docstring and isinstance(node, ast.ClassDef):
            yield node.lineno, "gettext", " ".join(docstring.split()), []
