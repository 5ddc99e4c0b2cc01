"""What a person is told before and after words are erased: what goes, from where, and where it is out of reach."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.describe import describe
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.erasing.deciding import Erasure
from bot.warroom.erasing.outside import Outside
from bot.warroom.operations.engine import Performed
from bot.warroom.timeline import Entry

SHOWN, MOST_LINKS = 500, 10


def sure(scene: Scene, command: EraseContent, made: Erasure, shown: Sequence[Entry]) -> Message:
    """What erasing does, and the button that does it."""
    t = scene.t
    asks = fill(
        t.gettext("Erase the words “{words}” from {reference}, for good?")
        if command.words
        else t.gettext("Erase what entry {entry} of {reference} says, for good?"),
        words=render.line(command.words, SHOWN),
        entry=command.entry,
        reference=scene.reference,
    )
    said = [render.quoted(render.line(_told(scene, entry), SHOWN)) for entry in shown]
    seqs = [str(part.entry) for part in made.event.parts]
    places = fill(t.gettext("It goes from these entries: {entries}."), entries=t.listing(seqs))
    kept = t.gettext("That something was said, when and by whom stays, with your reason. This cannot be undone.")
    carried = value(scene.state.number, task=command.entry, name=command.reason.strip(), words=command.words)
    button = kit.button(t.gettext("Erase for good"), Action.CONTENT_ERASE, carried, style="danger")
    whole = render.lines(asks, *said, places, *_outside(scene, made.outside), fill(kept))
    return scene.message(asks, *kit.sections(whole), kit.actions(button))


def _told(scene: Scene, entry: Entry) -> str:
    return describe(entry, scene.t, scene.policy.timezone, scene.policy)


def erased(scene: Scene, performed: Performed, left: Outside) -> Message:
    """What was erased, and what whoever asked must see to by themselves."""
    t = scene.t
    entry = performed.entries[0]
    done = fill("{said} (#{seq}).", said=render.line(_told(scene, entry), SHOWN), seq=entry.seq)
    files = t.gettext("Files made before still hold it: exports, reviews, backups. The record proves itself as before.")
    whole = render.lines(done, *_outside(scene, left), fill(files))
    return scene.message(done, *kit.sections(whole))


def _outside(scene: Scene, left: Outside) -> list[Markup]:
    """Where the words stay until somebody sees to it."""
    t = scene.t
    found: list[Markup] = []
    if left.links:
        named = [render.link(url, t.gettext("message {n}").format(n=n)) for n, url in enumerate(left.links, 1)]
        words = t.gettext("Slack keeps what was said there: delete {messages} there too.")
        found.append(fill(words, messages=render.join(", ", named[:MOST_LINKS])))
    if left.updates:
        numbers = t.listing([str(number) for number in left.updates])
        words = t.gettext(
            "Sent with these words: update {updates}. What I wrote in Slack is rewritten; mails, and pages elsewhere, "
            "stay. To tell it otherwise: `{command} correct`"
        )
        found.append(fill(words, updates=numbers, command=scene.command))
    if left.named and scene.state.room:
        words = t.gettext("Room names are made of titles: look whether {room} must be renamed in Slack.")
        found.append(fill(words, room=scene.room))
    return found
