"""Every KPI stands in docs/kpis.md with the title and the formula that the code uses."""

from pathlib import Path

import pytest

from bot.comms.exports.kpi_words import FORMULAS
from bot.comms.exports.labels import KPIS
from bot.warroom.case import case
from bot.warroom.periodic.measures import MEASURES, Measure
from tests.warroom.chronicle import Chronicle, at, policy

PAGE = (Path(__file__).parents[2] / "docs" / "kpis.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_title_and_formula_stand_in_one_row_of_the_page(measure: Measure) -> None:
    log = Chronicle().declare()
    formula = measure.of(case(log.state, log.entries, policy(), at(9))).formula
    assert f"| {KPIS[measure.name]} | `{formula}` |" in PAGE
    assert formula in FORMULAS, "its words for readers of other languages"
