"""The command line: `posko run`, `check`, `migrate`, `demo`, `sandbox`, `export`, `import`, `review`, `verify`,
`erase`, `reindex`, `models`, `manifest`.

It reads arguments and settings, calls the rest, and says in plain words what went wrong. Exit codes: 0 fine, 1 the
thing asked for is not so (a broken chain, a failed check), 2 something must be set or mended first.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console

from bot.manifest import manifest as app_manifest

app = typer.Typer(
    name="posko",
    help="Runs major incidents from Slack. New here? `posko demo` needs no Slack account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of standard output.")]


@app.command()
def run() -> None:
    """Run the bot: migrate, check, connect, catch up, serve. Ctrl-C or SIGTERM drains and stops."""
    from bot.cli.running import serve

    sys.exit(_awaited(serve()))


@app.command()
def check(
    comms: Annotated[
        bool, typer.Option("--comms", help="Send a message marked TEST through every channel of the audiences.")
    ] = False,
    only: Annotated[str, typer.Option(help="With --comms: the channels of this audience alone.")] = "",
) -> None:
    """Say in plain words what is wrong with tokens, scopes, database, policy or clock, and how to mend it."""
    from bot.cli.checking import check_all
    from bot.cli.checking_comms import test_channels

    if only and not comms:
        _stop("--only names an audience whose channels are tested: use it with --comms.")
    sys.exit(_awaited(test_channels(Console(), only) if comms else check_all(Console())))


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    from bot.cli.running import migrate_database

    _awaited(migrate_database(Console()))


@app.command()
def demo(
    scenario: Annotated[str, typer.Argument(help="A name from --list, or a scenario file.")] = "flash-sale",
    output: Annotated[Path, typer.Option(help="Where the files go.")] = Path("demo-output"),
    speed: Annotated[
        float | None, typer.Option(help="Story minutes per real minute: 40, or 4 with --as.", min=0.5, max=1000)
    ] = None,
    trainee: Annotated[
        str, typer.Option("--as", help="Play this person (or mim: who leads) yourself; the rest is played.")
    ] = "",
    list_them: Annotated[bool, typer.Option("--list", help="Show the scenarios that can be played.")] = False,
) -> None:
    """Play a major incident against a local Slack: no account, under two minutes. Or play a part in it."""
    from bot.cli.real_slack import kept_away
    from bot.demo import catalogue
    from bot.demo.play import NobodyThere, listing, play
    from bot.demo.reading import BrokenScenario

    if list_them:
        Console().print(listing())
        return
    try:
        script = catalogue.find(scenario)
        sys.exit(_awaited(kept_away(lambda: play(script, output, speed, trainee.removeprefix("@")))))
    except (BrokenScenario, NobodyThere) as problem:
        _stop(str(problem))


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="Port on the loopback.")] = 4000,
    mode: Annotated[Literal["socket", "http"], typer.Option(help="How the bot will connect.")] = "socket",
    url: Annotated[str, typer.Option(help="Where the bot listens in HTTP mode.")] = "http://127.0.0.1:3000",
    host: Annotated[str, typer.Option(help="Address to listen on; whoever reaches it can do anything.")] = "127.0.0.1",
    state: Annotated[
        Path | None, typer.Option(help="Go on from this file if it exists, and save to it at the end.")
    ] = None,
    export: Annotated[Path | None, typer.Option("--import", help="Begin with a Slack export (zip or folder).")] = None,
) -> None:
    """Keep a local Slack running, with a page in the browser, and print what `posko run` needs to work against it."""
    from bot.cli.local_slack import Kept, keep_sandbox
    from bot.cli.real_slack import kept_away

    _awaited(kept_away(lambda: keep_sandbox(Console(), port, mode, url, host, Kept(state, export))))


@app.command()
def manifest(
    mode: Annotated[Literal["socket", "http"], typer.Option(help="How Slack reaches the bot.")] = "socket",
    url: Annotated[str | None, typer.Option(help="The bot's public address, for HTTP mode.")] = None,
    command: Annotated[str, typer.Option(help="The slash command's name.")] = "/incident",
) -> None:
    """Print the app manifest to paste into Slack."""
    if mode == "http" and not url:
        _stop("HTTP mode needs the public address that Slack calls: add --url https://posko.example.com")
    try:
        _print(json.dumps(app_manifest(mode, url, command), indent=2, ensure_ascii=False))
    except ValueError as problem:
        _stop(str(problem))


@app.command()
def export(
    incident: Annotated[str, typer.Argument(help="Like MI-42 or 42.")],
    format: Annotated[  # noqa: A002
        Literal["md", "csv", "xlsx", "json", "html", "pdf", "docx", "png", "svg"] | None,
        typer.Option(
            help="The file's form; png and svg are the picture alone. Without it, what FILE ends in, else md."
        ),
    ] = None,
    preset: Annotated[
        Literal["full", "review", "customer", "regulator"], typer.Option(help="For whom: what is left out.")
    ] = "full",
    out: Out = None,
    vendor: Annotated[str, typer.Option(help="Only a vendor's evidence pack (md or csv).")] = "",
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="Secrets as they were recorded: to keep or import.")
    ] = False,
) -> None:
    """Write an incident's timeline, or what of it concerns one vendor."""
    from bot.cli.records import export_to

    _written(_awaited(export_to(incident, format, preset, out, vendor, unmasked=unmasked)), out)


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A full JSON export.")]) -> None:
    """Read an exported record back into this database, after proving that it is whole."""
    from bot.cli.importing import import_file

    sys.exit(_awaited(import_file(file, Console())))


@app.command()
def review(
    incident: Annotated[str, typer.Argument(help="Like MI-42 or 42.")],
    format: Annotated[Literal["md", "html", "pdf", "docx"], typer.Option(help="The file's form.")] = "md",  # noqa: A002
    out: Out = None,
) -> None:
    """Write the post-incident review draft from the record as it stands."""
    from bot.cli.records import write

    _written(_awaited(write(incident, "review", format, out)), out)


@app.command()
def report(
    month: Annotated[str, typer.Argument(help="Like 2026-11, `this` or `last`.")] = "last",
    format: Annotated[  # noqa: A002
        Literal["html", "pdf", "xlsx", "md", "docx", "png"] | None,
        typer.Option(help="The file's form; png is the charts alone. Without it, what FILE ends in, else md."),
    ] = None,
    out: Out = None,
    private: Annotated[bool, typer.Option("--private", help="Private incidents too: for your own eyes.")] = False,
) -> None:
    """Write the report of a month: figures, trend, patterns, what is late."""
    from bot.cli.reporting import write_report

    _written(_awaited(write_report(month, format, out, private=private)), out)


@app.command()
def verify(target: Annotated[str, typer.Argument(help="An exported JSON file, or an incident like MI-42.")]) -> None:
    """Prove that a timeline is whole: nothing added, removed, moved or changed, and the state follows from it."""
    from bot.cli.records import verify_target

    sys.exit(_awaited(verify_target(target, Console())))


@app.command()
def erase(
    incident: Annotated[str, typer.Argument(help="Like MI-42 or 42.")],
    entry: Annotated[int, typer.Argument(help="The entry's number, as in `/incident timeline` and exports.", min=1)],
    why: Annotated[str, typer.Option(help="Stays on the record; do not repeat what must go.")],
    words: Annotated[str, typer.Option(help="These words alone, wherever the record has them.")] = "",
    by: Annotated[str, typer.Option(help="Who erases it; without it, the name you are logged in by.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it: without it you are told what would go.")] = False,
) -> None:
    """Erase what an entry says for good, with its copies; the chain still proves the rest (docs/privacy.md)."""
    from bot.cli.erasing import erase_words
    from bot.warroom.commands_erasing import EraseContent

    command = EraseContent(entry=entry, reason=why, words=words, operator=by.strip() or getpass.getuser())
    sys.exit(_awaited(erase_words(incident, command, Console(), sure=yes)))


@app.command()
def reindex(incident: Annotated[str, typer.Argument(help="Like MI-42; without it, all.")] = "") -> None:
    """Make the search index anew from the record, of one incident or of all."""
    from bot.cli.indexing import reindex_records

    _awaited(reindex_records(incident, Console()))


models = typer.Typer(help="Incident models: those approved in Slack.", no_args_is_help=True)
app.add_typer(models, name="models")


@models.command("export")
def export_models(out: Out = None) -> None:
    """Write the models that were approved in Slack and are in use as YAML, to be pasted into the policy."""
    from bot.cli.models import export_models

    _written(_awaited(export_models(out)), out)


def _awaited(work: Coroutine[Any, Any, Any]) -> Any:
    from bot.cli.loading import Unusable

    try:
        return asyncio.run(work)
    except Unusable as problem:
        _stop(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


def _written(size: int, out: Path | None) -> None:
    if out:
        Console(stderr=True).print(f"Wrote {out} ({size:,} bytes).", highlight=False, soft_wrap=True)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _stop(words: str) -> NoReturn:
    Console(stderr=True).print(words, style="bold red", highlight=False, markup=False, soft_wrap=True)
    sys.exit(2)


def main() -> None:
    """The `posko` command."""
    app()


if __name__ == "__main__":
    main()
