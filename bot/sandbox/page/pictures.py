"""Pictures and files as the page shows them: own files with a preview, pictures from elsewhere as links.

Nothing is ever loaded from another address. HTML stands in a frame that may do nothing; Markdown is
cleaned. Must not serve any bytes.
"""

from typing import Any

from markupsafe import Markup

from bot.sandbox.model import File
from bot.sandbox.page import rich
from bot.sandbox.page.markup import Child, el, link
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.reader import Reader

IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/avif"})
_WORDS = (".txt", ".log", ".csv", ".json", ".yaml", ".yml", ".py", ".sql", ".ics", ".xml", ".toml")
_HEAD = 6_000
_UNITS = ((1 << 20, "MB"), (1 << 10, "kB"))


def html(reader: Reader, block: dict[str, Any]) -> Markup:
    """The picture of an image block or element."""
    alt = str(block.get("alt_text") or "")
    address = str(block.get("image_url") or "")
    file = _own(reader, block, address)
    if file is not None:
        return el("img", src=address_of(reader, file), alt=alt, loading="lazy")
    return link(address, el("span", "🖼", class_="emoji", aria_hidden="true"), " ", alt or "picture", class_="picture")


def _own(reader: Reader, block: dict[str, Any], address: str) -> File | None:
    """The workspace's own file that a picture is of."""
    shared = block.get("slack_file")
    wanted = str(shared.get("id") or shared.get("url") or "") if isinstance(shared, dict) else ""
    for file in reader.ws.files.values():
        known = wanted == file.id or any(f"-{file.id}/" in each for each in (wanted, address))
        if known and not file.deleted and visible(reader, file):
            return file
    return None


def visible(reader: Reader, file: File) -> bool:
    """Whether the reader may see a file: its author, or who reads a room where it was shared."""
    rooms = [reader.ws.channels[room] for room in file.rooms if room in reader.ws.channels]
    return file.user == reader.id or any(reader.sees(room) for room in rooms)


def address_of(reader: Reader, file: File) -> str:
    return reader.path("files", file.id, file.name or "file")


def size_of(count: int) -> str:
    for unit, word in _UNITS:
        if count >= unit:
            return f"{count / unit:.1f} {word}"
    return f"{count} bytes"


def file_html(reader: Reader, file: File) -> Markup:
    """A file under a message: its name, a way to save it, and what can be shown of it."""
    if file.deleted:
        return el("div", "🗑 This file was deleted.", class_="file note")
    address = address_of(reader, file)
    head = el(
        "div",
        el("span", "📄", class_="emoji", aria_hidden="true"),
        el("a", named(file.title or file.name), href=address, target="_blank", rel="noopener", class_="strong"),
        el("small", f"{file.mimetype.partition(';')[0]} · {size_of(len(file.content))}", class_="note"),
        el("a", "Download", href=address + "?download=1", download=file.name, class_="button small"),
        class_="file-head",
    )
    return el("div", head, _preview(reader, file, address), class_="file")


def _preview(reader: Reader, file: File, address: str) -> Child:
    kind, low = file.mimetype, file.name.lower()
    label = f"Preview of {file.name}"
    if kind in IMAGES:
        shown = el("img", src=address, alt=file.title or file.name, loading="lazy")
        return el("a", shown, href=address, target="_blank", rel="noopener", class_="thumb")
    if kind == "text/html":
        return _folded("Preview", el("iframe", data_src=address, title=label, sandbox="", class_="page"))
    if kind == "application/pdf":
        return _folded("Preview", el("iframe", data_src=address, title=label, class_="page"))
    if low.endswith((".md", ".markdown")):
        shown = rich.markdown(_text(file))
        return _folded("Preview", el("div", shown, class_="scrolls", tabindex=0, role="region", aria_label=label))
    if kind.startswith("text/") or low.endswith(_WORDS):
        return el("pre", _text(file), class_="snippet", tabindex=0, aria_label=label)
    return None


def _folded(words: str, inside: Markup) -> Markup:
    return el("details", el("summary", words), inside, class_="preview")


def _text(file: File) -> str:
    shown = file.content[:_HEAD].decode("utf-8", "replace")
    return shown + ("\n…" if len(file.content) > _HEAD else "")
