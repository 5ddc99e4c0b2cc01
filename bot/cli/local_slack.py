"""`posko sandbox`: a local Slack that keeps running."""

from __future__ import annotations

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
    async with sandbox:
        console.print(escape(_recipe(sandbox, mode, kept)), highlight=False, soft_wrap=True)
        await stopping.wait()
    if kept.state:
        sandbox.save(kept.state)
        console.print(escape(f"Kept in {kept.state}."), highlight=False, soft_wrap=True)


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
    return Sandbox(described, mode, host=host, port=port, request_url=address)


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
        "  posko run",
        "",
        "The page lets you be anybody. So does a third terminal:",
        "",
        f"  curl -s {sandbox.base_url}/sandbox/people/{who}/command -d 'text=/incident declare sev1 Shop is down'",
        "",
        ending,
    ]
    return "\n".join(lines)
