"""The record leaves as files: from the room and from the command line the same, and any change shows."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console
from sqlalchemy import make_url

from bot.cli.records import verify_target
from tests.scenarios.shell import ROOT, environment, posko
from tests.scenarios.world import POLICY, World

ROOM = "mi-1-shop-is-down"
SCHEMA = json.loads((ROOT / "docs" / "incident.schema.json").read_text(encoding="utf-8"))


class Shell:
    """The command line, against a world's own database and policy."""

    def __init__(self, on: World, folder: Path) -> None:
        policy = folder / "policy.yaml"
        policy.write_text(POLICY, encoding="utf-8")
        self.folder = folder
        self.environment = environment(POSKO_DATABASE_URL=on.database, POSKO_POLICY=str(policy))

    async def posko(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        return await posko(self.folder, self.environment, *arguments)


async def lived(on: World) -> None:
    """An incident with something of everything."""
    await on.declare()
    accepted = await on.person("raihan").click("@posko", "mim_accept")
    await accepted.answer()
    said = await on.person("budi").say(
        ROOM, "=cmd|'/c calc'!A1 is what the log says, <weird> & “quoted”\nsecond line 🔥 ‏مرحبا"
    )
    await on.person("dewi").react(said, "boom")
    await on.person("budi").upload(ROOM, "graph.png", b"png", "The graph")
    await on.heard()
    for line in (
        "milestone started at 09:30",
        "task Load test @budi",
        "update We are on it",
        "resolve The counter is off",
    ):
        await on.types("raihan", f"/incident {line}", ROOM)
    await on.heard()


def shared(on: World, ending: str) -> str:
    """The latest timeline file of the room with this ending."""
    files = [file for message in on.sandbox.workspace.channel(ROOM).log for file in message.files]
    return [file for file in files if file.name.endswith(ending) and "timeline" in file.name][-1].content.decode(
        "utf-8"
    )


async def exported(on: World) -> dict[str, Any]:
    """The JSON file of the room."""
    await on.types("raihan", "/incident export json", ROOM)
    await on.quiet()
    document: dict[str, Any] = json.loads(shared(on, ".json"))
    return document


# in the room


async def test_the_json_file_in_the_room_holds_every_entry_and_follows_its_schema(bot: World) -> None:
    await lived(bot)
    document = await exported(bot)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["schema"] == "posko.incident/1"
    # the file is made after it was asked for, so it holds that too
    assert [entry["seq"] for entry in document["entries"]] == list(range(1, len(document["entries"]) + 1))
    assert document["entries"][-1]["kind"] in {"exported", "topic_set", "posted"}
    assert [update["number"] for update in document["updates"]] == [1, 2]
    assert [task["text"] for task in document["tasks"]] == ["Load test"]


async def test_the_markdown_file_in_the_room_reads_as_a_timeline(bot: World) -> None:
    await lived(bot)
    await bot.types("raihan", "/incident export md", ROOM)
    await bot.quiet()
    text = shared(bot, ".md")
    for words in ("Shop is down", "second line", "graph.png", "The counter is off", "Raihan Pratama"):
        assert words in text


async def test_the_csv_file_in_the_room_is_safe_to_open_in_a_spreadsheet(bot: World) -> None:
    await lived(bot)
    await bot.types("raihan", "/incident export csv", ROOM)
    await bot.quiet()
    rows = list(csv.DictReader(io.StringIO(shared(bot, ".csv").removeprefix("\ufeff"))))
    (said,) = [row for row in rows if "cmd|" in row["text"] and row["kind"] == "message"]
    assert said["text"].startswith("'=cmd|")
    assert "second line 🔥" in said["text"]
    assert (said["actor"], said["occurred (UTC)"][:16]) == ("Budi Santoso", "2026-11-24 03:00")
    assert said["occurred (local)"].startswith("2026-11-24 10:00")
    assert len({row["hash"] for row in rows}) == len(rows)


async def test_an_export_without_a_format_is_markdown(room: World) -> None:
    await room.declare()
    await room.types("budi", "/incident export", ROOM)
    await room.quiet()
    assert "Shop is down" in shared(room, ".md")


async def test_an_unknown_format_is_answered_with_those_there_are(room: World) -> None:
    await room.declare()
    refused = await room.types("budi", "/incident export pptx", ROOM)
    assert all(name in refused.all_text for name in ("pptx", "md", "csv", "json"))


# on the command line


@pytest.mark.parametrize("form", ["md", "csv", "json"])
async def test_the_command_line_writes_the_same_file_as_the_room(room: World, tmp_path: Path, form: str) -> None:
    await lived(room)
    await room.types("raihan", f"/incident export {form}", ROOM)
    await room.quiet()
    code, out, err = await Shell(room, tmp_path).posko("export", "MI-1", "--format", form)
    assert (code, err) == (0, "")
    assert out.replace("\r\n", "\n") == shared(room, f".{form}").replace("\r\n", "\n")


async def test_the_command_line_writes_to_a_file_and_says_so(room: World, tmp_path: Path) -> None:
    await lived(room)
    path = tmp_path / "record.json"
    code, out, err = await Shell(room, tmp_path).posko("export", "1", "--format", "json", "-o", str(path))
    assert (code, out) == (0, "")
    assert "record.json" in err
    assert json.loads(path.read_text(encoding="utf-8"))["incident"]["reference"] == "MI-1"


async def test_the_command_line_writes_the_review(room: World, tmp_path: Path) -> None:
    await lived(room)
    shell = Shell(room, tmp_path)
    code, page, _err = await shell.posko("review", "MI-1", "--format", "html")
    _code, text, _err = await shell.posko("review", "MI-1")
    assert code == 0
    assert page.lstrip().startswith("<!doctype html>")
    assert "The counter is off" in page
    assert "The counter is off" in text


@pytest.mark.parametrize("command", ["export", "review", "verify"])
async def test_an_unknown_incident_is_said_in_plain_words(room: World, tmp_path: Path, command: str) -> None:
    code, _out, err = await Shell(room, tmp_path).posko(command, "MI-7")
    assert code == 2
    assert "MI-7" in err
    assert "Traceback" not in err


async def test_a_database_that_is_not_there_is_said_to_be_missing_and_not_made(room: World, tmp_path: Path) -> None:
    shell = Shell(room, tmp_path)
    missing = tmp_path / "elsewhere.sqlite3"
    shell.environment["POSKO_DATABASE_URL"] = f"sqlite:///{missing}"
    code, _out, err = await shell.posko("verify", "MI-1")
    assert code == 2
    assert f"There is no database at {missing}." in err
    assert "Traceback" not in err
    assert not missing.exists()


async def test_a_database_of_another_version_is_said_to_need_migrating(room: World, tmp_path: Path) -> None:
    shell = Shell(room, tmp_path)
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    shell.environment["POSKO_DATABASE_URL"] = f"sqlite:///{empty}"
    code, _out, err = await shell.posko("export", "MI-1")
    assert code == 2
    assert "`posko migrate`" in err
    assert "Traceback" not in err


# proof


async def test_a_whole_record_verifies_as_a_file_and_in_the_database(room: World, tmp_path: Path) -> None:
    await lived(room)
    path = tmp_path / "record.json"
    path.write_text(json.dumps(await exported(room)), encoding="utf-8")
    shell = Shell(room, tmp_path)
    of_file, of_incident = await shell.posko("verify", str(path)), await shell.posko("verify", "MI-1")
    count = len(await room.entries())
    assert (of_file[0], of_incident[0]) == (0, 0)
    assert "whole" in of_file[1]
    assert f"{count} entries" in of_incident[1]


def changed_text(entries: list[dict[str, Any]]) -> None:
    entries[9]["event"] = {**entries[9]["event"], "text": "Nothing happened"}


def changed_words(entries: list[dict[str, Any]]) -> None:
    entries[9]["text"] = "Nothing happened"


def changed_time(entries: list[dict[str, Any]]) -> None:
    entries[9]["occurred_at"] = "2026-11-24T02:00:00Z"


def removed(entries: list[dict[str, Any]]) -> None:
    del entries[9]


def moved(entries: list[dict[str, Any]]) -> None:
    entries[9], entries[10] = entries[10], entries[9]


@pytest.mark.parametrize(
    ("tamper", "first_broken"),
    [(changed_text, 10), (changed_words, 10), (changed_time, 10), (removed, 11), (moved, 11)],
)
async def test_a_file_that_was_tampered_with_names_its_first_broken_entry(
    room: World, tmp_path: Path, tamper: Any, first_broken: int
) -> None:
    await lived(room)
    document = await exported(room)
    tamper(document["entries"])
    path = tmp_path / "record.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    said = io.StringIO()
    assert await verify_target(str(path), Console(file=said, width=1_000)) == 1
    assert f"BROKEN at entry {first_broken}:" in said.getvalue()
    assert said.getvalue().count(f"entry {first_broken}:") == 1


async def test_a_file_without_its_last_entries_is_broken(room: World, tmp_path: Path) -> None:
    await lived(room)
    document = await exported(room)
    del document["entries"][-3:]
    path = tmp_path / "record.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = await Shell(room, tmp_path).posko("verify", str(path))
    assert (code, err) == (1, "")
    assert "the last entries are missing" in " ".join(out.split())


async def test_what_is_no_export_is_said_to_be_none(room: World, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text("{", encoding="utf-8")
    code, out, err = await Shell(room, tmp_path).posko("verify", str(path))
    assert (code, err) == (1, "")
    assert "not complete JSON" in " ".join(out.split())


async def test_a_database_that_was_tampered_with_names_its_first_broken_entry(room: World, tmp_path: Path) -> None:
    await lived(room)
    (said, *_) = await room.entries(1, "message")
    await in_database(room, "UPDATE entries SET event = replace(event, 'second line', 'other line')")
    code, out, _err = await Shell(room, tmp_path).posko("verify", "MI-1")
    assert code == 1
    assert f"BROKEN at entry {said.seq}:" in " ".join(out.split())


async def test_a_state_that_was_tampered_with_is_found(room: World, tmp_path: Path) -> None:
    await lived(room)
    await in_database(room, "UPDATE incidents SET record = replace(record, 'sev1', 'sev4')")
    code, out, _err = await Shell(room, tmp_path).posko("verify", "MI-1")
    assert code == 1
    assert "severity" in out


async def in_database(on: World, statement: str) -> None:
    """Change rows behind the bot's back; it goes on meanwhile, and may have to end what it is writing first."""
    assert await asyncio.to_thread(_changed, make_url(on.database).database or "", statement)


def _changed(file: str, statement: str) -> int:
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement).rowcount


# for whom


async def test_a_customers_file_is_asked_for_in_the_room_and_holds_no_name(room: World) -> None:
    await lived(room)
    answer = await room.types("raihan", "/incident export md customer", ROOM)
    assert "Left out" in answer.all_text
    await room.quiet()
    files = [file for message in room.sandbox.workspace.channel(ROOM).log for file in message.files]
    [told] = [file for file in files if "-customer-" in file.name]
    text = told.content.decode()
    assert "The service worked again" in text
    assert not any(name in text for name in ("Budi", "Raihan", "cmd", "weird"))


async def test_the_review_comes_with_the_picture_and_its_words(room: World) -> None:
    await lived(room)
    files = [file for message in room.sandbox.workspace.channel(ROOM).log for file in message.files]
    [drawn] = [file for file in files if file.name.endswith(".png") and "picture" in file.name]
    assert drawn.content.startswith(b"\x89PNG")
    assert "Led by Raihan Pratama" in drawn.alt_txt


# back into a database


async def test_a_record_goes_into_another_database_and_proves_whole_there(room: World, tmp_path: Path) -> None:
    await lived(room)
    shell = Shell(room, tmp_path)
    path = tmp_path / "record.json"
    await shell.posko("export", "MI-1", "-o", str(path))
    shell.environment["POSKO_DATABASE_URL"] = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert (await shell.posko("migrate"))[0] == 0
    imported = await shell.posko("import", str(path))
    assert imported[0] == 0
    assert "chain intact, hashes kept" in imported[1]
    assert "whole" in (await shell.posko("verify", "MI-1"))[1]
    again = await shell.posko("import", str(path))
    assert again[0] == 1
    assert "MI-1 is taken" in again[1]
    _code, back, _err = await shell.posko("export", "MI-1", "--format", "json")
    assert back == path.read_text(encoding="utf-8")


async def test_an_altered_or_cut_file_is_not_imported_and_names_its_first_broken_entry(
    room: World, tmp_path: Path
) -> None:
    await lived(room)
    shell = Shell(room, tmp_path)
    document = await exported(room)
    cut, altered = tmp_path / "cut.json", tmp_path / "altered.json"
    cut.write_text(json.dumps(document)[:-5_000], encoding="utf-8")
    changed_text(document["entries"])
    altered.write_text(json.dumps(document), encoding="utf-8")
    of_cut, of_altered = await shell.posko("import", str(cut)), await shell.posko("import", str(altered))
    assert (of_cut[0], of_altered[0]) == (1, 1)
    assert "may be cut off" in of_cut[1]
    assert "BROKEN at entry " in of_cut[1]
    assert "BROKEN at entry 10:" in of_altered[1]
