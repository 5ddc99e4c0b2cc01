"""The left side: home tabs, channels, direct messages, other channels, and who one acts as.

Must not know what stands in the middle.
"""

from markupsafe import Markup

from bot.sandbox.apps import App
from bot.sandbox.model import Channel, User
from bot.sandbox.page.marks import ReadMarks
from bot.sandbox.page.markup import Child, el
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.messages import tile
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader

Lists = dict[str, list[Piece]]


def lists(reader: Reader, marks: ReadMarks) -> Lists:
    """The rooms in their three lists, and the home tabs."""
    rooms = [room for room in reader.ws.channels.values() if reader.sees(room)]
    named_rooms = sorted((it for it in rooms if it.kind in ("channel", "group")), key=lambda it: it.name)
    live = [it for it in named_rooms if not it.is_archived]
    direct = [it for it in rooms if it.kind in ("im", "mpim") and (len(it.log) or _with_app(reader, it))]
    apps = [it.app for it in reader.core.installed.values() if it.app.home_tab]
    others = [*(it for it in live if not reader.inside(it)), *(it for it in named_rooms if it.is_archived)]
    return {
        "homes": [_home(reader, app) for app in apps],
        "rooms": [_room(reader, marks, it) for it in live if reader.inside(it)],
        "directs": [_room(reader, marks, it) for it in sorted(direct, key=lambda it: reader.title_of(it).lower())],
        "others": [_room(reader, None, it) for it in others],
    }


def _with_app(reader: Reader, room: Channel) -> bool:
    return any(reader.ws.users[member].is_bot for member in room.members)


def _home(reader: Reader, app: App) -> Piece:
    place = f"home-{app.id}"
    return Piece(place, app.name, lambda: _entry(reader, place, "⌂", named(f"{app.name} home"), (0, 0)))


def _room(reader: Reader, marks: ReadMarks | None, room: Channel) -> Piece:
    unread = marks.unread(reader, room) if marks else (0, 0)
    title = reader.title_of(room)
    return Piece(
        room.id, (title, unread, room.is_archived), lambda: _entry(reader, room.id, _sign(room), named(title), unread)
    )


def _sign(room: Channel) -> str:
    if room.is_archived:
        return "▤"
    return {"channel": "#", "group": "🔒", "im": "●", "mpim": "◉"}[room.kind]


def _entry(reader: Reader, place: str, sign: str, title: Child, unread: tuple[int, int]) -> Markup:
    count, called = unread
    mentions = el("span", " mention" if called == 1 else " mentions", class_="hidden")
    badge = el("span", str(called), mentions, class_="badge called") if called else None
    news = el("span", "unread", class_="hidden") if count and not called else None
    link = el(
        "a",
        el("span", sign, class_="sign", aria_hidden="true"),
        el("span", title, class_="title"),
        badge,
        news,
        href=reader.path(place),
        data_place=place,
        class_="room unread" if count else "room",
        tabindex="-1",
    )
    return el("li", link, data_key=place)


def people(reader: Reader, place: str) -> Markup:
    """Everybody to act as, each one link away."""
    everybody = [it for it in reader.ws.users.values() if not it.is_bot and not it.deleted]
    return el("div", [_person(reader, it, place) for it in everybody], class_="choices people")


def _person(reader: Reader, user: User, place: str) -> Markup:
    target = Reader(reader.core, user).path(*([place] if place in reader.ws.channels else []))
    me = user.id == reader.id
    return el(
        "a",
        tile(user.real_name, user.id),
        el("span", named(user.real_name, "b"), el("small", user.title or f"@{user.handle}"), class_="who"),
        href=target,
        data_person=user.handle,
        aria_current="true" if me else None,
        class_="person",
    )
