"""Logs hold no secrets and no people's words; metrics count without naming anybody."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped, warning_token_skipped

from bot.telemetry import Metrics, Redactor, configure_logging, frames
from bot.warroom.events import Event, MessagePosted, PromiseKept, PromiseMissed, UpdatePromised
from bot.warroom.periodic.measures import Figure
from bot.warroom.ports import Summary
from bot.warroom.timeline import Entry, Fact, Head, seal

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy"
APP = "xapp-1-A123-456-abcdef0123456789"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def redacted(**event):
    return Redactor((SIGNING,))(None, "info", event)


@pytest.mark.parametrize(
    "secret",
    [
        BOT,
        APP,
        SIGNING,
        "xoxe.xoxp-1-abc",
        "https://hooks.slack.com/commands/T1/2/3",
        "v0=" + "a" * 64,
        "Bearer abcdef",
    ],
)
def test_a_secret_inside_a_text_is_withheld(secret):
    cleaned = redacted(event=f"calling with {secret} now")["event"]
    assert secret.removeprefix("Bearer ") not in cleaned
    assert cleaned.startswith("calling with ")
    assert cleaned.endswith(" now")


def test_the_password_in_a_database_address_is_withheld_and_the_host_is_not():
    assert redacted(url="postgresql://posko:hunter2@db.internal/posko")["url"] == (
        "postgresql://[withheld]@db.internal/posko"
    )


@pytest.mark.parametrize(
    "key", ["token", "bot_token", "client_secret", "Authorization", "x-slack-signature", "text", "blocks", "title"]
)
def test_what_stands_under_a_telling_key_is_withheld_at_any_depth(key):
    assert "quiet" not in str(redacted(payload={"list": [{key: {"deep": ["quiet"]}}]}))


def test_what_is_no_secret_stays_as_it_was():
    event = {"event": "step_done", "step": "create_room", "attempts": 2, "late": False, "number": None}
    assert redacted(**event) == event


def test_an_object_shows_no_secret_through_its_repr():
    class Client:
        def __repr__(self) -> str:
            return f"Client({BOT})"

    assert redacted(client=Client())["client"] == "Client([withheld])"


def test_our_own_logs_are_json_without_secrets(out):
    configure_logging("info", "json", (SIGNING,), out)
    structlog.get_logger("bot.anywhere").info("connected", using=BOT, check=SIGNING, text="the ceo is furious")
    line = json.loads(out.getvalue())
    assert line["event"] == "connected"
    assert line["level"] == "info"
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() is not None
    assert not [word for word in (BOT, SIGNING, "furious") if word in out.getvalue()]


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_librarys_traceback_quotes_no_secret(out, form):
    configure_logging("info", form, (SIGNING,), out)
    try:
        raise ValueError(f"refused {APP} and {SIGNING}")
    except ValueError:
        logging.getLogger("some.library").exception("failed with %s", BOT)
    assert "some.library" in out.getvalue()
    assert "Traceback" in out.getvalue()
    assert not [secret for secret in (BOT, APP, SIGNING) if secret in out.getvalue()]


def test_a_log_that_is_no_terminal_gets_json_when_nobody_chose(out):
    configure_logging("info", "auto", (), out)
    structlog.get_logger("bot.anywhere").info("connected")
    assert json.loads(out.getvalue())["event"] == "connected"


def test_what_is_below_the_level_is_not_written(out):
    configure_logging("warning", "json", (), out)
    structlog.get_logger("bot.anywhere").info("quiet")
    logging.getLogger("library").info("quiet")
    assert out.getvalue() == ""


def test_payloads_that_libraries_log_for_debugging_are_not_written_even_then(out):
    configure_logging("debug", "json", (), out)
    logging.getLogger("slack_bolt.AsyncApp").debug("body: {'text': 'the ceo is furious'}")
    logging.getLogger("sqlalchemy.engine.Engine").info("INSERT … ('the ceo is furious')")
    assert out.getvalue() == ""


def test_every_happening_is_counted_under_its_own_name():
    metrics = Metrics()
    metrics.acked("command", 0.02)
    metrics.entry_recorded("decision", 3)
    metrics.step_ended("create_room", "done")
    metrics.step_retried("post_card")
    metrics.step_ended("post_card", "postponed")
    metrics.rate_limited("chat.postMessage")
    metrics.timer_fired("promise", 0.4)
    metrics.update_kept()
    metrics.update_missed()
    metrics.submitted("command", "done")
    metrics.tick_failed("relay")
    metrics.stands(Summary(open_incidents=4, waiting_steps=7, failed_steps=1))
    lines = {line for line in metrics.page().decode().splitlines() if not line.startswith("#")}
    assert {
        'posko_ack_seconds_count{kind="command"} 1.0',
        'posko_entries_total{kind="decision"} 3.0',
        'posko_outbox_steps_total{result="done",step="create_room"} 1.0',
        'posko_outbox_retries_total{step="post_card"} 2.0',
        'posko_rate_limited_total{method="chat.postMessage"} 1.0',
        'posko_timers_fired_total{kind="promise"} 1.0',
        'posko_timer_lateness_seconds_bucket{le="0.25"} 0.0',
        'posko_timer_lateness_seconds_bucket{le="0.5"} 1.0',
        'posko_promised_updates_total{result="kept"} 1.0',
        'posko_promised_updates_total{result="missed"} 1.0',
        'posko_submissions_total{kind="command",result="done"} 1.0',
        'posko_ticks_failed_total{job="relay"} 1.0',
        "posko_open_incidents 4.0",
        "posko_outbox_waiting 7.0",
        "posko_outbox_failed 1.0",
    } <= lines


def entry(event: Event) -> Entry:
    (sealed,) = seal(Head(), [Fact(event=event, occurred_at=NOON)], NOON)
    return sealed


def test_an_entry_is_counted_by_its_kind_and_a_promise_by_its_end():
    metrics = Metrics()
    metrics.noticed(entry(UpdatePromised(audience="internal", due_at=NOON)))
    metrics.noticed(entry(PromiseKept(audience="internal", due_at=NOON, number=1)))
    metrics.noticed(entry(PromiseMissed(audience="internal", due_at=NOON)))
    metrics.noticed(entry(PromiseMissed(audience="executives", due_at=NOON)))
    value = metrics.registry.get_sample_value
    assert value("posko_entries_total", {"kind": "update_promised"}) == 1
    assert value("posko_entries_total", {"kind": "promise_missed"}) == 2
    assert value("posko_promised_updates_total", {"result": "kept"}) == 1
    assert value("posko_promised_updates_total", {"result": "missed"}) == 2


def test_what_people_wrote_is_in_no_metric():
    metrics = Metrics()
    metrics.noticed(entry(MessagePosted(text="the ceo is furious")))
    assert "furious" not in metrics.page().decode()


def test_a_timer_that_fires_early_is_not_late():
    metrics = Metrics()
    metrics.timer_fired("promise", -0.2)
    assert metrics.registry.get_sample_value("posko_timer_lateness_seconds_sum") == 0


def test_two_bots_in_one_process_count_apart():
    first, second = Metrics(), Metrics()
    first.update_kept()
    assert second.registry.get_sample_value("posko_promised_updates_total", {"result": "kept"}) is None


def test_where_something_broke_is_told_without_what_it_says() -> None:
    try:
        int("swordfish")
    except ValueError as problem:
        told = frames(problem)
    assert told.startswith("ValueError: ")
    assert "test_where_something_broke" in told
    assert "swordfish" not in told


def test_bolt_may_warn_but_not_of_the_token_that_it_need_not_use() -> None:
    out = io.StringIO()
    configure_logging("info", "json", (), out)
    log = logging.getLogger("slack_bolt.AsyncApp")
    for needless in (warning_client_prioritized_and_token_skipped(), warning_token_skipped()):
        log.warning(needless)
    log.warning("something else")
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["something else"]


def test_a_median_of_scores_has_a_gauge_of_its_own_and_none_without_answers() -> None:
    metrics = Metrics()
    known = {"part": "resolve", "form": "score", "formula": "", "left_out": 1}
    metrics.figures(
        {
            "this": [Figure(name="satisfaction_users", n=2, median=4, whole=7, **known)],
            "last": [Figure(name="satisfaction_users", n=0, **known)],
        }
    )
    page = metrics.page().decode()
    assert 'posko_kpi_score{kpi="satisfaction_users",month="this"} 4.0' in page
    assert 'posko_kpi_score{kpi="satisfaction_users",month="last"}' not in page
