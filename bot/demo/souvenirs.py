"""What a play leaves behind: the review, the timeline in its forms, what was said, and the score, as files.

The first incident's files stand in the folder itself; each further incident has a folder of its own reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.comms.documents import What
from bot.comms.exports.extra import missing
from bot.comms.exports.verify import verify_file
from bot.comms.locale import translator
from bot.demo.player import Player
from bot.demo.score import Sheet, score
from bot.demo.score_sheet import markdown
from bot.demo.stage import Stage
from bot.warroom.events import Preset
from bot.warroom.incident import Incident
from bot.warroom.scoring import Record

DOCUMENTS: tuple[tuple[str, What, str, str], ...] = (
    ("review.md", "review", "md", "the review draft, to read or paste into a wiki"),
    ("review.html", "review", "html", "the same as a page: open it in a browser"),
    ("review.pdf", "review", "pdf", "the same as pages"),
    ("review.docx", "review", "docx", "the same to edit"),
    ("picture.png", "picture", "png", "the course of the incident at a glance"),
    ("timeline.md", "timeline", "md", "every entry, readable"),
    ("timeline.html", "timeline", "html", "the same as a page"),
    ("timeline.pdf", "timeline", "pdf", "the same as pages"),
    ("timeline.docx", "timeline", "docx", "the same to edit"),
    ("timeline.xlsx", "timeline", "xlsx", "every entry, to filter and sort"),
    ("timeline.csv", "timeline", "csv", "every entry, for a spreadsheet"),
    ("timeline.json", "timeline", "json", "every entry with its hash: `posko verify` proves it whole"),
)


OUTSIDE: Mapping[Preset, str] = {
    "customer": "what customers may read of it",
    "regulator": "what a regulator may read of it",
}


async def keep(player: Player, folder: Path) -> list[tuple[str, str]]:
    """Write everything; names and what each is. Raises RuntimeError if an export does not verify."""
    written: list[tuple[str, str]] = []
    for state in player.witness.states:
        inside = folder if state.number == 1 else folder / state.reference
        await _documents(player.on, state, inside)
        others = [] if state.number == 1 else [(f"{state.reference}/", f"the same of {state.title}")]
        written += others or [(name, words) for name, _what, form, words in DOCUMENTS if not missing(form)]
        written += [] if others else [(f"{preset}.md", words) for preset, words in OUTSIDE.items()]
    _write(folder, "transcript.txt", _transcript(player.on).encode())
    return [*written, ("transcript.txt", "what people saw in Slack: the room, the updates, the announcement")]


async def judge(player: Player, folder: Path) -> tuple[Sheet, ...]:
    """The score from the record, also written as score.md."""
    records = [await _record(player.on, state) for state in player.witness.states]
    sheets = score(records, player.scenario.expect, player.scenario.policy)
    t = translator(player.scenario.policy.language)
    told = markdown(player.scenario, sheets, player.unplayed, t, player.trainee, player.status.hints)
    _write(folder, "score.md", told.encode())
    return sheets


async def _record(on: Stage, state: Incident) -> Record:
    async with on.bot.store.reading() as reader:
        entries = await reader.entries(state.number)
    return Record(state, entries, await on.bot.documents.draft(state.number))


async def _documents(on: Stage, state: Incident, folder: Path) -> None:
    for name, what, format_, _words in DOCUMENTS:
        if not missing(format_):
            _write(folder, name, await on.bot.documents.build(state.number, what, format_))
    for preset in OUTSIDE:
        _write(folder, f"{preset}.md", await on.bot.documents.build(state.number, "timeline", "md", preset))
    verdict = verify_file(folder / "timeline.json")
    if not verdict.ok:
        raise RuntimeError(f"the demo's export does not verify: {verdict.why}")


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def _transcript(on: Stage) -> str:
    rooms = sorted(on.sandbox.workspace.channels.values(), key=lambda room: room.name or "")
    told = [room.name for room in rooms if room.name and (room.name.startswith("mi-") or "incident" in room.name)]
    names = [
        *told,
        *(room.name for room in rooms if room.name and room.name.endswith("updates") and room.name not in told),
    ]
    return "\n\n".join(on.sandbox.transcript(name) for name in names)
