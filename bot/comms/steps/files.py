"""Sharing a document in the room. It does not build the document."""

from __future__ import annotations

from bot.comms.locale import Translator
from bot.comms.steps.desk import Desk, number_of, room_of
from bot.comms.steps.posting import since
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def share(desk: Desk, step: Step) -> Outcome:
    """`file.share` {what, format, name}: a file in the room, once. A file carries no metadata: its name is looked for
    instead.
    """
    state = await desk.incident(step)
    room = room_of(state)
    name, what, form = step.payload["name"], step.payload["what"], step.payload["format"]
    if step.doubtful and await desk.gateway.find_file(room.channel, name, since(step)):
        return Outcome(note="found")
    content = await desk.documents.build(number_of(step), what, form)
    said = explained(what, form, state.reference, desk.t)
    comment = desk.t.gettext("🎓 DRILL · {comment}").format(comment=said) if state.drill else said
    await desk.gateway.upload_file(room.channel, name, name, content, comment)
    return Outcome()


def explained(what: str, form: str, reference: str, t: Translator) -> str:
    """What the file is and what to do with it, in a sentence."""
    words = {
        ("review", "md"): t.gettext(
            "📝 The review draft of {reference}: add what the section “What is still missing” asks for, "
            "then type `/incident review` for a fresh one."
        ),
        ("review", "html"): t.gettext(
            "📝 The same review draft of {reference} as a page: download it and open it in a browser."
        ),
        ("timeline", "md"): t.gettext(
            "🧾 The whole timeline of {reference} to read: download it, or paste it into a wiki."
        ),
        ("timeline", "csv"): t.gettext("🧾 The whole timeline of {reference} as a table: open it in a spreadsheet."),
        ("timeline", "json"): t.gettext(
            "🧾 The whole record of {reference} with its hashes: keep it, and prove it whole with `posko verify`."
        ),
    }
    found = words.get((what, form)) or t.gettext("📎 A file of {reference}: download it to read it.")
    return found.format(reference=reference)
