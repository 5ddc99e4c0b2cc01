"""What one window shows: the sidebar always, then a room, a home tab, or the page for trouble.

Builds the scene anew from the workspace at each change; `pieces` finds what is new in it. Must not
change the workspace.
"""

from dataclasses import dataclass, field

from markupsafe import Markup

from bot.sandbox.model import Channel
from bot.sandbox.page import composer, panels, room, sidebar, story, trouble, views
from bot.sandbox.page.log import Filter, Log
from bot.sandbox.page.marks import ReadMarks
from bot.sandbox.page.markup import el
from bot.sandbox.page.pieces import Piece, Scene
from bot.sandbox.page.reader import Reader

PAGE = 100
MOST = 2_000


@dataclass
class Watch:
    """What somebody looks at in one window."""

    place: str = ""
    thread: str | None = None
    panel: str | None = None
    count: int = PAGE
    since: int = 0
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True)
class Stage:
    """What all windows of one sandbox share."""

    marks: ReadMarks
    log: Log


def scene(reader: Reader, stage: Stage, watch: Watch) -> Scene:
    """Everything the window shows now."""
    made = Scene(lists=dict(sidebar.lists(reader, stage.marks)))
    here = reader.ws.channels.get(watch.place)
    if watch.place == "trouble":
        trouble.fill(made, reader, stage.log, watch.filter)
    elif watch.place.startswith("home-"):
        _fill_home(made, reader, watch.place.removeprefix("home-"))
    elif here is not None and reader.sees(here):
        _fill_room(made, reader, here, watch)
    else:
        made.slots.append(Piece("main", "lost", _lost))
    _fill_story(made, reader, watch)
    made.slots.append(views.modal(reader))
    return made


def _fill_story(made: Scene, reader: Reader, watch: Watch) -> None:
    """The bar on every page; its panel wherever somebody looks at it."""
    made.slots += story.pieces(reader)
    panel = story.panel(reader) if watch.panel == story.PANEL and not watch.thread else None
    if panel:
        made.slots = [*(it for it in made.slots if it.key != "side"), panel]


def first_place(reader: Reader) -> str:
    """The room to begin in: #general, or the first one."""
    rooms = [it for it in reader.ws.rooms_of(reader.id) if it.kind in ("channel", "group") and not it.is_archived]
    general = next((it for it in rooms if it.is_general), None)
    found = general or (rooms[0] if rooms else None)
    return found.id if found else "trouble"


def _lost() -> Markup:
    inside = [
        el("h1", "Nothing here"),
        el("p", "This place is not there, or you are not in it. Choose another at the side."),
    ]
    return el("div", inside, class_="lost", data_title="Nothing here")


def _fill_home(made: Scene, reader: Reader, app_id: str) -> None:
    installed = reader.core.installed.get(app_id)
    if installed is None:
        made.slots.append(Piece("main", "lost", _lost))
        return
    app = installed.app

    def frame() -> Markup:
        head = el("div", el("h1", "⌂ ", app.name), el("div", "App home", class_="topic"), class_="head")
        return head + el(
            "div", data_slot="home", class_="scroll home", tabindex=0, role="region", aria_label=f"{app.name} home"
        )

    made.slots += [
        Piece("main", f"home-{app_id}", frame),
        views.home(reader, app_id),
        Piece("side", None, lambda: Markup("")),
    ]


def _fill_room(made: Scene, reader: Reader, here: Channel, watch: Watch) -> None:
    found, more = room.listed(reader, here, watch.count, watch.since)
    made.lists["messages"] = found
    made.slots += [
        Piece("main", here.id, lambda: _room_frame(reader, here)),
        room.head(reader, here),
        room.bookmarks(reader, here),
        Piece("older", more, lambda: _older(more, here)),
        composer.composer(reader, here),
    ]
    _fill_side(made, reader, here, watch)


def _older(more: bool, here: Channel) -> Markup:
    if more:
        return el("button", "Show older messages", type="button", class_="button small", data_do="older")
    return el(
        "p",
        "This is the very beginning of ",
        el("b", f"#{here.name}" if here.name else "this conversation"),
        ".",
        class_="note",
    )


def _room_frame(reader: Reader, here: Channel) -> Markup:
    log = el(
        "div",
        data_list="messages",
        class_="messages",
        role="log",
        aria_live="off",
        aria_label=f"Messages in {reader.title_of(here)}",
    )
    parts = [
        el("div", data_slot="head"),
        el("div", data_slot="bookmarks"),
        el(
            "div",
            el("div", data_slot="older", class_="older"),
            log,
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label="Conversation",
        ),
        el("div", data_slot="composer", class_="composer-place"),
    ]
    return el("div", parts, class_="room-frame", data_room=here.id)


def _fill_side(made: Scene, reader: Reader, here: Channel, watch: Watch) -> None:
    replies = room.thread(reader, here, watch.thread) if watch.thread else None
    if replies is not None and watch.thread:
        made.slots += [
            Piece("side", ("thread", watch.thread), _thread_frame),
            composer.composer(reader, here, watch.thread),
        ]
        made.lists["thread"] = replies
        return
    panel = panels.panel(reader, here, watch.panel) if watch.panel else None
    made.slots.append(panel or Piece("side", None, lambda: Markup("")))


def _thread_frame() -> Markup:
    log = el("div", data_list="thread", class_="messages", role="log", aria_live="off", aria_label="Thread")
    return panels.side("Thread", log) + el("div", data_slot="thread-composer", class_="composer-place")
