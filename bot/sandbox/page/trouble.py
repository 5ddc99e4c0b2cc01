"""The page for trouble: switches that break the workspace on purpose, and the log of what went to and fro.

The switches are the sandbox's own HTTP addresses, those that tests use. Must not break anything itself.
"""

import json
from typing import Any

from markupsafe import Markup

from bot.sandbox.core import Core
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Call
from bot.sandbox.page.log import Filter, Line, Log, clean
from bot.sandbox.page.markup import Child, el
from bot.sandbox.page.pieces import Piece, Scene
from bot.sandbox.page.reader import Reader

_KINDS = (
    ("slow", "slow answer"),
    ("rate_limit", "429 with Retry-After"),
    ("status", "HTTP error (5xx)"),
    ("error", "error code"),
    ("drop_before", "connection lost before the effect"),
    ("drop_after", "answer lost after the effect"),
)
_EVENTS = [
    "message",
    "reaction_added",
    "reaction_removed",
    "member_joined_channel",
    "member_left_channel",
    "app_home_opened",
]


def fill(made: Scene, reader: Reader, log: Log, wanted: Filter) -> None:
    """Adds the page's slots and its log, newest line first."""
    core = reader.core
    made.slots += [
        Piece("main", "trouble", lambda: _frame(wanted)),
        Piece("state", _state_sign(core), lambda: _state(core)),
        Piece("side", None, lambda: Markup("")),
    ]
    made.lists["log"] = [_piece(reader, line) for line in reversed(log.latest(wanted))]


def _frame(wanted: Filter) -> Markup:
    head = el(
        "div",
        el("h1", "⚡ Break it & watch it"),
        el("div", "Faults on purpose, and everything that goes to and fro", class_="topic"),
        class_="head",
    )
    parts = [
        el("p", "Everything here strikes the app, not you: its calls, its events, its sockets.", class_="note"),
        el("div", _calls_form(), _events_form(), _sockets_form(), _now(), class_="cards"),
        el("h2", "Log"),
        _filter_form(wanted),
        el("div", data_list="log", class_="log", role="group", aria_label="Calls and deliveries, newest first"),
    ]
    return head + el("div", parts, class_="scroll trouble", tabindex=0, role="region", aria_label="Trouble")


def _now() -> Markup:
    return el("div", data_slot="state", class_="card state", role="status")


def _field(label: str, control: Markup) -> Markup:
    return el("label", el("span", label), control)


def _number(name: str, value: str, **more: str | int) -> Markup:
    return el("input", type="number", name=name, value=value, min=0, step="any", **more)


def _calls_form() -> Markup:
    kinds = [el("option", words, value=kind) for kind, words in _KINDS]
    fields = [
        _field("What happens", el("select", kinds, name="kind")),
        _field("To which calls", el("input", name="method", value="chat.postMessage", list="methods")),
        _field("Times", _number("times", "1", placeholder="always")),
        _field("Let pass first", _number("skip", "0")),
        _field("Seconds", _number("seconds", "5")),
        _field("Status", _number("status", "503")),
        _field("Code", el("input", name="code", value="internal_error")),
    ]
    known = (
        "*",
        "chat.*",
        "chat.postMessage",
        "chat.update",
        "conversations.*",
        "conversations.create",
        "views.open",
        "pins.add",
    )
    hints = el("datalist", [el("option", value=it) for it in known], id="methods")
    button = el("button", "Add", class_="button primary small")
    return el(
        "form",
        el("h2", "Calls of the Web API"),
        el("div", fields, class_="pairs"),
        hints,
        button,
        class_="card",
        data_break="faults",
    )


def _events_form() -> Markup:
    names = [el("option", "every event", value=""), *(el("option", it, value=it) for it in _EVENTS)]
    return el(
        "form",
        el("h2", "Events to the app"),
        _field("Which", el("select", names, name="name")),
        _field("Copies / how many", _number("count", "2")),
        el(
            "div",
            _press("Withhold", "withhold"),
            _press("Repeat the next", "repeat"),
            _press("Reverse the next", "reorder"),
            _press("Release", "release"),
            _press("Release backwards", "release-backwards"),
            _press("Lose what is held", "discard"),
            class_="row wrap",
        ),
        class_="card",
        data_break="events",
    )


def _sockets_form() -> Markup:
    return el(
        "form",
        el("h2", "Sockets and limits"),
        el(
            "div",
            _press("Cut the sockets", "disconnect"),
            _press("Silence them", "silence"),
            _press("Ask to refresh", "refresh"),
            class_="row wrap",
        ),
        el("h3", "Slack's rate limits"),
        el("div", _press("On", "limits-on"), _press("Off", "limits-off"), class_="row wrap"),
        el("h3", "All of it"),
        el("div", _press("Back to normal", "calm"), class_="row wrap"),
        class_="card",
        data_break="sockets",
    )


def _press(words: str, what: str) -> Markup:
    return el("button", words, class_="button small", value=what, name="what")


def _filter_form(wanted: Filter) -> Markup:
    kinds = (("all", "Calls and deliveries"), ("calls", "Calls"), ("deliveries", "Deliveries"))
    return el(
        "form",
        el(
            "select",
            [el("option", words, value=it, selected=it == wanted.kind) for it, words in kinds],
            name="kind",
            aria_label="Kind",
        ),
        el(
            "input",
            type="search",
            name="words",
            value=wanted.words,
            placeholder="Filter: method, room, word…",
            aria_label="Filter the log",
        ),
        el(
            "label",
            el("input", type="checkbox", name="trouble", checked=wanted.trouble),
            el("span", "only trouble"),
            class_="tick",
        ),
        el(
            "a",
            "Export as JSON lines",
            href="/sandbox/log.jsonl",
            class_="button small",
            download="sandbox-log.jsonl",
            data_export=True,
        ),
        class_="row wrap filter",
        data_filter_log=True,
    )


def _state_sign(core: Core) -> tuple[Any, ...]:
    rules = tuple((id(it), it.times, it.struck, it.skip) for it in core.faults.rules)
    apps = tuple(
        (len(it.sockets.connections), sum(each.silent for each in it.sockets.connections), len(it.office.faults.held))
        for it in core.installed.values()
    )
    return rules, apps, core.limits.enabled


def _state(core: Core) -> Markup:
    lines: list[Child] = []
    for it in core.installed.values():
        sockets = it.sockets.connections
        silent = sum(each.silent for each in sockets)
        way = (
            f"{len(sockets)} open socket{'' if len(sockets) == 1 else 's'}"
            if it.app.socket_mode
            else "events over HTTP"
        )
        held = len(it.office.faults.held)
        lines.append(
            el(
                "li",
                el("b", it.app.name),
                f": {way}",
                f", {silent} silent" if silent else "",
                f", {held} events held back" if held else "",
            )
        )
    lines.append(el("li", f"Rate limits are {'on' if core.limits.enabled else 'off'}."))
    rules = [el("li", _rule(it), class_="" if it.times == 0 else "strong") for it in core.faults.rules]
    return el("div", el("h2", "Now"), el("ul", lines, rules or el("li", "No call is struck."), class_="plain"))


def _rule(it: Fault) -> str:
    left = "every time" if it.times is None else "used up" if it.times == 0 else f"{it.times} more"
    facts = {
        "slow": f" {it.seconds:g} s",
        "rate_limit": f" {it.seconds:g} s",
        "status": f" {it.status}",
        "error": f" {it.code}",
    }
    return f"{it.method}: {dict(_KINDS)[it.kind]}{facts.get(it.kind, '')} ({left}, struck {it.struck}×)"


def _piece(reader: Reader, line: Line) -> Piece:
    sign = (id(line.entry), line.outcome, line.entry.seconds)
    return Piece(line.key, sign, lambda: _line(reader, line))


def _line(reader: Reader, line: Line) -> Markup:
    way = "call" if line.is_call else "event"
    seconds = line.entry.seconds
    took = "" if seconds is None else f"{seconds * 1000:.0f} ms"
    at = reader.at(line.at)
    kind = "wrong" if line.went_wrong else "waiting" if line.outcome == "waiting" else "fine"
    return el(
        "details",
        el(
            "summary",
            el("time", f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}"),
            el("span", "app → Slack" if way == "call" else "Slack → app", class_="note way"),
            el("b", line.name),
            el("span", _gist(reader, line), class_="gist note"),
            el("span", line.outcome, class_=f"badge {kind}"),
            el("span", took, class_="note took"),
        ),
        el("pre", tabindex=0),
        data_key=line.key,
        class_=f"line {way}",
    )


def _gist(reader: Reader, line: Line) -> str:
    """Where and what, in a few words."""
    body = line.body.get("event", line.body) if not line.is_call else line.body
    place = body.get("channel") or body.get("channel_id") or ""
    place = place.get("id", "") if isinstance(place, dict) else str(place)
    room = reader.ws.channels.get(place)
    shown = f"#{room.name}" if room and room.name else "direct message" if room else place
    said = str(body.get("text") or body.get("name") or body.get("callback_id") or "")
    return " · ".join(part for part in (shown, said.replace("\n", " ")[:90]) if part)


def detail(line: Line) -> str:
    """The whole line as readable JSON."""
    entry = line.entry
    facts: dict[str, Any] = {"outcome": line.outcome, "seconds": entry.seconds}
    if isinstance(entry, Call):
        facts |= {"method": entry.method, "arguments": clean(line)}
    else:
        facts |= {"kind": entry.kind, "attempt": entry.attempt + 1, "answer": entry.answer, "payload": clean(line)}
        facts |= {"retry_reason": entry.retry_reason} if entry.retry_reason else {}
    return json.dumps(facts, indent=2, ensure_ascii=False, default=str)
