"""HTML by construction: every text and every attribute is escaped on its way in.

Whatever the page shows comes through `el`, so hostile words stay words. Must not know what is shown.
"""

from collections.abc import Iterable
from hashlib import blake2s
from urllib.parse import urlsplit

from markupsafe import Markup, escape

Child = Markup | str | None | Iterable["Child"]
Attr = str | int | bool | None

NOTHING = Markup("")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def el(tag: str, /, *children: Child, **attrs: Attr) -> Markup:
    """One element; `class_` is class, `data_x` data-x; True is a bare attribute, None and False are none."""
    parts = ["<", tag, *(_attr(key, value) for key, value in attrs.items() if value is not None), ">"]
    if tag not in _VOID:
        for child in children:
            _put(parts, child)
        parts += ("</", tag, ">")
    return Markup("".join(parts))  # noqa: S704 - each part is escaped or made here


def _attr(key: str, value: Attr) -> str:
    if value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def joined(children: Iterable[Child]) -> Markup:
    """Children side by side; plain strings are escaped."""
    parts: list[str] = []
    for child in children:
        _put(parts, child)
    return Markup("".join(parts))  # noqa: S704 - each part is escaped or made here


def _put(parts: list[str], child: Child) -> None:
    if isinstance(child, Markup):
        parts.append(child)
    elif isinstance(child, str):
        parts.append(escape(child))
    elif child is not None:
        for each in child:
            _put(parts, each)


def name(words: str, tag: str = "bdi") -> Markup:
    """Words that somebody chose, kept from turning the line's direction around."""
    return el(tag, words)


def safe_address(address: str) -> str | None:
    """The address if a link may lead there (web, mail, telephone), else None."""
    try:
        return address if urlsplit(address).scheme.lower() in _SCHEMES else None
    except ValueError:
        return None


def link(address: str, *children: Child, class_: str | None = None) -> Markup:
    """A link out of the page, or bare words where the address is not one to follow."""
    target = safe_address(address)
    if target is None:
        return el("span", *children)
    return el("a", *children, href=target, target="_blank", rel="noopener noreferrer nofollow", class_=class_)


def digest(markup: str) -> str:
    """A short mark by which equal pieces of the page are recognised."""
    return blake2s(markup.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
