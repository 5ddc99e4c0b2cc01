"""Every shipped scenario plays through with the whole bot, line for line, and reaches what it expects.

The clock goes as fast as the bot can follow, and a minute of the story stays a minute.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo import catalogue, souvenirs
from bot.demo.player import Player
from bot.demo.stage import stage
from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry
from tests.databases import SqliteFiles, sqlite

__all__ = ["sqlite"]

pytestmark = pytest.mark.timeout(300)


@asynccontextmanager
async def played(name: str, sqlite: SqliteFiles, folder: Path, *, short: tuple[str, ...] = ()) -> AsyncIterator[Player]:
    """The scenario after its end, nothing left out, and all as expected but for the topics that fall short of it."""
    scenario = catalogue.find(name)
    async with sqlite.fresh(folder) as database, stage(scenario, database=database) as on:
        player = Player(on, scenario)
        await player.play()
        assert [(each.line.what, each.why) for each in player.unplayed] == []
        sheets = await souvenirs.judge(player, folder)
        wanting = [mark for sheet in sheets for mark in sheet.marks if not mark.full]
        assert tuple(mark.topic for mark in wanting) == short, wanting
        yield player


async def entries(player: Player, number: int = 1) -> list[Entry]:
    async with player.on.bot.store.reading() as reader:
        return await reader.entries(number)


def said(player: Player, channel: str) -> str:
    room = player.on.sandbox.workspace.find_channel(channel)
    return "\n".join(message.all_text for message in room.messages) if room else ""


def between(state: Incident, first: str, second: str) -> timedelta:
    return state.milestones[second].at - state.milestones[first].at


async def test_flash_sale(sqlite: SqliteFiles, tmp_path: Path) -> None:
    """An update is put off in it, which forgives nothing: customers and staff hear late once.

    The end is three updates: one for those who have read nothing of the last half hour, one for staff, who have, and
    one for customers when it is approved.
    """
    async with played("flash-sale", sqlite, tmp_path, short=("punctuality",)) as player:
        (state,) = player.witness.states
        assert state.mim is not None
        assert (state.state, state.mim.name, state.updates) == ("closed", "Maya Anggraini", 9)
        assert between(state, "started", "resolved") == timedelta(minutes=35)
        assert [it.status for it in state.hypotheses] == ["disproved", "confirmed"]
        assert [it.code for it in state.procedures] == ["PGW-504"]
        assert [it.answered_at is not None for it in state.vendors] == [True]
        assert [it.owner and it.owner.name for it in state.debts] == ["Maya Anggraini"]
        assert "live_stock" in str([entry.event for entry in await entries(player)])
        for channel, words in (
            ("exec-updates", "Stock counter switched off"),
            ("customer-updates", "Gangguan layanan"),
            ("regulator-updates", "A cause has not been confirmed."),
        ):
            assert words in said(player, channel)
        names = [name for name, _ in await souvenirs.keep(player, tmp_path / "out")]
        assert names == [
            "review.md", "review.html", "review.pdf", "review.docx", "picture.png", "timeline.md", "timeline.html",
            "timeline.pdf", "timeline.docx", "timeline.xlsx", "timeline.csv", "timeline.json", "customer.md",
            "regulator.md", "transcript.txt",
        ]  # fmt: skip
        assert all((tmp_path / "out" / name).stat().st_size for name in names)


async def test_the_mail_server_is_seen_fifteen_minutes_before_users_report_it(
    sqlite: SqliteFiles, tmp_path: Path
) -> None:
    async with played("mail-server-down", sqlite, tmp_path) as player:
        (state,) = player.witness.states
        assert between(state, "started", "detected") == timedelta()
        assert between(state, "detected", "first_user_report") == timedelta(minutes=15)
        assert "SMTP service is down" in said(player, "alerts")
        # said just after every connection to Slack was cut
        assert "Its bounces filled the disk" in str([entry.event for entry in await entries(player)])


async def test_the_second_monday_is_led_by_the_backup_and_handed_over(sqlite: SqliteFiles, tmp_path: Path) -> None:
    async with played("monday-slowness", sqlite, tmp_path) as player:
        first, second = player.witness.states
        assert second.declared_at - first.declared_at > timedelta(days=6)
        accepted = [entry.event.person.name for entry in await entries(player, 2) if entry.kind == "mim_accepted"]
        assert accepted == ["Maya Anggraini"]
        assert second.mim is not None
        assert second.mim.name == "Raihan Pratama"


async def test_four_of_the_five_vpn_incidents_of_a_month_are_one_dns_setting(
    sqlite: SqliteFiles, tmp_path: Path
) -> None:
    async with played("vpn-month", sqlite, tmp_path) as player:
        states = player.witness.states
        assert [state.state for state in states] == ["closed"] * 5
        assert states[-1].declared_at - states[0].declared_at > timedelta(days=25)
        found = [cause for state in states for cause in await causes(player, state.number)]
        assert ["DNS" in cause for cause in found] == [True, True, False, True, True]
        assert [task.text for task in states[-1].tasks] == ["Write the VPN model and publish it in the knowledge base"]


async def causes(player: Player, number: int) -> list[str]:
    return [
        entry.event.text for entry in await entries(player, number)
        if isinstance(entry.event, e.Remark) and entry.kind == "hypothesis"
    ]  # fmt: skip


async def test_the_e_banking_crash_loses_nothing_while_slack_is_down(sqlite: SqliteFiles, tmp_path: Path) -> None:
    async with played("ebanking-crash", sqlite, tmp_path) as player:
        (state,) = player.witness.states
        assert player.on.sandbox.journal.calls_of("chat.postMessage", ok=False), "the inject struck nothing"
        assert "70 % of the accounts have no nickname" in str([entry.event for entry in await entries(player)])
        assert state.mim is not None
        assert state.mim.name == "Maya Anggraini"
        assert len(state.tasks) == 2


async def test_the_payment_outage_is_led_by_the_backup_with_the_vendor_in_the_room(
    sqlite: SqliteFiles, tmp_path: Path
) -> None:
    async with played("payment-vendor", sqlite, tmp_path) as player:
        (state,) = player.witness.states
        assert "vina" in {player.on.sandbox.workspace.users[user].handle for user in state.people}
        paged = [entry for entry in await entries(player) if entry.kind == "mim_paged"]
        assert [entry.event.why for entry in paged] == ["first", "silent"]
        called = next(entry for entry in await entries(player) if entry.kind == "action")
        assert called.occurred_at - state.milestones["detected"].at <= timedelta(minutes=10)
