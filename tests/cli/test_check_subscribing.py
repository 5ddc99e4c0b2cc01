"""`posko check` says what the status page by e-mail lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.checking_channels import channels
from bot.policy.loading import read
from bot.settings import Settings

PAGE = "audiences: {customers: {channels: [{page: public}]}}\n"
MAIL = {"smtp_host": "127.0.0.1", "smtp_port": 9, "mail_from": "a@b.example"}
OPEN = "status_page: {subscribe: {open: true}}\n"


def settings(**more: object) -> Settings:
    tokens = {"slack_bot_token": SecretStr("xoxb-1"), "slack_app_token": SecretStr("xapp-1")}
    return Settings(_env_file=None, policy=Path("p.yaml"), **tokens, **more)


@pytest.mark.parametrize(
    ("policy", "more", "said"),
    [
        (PAGE, {}, []),
        (PAGE + OPEN, {}, ["needs a mail server", "needs POSKO_PUBLIC_URL"]),
        (
            OPEN,
            {"public_url": "https://x.example"},
            ["needs a mail server", "needs an audience told by {page: public}"],
        ),
        (
            PAGE + OPEN,
            {**MAIL, "public_url": "http://x.example"},
            ["https"],
        ),
    ],
)
async def test_what_is_lacking_is_named_and_nothing_when_it_is_off(
    policy: str, more: dict[str, object], said: list[str]
):
    found = [finding async for finding in channels(settings(**more), read(policy, "the test's policy"))]
    about = [each.what for each in found if each.what.startswith("Status page by e-mail")]
    assert len(about) == len(said)
    assert all(words in each for words, each in zip(said, about, strict=True))
