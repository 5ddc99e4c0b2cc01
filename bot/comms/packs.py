"""Packs made on request: a month's report in every format, from one snapshot of the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.comms.exports import html, markdown, paper, wordfile
from bot.comms.exports.blocks import Report
from bot.comms.exports.passing import passed
from bot.comms.exports.periodic_charts import charts
from bot.comms.exports.periodic_report import periodic_report
from bot.comms.exports.periodic_workbook import workbook
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.comms.passage import passage
from bot.warroom.base import Moment
from bot.warroom.operations.report import month_pack
from bot.warroom.periodic.months import Month
from bot.warroom.periodic.pack import Pack
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Store

FORMATS = ("html", "pdf", "xlsx", "md", "docx", "png")


@dataclass(frozen=True)
class Packs:
    """Makes the pack of any month, in the organisation's language and zone."""

    store: Store
    policy: Policy
    clock: Clock

    async def pack(self, month: Month, *, private: bool = False, at: Moment | None = None) -> Pack:
        """The facts, as of `at`; with `private` the operator's own, which is never posted anywhere."""
        async with self.store.reading() as reader:
            return await month_pack(reader, month, self.policy, at or self.clock.now(), private=private)

    async def build(self, form: str, pack: Pack) -> bytes:
        """The pack as a file, made in a thread. Raises KeyError for another format, LibraryMissing."""
        wording = Wording(translator(self.policy.language), self.policy)
        return await asyncio.to_thread(MAKERS[form], pack, wording)


def _document(render: Callable[[Report], bytes]) -> Callable[[Pack, Wording], bytes]:
    return lambda pack, wording: render(passed(periodic_report(pack, wording), passage(wording.policy)))


def _text(render: Callable[[Report], str]) -> Callable[[Report], bytes]:
    return lambda report: render(report).encode("utf-8", "replace")


def _pictures(pack: Pack, wording: Wording) -> bytes:
    return paper.charts(
        passed(charts(pack, wording), passage(wording.policy)), passed(periodic_report(pack, wording).title)
    )


MAKERS: Mapping[str, Callable[[Pack, Wording], bytes]] = {
    "html": _document(_text(html.render)),
    "md": _document(_text(markdown.render)),
    "pdf": _document(paper.pdf),
    "docx": _document(wordfile.docx),
    "xlsx": workbook,
    "png": _pictures,
}
