"""`posko sandbox`: a local Slack that keeps running."""

from __future__ import annotations

from typing import Literal

from rich.console import Console
from rich.markup import escape

from bot.cli.running import stop_signal
from bot.manifest import manifest
from bot.sandbox import Sandbox


async def keep_sandbox(
    console: Console, port: int, mode: Literal["socket", "http"], url: str, host: str = "127.0.0.1"
) -> None:
    """A standing local Slack, until Ctrl-C."""
    described = manifest(mode, url)
    address = f"{url}/slack/events" if mode == "http" else None
    async with Sandbox(manifest=described, mode=mode, host=host, port=port, request_url=address) as sandbox:
        console.print(escape(_recipe(sandbox, mode)), highlight=False, soft_wrap=True)
        await stop_signal().wait()


def _recipe(sandbox: Sandbox, mode: str) -> str:
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
        f"  curl -s {sandbox.base_url}/sandbox/people/raihan/command -d 'text=/incident declare sev1 Shop is down'",
        "",
        "Ctrl-C ends it; nothing is kept.",
    ]
    return "\n".join(lines)
