"""The ways to the audiences are tested before they are needed: each place once, marked, and nothing public appears."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.comms.transports.statuspage import Statuspage
from bot.comms.transports.webhook import Webhook
from bot.manifest import manifest
from bot.sandbox import Sandbox
from tests.comms.transports.test_outside import Outside, outside, post
from tests.mailserver import CERTIFICATE, Post
from tests.scenarios.looking import own, shown, told
from tests.scenarios.shell import posko, towards
from tests.scenarios.world import POLICY, World, world

__all__ = ["outside", "post"]

AUDIENCES = """
create_missing_channels: true
audiences:
  executives: {language: id, channels: ["#exec-updates", {email: board@example.com, then: [{webhook: gone}]}]}
  internal: {channels: [{channel: "#incident-updates", then: [{email: Board@example.com}]}, dm:@tono]}
  customers:
    title: Customers
    form: customer
    channels: [{webhook: pager}, {statuspage: main}, {page: public}]
"""
SLACK = ("exec-updates", "incident-updates")


def ways(post: Post, outside: Outside) -> dict[str, Any]:
    """The settings of everything outside Slack."""
    return {
        **post.settings(),
        "webhooks": {"pager": Webhook(url=SecretStr(f"{outside.url}hook"), secret=SecretStr("shared"))},
        "statuspages": {"main": Statuspage(page="abc", key=SecretStr("key"), url=outside.url)},
    }


def marked(on: World) -> list[str]:
    """Every test message in Slack."""
    said = [it.all_text for name in SLACK if name in _names(on) for it in own(on, name)] + told(on, "tono")
    return [text for text in said if "TEST " in text or "TES " in text]


def _names(on: World) -> set[str]:
    return {room.name or "" for room in on.sandbox.workspace.channels.values()}


async def pressed(on: World, handle: str) -> None:
    """The question is answered with yes."""
    await on.person(handle).click(action_id="comms_test")
    await on.quiet()


async def test_every_place_gets_one_marked_test_over_a_restart_and_the_asker_hears_what_arrived(
    database: str, post: Post, outside: Outside
) -> None:
    async with world(database, policy=POLICY + AUDIENCES, start=False) as on:
        await on.start_bot(**ways(post, outside))
        await on.types("raihan", "/incident drill comms")
        question = shown(on, "raihan")[-1]
        assert "TEST, goes to 6 places" in question
        assert "e-mail to board@example.com · Executives and Internal staff" in question
        assert "nothing is published" in question
        assert (marked(on), post.messages, outside.requests) == ([], [], [])
        post.answers[:] = ["451 Try later"]
        await pressed(on, "raihan")
        await on.stop_bot()
        assert post.messages == []
        await on.start_bot(**ways(post, outside))
        await pressed(on, "raihan")
        for _again in range(3):
            await on.pass_time(seconds=2)
        [mail] = post.messages
        assert mail["Subject"] == "TES dari Nusantara Daring: mohon diabaikan"
        assert len(marked(on)) == 3
        assert outside.incidents == {}
        [hook] = [json.loads(body) for method, _path, _headers, body in outside.requests if method == "POST"]
        assert (hook["schema"], hook["test"]) == ("posko.test/1", True)
        [report] = [text for text in told(on, "raihan") if "Test of the channels" in text]
        assert "7 of 8 places were reached" in report
        assert "❌ webhook gone" in report
        for line in ("✅ #exec-updates", "✅ e-mail to board@example.com", "the page opens", "our key work"):
            assert line in report
        assert not await on.bot.store.outbox.next_due()


async def test_only_who_may_lead_asks_for_it_and_a_word_that_is_no_audience_opens_no_drill(room: World) -> None:
    assert "test the channels" in (await room.types("budi", "/incident drill comms internal")).all_text
    assert "no audience called executive" in (await room.types("raihan", "/incident drill comms executive")).all_text
    assert room.rooms() == []


async def test_the_command_line_tests_one_audience_and_fails_when_a_place_was_not_reached(
    tmp_path: Path, post: Post, outside: Outside
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY + AUDIENCES, encoding="utf-8")
    async with Sandbox(manifest("socket", None)) as sandbox:
        given = towards(
            sandbox,
            tmp_path,
            POSKO_POLICY=str(tmp_path / "policy.yaml"),
            POSKO_SMTP_HOST="127.0.0.1",
            POSKO_SMTP_PORT=str(post.port),
            POSKO_SMTP_USER="posko",
            POSKO_SMTP_PASSWORD="right",
            POSKO_SMTP_CA=str(CERTIFICATE),
            POSKO_MAIL_FROM="bot@example.com",
        )
        code, out, err = await posko(tmp_path, given, "check", "--comms", "--only", "internal")
        assert (code, err) == (0, "")
        assert "3 of 3 places were reached." in out
        assert len(post.messages) == 1
        post.answers[:] = ["550 No such list"]
        code, out, _err = await posko(tmp_path, given, "check", "--comms")
        assert code == 1
        assert "550 No such list" in out
        code, _out, err = await posko(tmp_path, given, "check", "--comms", "--only", "nobody")
        assert code == 2
        assert "executives" in err
        assert not (tmp_path / "posko.sqlite3").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Staf internal", "#incident-updates"),
        ("INTERNAL STAFF", "#incident-updates"),
        ("all", "#exec-updates"),
        ("executives internal", "no audience called executives internal"),
        ("executives, Staf internal", "no audience called executives, Staf internal"),
    ],
)
async def test_audiences_by_any_of_their_names_are_tested_or_refused_and_open_no_drill(
    room: World, words: str, said: str
) -> None:
    assert said in (await room.types("raihan", f"/incident drill comms {words}")).all_text
    assert room.rooms() == []


@pytest.mark.parametrize("words", ["comms outage in Jakarta", "sev2 channels are silent"])
async def test_a_title_that_begins_with_the_word_is_a_drill_all_the_same(room: World, words: str) -> None:
    await room.types("sari", f"/incident drill {words}")
    assert (await room.state()).drill
