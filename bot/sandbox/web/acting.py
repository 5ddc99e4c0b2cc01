"""People over HTTP: the acts of `people.person` by name, and what comes back as JSON.

Must not allow an act that a Person does not have.
"""

from typing import Any

from bot.sandbox import render, views
from bot.sandbox.core import Core
from bot.sandbox.errors import SandboxError
from bot.sandbox.model import Channel, Message
from bot.sandbox.people.person import Person
from bot.sandbox.people.replies import Reply, Submission
from bot.sandbox.views import View

ACTS = frozenset(
    {
        "archive",
        "bookmark",
        "click",
        "close",
        "command",
        "create_channel",
        "delete",
        "edit",
        "fill",
        "invite",
        "join",
        "leave",
        "message_shortcut",
        "open_home",
        "pin",
        "react",
        "rename",
        "say",
        "set_topic",
        "shortcut",
        "submit",
        "unarchive",
        "unbookmark",
        "unpin",
        "unreact",
    }
)


async def act(core: Core, handle: str, name: str, given: dict[str, Any]) -> Any:
    """Lets a person do something; the keys of `given` are the arguments of the Person's method."""
    if name not in ACTS:
        raise SandboxError(f"nobody can {name}; there is {', '.join(sorted(ACTS))}")
    who = person(core, handle)
    listed = given.pop("handles", ()) if name == "invite" else ()
    where = (given.pop("where"),) if listed else ()
    done = await getattr(who, name)(*where, *listed, **given)
    return shown(core, done)


def person(core: Core, handle: str) -> Person:
    return Person(core, core.installation(), core.ws.user(handle))


def seen_by(core: Core, handle: str) -> dict[str, Any]:
    """What one person sees besides the rooms: ephemerals, direct messages, modals, home tab."""
    who = person(core, handle)
    return {
        "id": who.id,
        "rooms": [room.name or room.id for room in who.channels()],
        "ephemerals": [shown(core, it) for it in who.ephemerals()],
        "dms": [shown(core, it) for it in who.dms()],
        "views": [shown(core, it) for it in who.views()],
        "home": shown(core, who.home),
    }


def shown(core: Core, it: Any) -> Any:
    """A result as JSON."""
    match it:
        case Message():
            return render.message(core.ws, it) | {"channel": it.channel}
        case View():
            return views.render(core.ws, it, core.installation(it.app_id).app.bot_id) | {"errors": it.errors}
        case Channel():
            return render.channel(core.ws, it)
        case Reply():
            answers = [shown(core, each) for each in it.answers]
            return {"payload": it.payload, "trigger_id": it.trigger_id, "answers": answers}
        case Submission():
            return {"payload": it.payload, "action": it.action, "errors": it.errors}
        case _:
            return it
