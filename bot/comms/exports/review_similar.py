"""The part of a review about similar incidents of the past: public ones only, for all who read it."""

from __future__ import annotations

from bot.comms.exports.blocks import Cell, Section, Table
from bot.comms.exports.wording import Wording, readable
from bot.warroom.past import Past
from bot.warroom.review import ReviewDraft


def similar(draft: ReviewDraft, wording: Wording) -> tuple[Section, ...]:
    """Each with what it has in common, what solved it and what helped until then; nothing where there is none."""
    t = wording.t
    if not draft.similar:
        return ()
    columns = (t.gettext("Incident"), t.gettext("Title"), t.gettext("In common"), t.gettext("Solved by"),
               t.gettext("Workaround"))  # fmt: skip
    rows = tuple(
        (
            Cell(past.reference, strong=True),
            Cell(readable(past.title, wording.people)),
            Cell(_common(past, wording) or "—"),
            Cell(readable(past.resolution, wording.people) or "—"),
            Cell(readable(past.workaround, wording.people) or "—"),
        )
        for past in draft.similar
    )
    return (Section("similar", t.gettext("Similar incidents"), (Table(columns, rows, ""),)),)


def _common(past: Past, wording: Wording) -> str:
    t = wording.t
    service = t.gettext("same service: {names}").format(names=", ".join(past.services)) if past.services else ""
    words = t.ngettext("{n} shared word: {words}", "{n} shared words: {words}", len(past.shared))
    said = words.format(n=len(past.shared), words=", ".join(past.shared)) if past.shared else ""
    return "; ".join(part for part in (service, said) if part)
