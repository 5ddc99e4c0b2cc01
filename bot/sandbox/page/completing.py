"""What the composer offers while somebody types: commands, people, channels, emoji.

Must not send anything.
"""

from bot.sandbox.page import emoji
from bot.sandbox.page.acts import BUILT_IN
from bot.sandbox.page.reader import Reader

MOST = 8
Offer = dict[str, str]


def offers(reader: Reader, typed: str) -> list[Offer]:
    """Offers for the word being typed: `insert` replaces it, `shown` and `more` describe it."""
    kind, rest = typed[:1], typed[1:].lower()
    make = {"/": _commands, "@": _people, "#": _rooms, ":": _emoji}.get(kind)
    found = make(reader, rest) if make else []
    return found[:MOST]


def _commands(reader: Reader, rest: str) -> list[Offer]:
    apps = [it.app for it in reader.core.installed.values()]
    own = [_offer(f"{name} ", name, app.name) for app in apps for name in sorted(app.commands)]
    all_of_them = [*own, *(_offer(f"{name} ", name, more) for name, more in BUILT_IN.items())]
    return [it for it in all_of_them if it["shown"][1:].startswith(rest)]


def _offer(insert: str, shown: str, more: str = "", sign: str = "") -> Offer:
    return {"insert": insert, "shown": shown, "more": more, "sign": sign}


def _people(reader: Reader, rest: str) -> list[Offer]:
    users = [it for it in reader.ws.users.values() if not it.deleted]
    people = [
        _offer(f"@{it.handle} ", f"@{it.handle}", it.real_name, "●")
        for it in users
        if _fits(rest, it.handle, it.real_name)
    ]
    groups = [it for it in reader.ws.groups.values() if _fits(rest, it.handle, it.name)]
    crowds = [it for it in ("here", "channel", "everyone") if rest and it.startswith(rest)]
    return [
        *people,
        *(_offer(f"@{it.handle} ", f"@{it.handle}", f"{it.name} (group)", "◉") for it in groups),
        *(_offer(f"@{it} ", f"@{it}", "notify everybody", "◉") for it in crowds),
    ]


def _fits(rest: str, *names: str) -> bool:
    return any(part.startswith(rest) for name in names for part in [name.lower(), *name.lower().split()])


def _rooms(reader: Reader, rest: str) -> list[Offer]:
    rooms = [it for it in reader.ws.channels.values() if it.kind in ("channel", "group") and reader.sees(it)]
    starts = sorted((it for it in rooms if rest in it.name), key=lambda it: (not it.name.startswith(rest), it.name))
    return [_offer(f"#{it.name} ", f"#{it.name}", it.topic["value"][:60], "#") for it in starts]


def _emoji(_: Reader, rest: str) -> list[Offer]:
    if len(rest) < 2:
        return []
    return [_offer(f":{name}: ", f":{name}:", "", sign) for name, sign in emoji.search(rest, MOST)]
