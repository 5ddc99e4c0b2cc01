"""The periodic review: figures over many incidents, what repeats and what they have in common."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.warroom import events as e
from bot.warroom.case import Case, case
from bot.warroom.errors import UnknownMonth
from bot.warroom.metrics import Kpi
from bot.warroom.periodic.measures import BY_NAME, MEASURES, figure, percentile
from bot.warroom.periodic.months import Month, month_of, read_month
from bot.warroom.periodic.pack import Pack, pack
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at, policy

DAY = 24 * 60
NOVEMBER = Month(year=2026, month=11, timezone="Asia/Jakarta")
RULES = policy(timezone="Asia/Jakarta")


def made(number: int, minute: float = 0, **more: object) -> Chronicle:
    return Chronicle().declare(minute, number=number, reference=f"MI-{number}", **more)


def packed(*logs: Chronicle, private: bool = False, now: float = 20 * DAY) -> Pack:
    cases = [case(log.state, log.entries, RULES, at(now)) for log in logs]
    return pack(cases, [log.state for log in logs], NOVEMBER, RULES, at(now), private=private)


def detected(number: int, after: float | None, **more: object) -> Chronicle:
    log = made(number, **more)
    log.milestone("detected", 0, said=70)
    if after is not None:
        log.milestone("started", -after, said=71)
    return log


def test_the_worked_example_of_the_docs_median_p90_n_and_left_out():
    logs = [detected(n, after) for n, after in enumerate((7, 60, 4, 15, 6, None), start=1)]
    found = packed(*logs).figure("time_to_detect")
    assert (found.median, found.p90, found.n, found.left_out) == (7 * 60, 60 * 60, 5, 1)


@pytest.mark.parametrize(
    ("count", "median", "p90"), [(1, 1, 1), (2, 1, 2), (4, 2, 4), (10, 5, 9), (11, 6, 10), (100, 50, 90)]
)
def test_a_percentile_is_the_value_at_its_nearest_rank(count, median, p90):
    values = [float(n) for n in range(1, count + 1)]
    assert (percentile(values, 50), percentile(values, 90)) == (median, p90)


def test_a_share_of_deadlines_adds_up_deadlines_and_not_incidents():
    found = [Kpi(name="p", title="", formula="f", value=v, parts=p) for v, p in ((1.0, (1, 1)), (0.5, (9, 18)))]
    cases: list[Case] = [case(made(n).state, (), RULES, at(0)) for n in (1, 2)]
    summed = figure(BY_NAME["update_punctuality"], cases, found)
    assert (summed.some, summed.whole, summed.n) == (10, 19, 2)


def test_without_any_fact_there_is_no_figure_but_the_number_left_out():
    found = packed(made(1)).figure("time_to_resolve")
    assert (found.median, found.p90, found.n, found.left_out) == (None, None, 0, 1)


def test_drills_cancelled_and_rejected_ones_are_in_no_figure():
    gone = made(3)
    gone.add(e.IncidentCancelled(before="investigating", reason="Twice"), 5, DEWI)
    found = packed(made(1), made(2, drill=True), gone)
    assert found.numbers == (1,)
    assert (found.drills, found.cancelled) == (1, 1)


def test_a_private_incident_is_only_counted_unless_the_pack_is_the_operators():
    secret = detected(2, 9, private=True, title="Takeover of Bank Maju")
    posted = packed(detected(1, 5), secret)
    assert (posted.numbers, posted.private_left_out) == ((1,), 1)
    assert "Maju" not in posted.model_dump_json()
    own = packed(detected(1, 5), secret, private=True)
    assert (own.numbers, own.private_left_out) == ((1, 2), 0)


def test_figures_stand_per_service_severity_model_vendor_and_month():
    log = made(1, services=("payments", "cards"))
    log.add(e.VendorContacted(vendor="telkom", title="Telkom"), 3, DEWI)
    log.add(e.ModelApplied(model="vpn", title="VPN", version=1, tasks=(), teams=(), solution=""), 4, DEWI)
    found = packed(log, made(2, severity="sev2", services=("payments",)))
    told = {(group.dimension, group.name): group.incidents for group in found.groups if group.dimension != "month"}
    assert told == {
        ("service", "payments"): 2, ("service", "cards"): 1, ("severity", "sev1"): 1, ("severity", "sev2"): 1,
        ("model", "VPN"): 1, ("vendor", "Telkom"): 1,
    }  # fmt: skip


def test_the_trend_has_each_month_and_an_incident_belongs_to_the_month_on_the_organisations_clock():
    # 18:00 UTC on 31 October is 1 November in Jakarta.
    late = made(1, (datetime(2026, 10, 31, 18, tzinfo=UTC) - at(0)).total_seconds() / 60)
    early = made(2, (datetime(2026, 10, 31, 16, tzinfo=UTC) - at(0)).total_seconds() / 60)
    months = [(g.name, g.incidents) for g in packed(late, early).groups if g.dimension == "month"]
    assert months == [("2026-06", 0), ("2026-07", 0), ("2026-08", 0), ("2026-09", 0), ("2026-10", 1), ("2026-11", 1)]


def test_like_titles_on_a_service_make_a_pattern_and_a_repeat_each_with_its_incidents():
    titles = ("VPN login fails", "VPN logins fail", "Login fails VPN", "Cinema is dark")
    logs = [made(n, n * DAY, title=title, services=("vpn",)) for n, title in enumerate(titles, start=1)]
    found = packed(*logs)
    assert [(each.by, each.words, each.numbers) for each in found.patterns] == [
        ("service", "vpn", (1, 2, 3, 4)), ("symptoms", "VPN login fails", (1, 2, 3)),
    ]  # fmt: skip
    assert [(each.number, each.earlier, each.after) for each in found.repeats] == [
        (2, 1, timedelta(days=1)), (3, 2, timedelta(days=1)),
    ]  # fmt: skip


def test_confirmed_hypotheses_that_are_alike_are_a_pattern_of_causes():
    logs = [made(n, n, title=f"Trouble {'abc'[n - 1] * 5}") for n in (1, 2, 3)]
    for log in logs:
        log.add(e.Remark(kind="hypothesis", text="DNS zone misconfigured", numbered=True), 10, BUDI)
        log.add(e.HypothesisSettled(number=1, outcome="confirmed", evidence="dig"), 20, BUDI)
    causes = [each.numbers for each in packed(*logs).patterns if each.by == "cause"]
    assert causes == [(1, 2, 3)]


def test_what_lacks_a_model_is_late_or_overdue_is_listed_with_its_incident():
    log = made(1)
    log.promise("internal", 5, 0)
    log.add(e.DebtOpened(debt=1, does="Cache off", due_at=at(60)), 6, BUDI)
    log.add(e.IncidentResolved(before="investigating", text="Done"), 50, BUDI)
    found = packed(log)
    assert (found.without_model, found.without_solution, dict(found.late_updates)) == ((1,), (1,), {1: 1})
    assert [(each.number, each.item.reference) for each in found.debts] == [(1, "W1")]
    assert found.late_reviews == (1,)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("", "2026-10"), ("last", "2026-10"), ("this", "2026-11"), ("2026-11", "2026-11"), ("9/2026", "2026-09")],
)
def test_a_month_is_read_as_people_type_it(typed, name):
    assert read_month(typed, at(0), "Asia/Jakarta").name == name


@pytest.mark.parametrize("typed", ["2026-13", "2026-12", "soon", "0-0", "99999-01"])
def test_what_is_no_month_that_has_begun_is_refused_with_an_example(typed):
    with pytest.raises(UnknownMonth, match="2026-10"):
        read_month(typed, at(0), "Asia/Jakarta")


def test_a_month_ends_where_the_next_begins_over_the_year():
    december = month_of(datetime(2026, 12, 31, 20, tzinfo=UTC), "UTC")
    assert (december.shifted(1).name, december.shifted(-12).name) == ("2027-01", "2025-12")
    assert december.end == datetime(2027, 1, 1, tzinfo=UTC)


def test_every_measure_has_a_name_of_its_own():
    assert len(BY_NAME) == len(MEASURES)
