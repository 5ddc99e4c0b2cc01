"""What the demo leaves behind: the review, the timeline in its forms, and what was said, as files."""

from __future__ import annotations

from pathlib import Path

from bot.comms.documents import What
from bot.comms.exports.verify import verify_file
from bot.demo.stage import Stage

DOCUMENTS: tuple[tuple[str, What, str, str], ...] = (
    ("review.md", "review", "md", "the review draft, to read or paste into a wiki"),
    ("review.html", "review", "html", "the same as a page: open it in a browser"),
    ("timeline.md", "timeline", "md", "every entry, readable"),
    ("timeline.csv", "timeline", "csv", "every entry, for a spreadsheet"),
    ("timeline.json", "timeline", "json", "every entry with its hash: `posko verify` proves it whole"),
)


async def keep(stage: Stage, number: int, folder: Path) -> list[tuple[str, str]]:
    """Write everything; names and what each is. Raises RuntimeError if the export does not verify."""
    made = {name: await stage.bot.documents.build(number, what, format_) for name, what, format_, _ in DOCUMENTS}
    _write(folder, {**made, "transcript.txt": _transcript(stage).encode()})
    written = [(name, words) for name, _what, _format, words in DOCUMENTS]
    return [*written, ("transcript.txt", "what people saw in Slack: the room, the updates, the announcement")]


def _write(folder: Path, contents: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    verdict = verify_file(folder / "timeline.json")
    if not verdict.ok:
        raise RuntimeError(f"the demo's export does not verify: {verdict.why}")


def _transcript(stage: Stage) -> str:
    rooms = sorted(stage.sandbox.workspace.channels.values(), key=lambda room: room.name or "")
    told = [room.name for room in rooms if room.name and (room.name.startswith("mi-") or "incident" in room.name)]
    names = [
        *told,
        *(room.name for room in rooms if room.name and room.name.endswith("updates") and room.name not in told),
    ]
    return "\n\n".join(stage.sandbox.transcript(name) for name in names)
