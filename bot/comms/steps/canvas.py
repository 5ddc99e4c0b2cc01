"""Writing a published review into the canvas of the incident's room, where the workspace has canvases."""

from __future__ import annotations

from bot.comms.exports.canvas import fitted
from bot.comms.steps.desk import Desk, number_of, room_of, skipped
from bot.comms.transports.slack.canvases import NoCanvas
from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.reviewing import without_canvas
from bot.warroom.ports import Step


async def write(desk: Desk, step: Step) -> Outcome:
    """`review.canvas` {seq}: the review as it is published, in the one canvas of the room.

    A room has one canvas, so an answer that was lost makes no second: it is found, and written anew, as for the next
    edition. What people made there themselves is left alone.
    """
    state, entry = await desk.entry(step)
    event = entry.event if entry else None
    if not isinstance(event, e.ReviewPublished) or event.edition < state.reviewing.edition:
        return skipped("a later edition is published")
    try:
        return await _written(desk, step, state)
    except NoCanvas as none:
        # The files and the card are out: whoever leads is told once, and nothing is wrong.
        return Outcome(status="skipped", note=none.code, owed=without_canvas(state, int(step.payload["seq"])))


async def _written(desk: Desk, step: Step, state: Incident) -> Outcome:
    room, t = room_of(state).channel, desk.t
    document = await desk.documents.build(number_of(step), "review", "md")
    more = t.gettext("_… and {n} more rows: the file in the room has them all._")
    text = fitted(document.decode(), more)
    title = t.gettext("Review of {reference}").format(reference=state.reference)
    made = await desk.gateway.create_canvas(room, title, text)
    if made:
        return Outcome(note=made)
    found = await desk.gateway.find_canvas(room)
    if found is None or await desk.gateway.made_canvas(found) != desk.me:
        return skipped("the room has a canvas that somebody else made")
    await desk.gateway.rewrite_canvas(found, text)
    return Outcome(note=found)
