import re
from pathlib import Path
from typing import get_args

from bot.comms.exports.labels import FATES, FIELDS, KINDS, KPIS, REASONS, STANDINGS
from bot.comms.exports.wording import readable
from bot.comms.words import MARKS
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.metrics import kpis
from bot.warroom.periodic.measures import MEASURES
from bot.warroom.promises import Fate
from bot.warroom.review import draft
from bot.warroom.review.facts import Standing
from tests.warroom.builders import accepted
from tests.warroom.chronicle import Chronicle, at, policy
from tests.warroom.outage import outage

DOCS = Path(__file__).parents[3] / "docs"


def _kinds() -> set[str]:
    [union, *_rest] = get_args(e.Event)
    return {kind for model in get_args(union) for kind in get_args(model.model_fields["kind"].annotation)}


def test_every_kind_of_entry_has_a_name():
    assert _kinds() <= set(KINDS) | set(MARKS)


def test_every_kpi_has_a_name_and_the_title_is_the_same_in_the_core():
    log = outage()
    own = {kpi.name: kpi.title for kpi in kpis(log.state, log.entries, at(200))}
    assert own == {name: title for name, title in KPIS.items() if name in own}
    assert set(KPIS) == set(own) | {measure.name for measure in MEASURES}


def test_every_field_standing_reason_and_fate_has_words():
    owing = accepted()
    owing.do(c.RecordRemark(kind="workaround", text="Second bank takes the cards"))
    owed = draft(owing.state, owing.entries, owing.policy, owing.now).gaps
    gaps = [*_gaps(outage()), *_gaps(Chronicle().declare()), *owed]
    assert {gap.field for gap in gaps if ":" not in gap.field} == set(FIELDS)
    assert set(get_args(Standing)) == set(STANDINGS)
    assert set(get_args(Fate)) == set(FATES)
    assert {gap.why for gap in gaps if gap.why and not gap.value} <= set(REASONS)


def _gaps(log: Chronicle):
    return draft(log.state, log.entries, policy(), at(200)).gaps


def test_the_documentation_lists_every_kpi_with_the_formula_of_the_code():
    text = (DOCS / "kpis.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| ([^|]+?) \| `([^`]+)` \|", text, re.MULTILINE)
    log = outage()
    seen = case(log.state, log.entries, policy(), at(200))
    told = [(KPIS[measure.name], measure.of(seen).formula) for measure in MEASURES]
    assert sorted(documented) == sorted(
        {*told, *((kpi.title, kpi.formula) for kpi in kpis(log.state, log.entries, at(200)))}
    )


def test_the_documentation_of_the_export_names_every_member_of_an_entry():
    from bot.comms.exports.jsonfile import ORDER

    text = (DOCS / "export.md").read_text(encoding="utf-8")
    assert [name for name in ORDER if f"`{name}`" not in text] == []


def test_slacks_markup_reads_as_people_see_it():
    text = "<@U1> asks <@U9|sari> in <#C1|ops>: see <https://x.example/a|the graph> &amp; <https://y.example> <!here>"
    assert readable(text, {"U1": "Dewi"}) == (
        "@Dewi asks @sari in #ops: see the graph (https://x.example/a) & https://y.example @here"
    )


def test_what_only_looks_like_markup_stays_as_it_is():
    assert readable("if a <b and c> d: &amp;lt;", {}) == "if a <b and c> d: &lt;"
