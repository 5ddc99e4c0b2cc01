"""`posko sandbox`: a local Slack that keeps running."""

from __future__ import annotations

import errno
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape

from bot.cli.loading import Unusable
from bot.cli.running import stop_signal
from bot.manifest import manifest
from bot.sandbox import Sandbox, SandboxError

Mode = Literal["socket", "http"]


@dataclass(frozen=True)
class Kept:
    """Files of a standing sandbox: its state from the last time and for the next, a Slack export to begin with."""

    state: Path | None = None
    export: Path | None = None


async def keep_sandbox(
    console: Console, port: int, mode: Mode, url: str, host: str = "127.0.0.1", kept: Kept | None = None
) -> None:
    """A standing local Slack, until Ctrl-C; its state is saved then. Raises Unusable."""
    kept = kept or Kept()
    sandbox, stopping = _opened(kept, mode, url, host, port), stop_signal()
    async with _listening(sandbox, host, port):
        console.print(escape(_recipe(sandbox, mode, kept)), highlight=False, soft_wrap=True)
        await stopping.wait()
    if kept.state:
        sandbox.save(kept.state)
        console.print(escape(f"Kept in {kept.state}."), highlight=False, soft_wrap=True)


@asynccontextmanager
async def _listening(sandbox: Sandbox, host: str, port: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(sandbox)
        except OSError as problem:
            taken = f"port {port} of {host} is taken" if problem.errno == errno.EADDRINUSE else str(problem)
            raise Unusable(
                f"The sandbox cannot listen: {taken}. Choose another with --port (0: a free one)."
            ) from problem
        yield


def _opened(kept: Kept, mode: Mode, url: str, host: str, port: int) -> Sandbox:
    described = manifest(mode, url)
    address = f"{url}/slack/events" if mode == "http" else None
    saved = kept.state is not None and kept.state.exists()
    if saved and kept.export:
        raise Unusable(f"{kept.state} holds a workspace already. Name another file, or leave out --import.")
    try:
        if saved and kept.state:
            return Sandbox.load(kept.state, described, mode, host=host, port=port, request_url=address)
        if kept.export:
            return Sandbox.replaying(kept.export, described, mode, host=host, port=port, request_url=address)
    except SandboxError as problem:
        raise Unusable(str(problem)) from problem
    sandbox = Sandbox(described, mode, host=host, port=port, request_url=address)
    # A workspace like no other, so that a bot's database from the last one is not taken for this one's.
    sandbox.workspace.team_id = f"T{secrets.token_hex(5).upper()}"
    return sandbox


def _database(sandbox: Sandbox, kept: Kept) -> Path:
    """The bot's database for this workspace: beside the state file, or as fleeting as the sandbox itself."""
    if kept.state:
        return kept.state.absolute().with_suffix(".sqlite3")
    return Path(tempfile.gettempdir()) / f"posko-sandbox-{sandbox.workspace.team_id}.sqlite3"


def _posko() -> str:
    """How to call this very command from another terminal."""
    found, called = shutil.which("posko"), Path(sys.argv[0])
    return "posko" if found or called.name != "posko" else str(called)


def _recipe(sandbox: Sandbox, mode: str, kept: Kept) -> str:
    who = next((it.handle for it in sandbox.workspace.users.values() if not it.is_bot and not it.deleted), "nobody")
    ending = (
        f"Ctrl-C ends it, and keeps everything in {kept.state}." if kept.state else "Ctrl-C ends it; nothing is kept."
    )
    lines = [
        f"A Slack workspace of its own, in a browser: {sandbox.base_url}",
        "",
        "It is a sandbox: nothing leaves this computer. The bot joins it from another terminal:",
        "",
        f"  export SLACK_API_URL={sandbox.api_url}",
        f"  export SLACK_BOT_TOKEN={sandbox.bot_token}",
        f"  export SLACK_APP_TOKEN={sandbox.app_token}",
        *([f"  export SLACK_SIGNING_SECRET={sandbox.signing_secret}"] if mode == "http" else []),
        *(["  export POSKO_MODE=http"] if mode == "http" else []),
        f"  export POSKO_DATABASE_URL=sqlite:///{_database(sandbox, kept)}",
        f"  {_posko()} run",
        "",
        "The page lets you be anybody. So does a third terminal:",
        "",
        f"  curl -s {sandbox.base_url}/sandbox/people/{who}/command -d 'text=/incident declare sev1 Shop is down'",
        "",
        ending,
    ]
    return "\n".join(lines)
