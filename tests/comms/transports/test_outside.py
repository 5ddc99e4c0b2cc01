"""Updates outside Slack, against real servers on this machine: mail, webhooks, a page that speaks Statuspage's API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.clock import ManualClock
from bot.comms.retry import CannotDo
from bot.comms.transports import errors as e
from bot.comms.transports.email import Email, MailServer
from bot.comms.transports.lanes import Lane
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.statuspage import Statuspage, Statuspages
from bot.comms.transports.webhook import Webhook, Webhooks, signature
from bot.warroom.events import UpdateDelivered
from bot.warroom.places import Place
from bot.warroom.policy import Audience
from bot.warroom.ports import Step
from bot.warroom.updates import UpdateFacts
from tests.comms.stage import at, organisation, under_way
from tests.mailserver import Post, post_office

CUSTOMERS = Audience(name="customers", title="Customers", form="customer", channels=("mailto:list@example.com",))
HOSTILE = "Shop\r\nBcc: evil@example.com <script>alert(1)</script> & more"


def parcel(
    ref: str, number: int = 1, *, doubtful: bool = False, earlier: tuple[UpdateDelivered, ...] = (), **facts: Any
):
    told = UpdateFacts(
        number=number, reference="MI-42", title="Shop", severity="sev1", since=at(0), as_of=at(20),
        next_by={"customers": at(35)}, **{"state": "investigating", "services": ("payments",), **facts},
    )  # fmt: skip
    step = Step(
        id=1, key=f"update.send:42:{number}:customers:{ref}", step="update.send", number=42, payload={}, attempts=0,
        doubtful=doubtful, created_at=at(20), lease="test",
    )  # fmt: skip
    return Parcel(step, Place.of(ref), CUSTOMERS, organisation(), under_way().state, told, earlier)


def delivered(receipt: Receipt, ref: str, number: int = 1) -> UpdateDelivered:
    return UpdateDelivered(number=number, audience="customers", channel=ref, id=receipt.id)


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with post_office() as kept:
        yield kept


LIST = "mailto:list@example.com"


async def test_mail_leaves_over_starttls_with_a_readable_text_and_an_html_part(post: Post) -> None:
    receipt = await Email(post.server()).deliver(parcel(LIST, text="We look into it", impact="Nobody can pay"))
    [mail] = post.messages
    text, html = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
    assert (mail["To"], mail["Subject"]) == ("list@example.com", "Service disruption: payments")
    assert text.startswith("Service disruption: payments\nImpact: Nobody can pay\n")
    assert "<p><strong>Impact:</strong> Nobody can pay</p>" in html
    assert (receipt.to, receipt.result, receipt.id) == ("list@example.com", "OK: kept", mail["Message-ID"])


async def test_an_incident_is_one_thread_of_mail(post: Post) -> None:
    way = Email(post.server())
    first = delivered(await way.deliver(parcel(LIST)), LIST)
    await way.deliver(parcel(LIST, 2, earlier=(first,)))
    root, reply = post.messages
    assert reply["In-Reply-To"] == reply["References"] == root["Message-ID"]
    assert root["References"] is None


async def test_what_people_wrote_makes_no_header_and_no_tag(post: Post) -> None:
    await Email(post.server()).deliver(parcel(LIST, text=HOSTILE, impact=HOSTILE, services=(HOSTILE,)))
    [mail] = post.messages
    assert mail["Bcc"] is None
    html = [part.get_content() for part in mail.iter_parts()][1]
    assert "<script" not in html
    assert "&lt;script&gt;" in html


async def test_mail_sent_again_is_the_same_message(post: Post) -> None:
    post.answers[:] = ["451 Try later"]
    with pytest.raises(e.Unavailable):
        await Email(post.server()).deliver(parcel(LIST))
    first = await Email(post.server()).deliver(parcel(LIST))
    assert (await Email(post.server()).deliver(parcel(LIST, doubtful=True))).id == first.id


async def test_a_refused_address_is_for_people_and_a_refused_password_for_the_operator(post: Post) -> None:
    post.answers[:] = ["550 No such list"]
    with pytest.raises(CannotDo, match="550 No such list"):
        await Email(post.server()).deliver(parcel(LIST))
    with pytest.raises(e.NeedsOperator, match="POSKO_SMTP_PASSWORD"):
        await Email(post.server("wrong")).deliver(parcel(LIST))


async def test_a_dead_mail_server_was_not_reached() -> None:
    with pytest.raises(e.Unavailable):
        await Email(MailServer("127.0.0.1", "bot@example.com", 9)).deliver(parcel(LIST))


@dataclass
class Outside:
    """A web server that keeps requests and answers as told; with `incidents` it speaks Statuspage's API."""

    requests: list[tuple[str, str, Any, bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    incidents: dict[str, dict[str, Any]] = field(default_factory=dict)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append((request.method, request.path, request.headers, body))
        status = self.answers.pop(0) if self.answers else 200
        shown = await self._statuspage(request) if "/pages/" in request.path and status in (200, 500) else {}
        return web.json_response(shown, status=status, headers={"Retry-After": "7"} if status == 429 else None)

    async def _statuspage(self, request: web.Request) -> Any:
        """What the page would answer; a 500 comes after it took effect."""
        number = request.path.rpartition("/")[2]
        if request.path.endswith("/pages/abc"):
            return {"id": number}
        if request.method == "GET":
            return list(self.incidents.values()) if number == "unresolved" else self.incidents[number]
        said = (await request.json())["incident"]
        shown = self.incidents.setdefault(
            number if request.method == "PATCH" else f"inc{len(self.incidents) + 1}", {"incident_updates": []}
        )
        shown.update(said, id=shown.get("id") or f"inc{len(self.incidents)}")
        shown["incident_updates"].insert(0, {"status": said["status"], "body": said["body"]})
        return shown


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    kept = Outside()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", kept.answer)
    async with TestServer(app) as server:
        kept.url = str(server.make_url("/"))
        yield kept


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def hooks(outside: Outside, session: aiohttp.ClientSession) -> Webhooks:
    hook = Webhook(url=SecretStr(f"{outside.url}hook"), secret=SecretStr("shared"))
    return Webhooks({"pager": hook}, session, ManualClock(at(20)))


async def test_a_webhook_is_signed_and_keeps_its_key_when_sent_again(outside: Outside, session) -> None:
    way = hooks(outside, session)
    for doubtful in (False, True):
        await way.deliver(parcel("webhook:pager", doubtful=doubtful, impact="Nobody can pay"))
    (_m, path, headers, body), (_m2, _p2, again, same) = outside.requests
    assert path == "/hook"
    assert headers["X-Posko-Signature"] == signature("shared", headers["X-Posko-Timestamp"], body)
    assert headers["Idempotency-Key"] == again["Idempotency-Key"]
    assert body == same
    assert b"Nobody can pay" in body


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, e.RateLimited),
        (500, e.Ambiguous),
        (503, e.Ambiguous),
        (401, e.NeedsOperator),
        (404, CannotDo),
        (302, CannotDo),
    ],
)
async def test_what_a_webhook_answers_has_a_name(
    outside: Outside, session, status: int, error: type[Exception]
) -> None:
    outside.answers[:] = [status]
    with pytest.raises(error):
        await hooks(outside, session).deliver(parcel("webhook:pager"))


def pages(outside: Outside, session: aiohttp.ClientSession) -> Statuspages:
    page = Statuspage(page="abc", key=SecretStr("key"), url=outside.url, components={"payments": "c1"})
    return Statuspages({"main": page}, session)


async def test_statuspage_gets_one_incident_with_every_update(outside: Outside, session) -> None:
    way, ref = pages(outside, session), "statuspage:main"
    first = delivered(await way.deliver(parcel(ref)), ref)
    await way.deliver(parcel(ref, 2, earlier=(first,), state="resolved", final=True))
    [shown] = outside.incidents.values()
    assert (shown["status"], shown["component_ids"]) == ("resolved", ["c1"])
    assert [each["status"] for each in shown["incident_updates"]] == ["resolved", "investigating"]
    assert {headers["Authorization"] for _m, _p, headers, _b in outside.requests} == {"OAuth key"}


async def test_an_incident_that_was_deleted_on_statuspage_is_created_anew(outside: Outside, session) -> None:
    way, ref = pages(outside, session), "statuspage:main"
    first = delivered(await way.deliver(parcel(ref)), ref)
    outside.incidents.clear()
    outside.answers[:] = [404]
    receipt = await way.deliver(parcel(ref, 2, earlier=(first,)))
    assert [method for method, *_rest in outside.requests] == ["POST", "PATCH", "POST"]
    assert list(outside.incidents) == [receipt.id]
    outside.answers[:] = [404, 404]
    with pytest.raises(CannotDo):
        await way.deliver(parcel(ref, 3, earlier=(first,)))


async def test_an_update_that_statuspage_took_before_it_broke_is_not_told_twice(outside: Outside, session) -> None:
    outside.answers[:] = [500]
    with pytest.raises(e.Ambiguous):
        await pages(outside, session).deliver(parcel("statuspage:main"))
    receipt = await pages(outside, session).deliver(parcel("statuspage:main", doubtful=True))
    assert receipt.id == "inc1"
    assert len(outside.incidents["inc1"]["incident_updates"]) == 1


async def test_a_server_that_hangs_keeps_its_lane_and_nothing_else_waiting() -> None:
    class Hanging:
        async def deliver(self, _parcel: Parcel) -> Receipt:
            await asyncio.sleep(60)
            raise AssertionError

    lane = Lane(Hanging(), places=2, longest=0.05)
    held = [asyncio.create_task(lane.deliver(parcel("webhook:pager"))) for _each in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(e.RateLimited):
        await lane.deliver(parcel("webhook:pager"))
    assert [type(end) for end in await asyncio.gather(*held, return_exceptions=True)] == [e.Ambiguous, e.Ambiguous]
    assert lane.under_way == 0
    lane.usual, lane.under_way = 15.0, lane.places
    waits = [await _wait(lane) for _each in range(12)]
    assert sorted(waits) == waits
    assert waits[7] == pytest.approx(60, abs=1)
    assert waits[-1] <= 60
    assert timedelta(seconds=lane.longest) < timedelta(seconds=1)


async def _wait(lane: Lane) -> float:
    with pytest.raises(e.RateLimited) as full:
        await lane.deliver(parcel("webhook:pager"))
    return full.value.retry_after
