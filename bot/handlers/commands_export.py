"""`/incident export`: the format and for whom, in either order; both may be left out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.exports import PRESETS
from bot.comms.exports.extra import LibraryMissing, missing
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import BadFormat
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom.errors import EmptyText

FORMATS = ("md", "csv", "xlsx", "json", "html", "pdf", "docx", "png")
ALSO: Mapping[str, str] = {
    "markdown": "md",
    "excel": "xlsx",
    "xls": "xlsx",
    "htm": "html",
    "web": "html",
    "word": "docx",
    "doc": "docx",
    "picture": "png",
    "gambar": "png",
    "image": "png",
    "customers": "customer",
    "pelanggan": "customer",
    "regulators": "regulator",
    "all": "full",
    "key": "review",
}
NOISE = frozenset({"as", "for", "preset", "the", "sebagai", "untuk"})


async def export(clerk: Clerk, visit: Visit, line: Line) -> None:
    """Put the file into the room. Raises BadFormat, and LibraryMissing before anything is recorded."""
    found = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    if word.casefold() == "vendor" and not rest:
        raise EmptyText(form="`/incident export vendor <name>`")
    if word.casefold() == "vendor":
        await act(clerk, visit, found, cp.ExportVendor(vendor=await clerk.readable(rest)))
        return
    form, preset = wanted(line.rest)
    if missing(form):
        raise LibraryMissing(format=form)
    await act(clerk, visit, found, c.ExportTimeline.model_validate({"format": form, "preset": preset}))


def wanted(words: str) -> tuple[str, str]:
    """The format and the preset, Markdown and everything unless said otherwise. Raises BadFormat."""
    form, preset = "md", "full"
    for word in words.replace(",", " ").split():
        meant = word.casefold().strip(" .-")
        meant = ALSO.get(meant, meant)
        if meant in FORMATS:
            form = meant
        elif meant in PRESETS:
            preset = meant
        elif meant not in NOISE:
            raise BadFormat(format=word, known=FORMATS, presets=PRESETS)
    return form, preset
