"""The panels beside a room: members, pins, about.

Must not change anything.
"""

from markupsafe import Markup

from bot.sandbox.model import Bookmark, Channel
from bot.sandbox.page import messages, mrkdwn
from bot.sandbox.page.composer import button
from bot.sandbox.page.markup import Child, el
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader


def panel(reader: Reader, room: Channel, which: str) -> Piece | None:
    """What stands at the side when no thread does: members, pins, or about."""
    make = {"members": _members, "pins": _pins, "about": _about}.get(which)
    if make is None:
        return None
    title = {"members": "Members", "pins": "Pinned", "about": "About"}[which]
    sign = (
        which,
        room.id,
        tuple(room.members),
        tuple(room.pins),
        room.topic["value"],
        room.purpose["value"],
        room.name,
        room.is_archived,
        tuple((it.id, it.title, it.link) for it in room.bookmarks.values()),
    )
    return Piece("side", sign, lambda: side(title, el("div", make(reader, room), class_="panel", data_room=room.id)))


def side(title: str, inside: Child) -> Markup:
    close = el("button", "✕", type="button", class_="button small", data_do="unside", aria_label="Close the side panel")
    body = el("div", inside, class_="side-body", tabindex=0, role="region", aria_label=title)
    return el("div", el("h2", title), close, class_="side-head") + body


def _members(reader: Reader, room: Channel) -> Child:
    people = [reader.ws.users[it] for it in room.members if it in reader.ws.users]
    rows = [
        el(
            "li",
            messages.tile(it.real_name, it.id, is_bot=it.is_bot),
            el(
                "span",
                named(it.real_name or it.handle, "b"),
                el("small", f"@{it.handle}" + (f" · {it.title}" if it.title else "")),
                class_="who",
            ),
            None if it.id == reader.id else button("Message", "direct", data_handle=it.handle),
            class_="member",
        )
        for it in sorted(people, key=lambda it: (it.is_bot, it.real_name.lower()))
    ]
    outside = [it for it in reader.ws.users.values() if it.id not in room.members and not it.deleted]
    options = [el("option", it.real_name or it.handle, value=it.handle) for it in outside]
    invite = el(
        "form",
        el("select", el("option", "Invite somebody…", value=""), options, name="handle", aria_label="Invite somebody"),
        el("button", "Invite", class_="button small"),
        class_="row",
        data_submit="invite",
    )
    can = reader.inside(room) and room.kind in ("channel", "group") and options
    return [invite if can else None, el("ul", rows, class_="plain")]


def _pins(reader: Reader, room: Channel) -> Child:
    found = [it for ts in reversed(room.pins) if (it := room.log.get(ts)) is not None]
    if not found:
        return el("p", "Nothing is pinned here yet. The ⋯ menu of a message pins it.", class_="note")
    return [messages.html(reader, it, in_thread=True) for it in found]


def _about(reader: Reader, room: Channel) -> Child:
    def field(label: str, name: str, value: str, most: int) -> Markup:
        box = el("input", name=name, value=value, maxlength=most, aria_label=label)
        return el(
            "form",
            el("label", label),
            el("div", box, el("button", "Save", class_="button small"), class_="row"),
            data_submit=name,
        )

    made = reader.at(room.created)
    facts = el(
        "p",
        f"Created by {reader.name_of(room.creator)} on {made:%-d %B %Y}. {len(room.log):,} messages.",
        class_="note",
    )
    if room.kind not in ("channel", "group") or not reader.inside(room):
        return facts
    shut = button("Unarchive", "unarchive") if room.is_archived else button("Archive", "archive")
    archive = None if room.is_general else shut
    forms = [
        field("Topic", "set_topic", messages.source(reader, room.topic["value"]), 250),
        field("Name", "rename", room.name, 80),
    ]
    purpose = el("p", mrkdwn.html(reader, room.purpose["value"])) if room.purpose["value"] else None
    return [facts, purpose, forms, _bookmarks(room), el("div", archive, button("Leave", "leave"), class_="row")]


def _bookmarks(room: Channel) -> Markup:
    """The links of the room's bar, each with a way out, and a form for one more."""
    rows = [_bookmark(it) for it in room.bookmarks.values()]
    boxes = [
        el("input", name="title", placeholder="Name", required=True, maxlength=150, aria_label="Name of the bookmark"),
        el("input", name="link", type="url", placeholder="https://…", required=True, aria_label="Link of the bookmark"),
    ]
    add = el("div", boxes, el("button", "Add", class_="button small"), class_="row")
    form = el("form", add, data_submit="bookmark", data_reset=True)
    return el("div", el("h3", "Bookmarks"), el("ul", rows, class_="plain") if rows else None, form, class_="marks")


def _bookmark(it: Bookmark) -> Markup:
    remove = el(
        "button",
        "Remove",
        type="button",
        class_="button small",
        data_do="unbookmark",
        data_bookmark=it.id,
        aria_label=f"Remove the bookmark {it.title}",
    )
    return el("li", named(it.title), remove, class_="row between")
