"""`posko check` goes as far as it can where Slack's secrets are not set, and names policies that tell too much."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.checking_comms import test_channels as channels_tested
from bot.cli.checking_policy import told_too_widely
from bot.cli.loading import Unusable
from bot.policy.loading import read

POLICY = """
audiences:
  internal: {channels: ["#staff"]}
  executives: {channels: [dm:@raihan]}
  customers: {title: Customers, channels: [{webhook: pager}]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A working directory with a policy, and nothing set but its name; nothing is made there."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("SLACK_", "POSKO_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("POSKO_POLICY", "policy.yaml")
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    yield
    assert [each.name for each in tmp_path.iterdir()] == ["policy.yaml"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("only", "code", "said"), [("internal", 2, "SLACK_BOT_TOKEN"), ("", 1, "webhook:pager")])
async def test_channels_outside_slack_are_tested_without_its_token_and_those_in_slack_say_why_not(
    only: str, code: int, said: str
) -> None:
    out = io.StringIO()
    assert await channels_tested(Console(file=out), only) == code
    assert "Slack was not asked" in out.getvalue()
    assert said in out.getvalue()
    with pytest.raises(Unusable, match=r"Did you mean `internal`\?"):
        await channels_tested(Console(file=out), "intrnal")


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("customers: {sees_private: true}", "Customers (customers) are told"),
        ("press: {title: Press, form: social, sees_private: true}", "Press (social media)"),
        ("vendors: {title: Vendors, form: partner, sees_private: true}", "Vendors (partners)"),
        ("all: {title: All, sees_private: true, channels: [{email: a@b.id, then: [{statuspage: main}]}]}", "public"),
        ("internal: {sees_private: true, channels: [{page: staff}]}", ""),
        ("customers: {sees_private: false}", ""),
    ],
)
def test_an_audience_outside_that_is_told_of_private_incidents_is_pointed_out(audience: str, who: str) -> None:
    found = [each.what for each in told_too_widely(read(f"audiences:\n  {audience}\n"))]
    assert len(found) == bool(who)
    assert who in "".join(found)
