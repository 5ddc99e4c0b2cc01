"""Trackers: the folder and Jira's REST API, against a local server that can fail in each way that matters."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.comms.trackers import FileTracker, JiraTracker, Ticket
from bot.comms.trackers.port import TrackerRefused
from bot.comms.transports.errors import Ambiguous, PermanentError, RateLimited, Unavailable

GOOD = "good"
TICKET = Ticket(
    label="posko-mi-7-1-abc",
    name="MI-7-1-problem",
    what="problem",
    summary="Problem investigation: Why\nit # broke",
    sections=(("What is asked for", "Why it broke\n\n<script> [x](y)"), ("Cause", "not on the record")),
)


@dataclass
class Jira:
    """As much of Jira as is asked for. `fail`: how the next creations end, and whether after the effect."""

    issues: list[dict[str, Any]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    fail: list[tuple[int, bool]] = field(default_factory=list)
    url: str = ""

    async def create(self, request: web.Request) -> web.Response:
        self.logins.append(request.headers["Authorization"])
        status, done = self.fail.pop(0) if self.fail else (201, True)
        if done:
            self.issues.append((await request.json())["fields"])
        if status == 0:
            request.transport.close()
        headers = {"Retry-After": "7"} if status == 429 else {}
        return web.json_response({"key": f"OPS-{len(self.issues)}"}, status=status or 201, headers=headers)

    async def search(self, request: web.Request) -> web.Response:
        found = [n for n, it in enumerate(self.issues, 1) if f'"{it["labels"][0]}"' in request.query["jql"]]
        return web.json_response({"issues": [{"key": f"OPS-{n}"} for n in found]})

    async def myself(self, request: web.Request) -> web.Response:
        return web.json_response({"displayName": "Posko"}, status=200 if "good" in _login(request) else 401)


def _login(request: web.Request) -> str:
    return aiohttp.BasicAuth.decode(request.headers["Authorization"]).password


@pytest.fixture
async def jira() -> AsyncIterator[Jira]:
    made = Jira()
    app = web.Application()
    app.add_routes(
        [
            web.post("/rest/api/3/issue", made.create),
            web.get("/rest/api/3/search/jql", made.search),
            web.get("/rest/api/3/myself", made.myself),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = "http://{}:{}".format(*runner.addresses[0][:2])
    yield made
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


def tracker(
    jira: Jira, session: aiohttp.ClientSession, token: str = GOOD, user: str = "posko@example.com"
) -> JiraTracker:
    return JiraTracker(session, jira.url, "OPS", user, token, {"problem": "Bug"})


async def test_an_issue_has_project_type_label_and_a_description_of_plain_text(jira, session):
    filed = await tracker(jira, session).file(TICKET, look=False)
    assert (filed.key, filed.link) == ("OPS-1", f"{jira.url}/browse/OPS-1")
    [made] = jira.issues
    assert (made["project"], made["issuetype"]) == ({"key": "OPS"}, {"name": "Bug"})
    assert made["summary"] == "Problem investigation: Why it # broke"
    assert made["labels"] == ["posko-mi-7-1-abc", "posko", "posko-problem"]
    assert [node["type"] for node in made["description"]["content"]] == [
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert made["description"]["content"][2]["content"] == [{"type": "text", "text": "<script> [x](y)"}]


async def test_after_a_lost_answer_the_issue_is_found_and_not_made_again(jira, session):
    jira.fail = [(0, True)]
    with pytest.raises(Ambiguous):
        await tracker(jira, session).file(TICKET, look=False)
    assert (await tracker(jira, session).file(TICKET, look=True)).key == "OPS-1"
    assert len(jira.issues) == 1


async def test_what_did_not_happen_is_made_when_it_is_looked_for_in_vain(jira, session):
    jira.fail = [(503, False)]
    with pytest.raises(Ambiguous):
        await tracker(jira, session).file(TICKET, look=False)
    assert (await tracker(jira, session).file(TICKET, look=True)).key == "OPS-1"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, TrackerRefused), (403, TrackerRefused), (400, PermanentError), (429, RateLimited), (500, Ambiguous)],
)
async def test_each_failure_has_a_name(jira, session, status, kind):
    jira.fail = [(status, False)]
    with pytest.raises(kind) as problem:
        await tracker(jira, session).file(TICKET, look=False)
    assert getattr(problem.value, "retry_after", 7) == 7


async def test_a_jira_that_is_not_there_was_never_reached(jira, session):
    jira.url = "http://127.0.0.1:9"
    with pytest.raises(Unavailable):
        await tracker(jira, session).file(TICKET, look=False)


async def test_the_check_says_who_we_are_and_never_the_token(jira, session):
    assert await tracker(jira, session).check() == f"{jira.url} as Posko"
    with pytest.raises(TrackerRefused):
        await tracker(jira, session, token="bad").check()
    assert "good" not in repr(tracker(jira, session))


async def test_without_an_account_the_token_is_a_bearer_token(jira, session):
    await tracker(jira, session, user="").file(TICKET, look=False)
    assert jira.logins == ["Bearer good"]


async def test_a_folder_gets_one_file_for_a_ticket_in_which_words_stay_words(tmp_path: Path):
    tracker = FileTracker(tmp_path / "outputs")
    for look in (False, True):
        assert (await tracker.file(TICKET, look=look)).key == "MI-7-1-problem"
    [made] = (tmp_path / "outputs").iterdir()
    text = made.read_text(encoding="utf-8")
    assert made.name == "MI-7-1-problem.md"
    assert "&lt;script&gt; \\[x\\](y)" in text
    assert text.count("\n## ") == 2
    assert str(tmp_path) in await tracker.check()


async def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path):
    (tmp_path / "outputs").write_text("a file", encoding="utf-8")
    for work in (FileTracker(tmp_path / "outputs").file(TICKET, look=False), FileTracker(tmp_path / "outputs").check()):
        with pytest.raises(Unavailable):
            await work


def test_every_node_of_a_description_can_be_sent():
    from bot.comms.trackers.jira import document

    assert json.dumps(document(TICKET.model_copy(update={"sections": ()})))
