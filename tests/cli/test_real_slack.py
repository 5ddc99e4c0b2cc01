"""No real Slack token is near where the sandbox runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.loading import Unusable
from bot.cli.real_slack import refuse


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_real_token_in_the_environment_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable, match=name):
        refuse({name: "xoxb-12345-abc"}, tmp_path)


def test_a_real_token_in_the_file_is_refused_without_being_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-12345-abc\n", encoding="utf-8")
    with pytest.raises(Unusable) as refused:
        refuse({}, tmp_path)
    assert "xoxb" not in str(refused.value)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-12345-abc\n", encoding="utf-8")
    refuse({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, tmp_path)


def test_the_sandboxs_own_tokens_are_fine(tmp_path: Path) -> None:
    refuse({"SLACK_BOT_TOKEN": "xoxb-sandbox-1", "SLACK_APP_TOKEN": "xapp-1-sandbox-2"}, tmp_path)
