"""DOCX: real heading styles, real tables, the picture with its text alternative; to be edited, not only to be read.

Long tables are written as XML at once: python-docx's own cells take minutes for ten thousand rows. Every text is
escaped in `_run`, the one place where text meets markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from bot.comms.exports import paper
from bot.comms.exports.blocks import (
    Block,
    Cell,
    Chart,
    Check,
    Checklist,
    Chronology,
    Facts,
    Happening,
    Picture,
    Prose,
    Report,
    Table,
)
from bot.comms.exports.extra import require

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH = 9_800
HAPPENING_WIDTHS = (1_000, 1_500, 1_900, WIDTH - 4_400)
TONES = {"bad": "A3211A", "warn": "8A5200", "good": "176F42", "quiet": "5A6675"}


def docx(report: Report) -> bytes:
    """The document. Raises LibraryMissing."""
    document: Document = require("docx", "docx").Document()
    _furnish(document, report)
    _head(document, report)
    for section in report.sections:
        document.add_heading(section.title, level=1)
        for block in section.blocks:
            _block(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _furnish(document: Document, report: Report) -> None:
    """Paper, fonts, properties, and the foot with the page's number."""
    shared = require("docx.shared", "docx")
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.title[:255], "Posko", report.language
    page = document.sections[0]
    page.page_width, page.page_height = shared.Mm(210), shared.Mm(297)
    page.left_margin = page.right_margin = shared.Mm(18)
    page.top_margin = page.bottom_margin = shared.Mm(20)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = shared.Pt(10)
    foot = page.footer.paragraphs[0]
    _append(foot._p, _run(f"{report.footer}   "), _field("PAGE"), _run(" / "), _field("NUMPAGES"))


def _head(document: Document, report: Report) -> None:
    document.add_heading(report.title, level=0)
    _paragraph(document, _run(report.kicker, tone="quiet"))
    _paragraph(document, *(_run(f"{each.text}   ", strong=True, tone=each.tone) for each in report.badges))
    for note in report.notes:
        _paragraph(document, _run(note, tone="quiet"))


def _block(document: Document, block: Block) -> None:
    match block:
        case Facts(pairs=pairs):
            rows = [[_run(name, tone="quiet"), _cell(cell)] for name, cell in pairs]
            _table(document, (), rows, (2_800, WIDTH - 2_800))
        case Table():
            _listed(document, block)
        case Prose():
            _prose(document, block)
        case Checklist():
            _checklist(document, block)
        case Chronology():
            _chronology(document, block)
        case Picture():
            _picture(document, block)
        case Chart():
            _chart(document, block)


def _listed(document: Document, block: Table) -> None:
    if not block.rows:
        _paragraph(document, _run(block.empty, tone="quiet"))
        return
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    _table(document, block.columns, rows, (WIDTH // len(block.columns),) * len(block.columns))


def _prose(document: Document, block: Prose) -> None:
    style = "Intense Quote" if block.quoted else "Normal"
    _paragraph(document, _run(block.text, tone=block.tone), style=style)


def _checklist(document: Document, block: Checklist) -> None:
    for item in block.items:
        _paragraph(document, *_check(item), style="List Bullet")


def _check(item: Check) -> Iterable[str]:
    sign = "☑" if item.done else "☐"
    tone = "good" if item.done else "bad" if item.blocking else "warn"
    more = (item.detail, item.standing, item.asked, item.by, item.command)
    return _run(f"{sign} {item.label}", strong=True, tone=tone), _run(": " + " · ".join(part for part in more if part))


def _chronology(document: Document, block: Chronology) -> None:
    """A heading and a table for each day."""
    if not block.happenings:
        _paragraph(document, _run(block.empty, tone="quiet"))
    for day, happenings in block.days.items():
        document.add_heading(day, level=2)
        _table(document, block.columns, map(happening_cells, happenings), HAPPENING_WIDTHS)


def happening_cells(each: Happening) -> list[str]:
    """The cells of a line of a chronology."""
    notes = _run(f" ({', '.join(each.notes)})", tone="warn") if each.notes else ""
    link = _run(f" {each.href}", tone="quiet") if each.href else ""
    number = _run(f" #{each.seq}", tone="quiet") if each.seq else ""
    return [_run(each.time), _run(f"{each.sign} {each.kind}"), _run(each.who), _run(each.text) + notes + link + number]


def _chart(document: Document, block: Chart) -> None:
    shared = require("docx.shared", "docx")
    _paragraph(document, _run(block.title, strong=True))
    shown = document.add_picture(io.BytesIO(paper.charts((block,), block.title)), width=shared.Mm(174))
    shown._inline.docPr.set("descr", block.summary)


def _picture(document: Document, block: Picture) -> None:
    shared = require("docx.shared", "docx")
    shown = document.add_picture(io.BytesIO(paper.png(block, block.title)), width=shared.Mm(174))
    shown._inline.docPr.set("descr", block.summary)
    rows = [[_run(b.label), _run(b.begin), _run(b.end), _run(b.length)] for b in block.bands]
    _table(document, block.columns, rows, (WIDTH // 4,) * 4)


def _table(document: Document, columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """A table whose cells are runs already; its header is repeated on every page."""
    xml = table_begins(columns, widths) + "".join(row(cells, widths) for cells in rows) + "</w:tbl>"
    document.element.body._insert_tbl(_parsed(xml.replace("<w:tbl>", f"<w:tbl {NAMESPACE}>", 1)))
    document.add_paragraph()


def table_begins(columns: Sequence[str], widths: Sequence[int]) -> str:
    """A table up to its first row."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    head = row([_run(name, strong=True) for name in columns], widths, head=True) if columns else ""
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}"


def table_ends() -> str:
    """The end of a table, and the empty paragraph after it."""
    return "</w:tbl><w:p/>"


def heading(text: str, level: int) -> str:
    """A heading in its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{_run(text)}</w:p>'


def row(cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    """A row of cells that are runs already."""
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF3"/>' if head else ""
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p>{_TIGHT}{cell}</w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


_TIGHT = '<w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'


def _cell(cell: Cell) -> str:
    return _run(cell.text, strong=cell.strong, tone=cell.tone)


def _run(text: str, *, strong: bool = False, tone: str = "") -> str:
    """Text as it is shown, line breaks kept."""
    colour = f'<w:color w:val="{TONES[tone]}"/>' if tone in TONES else ""
    properties = f"<w:rPr>{'<w:b/>' if strong else ''}{colour}</w:rPr>"
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _paragraph(document: Document, *runs: str, style: str = "Normal") -> None:
    _append(document.add_paragraph(style=style)._p, *runs)


def _append(paragraph: Any, *runs: str) -> None:
    for part in _parsed(f"<w:p {NAMESPACE}>{''.join(runs)}</w:p>"):
        paragraph.append(part)


def _parsed(xml: str) -> Any:
    return require("docx.oxml", "docx").parse_xml(xml)
