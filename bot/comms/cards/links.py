"""Messages about linked incidents, and the card's line about them. A private one is only called that."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, TITLE, Scene
from bot.comms.links import linked_as, other_name, relation_name
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.links import Link
from bot.warroom.timeline import Entry

MOST_LINKS, MOST_CHILDREN = 6, 10


def linked(scene: Scene, event: e.IncidentLinked, entry: Entry) -> Message:
    """What another incident is to this one; of a duplicate, where it goes on."""
    link = Link.model_validate(event.model_dump(include=set(Link.model_fields)))
    said = fill("🔗 {words}", words=fill(linked_as(event.relation, scene.t) + ".", other=_other(scene, link)))
    reason = render.quoted(render.words(event.reason, REMARK)) if event.reason.strip() else ""
    lines = render.lines(said, reason, _goes_on(scene, event))
    by = fill(scene.t.gettext("By {name}"), name=scene.name(entry.actor))
    return scene.message(said, kit.section(lines), kit.context(by))


def _goes_on(scene: Scene, event: e.IncidentLinked) -> Markup:
    if event.relation != "duplicate_of":
        return Markup("")
    wait = scene.t.duration(scene.policy.room.archive_duplicate_after)
    kept = fill(scene.t.gettext("This room is archived in {wait}; its timeline is kept."), wait=wait)
    if not event.channel:
        return kept
    there = fill(scene.t.gettext("👉 Go on in {room}."), room=render.channel_link(event.channel))
    return render.lines(there, kept)


def unlinked(scene: Scene, event: e.IncidentUnlinked, entry: Entry) -> Message:
    """They have nothing to do with each other."""
    words = scene.t.gettext("🔗 {name} took the link to {other} back.")
    return scene.message(fill(words, name=scene.name(entry.actor), other=other_name(event.reference, scene.t)))


def links_line(scene: Scene) -> Markup:
    """`*Linked:* parent MI-7 “Title” · child MI-9`, or nothing."""
    links = scene.state.links
    if not links:
        return Markup("")
    each = [_short(scene, link) for link in links[:MOST_LINKS]]
    more = [scene.t.gettext("and {n} more").format(n=len(links) - MOST_LINKS)] if len(links) > MOST_LINKS else []
    return fill(scene.t.gettext("*Linked:* {links}"), links=render.join(" · ", [*each, *more]))


def _short(scene: Scene, link: Link) -> Markup:
    relation = render.escape(relation_name(link.relation, scene.t))
    return render.join(" ", [relation, _other(scene, link)])


def _other(scene: Scene, link: Link) -> Markup:
    named = render.bold(other_name(link.reference, scene.t))
    title = fill("“{title}”", title=render.line(link.title, TITLE)) if link.title else ""
    room = render.channel_link(link.channel) if link.channel else ""
    return render.join(" ", [named, title, room])


def children_rows(scene: Scene, children: Sequence[Incident]) -> list[kit.Block]:
    """After a parent is resolved: its open children, and one button that resolves them too, once confirmed."""
    if not children:
        return []
    t, n = scene.t, len(children)
    asks = fill(t.ngettext("{n} child is still open:", "{n} children are still open:", n), n=n)
    named = [fill("• {line}", line=_child(child)) for child in children[:MOST_CHILDREN]]
    more = fill(t.gettext("… and {n} more"), n=n - MOST_CHILDREN) if n > MOST_CHILDREN else ""
    label = t.ngettext("Resolve it too…", "Resolve all {n} too…", n).format(n=n)
    listed = ", ".join(child.reference for child in children[:MOST_CHILDREN])
    text = t.gettext("They are resolved with the same words, each only where you may: {children}")
    sure = kit.confirm(
        t.gettext("Resolve the children?"), text.format(children=listed), t.gettext("Resolve"), t.gettext("No"),
    )  # fmt: skip
    button = kit.button(label, Action.CHILDREN_RESOLVE, value(scene.state.number), confirm=sure)
    return [kit.section(render.lines(asks, *named, more)), kit.actions(button)]


def _child(child: Incident) -> Markup:
    room = render.channel_link(child.room.channel) if child.room else ""
    return render.join(" ", [render.bold(child.reference), render.line(child.title, TITLE), room])
