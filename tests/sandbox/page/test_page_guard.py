"""Pages of other sites, pointed names and hostile files get nowhere."""

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api

PLACES = ["/", "/as/budi", "/sandbox/state", "/sandbox/log.jsonl", "/sandbox/static/app.js"]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4000", "127.0.0.1.evil.example", "localhost.evil.example"]
)
async def test_a_name_pointed_at_this_computer_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, host: str
) -> None:
    async with http.get(sandbox.base_url + path, headers={"Host": host}) as response:
        assert response.status == 403


@pytest.mark.parametrize(
    "host", ["localhost:4000", "127.0.0.1", "[::1]:4000", "workspace.localhost", "192.168.1.4:4000"]
)
async def test_addresses_and_localhost_are_let_in(sandbox: Sandbox, http: aiohttp.ClientSession, host: str) -> None:
    async with http.get(f"{sandbox.base_url}/as/budi", headers={"Host": host}) as response:
        assert response.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/as/budi/do/say", "/as/budi/upload", "/sandbox/people/budi/say", "/sandbox/faults"])
async def test_another_sites_page_may_do_nothing(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, origin: str
) -> None:
    body = {"room": sandbox.workspace.channel("general").id, "where": "general", "text": "hello", "kind": "slow"}
    async with http.post(sandbox.base_url + path, json=body, headers={"Origin": origin}) as response:
        assert response.status == 403
    assert "hello" not in [it.text for it in sandbox.person("budi").messages("general")]
    assert sandbox.faults.rules == []


async def test_another_sites_page_may_not_listen(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    url = f"{sandbox.base_url}/sandbox/live?as=budi"
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(url, headers=headers)
        assert refused.value.status == 403


async def test_a_browser_that_sends_no_origin_is_known_by_its_other_header(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    url = f"{sandbox.base_url}/as/budi/do/say"
    async with http.post(url, json={}, headers={"Sec-Fetch-Site": "same-site"}) as response:
        assert response.status == 403


async def test_the_sandboxs_own_page_may(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    headers = {"Origin": sandbox.base_url, "Sec-Fetch-Site": "same-origin"}
    body = {"room": sandbox.workspace.channel("general").id, "text": "hello"}
    async with http.post(f"{sandbox.base_url}/as/budi/do/say", json=body, headers=headers) as response:
        assert response.status == 200
    async with http.ws_connect(f"{sandbox.base_url}/sandbox/live?as=budi", headers=headers) as socket:
        assert not socket.closed


async def test_apps_may_use_any_name_since_they_hold_a_token(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.sandbox.bot_token}", "Host": "sandbox.compose"}
    async with api.http.post(f"{api.sandbox.api_url}auth.test", headers=headers) as response:
        assert (await response.json())["ok"]


@pytest.mark.parametrize("path", ["/", "/as/budi", "/as/nobody", "/sandbox/static/app.js"])
async def test_pages_run_only_their_own_script(sandbox: Sandbox, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(sandbox.base_url + path) as response:
        policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "words.txt", "table.csv"])
async def test_a_hostile_file_is_shown_where_it_can_do_nothing(
    sandbox: Sandbox, http: aiohttp.ClientSession, name: str
) -> None:
    message = await sandbox.person("sari").upload("general", name, b"<script>alert(1)</script>")
    async with http.get(f"{sandbox.base_url}/as/budi/files/{message.files[0].id}/{name}") as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert policy.startswith("sandbox;")
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


async def test_other_kinds_of_files_are_only_saved(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    for name in ("thing.xhtml", "program.exe", "odd.js"):
        message = await sandbox.person("sari").upload("general", name, b"<script>alert(1)</script>")
        async with http.get(f"{sandbox.base_url}/as/budi/files/{message.files[0].id}/{name}") as response:
            plain = response.content_type in ("text/plain", "application/octet-stream")
            assert (response.status, plain) == (200, True)
            saved = response.headers.get("Content-Disposition") == "attachment"
            assert saved or response.content_type == "text/plain"


@pytest.mark.parametrize("name", ["..%2Froutes.py", "routes.py", "%2e%2e%2f__init__.py", "none.js"])
async def test_only_the_pages_own_parts_are_served(sandbox: Sandbox, http: aiohttp.ClientSession, name: str) -> None:
    async with http.get(f"{sandbox.base_url}/sandbox/static/{name}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    "name",
    ["app.js", "live.js", "acts.js", "forms.js", "composer.js", "trouble.js", "base.css", "chat.css", "forms.css"],
)
async def test_nothing_is_loaded_from_elsewhere(sandbox: Sandbox, http: aiohttp.ClientSession, name: str) -> None:
    async with http.get(f"{sandbox.base_url}/sandbox/static/{name}") as response:
        text = await response.text()
    assert (response.status, "http://" in text or "https://" in text or "@import" in text) == (200, False)
