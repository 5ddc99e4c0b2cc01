"""Workbooks, documents and pages, read as the programs read them: by their XML, their cells and their text."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from bot.comms.exports import extra
from bot.comms.exports.extra import LibraryMissing, missing
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from tests.comms.exports.exporting import chat, exported
from tests.warroom.chronicle import policy
from tests.warroom.outage import outage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ["=cmd|'/c calc'!A1", "+1+1", "@SUM(A1)", "<w:p/>&\"'", "]]>", "\x00\x1f\ufffe\ud800", "#set page()", "*$x$*",
           "🔥 مرحبا \u202eevil", "y" * 40_000, "line\nbreak\r\nagain"]  # fmt: skip


def part(data: bytes, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))  # noqa: S314 - our own file


def styled(root: ET.Element, style: str) -> list[str]:
    """The texts of the paragraphs with this style."""
    found = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in found]


async def test_a_document_has_real_headings_tables_with_headers_and_a_picture_with_words():
    root = part(await exported("docx", outage().entries), "word/document.xml")
    assert styled(root, "Title") == ["MI-42 · Checkout fails for card payments"]
    assert styled(root, "Heading1") == ["At a glance", "Timeline"]
    assert styled(root, "Heading2") == ["Nov 24, 2026"]
    tables = list(root.iter(f"{W}tbl"))
    assert len([t for t in tables if t.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]) == 2
    assert len(tables[-1].findall(f"{W}tr")) > 30
    [drawn] = [each for each in root.iter() if each.tag.endswith("}docPr")]
    assert "Led by Dewi" in drawn.get("descr", "")


async def test_a_workbook_holds_text_as_text_times_as_times_and_no_formula():
    data = await exported("xlsx", chat(HOSTILE))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert list(sheet.iter(f"{S}f")) == []
    cells = {cell.get("r"): cell for cell in sheet.iter(f"{S}c")}
    assert "".join(t.text or "" for t in cells["J3"].iter(f"{S}t")) == HOSTILE[0]
    assert cells["B3"].find(f"{S}v") is not None
    assert float(cells["B3"].find(f"{S}v").text) > 46_000
    assert sheet.find(f"{S}autoFilter").get("ref") == f"A1:P{len(HOSTILE) + 2}"
    assert all(len("".join(t.text or "" for t in cell.iter(f"{S}t"))) <= 32_767 for cell in cells.values())


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("preset", ["full", "regulator"])
async def test_hostile_words_break_no_file(form, preset):
    data = await exported(form, chat(HOSTILE), preset)
    if form == "docx":
        text = "".join(t.text or "" for t in part(data, "word/document.xml").iter(f"{W}t"))
        assert preset == "regulator" or "=cmd|'/c calc'!A1" in text
    assert data[:4] in {b"%PDF", b"PK\x03\x04"}


async def test_pages_are_tagged_titled_and_in_their_language():
    data = await exported("pdf", outage().entries, wording=Wording(translator("id"), policy()))
    assert b"/StructTreeRoot" in data
    assert b"/Lang (id)" in data or re.search(rb"/Lang\s*\(id", data)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 2


async def test_a_document_longer_than_the_policy_allows_is_cut_and_says_so():
    short = Wording(translator("en"), policy(exports={"most_lines": 5}))
    root = part(await exported("docx", outage().entries, wording=short), "word/document.xml")
    text = "".join(t.text or "" for t in root.iter(f"{W}t"))
    assert "Only the first 5 of " in text
    assert len(list(root.iter(f"{W}tbl"))[-1].findall(f"{W}tr")) == 6


async def test_without_the_extra_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(extra.NEEDED, "pdf", ("a_library_that_is_not_there",))
    assert missing("pdf")
    assert not missing("md")
    with pytest.raises(LibraryMissing) as refusal:
        extra.require("a_library_that_is_not_there", "pdf")
    assert "posko[documents]" in str(refusal.value)
