"""Sharing a document in the room. It does not build the document."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, number_of, room_of
from bot.comms.steps.posting import since
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def share(desk: Desk, step: Step) -> Outcome:
    """`file.share` {what, format, name, comment}: a file in the room, once. A file carries no metadata: its name is
    looked for instead.
    """
    room = room_of(await desk.incident(step))
    name = step.payload["name"]
    if step.doubtful and await desk.gateway.find_file(room.channel, name, since(step)):
        return Outcome(note="found")
    content = await desk.documents.build(number_of(step), step.payload["what"], step.payload["format"])
    await desk.gateway.upload_file(room.channel, name, name, content, step.payload.get("comment") or "")
    return Outcome()
