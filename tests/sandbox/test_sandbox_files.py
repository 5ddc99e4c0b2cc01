"""Files: the three steps of an upload, reading them back, and who may."""

import aiohttp

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, manifest


async def uploaded(api: Api, content: bytes = b"a,b\n1,2\n", name: str = "report.csv") -> str:
    start = await api.ok("files.getUploadURLExternal", filename=name, length=len(content))
    async with api.http.post(start["upload_url"], data=content) as response:
        assert await response.text() == f"OK - {len(content)}"
    file_id: str = start["file_id"]
    return file_id


async def test_a_completed_upload_is_a_message_with_the_file(api: Api) -> None:
    channel = await api.room()
    file_id = await uploaded(api)
    done = await api.ok(
        "files.completeUploadExternal",
        files=[{"id": file_id, "title": "Report"}],
        channel_id=channel,
        initial_comment="here it is",
    )
    assert done["files"][0]["title"] == "Report"
    message = (await api.history(channel))[0]
    assert (message["text"], message["files"][0]["name"], message["files"][0]["size"]) == (
        "here it is",
        "report.csv",
        8,
    )


async def test_a_file_is_downloaded_with_the_bots_token(api: Api) -> None:
    channel, file_id = await api.room(), await uploaded(api)
    await api.ok("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel)
    url = (await api.ok("files.info", file=file_id))["file"]["url_private"]
    headers = {"Authorization": f"Bearer {api.sandbox.bot_token}"}
    async with api.http.get(url, headers=headers) as response:
        assert (await response.read(), response.content_type) == (b"a,b\n1,2\n", "text/csv")


async def test_a_download_without_token_is_a_sign_in_page_with_status_200(api: Api) -> None:
    await api.room("mi-1-shop", "budi")
    shared = await api.sandbox.person("budi").upload("mi-1-shop", "graph.png", b"png")
    url = (await api.ok("files.info", file=shared.files[0].id))["file"]["url_private"]
    async with api.http.get(url) as response:
        assert (response.status, response.content_type) == (200, "text/html")


async def test_a_multipart_upload_works_too(api: Api) -> None:
    start = await api.ok("files.getUploadURLExternal", filename="x.txt", length=2)
    form = aiohttp.FormData()
    form.add_field("file", b"hi", filename="x.txt")
    async with api.http.post(start["upload_url"], data=form) as response:
        assert await response.text() == "OK - 2"


async def test_an_upload_is_completed_once_and_only_after_its_bytes(api: Api) -> None:
    channel = await api.room()
    start = await api.ok("files.getUploadURLExternal", filename="x.txt", length=2)
    files = [{"id": start["file_id"]}]
    early = await api.error("files.completeUploadExternal", files=files, channel_id=channel)
    file_id = await uploaded(api)
    await api.ok("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel)
    again = await api.error("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel)
    assert (early, again) == ("file_not_found", "file_not_found")


async def test_files_go_only_where_the_bot_is(api: Api) -> None:
    files = [{"id": await uploaded(api)}]
    general = api.sandbox.workspace.channel("general").id
    assert await api.error("files.completeUploadExternal", files=files, channel_id=general) == "not_in_channel"
    assert await api.error("files.completeUploadExternal", files=files, channel_id="C404") == "channel_not_found"


async def test_files_of_rooms_without_the_bot_do_not_exist_for_it(api: Api) -> None:
    shared = await api.sandbox.person("budi").upload("general", "private.txt", b"x")
    assert await api.error("files.info", file=shared.files[0].id) == "file_not_found"
    assert (await api.ok("files.list"))["files"] == []


async def test_files_are_listed_by_room_and_deleted_by_their_owner(api: Api) -> None:
    channel = await api.room("mi-1-shop", "budi")
    file_id = await uploaded(api)
    await api.ok("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel)
    theirs = await api.sandbox.person("budi").upload("mi-1-shop", "graph.png", b"png")
    listed = await api.ok("files.list", channel=channel)
    assert ([it["name"] for it in listed["files"]], listed["paging"]["total"]) == (["report.csv", "graph.png"], 2)
    assert await api.error("files.delete", file=theirs.files[0].id) == "cant_delete_file"
    await api.ok("files.delete", file=file_id)
    assert await api.error("files.info", file=file_id) == "file_deleted"


async def test_files_need_their_scopes(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(scopes=["chat:write"])) as sandbox:
        answer = await Api(sandbox, http)("files.getUploadURLExternal", filename="x", length=1)
        assert (answer["error"], answer["needed"]) == ("missing_scope", "files:write")
