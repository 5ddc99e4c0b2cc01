"""Sharing a document in the room. It does not build the document."""

from __future__ import annotations

from bot.comms.exports import presets
from bot.comms.exports.extra import missing
from bot.comms.locale import Translator
from bot.comms.passage import told
from bot.comms.steps.desk import Desk, number_of, room_of
from bot.comms.steps.posting import since
from bot.warroom.events import Preset
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def share(desk: Desk, step: Step) -> Outcome:
    """`file.share` {what, format, name, preset}: a file in the room, once. A file carries no metadata, so its name is
    looked for.
    """
    state = await desk.incident(step)
    room = room_of(state)
    name, what, form = step.payload["name"], step.payload["what"], step.payload["format"]
    if step.doubtful and await desk.gateway.find_file(room.channel, name, since(step)):
        return Outcome(note="found")
    if missing(form):
        return Outcome(status="skipped", note="the extra posko[documents] is not installed")
    preset: Preset = step.payload.get("preset", "full")
    content, secrets = await desk.documents.counted(number_of(step), what, form, preset)
    said = " ".join(
        part for part in (explained(what, form, preset, state.reference, desk.t), told(secrets, desk.t)) if part
    )
    comment = desk.t.gettext("🎓 DRILL · {comment}").format(comment=said) if state.drill else said
    alt = await desk.documents.summary(number_of(step)) if what == "picture" else ""
    await desk.gateway.upload_file(room.channel, name, name, content, comment, alt)
    return Outcome()


def explained(what: str, form: str, preset: Preset, reference: str, t: Translator) -> str:
    """What the file is and what to do with it, in a sentence."""
    if what.startswith("vendor:"):
        said = t.gettext("📎 Evidence for a partner, from {reference}: only what concerns it. Read it before sending.")
        return said.format(reference=reference)
    if preset != "full":
        said = t.gettext("🧾 {what} of {reference}. {left_out} Read it before you pass it on.")
        title = presets.title(preset, t)
        return said.format(what=title[0].upper() + title[1:], reference=reference, left_out=presets.left_out(preset, t))
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
        ("timeline", "pdf"): t.gettext("🧾 The whole timeline of {reference} as pages, to print or pass on."),
        ("timeline", "docx"): t.gettext("🧾 The whole timeline of {reference} as a document, to edit in Word."),
        ("timeline", "xlsx"): t.gettext("🧾 The whole timeline of {reference} as a workbook: filter and sort it."),
        ("picture", "png"): t.gettext("🗺️ The course of {reference} at a glance."),
        ("timeline", "csv"): t.gettext("🧾 The whole timeline of {reference} as a table: open it in a spreadsheet."),
        ("meeting", "ics"): t.gettext(
            "📅 The review meeting of {reference} for your calendar: open the file; a moved meeting moves there too."
        ),
        ("timeline", "json"): t.gettext(
            "🧾 The whole record of {reference} with its hashes: keep it, and prove it whole with `posko verify`."
        ),
    }
    found = words.get((what, form)) or t.gettext("📎 A file of {reference}: download it to read it.")
    return found.format(reference=reference)
