"""Canvases of rooms: one each, found through the room, written anew; too large ones are refused."""

from typing import Any

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api


def words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "markdown": text}


async def room(api: Api) -> str:
    return str((await api("conversations.create", name="mi-1"))["channel"]["id"])


async def test_a_room_has_one_canvas_that_its_description_names(api: Api, sandbox: Sandbox) -> None:
    where = await room(api)
    assert "properties" not in (await api("conversations.info", channel=where))["channel"]
    made = await api("conversations.canvases.create", channel_id=where, title="Review", document_content=words("# A"))
    shown = (await api("conversations.info", channel=where))["channel"]["properties"]["canvas"]
    assert (shown["file_id"], shown["is_empty"]) == (made["canvas_id"], False)
    file = (await api("files.info", file=made["canvas_id"]))["file"]
    assert (file["mode"], file["title"], file["user"]) == ("quip", "Review", sandbox.workspace.files[file["id"]].user)
    again = await api("conversations.canvases.create", channel_id=where)
    assert again["error"] == "channel_canvas_already_exists"
    assert (await api("conversations.canvases.create", channel_id="C0"))["error"] == "channel_canvas_creation_failed"


async def test_a_canvas_is_written_anew(api: Api, sandbox: Sandbox) -> None:
    made = await api("conversations.canvases.create", channel_id=await room(api), document_content=words("# A"))
    canvas = made["canvas_id"]
    for operation, text, after in (
        ("replace", "B", "B"),
        ("insert_at_end", "C", "B\nC"),
        ("insert_at_start", "D", "D\nB\nC"),
    ):
        change = {"operation": operation, "document_content": words(text)}
        assert (await api("canvases.edit", canvas_id=canvas, changes=[change]))["ok"]
        assert sandbox.workspace.files[canvas].content.decode() == after
    assert (await api("canvases.edit", canvas_id="F0", changes=[change]))["error"] == "canvas_not_found"
    lost = [{"operation": "rename"}]
    assert (await api("canvases.edit", canvas_id=canvas, changes=lost))["error"] == "canvas_editing_failed"


async def test_a_table_of_more_than_300_cells_and_a_megabyte_of_words_are_refused(api: Api) -> None:
    where = await room(api)
    for large in ("| a | b | c |\n" * 101, "x" * 1_048_577):
        answer = await api("conversations.canvases.create", channel_id=where, document_content=words(large))
        assert answer["error"] == "canvas_creation_failed"
    assert (await api("conversations.canvases.create", channel_id=where, document_content=words("| a |\n" * 300)))["ok"]
