"""Strangers have the public page's updates by e-mail: they ask, confirm, are told once, and leave with one click."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright

from tests.databases import SqliteFiles
from tests.mailserver import Post, post_office
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-shop-is-down"
OPEN = (
    POLICY
    + """
audiences:
  customers: {channels: [{page: public}], drill_channels: [{page: public}], sees_private: true, severities: []}
status_page: {subscribe: {open: true, per_source: 12}}
"""
)
SITE = "https://status.example.com"
HERE = {"Origin": SITE}
PUTU, WATI = "putu@example.com", "wati@example.org"


@dataclass
class Stranger:
    """Somebody outside with a browser and a mailbox."""

    on: World
    post: Post
    session: aiohttp.ClientSession

    async def asks(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """A page: fetched, or with `fields` a form that is sent."""
        host, port = self.on.bot.address
        method = "GET" if fields is None else "POST"
        async with self.session.request(
            method, f"http://{host}:{port}{path}", data=fields, headers=headers, allow_redirects=False
        ) as answer:
            text = await answer.text()
        await self.on.quiet()
        return answer.status, text

    async def subscribes(self, address: str) -> None:
        await self.asks("/status/mail", {"address": address}, **HERE)
        assert (await self.asks(path_in(self.post.messages[-1], "confirm"), {}))[0] == 200

    def mails(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.post.messages if mail["To"] == address and "List-Id" in mail]

    def metric(self, what: str) -> int:
        found = re.search(rf'posko_subscriptions_total{{what="{what}"}} (\S+)', self.on.bot.metrics.page().decode())
        return int(float(found[1])) if found else 0


def path_in(mail: EmailMessage, page: str) -> str:
    """The link in a mail, as a path of our own."""
    found = re.search(rf"{SITE}(/status/mail/{page}\?key=[\w.-]+)", words(mail))
    assert found
    return found[1]


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


@pytest.fixture
async def stranger(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Stranger]:
    async with (
        sqlite.fresh(tmp_path) as database,
        post_office() as post,
        aiohttp.ClientSession() as session,
        world(database, policy=OPEN, start=False) as on,
    ):
        await on.start_bot(public_url=SITE, **post.settings())
        yield Stranger(on, post, session)


async def says(on: World, text: str) -> None:
    on.clock.advance(1)
    await on.types("raihan", f"/incident update {text}", ROOM)
    await on.quiet()
    on.clock.advance(1)


async def test_asked_confirmed_told_in_one_thread_and_left_with_one_click(stranger: Stranger) -> None:
    on, post = stranger.on, stranger.post
    assert "/status/mail" in (await stranger.asks("/status"))[1]
    status, sent = await stranger.asks("/status/mail", {"address": "Putu@Example.com "}, **HERE)
    [request] = post.messages
    assert (status, request["To"], "Nusantara" in words(request)) == (200, PUTU, True)
    await on.declare("sev1 Shop is down")
    await says(on, "We look into payments")
    assert len(post.messages) == 1

    confirm = path_in(request, "confirm")
    assert "<button>" in (await stranger.asks(confirm))[1]
    await says(on, "The bank is on the line")
    assert len(post.messages) == 1
    assert (await stranger.asks(confirm, {}))[0] == 200
    assert (await stranger.asks(confirm, {}))[0] == 410
    await says(on, "We are restoring <b>payments</b>")
    await says(on, "Half of the shops take payments")
    first, second = stranger.mails(PUTU)
    assert "We are restoring <b>payments</b>" in words(first)
    assert second["References"] == second["In-Reply-To"] == first["Message-ID"]
    assert first["References"] is None
    assert (first["List-Unsubscribe-Post"], first["List-Unsubscribe"]) == (
        "List-Unsubscribe=One-Click",
        f"<{SITE}{path_in(first, 'leave')}>",
    )

    again = await stranger.asks("/status/mail", {"address": PUTU}, **HERE)
    assert again == (status, sent)
    assert "already" in words(post.messages[-1])
    await stranger.subscribes(WATI)
    leave = path_in(second, "leave")
    assert "<button>" in (await stranger.asks(leave))[1]
    for _twice in range(2):
        assert (await stranger.asks(leave, {"List-Unsubscribe": "One-Click"}))[0] == 200
    await says(on, "All shops but two take payments")
    assert (len(stranger.mails(PUTU)), len(stranger.mails(WATI))) == (2, 1)
    assert (stranger.metric("left"), stranger.metric("confirmed"), stranger.metric("told")) == (1, 2, 3)
    page = (await stranger.asks("/status"))[1] + (await stranger.asks("/metrics"))[1]
    record = " ".join(str(entry) for entry in await on.entries())
    assert "@example" not in page + record


async def nine(on: World) -> list[str]:
    """Nine subscribers."""
    people = [f"p{number}@example.com" for number in range(9)]
    async with on.bot.store.writing() as tx:
        for number, address in enumerate(people):
            await tx.ask_subscriber(address, f"h{number}", "x", on.clock.now().replace(year=2030))
            await tx.confirm_subscriber(f"h{number}", "x", on.clock.now())
    return people


async def test_nobody_is_told_of_private_incidents_and_drills(stranger: Stranger) -> None:
    await stranger.subscribes(PUTU)
    for line in ("declare sev1 private SECRET takeover", "drill sev1 SECRET exercise"):
        await stranger.on.types("sari", f"/incident {line}")
        await stranger.on.quiet()
        await stranger.on.types("sari", "/incident update SECRET words", stranger.on.rooms()[-1])
        await stranger.on.quiet()
    assert stranger.mails(PUTU) == []


async def test_a_link_runs_out_and_the_address_is_forgotten(stranger: Stranger) -> None:
    await stranger.asks("/status/mail", {"address": PUTU}, **HERE)
    await stranger.asks("/status/mail", {"address": PUTU}, **HERE)
    older, newer = (path_in(mail, "confirm") for mail in stranger.post.messages)
    assert (await stranger.asks(older, {}))[0] == 410
    for forged in ("", "x", older + "x", newer.replace("confirm", "leave"), "/status/mail/confirm?key=%00<script>"):
        path = forged if forged.startswith("/") else f"/status/mail/confirm?key={forged}"
        assert "<script" not in (await stranger.asks(path))[1]
        assert (await stranger.asks(path.replace("/leave", "/confirm"), {}))[0] in {200, 410}
    await stranger.asks("/status/mail", {"address": WATI}, **HERE)
    stranger.on.clock.advance(24 * 3600)
    assert (await stranger.asks(path_in(stranger.post.messages[-1], "confirm"), {}))[0] == 410
    await stranger.on.bot.keep_house()
    assert stranger.metric("not_confirmed") == 1
    assert 'posko_subscribers{state="waiting"} 0.0' in stranger.on.bot.metrics.page().decode()


async def test_hostile_forms_send_nothing_and_too_many_are_turned_away(stranger: Stranger) -> None:
    ask = "/status/mail"
    for address in ("a@b.example\r\nBcc: c@d.example", "<script>@x.example", "a b@x.example", "", "a@x", "x" * 300):
        status, page = await stranger.asks(ask, {"address": address}, **HERE)
        assert (status, "<script>" in page) == (400, False)
    fine = {"address": PUTU}
    assert (await stranger.asks(ask, fine))[0] == 403
    assert (await stranger.asks(ask, fine, Origin="https://evil.example"))[0] == 403
    assert (await stranger.asks(ask, fine, **HERE, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
    trapped = await stranger.asks(ask, {**fine, "website": "https://spam.example"}, **HERE)
    assert stranger.post.messages == []
    for _many in range(4):
        assert await stranger.asks(ask, fine, **HERE) == trapped
    assert len(stranger.post.messages) == 3
    assert (await stranger.asks(ask, {"address": WATI}, **HERE))[0] == 200
    assert (await stranger.asks(ask, {"address": WATI}, **HERE))[0] == 429
    stranger.on.clock.advance(3600)
    assert (await stranger.asks(ask, {"address": WATI}, **HERE))[0] == 200


async def test_an_address_that_is_gone_is_forgotten_and_one_put_off_is_told_later(
    stranger: Stranger, capsys: pytest.CaptureFixture[str]
) -> None:
    await stranger.subscribes(PUTU)
    await stranger.subscribes(WATI)
    stranger.post.refused = {PUTU: [f"550 5.1.1 <{PUTU}> is gone"], WATI: [f"451 4.7.1 <{WATI}> later"]}
    capsys.readouterr()
    await stranger.on.declare("sev1 Shop is down")
    await says(stranger.on, "We look into it")
    assert (stranger.mails(PUTU), stranger.mails(WATI)) == ([], [])
    stranger.on.clock.advance(601)
    await says(stranger.on, "Still at it")
    assert (len(stranger.mails(PUTU)), len(stranger.mails(WATI))) == (0, 2)
    assert (stranger.metric("bounced"), stranger.metric("deferred")) == (1, 1)
    logged = capsys.readouterr().out
    assert ("subscriber.mail" in logged, "@example" in logged) == (True, False)


async def test_killed_among_the_mails_everybody_is_told_and_nobody_gets_another_one(stranger: Stranger) -> None:
    on, post = stranger.on, stranger.post
    people = await nine(on)

    def dies() -> None:
        if len(post.messages) == 5:
            on.bot.relay._stopping = True
            for task in on.bot.relay._running:
                task.cancel()

    post.taken = dies
    await on.declare("sev1 Shop is down")
    await says(on, "We look into it")
    assert len(post.messages) < len(people)
    await on.stop_bot()
    await on.start_bot(public_url=SITE, **post.settings())
    on.clock.advance(61)
    await on.quiet()
    assert Counter(mail["To"] for mail in post.messages).keys() == set(people)
    # What was under way at the death may come again, and is the same message to whoever gets it.
    assert len({mail["Message-ID"] for mail in post.messages}) == len(people)
    assert len(post.messages) <= len(people) + 4


async def test_a_mail_server_that_hangs_delays_nothing_in_slack(stranger: Stranger) -> None:
    on, post, people = stranger.on, stranger.post, await nine(stranger.on)
    await on.declare("sev1 Shop is down")
    post.hangs = asyncio.Event()
    await on.types("raihan", "/incident update We look into it", ROOM)
    async with asyncio.timeout(10):
        while post.held < 4:  # noqa: ASYNC110 - a server rings no bell
            await asyncio.sleep(0.01)
    await on.types("sari", "/incident declare sev2 Search is slow")
    await on.sandbox.until(lambda _ws: len(on.rooms()) == 2)
    assert (post.held, post.messages) == (4, [])
    post.hangs.set()
    await on.quiet()
    assert sorted(mail["To"] for mail in post.messages) == people


async def test_a_phone_without_scripts_asks_and_confirms_in_the_dark(stranger: Stranger) -> None:
    program = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    host, port = stranger.on.bot.address
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(
            viewport={"width": 390, "height": 844}, color_scheme="dark", java_script_enabled=False
        )
        await page.goto(f"http://{host}:{port}/status")
        await page.get_by_role("link", name="Get updates by e-mail").click()
        assert await out_of_sight(page)
        await page.get_by_label("E-mail address").fill(PUTU)
        await page.get_by_role("button").click()
        assert await page.get_by_role("heading", level=1).inner_text() == "Look into your mailbox"
        await stranger.on.quiet()
        await page.goto(f"http://{host}:{port}{path_in(stranger.post.messages[-1], 'confirm')}")
        await page.get_by_role("button").click()
        assert await page.get_by_role("heading", level=1).inner_text() == "You get updates from now on"
        await browser.close()
    assert stranger.metric("confirmed") == 1


async def out_of_sight(page: Page) -> bool:
    """Whether the field that only machines fill in stands outside the screen."""
    box = await page.locator("#website").bounding_box()
    return box is not None and box["x"] + box["width"] < 0


@pytest.mark.parametrize("lacking", ["policy", "mail", "address"])
async def test_without_policy_mail_server_or_address_of_our_own_there_is_no_form(
    sqlite: SqliteFiles, tmp_path: Path, lacking: str
) -> None:
    async with (
        sqlite.fresh(tmp_path) as database,
        aiohttp.ClientSession() as session,
        world(database, policy=OPEN.replace("open: true", f"open: {lacking != 'policy'}"), start=False) as on,
    ):
        post = Post(port=9)
        mail = {} if lacking == "mail" else post.settings()
        await on.start_bot(public_url="" if lacking == "address" else SITE, **mail)
        visitor = Stranger(on, post, session)
        assert "/status/mail" not in (await visitor.asks("/status"))[1]
        assert (await visitor.asks("/status/mail"))[0] == 404
