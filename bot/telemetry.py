"""What operators see: structured logs without secrets or people's words, and Prometheus metrics.

`configure_logging` and `Metrics` are called once, by the composition root; there is no global registry. Nothing here
decides anything, and no label holds a title, a name or a channel: a private incident must not show in a dashboard.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.warroom.events import PromiseKept, PromiseMissed
from bot.warroom.periodic.measures import Figure
from bot.warroom.ports import Summary
from bot.warroom.subscribers import Subscribers
from bot.warroom.timeline import Entry

LogFormat = Literal["auto", "console", "json"]

WITHHELD = "[withheld]"
SECRET_KEY = re.compile(r"token|secret|authorization|password|cookie|signature|response_url|trigger_id", re.IGNORECASE)
PEOPLES_WORDS = frozenset({"text", "blocks", "title", "topic", "attachments", "view", "private_metadata"})
SECRET_TEXT = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+"
    r"|xapp-[\w-]+"
    r"|v0=[0-9a-f]{16,}"
    r"|https://hooks\.slack\.com/\S+"
    r"|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"
    r"|(?i:(?<=bearer )\S+)"
)
SHORTEST_SECRET = 6


class Redactor:
    """A log processor that withholds secrets and people's words, however deep they are nested.

    Values under keys that name a secret or hold what people wrote go; in every other text the shapes of Slack's tokens
    and the secrets given by name (the signing secret has no shape of its own) are replaced.
    """

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        known = sorted({each for each in secrets if len(each) >= SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {key: self._value(key, value) for key, value in event.items()}

    def clean(self, text: str) -> str:
        """The text without secrets."""
        text = self._known.sub(WITHHELD, text) if self._known else text
        return SECRET_TEXT.sub(WITHHELD, text)

    def _value(self, key: object, value: Any) -> Any:
        if isinstance(key, str) and (key in PEOPLES_WORDS or SECRET_KEY.search(key)):
            return WITHHELD
        return self._inside(value)

    def _inside(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, Mapping):
            return {self._inside(key): self._value(key, each) for key, each in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._inside(each) for each in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        # anything else would reach the output by its repr, after this processor
        return self.clean(repr(value))


def frames(problem: BaseException) -> str:
    """What broke and where, without what it says: the message of a ValueError quotes what somebody typed."""
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(problem.__traceback__)]
    cause = problem.__cause__ or problem.__context__
    after = f" after {type(cause).__qualname__}" if cause else ""
    return f"{type(problem).__qualname__}{after}: {' > '.join(where)}"


# Bolt says so at every good start, since it finds the token in the environment beside the client we give it.
NEEDLESS = re.compile(r"`token`.* will be (unused|ignored)")
NOISY = {
    # a tick that outlasts its interval is normal under load, and would be a warning each half second
    "apscheduler": logging.ERROR,
    # every request at INFO, with the payload at DEBUG
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "aiosqlite": logging.WARNING,
}


def configure_logging(
    level: str = "info", form: LogFormat = "auto", secrets: Sequence[str] = (), stream: TextIO | None = None
) -> None:
    """Send our logs and every library's through one redacting pipeline to `stream` (standard error by default)."""
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.addFilter(_loud_enough)
    handler.setFormatter(_formatter(_for_people(form, out), out.isatty(), Redactor(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, quietest in NOISY.items():
        logging.getLogger(name).setLevel(max(quietest, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *_stamps(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _loud_enough(record: logging.LogRecord) -> bool:
    """Whether a library's record is worth a line. Asked again here: Bolt sets the levels of its loggers by itself, and
    at DEBUG they write down every word that people say.
    """
    if record.name.startswith("slack_bolt") and NEEDLESS.search(str(record.msg)):
        return False
    return all(
        record.levelno >= quietest for name, quietest in NOISY.items() if f"{record.name}.".startswith(f"{name}.")
    )


def _for_people(form: LogFormat, out: TextIO) -> bool:
    return form == "console" or (form == "auto" and out.isatty())


def _stamps() -> list[Processor]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(for_people: bool, colours: bool, redactor: Redactor) -> logging.Formatter:
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=colours) if for_people else structlog.processors.JSONRenderer()
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_stamps(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            # tracebacks become text before the redactor sees them: an exception's message may quote a token
            structlog.processors.format_exc_info,
            redactor,
            last,
        ],
    )


ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
LATENESS_BUCKETS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


class Metrics:
    """What is counted, in one registry. Every method only counts."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self._acks = self._histogram("posko_ack_seconds", "From arrival to the ack, by payload", ["kind"], ACK_BUCKETS)
        self._entries = self._counter("posko_entries", "Timeline entries recorded, by kind", ["kind"])
        self._steps = self._counter("posko_outbox_steps", "Outbox steps ended, by step and result", ["step", "result"])
        self._retries = self._counter("posko_outbox_retries", "Outbox steps tried again, by step", ["step"])
        self._rate_limited = self._counter("posko_rate_limited", "Calls that Slack put off, by method", ["method"])
        self._timers = self._counter("posko_timers_fired", "Timers fired, by kind", ["kind"])
        self._lateness = self._histogram(
            "posko_timer_lateness_seconds", "From a timer's due time to its firing", [], LATENESS_BUCKETS
        )
        self._promises = self._counter("posko_promised_updates", "Promised updates: kept or missed", ["result"])
        self._submissions = self._counter(
            "posko_submissions", "What people submitted, by kind and result", ["kind", "result"]
        )
        self._ticks_failed = self._counter("posko_ticks_failed", "Ticks that broke off, by job", ["job"])
        self._subscriptions = self._counter(
            "posko_subscriptions", "Of the status page's mails: what happened to requests and mails", ["what"]
        )
        self._subscribers = Gauge(
            "posko_subscribers", "Subscribers of the status page, by state", ["state"], registry=self.registry
        )
        self._open = self._gauge("posko_open_incidents", "Incidents that are open, drills left out")
        self._waiting = self._gauge("posko_outbox_waiting", "Outbox steps that wait")
        self._kpi_seconds = self._kpi("seconds", "A length of time, in seconds", "quantile")
        self._kpi_share = self._kpi("share", "A share from 0 to 1")
        self._kpi_score = self._kpi("score", "The median of scores from 1 to 5")
        self._kpi_n = self._kpi("incidents", "Incidents that a KPI counts")
        self._kpi_left_out = self._kpi("left_out", "Incidents without the facts for a KPI")
        self._failed = self._gauge("posko_outbox_failed", "Outbox steps given up, until somebody looks at them")

    def acked(self, kind: str, seconds: float) -> None:
        """A payload of this kind (event, command, action, view, shortcut) was acked after so long."""
        self._acks.labels(kind).observe(seconds)

    def entry_recorded(self, kind: str, count: int = 1) -> None:
        """Entries of one kind joined a timeline."""
        self._entries.labels(kind).inc(count)

    def noticed(self, entry: Entry) -> None:
        """An entry joined a timeline: counted by its kind, and a promise's end by its result."""
        self.entry_recorded(entry.kind)
        if isinstance(entry.event, PromiseKept):
            self.update_kept()
        elif isinstance(entry.event, PromiseMissed):
            self.update_missed()

    def step_ended(self, step: str, result: str) -> None:
        """An outbox step ended: done, skipped, failed, or lost to another replica. Postponed ones count as retries."""
        if result == "postponed":
            self.step_retried(step)
        else:
            self._steps.labels(step, result).inc()

    def step_retried(self, step: str) -> None:
        """An outbox step will be tried again."""
        self._retries.labels(step).inc()

    def rate_limited(self, method: str) -> None:
        """Slack answered 429 to a method."""
        self._rate_limited.labels(method).inc()

    def timer_fired(self, kind: str, late_seconds: float) -> None:
        """A timer of this kind fired so long after it was due."""
        self._timers.labels(kind).inc()
        self._lateness.observe(max(late_seconds, 0))

    def update_kept(self) -> None:
        """A promised update left in time."""
        self._promises.labels("kept").inc()

    def update_missed(self) -> None:
        """A promised update was not sent in time."""
        self._promises.labels("missed").inc()

    def submitted(self, kind: str, result: str) -> None:
        """Somebody's command, action or form was handled: done, refused, repeated, failed or given up."""
        self._submissions.labels(kind, result).inc()

    def tick_failed(self, job: str) -> None:
        """A tick broke off with an unexpected error."""
        self._ticks_failed.labels(job).inc()

    def stands(self, summary: Summary) -> None:
        """How the outbox and the incidents stand now."""
        self._open.set(summary.open_incidents)
        self._waiting.set(summary.waiting_steps)
        self._failed.set(summary.failed_steps)

    def subscription(self, what: str) -> None:
        """Asked, confirmed, left, not_confirmed; of a mail: told, bounced (the address is gone), refused, deferred."""
        self._subscriptions.labels(what).inc()

    def subscribed(self, subscribers: Subscribers) -> None:
        """How many subscribers there are now."""
        self._subscribers.labels("confirmed").set(subscribers.confirmed)
        self._subscribers.labels("waiting").set(subscribers.waiting)

    def figures(self, figures: Mapping[str, Sequence[Figure]]) -> None:
        """The KPIs by month (`this`, `last`): what has no value shows none."""
        for gauge in (self._kpi_seconds, self._kpi_share, self._kpi_score, self._kpi_n, self._kpi_left_out):
            gauge.clear()
        for month, found in figures.items():
            for each in found:
                self._figure(each, month)

    def _figure(self, each: Figure, month: str) -> None:
        self._kpi_n.labels(each.name, month).set(each.n)
        self._kpi_left_out.labels(each.name, month).set(each.left_out)
        if each.share is not None:
            self._kpi_share.labels(each.name, month).set(each.share)
        if each.form == "score" and each.median is not None:
            self._kpi_score.labels(each.name, month).set(each.median)
        for quantile, value in (("0.5", each.median), ("0.9", each.p90)):
            if value is not None and each.form == "length":
                self._kpi_seconds.labels(each.name, month, quantile).set(value)

    def page(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, words: str, labels: Sequence[str]) -> Counter:
        return Counter(name, words, labels, registry=self.registry)

    def _kpi(self, what: str, words: str, *labels: str) -> Gauge:
        names = ["kpi", "month", *labels]
        return Gauge(f"posko_kpi_{what}", f"{words}, by KPI and month", names, registry=self.registry)

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(name, words, registry=self.registry)

    def _histogram(self, name: str, words: str, labels: Sequence[str], buckets: Sequence[float]) -> Histogram:
        return Histogram(name, words, labels, registry=self.registry, buckets=buckets)
