"""The place to type in a room or a thread, or why one cannot.

Must not send anything.
"""

from markupsafe import Markup

from bot.sandbox.model import Channel
from bot.sandbox.page.markup import el
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader


def composer(reader: Reader, room: Channel, thread: str | None = None) -> Piece:
    """The place to type, or why one cannot."""
    key = "thread-composer" if thread else "composer"
    sign = (room.id, thread, reader.inside(room), room.is_archived, reader.title_of(room))
    return Piece(key, sign, lambda: _composer(reader, room, thread))


def _composer(reader: Reader, room: Channel, thread: str | None) -> Markup:
    title = reader.title_of(room)
    if room.is_archived:
        again = button("Unarchive", "unarchive")
        return el("div", f"#{title} is archived. ", again, class_="closed", data_room=room.id)
    if not reader.inside(room):
        words = ["You are looking at ", el("b", f"#{title}"), " from outside. ", button("Join", "join")]
        return el("div", words, class_="closed", data_room=room.id)
    to = f"#{title}" if room.kind in ("channel", "group") else title
    hint = "Reply…" if thread else f"Message {to}"
    offers = el("div", class_="choices completion", hidden=True, role="listbox", aria_label="Suggestions")
    box = el("textarea", rows=1, name="text", placeholder=hint, aria_label=hint, autocomplete="off", spellcheck="true")
    return el("form", offers, box, _below(to, thread), class_="composer", data_room=room.id, data_thread=thread)


def _below(to: str, thread: str | None) -> Markup:
    """Files, shortcuts, and the button, under the words."""
    files = el("input", type="file", multiple=True, class_="hidden", aria_label="Attach files")
    label = "Shortcuts and commands"
    menu = button("⚡", "shortcuts", title=label, aria_label=label)
    also = el("label", el("input", type="checkbox", name="broadcast"), el("span", f"Also send to {to}"), class_="tick")
    keys = "Enter sends, Shift+Enter starts a line, ↑ edits your last message"
    return el(
        "div",
        el("label", "📎", files, class_="button small attach", title="Attach files"),
        None if thread else menu,
        el("span", class_="chosen-files note"),
        also if thread else el("span", keys, class_="note hint"),
        el("button", "Send", class_="button primary small", type="submit"),
        class_="row",
    )


def button(words: str, do: str, **more: str) -> Markup:
    """A small button that does something with the place it stands in."""
    return el("button", words, type="button", class_="button small", data_do=do, **more)
