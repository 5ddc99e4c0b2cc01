"""What a person is told about linked incidents; see `answers`. A private one is named only to whoever may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.links import children_rows
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.links import linked_as, other_name, relation_name
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import commands_links as cl
from bot.warroom import events as e
from bot.warroom.errors import Refusal
from bot.warroom.incident import Incident
from bot.warroom.links import Link
from bot.warroom.operations.engine import Performed
from bot.warroom.operations.linking import Cascade

REASON_IN_BUTTON = 200


def linked(scene: Scene, command: cl.LinkIncident, _performed: Performed) -> Markup:
    """On both records."""
    other = render.bold(f"{scene.policy.prefix}-{command.other}")
    said = fill(linked_as(command.relation, scene.t) + ".", other=other)
    back = scene.t.gettext("It stands on both records. To take it back: `{command} unlink {other}`")
    return render.lines(said, fill(back, command=scene.command, other=f"{scene.policy.prefix}-{command.other}"))


def unlinked(scene: Scene, command: cl.UnlinkIncident, _performed: Performed) -> Markup:
    """Off both cards; the timelines keep that it was there."""
    words = scene.t.gettext("The link between {reference} and {other} is taken back, on both records.")
    return fill(words, reference=scene.reference, other=render.bold(f"{scene.policy.prefix}-{command.other}"))


def merged(scene: Scene, _command: cl.MergeDuplicate, performed: Performed) -> Markup:
    """It ends here and goes on there."""
    link = next((entry.event for entry in performed.entries if isinstance(entry.event, e.IncidentLinked)), None)
    if link is None:
        return Markup("")
    said = scene.t.gettext("{reference} is cancelled as a duplicate; its timeline is kept.")
    there = render.channel_link(link.channel) if link.channel else render.escape(other_name(link.reference, scene.t))
    return render.lines(
        fill(said, reference=scene.reference),
        fill(scene.t.gettext("👉 *Next:* go on in {room}; the people of this room are invited there."), room=there),
    )


def sure(scene: Scene, other: Incident, reason: str) -> Message:
    """What merging does, and the button that does it."""
    t = scene.t
    asks = fill(
        t.gettext("Is {reference} the same as {other} “{title}”, declared twice?"),
        reference=scene.reference,
        other=render.bold(other.reference),
        title=render.line(other.title, TITLE),
    )
    what = fill(
        t.gettext(
            "Then {reference} is cancelled, its audiences hear it, its people are invited there, and its room is "
            "archived in {wait}. Its timeline is kept. This cannot be undone."
        ),
        reference=scene.reference,
        wait=t.duration(scene.policy.room.archive_duplicate_after),
    )
    carried = value(scene.state.number, other=other.number, name=reason[:REASON_IN_BUTTON])
    label = t.gettext("Merge into {other}").format(other=other.reference)
    button = kit.button(label, Action.DUPLICATE_MERGE, carried, style="danger")
    return scene.message(asks, kit.section(render.lines(asks, what)), kit.actions(button))


def links(scene: Scene, known: Mapping[str, Incident]) -> Message:
    """Everything that is linked, and how to link more."""
    t = scene.t
    lines = [_line(scene, link, known.get(link.key)) for link in scene.state.links]
    title = fill(t.gettext("*Linked to {reference}*"), reference=scene.state.reference)
    none = fill(t.gettext("Nothing is linked to {reference}."), reference=scene.reference)
    form = fill(
        t.gettext("To link another: `{command} link parent|child|related MI-7 [reason]`"), command=scene.command
    )
    return scene.message(render.lines(title if lines else none, *lines, form))


def _line(scene: Scene, link: Link, other: Incident | None) -> Markup:
    relation = relation_name(link.relation, scene.t)
    if other is None:
        return fill("• {relation}: {other}", relation=relation, other=other_name(link.reference, scene.t))
    there = Scene(other, scene.policy, scene.t, scene.command)
    room = there.room if other.room else ""
    named = render.join(" · ", [there.reference, render.line(other.title, TITLE), there.phase, room])
    return fill("• {relation}: {other}", relation=relation, other=named)


def with_children(scene: Scene, answer: Message, children: Sequence[Incident]) -> Message:
    """The answer to resolving, with the offer to resolve the children too."""
    rows = children_rows(scene, children)
    return Message(text=answer.text, blocks=(*answer.blocks, *rows)) if rows else answer


def cascaded(scene: Scene, done: Cascade, words: Callable[[Refusal], Markup]) -> Message:
    """Which children are resolved now, and why others are not."""
    t = scene.t
    names = ", ".join(child.reference for child in done.resolved)
    said = fill(t.gettext("Resolved too: {children}"), children=names) if names else ""
    left = [fill("• {child}: {why}", child=child.reference, why=words(refusal)) for child, refusal in done.refused]
    heading = fill(t.gettext("Not resolved:")) if left else ""
    nothing = (
        "" if names or left else fill(t.gettext("No child of {reference} is open any more."), reference=scene.reference)
    )
    return scene.message(render.lines(said, nothing, heading, *left))
