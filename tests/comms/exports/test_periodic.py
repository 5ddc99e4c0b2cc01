"""The month's pack as files: one composition, said the same everywhere, and hostile texts harmless in each."""

import io
import re
import zipfile

import pytest

from bot.comms.cards.reports import summary
from bot.comms.exports import charting, html, markdown
from bot.comms.exports.blocks import Chart, Series
from bot.comms.exports.passing import passed
from bot.comms.exports.periodic_charts import charts
from bot.comms.exports.periodic_report import periodic_report
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.comms.packs import FORMATS, MAKERS
from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.periodic.pack import Pack, pack
from tests.warroom.chronicle import BUDI, Chronicle, at
from tests.warroom.test_follow_through import acted
from tests.warroom.test_follow_through import packed as followed
from tests.warroom.test_periodic import DAY, NOVEMBER, RULES, detected

WORDING = Wording(translator("en"), RULES)
HOSTILE = '=cmd|calc <script>alert(1)</script> ]]> "VPN"'


def november(*more: Chronicle) -> Pack:
    logs = [detected(n, after, services=("vpn",)) for n, after in enumerate((7, 60, 4, 15, 6, None), start=1)]
    logs += [detected(9, 3, title=HOSTILE, services=("<b>vpn</b>",)), *more]
    for log in logs:
        log.add(e.IncidentResolved(before="investigating", text="Done"), 80 + log.state.number, BUDI)
    cases = [case(log.state, log.entries, RULES, at(9 * DAY)) for log in logs]
    return pack(cases, [log.state for log in logs], NOVEMBER, RULES, at(9 * DAY))


def as_markdown(found: Pack) -> str:
    return markdown.render(passed(periodic_report(found, WORDING)))


def test_a_figure_is_said_with_median_p90_n_and_left_out_and_never_as_an_average():
    said = as_markdown(november())
    row = next(line for line in said.splitlines() if line.startswith("| Time to detect |"))
    assert row == "| Time to detect | **median 6 min · p90 1 h 00 min** |  | 6 | 1 | `detected − started` |"
    assert "average" not in said


def test_a_share_says_what_it_is_made_of():
    found = as_markdown(november())
    assert "| Reopened | **0% (0 of 7)** |" in found


def test_a_private_incident_stands_in_no_file_but_is_counted():
    found = november(detected(10, 5, private=True, title="Takeover of Bank Maju"))
    said = as_markdown(found)
    assert "1 private incident left out." in said
    assert "Maju" not in said


def test_patterns_name_the_incidents_behind_them():
    said = as_markdown(november())
    assert "| Service | vpn | 6 / 7 | MI-1, MI-2, MI-3, MI-4, MI-5, MI-6 |" in said


def test_the_page_has_its_charts_each_with_its_values_in_words_and_no_script():
    page = html.render(passed(periodic_report(november(), WORDING)))
    assert page.count('<figure class="chart">') == 4
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'aria-label="Incidents per month: in 2026-11: Incidents 7' in page


def test_a_chart_without_any_value_is_drawn_and_says_so():
    drawn = charting.drawn(Chart("T <i>", "", ("a", "b"), (Series("s", (None, None), ("–", "–")),)))
    assert drawn.count(">–</text>") == 2
    assert "<rect" not in drawn
    assert "T &lt;i&gt;" in drawn


def test_the_highest_column_takes_the_whole_height_and_the_others_their_share():
    drawn = charting.drawn(Chart("T", "", ("a", "b"), (Series("s", (50.0, 100.0), ("50", "100")),)))
    assert re.findall(r'height="([\d.]+)"><title>s', drawn) == ["75.0", "150.0"]


def test_an_empty_month_is_a_report_too():
    said = as_markdown(pack([], [], NOVEMBER, RULES, at(0)))
    assert "No incident was declared in this month." in said


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_made(form):
    begins = {"html": b"<!doctype", "pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK", "md": b"# Major", "png": b"\x89PNG"}
    assert MAKERS[form](november(), WORDING).startswith(begins[form])


def test_the_register_and_the_actions_of_reviews_stand_in_the_document_and_in_the_workbook():
    found = followed(acted(1))
    said = as_markdown(found)
    assert "| **I2** | Watch 2 | improvement | approved, overdue | Budi | 2026-11-25 17:00 |" in said
    assert "| **I4** | Watch 4 | improvement | done, to be verified | Budi |" in said
    assert "| **I5** | Watch 5 | improvement | refused |" in said
    assert "The vendor does it" in said
    assert "| **MI-1 \\#1** | Alert before the day |  | overdue | Budi | 2026-11-25 17:00 |" in said
    assert "| **MI-1 \\#2** | Write it down |  | done, to be verified | Budi |" in said
    book = zipfile.ZipFile(io.BytesIO(MAKERS["xlsx"](found, WORDING)))
    texts = book.read("xl/sharedStrings.xml").decode()
    for words in ("I2", "approved, overdue", "The vendor does it", "MI-1 #2", "done, to be verified"):
        assert f">{words}<" in texts


def test_the_summary_says_of_the_register_what_is_overdue_and_what_ended():
    said = str(summary(followed(acted(1)), WORDING).blocks)
    assert "*Improvements:* 4 open, 1 overdue" in said
    assert "*I2* Watch 2" in said
    assert "*I5* Watch 5" in said
    assert "*I1*" not in said
    assert "Overdue actions of reviews: 1" in said
    assert "Actions of reviews that nobody verified: 1" in said
    assert "Improvements" not in str(summary(november(), WORDING).blocks)


def test_a_workbook_holds_every_figure_and_no_formula():
    book = zipfile.ZipFile(io.BytesIO(MAKERS["xlsx"](november(), WORDING)))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6
    assert not any("<f>" in sheet for sheet in sheets)
    assert "=cmd|calc" in book.read("xl/sharedStrings.xml").decode()


def test_the_charts_stand_for_every_month_of_the_trend():
    assert {len(chart.categories) for chart in charts(november(), WORDING)} == {6}
