"""The bar of the story that is played, under the ribbon; and its panel at the side: a person's tasks, then the score.

The controls are a piece of their own, so that a menu that is open stays open while the clock goes on. Must not steer
anything.
"""

from collections.abc import Iterator

from markupsafe import Markup

from bot.sandbox.page.markup import Child, el, joined
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.panels import side
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader
from bot.sandbox.programme import Part, Score, Sheet, Standing, Task, Topic

PANEL = "story"
_SHAPES = {
    "play": "M4 2.5v11l9-5.5z",
    "pause": "M4 2.5h3v11H4zM9 2.5h3v11H9z",
    "step": "M3 2.5v11l7-5.5zM11 2.5h2.2v11H11z",
    "stop": "M3.5 3.5h9v9h-9z",
}
_MODES = {"playing": "playing", "paused": "paused", "ended": "the end"}


def frame(reader: Reader) -> Markup | None:
    """Where the bar will stand; nothing in a workspace in which nothing is played."""
    if reader.core.programme is None:
        return None
    slots = [el("div", data_slot=name, class_=name) for name in ("story-keys", "story-now", "story-part")]
    return el("section", slots, class_="story", aria_label="The story")


def pieces(reader: Reader) -> list[Piece]:
    """The bar, empty before the play begins."""
    standing = _standing(reader)
    if standing is None:
        return []
    keys = (standing.mode, standing.speed, standing.offers, standing.part is None, standing.score is None)
    now = (standing.title, standing.mode, standing.clock, standing.done, standing.lines, standing.upcoming)
    part = (standing.part, standing.score)
    return [
        Piece("story-keys", keys, lambda: joined([_keys(standing)])),
        Piece("story-now", now, lambda: joined([_now(standing)])),
        Piece("story-part", part, lambda: joined([_door(standing)])),
    ]


def panel(reader: Reader) -> Piece | None:
    """The panel at the side: tasks while it is played, the score at the end."""
    standing = _standing(reader)
    if standing is None:
        return None
    if standing.score:
        score = standing.score
        return Piece("side", (PANEL, score), lambda: side("Score", el("div", _score(score), class_="panel score")))
    part = standing.part
    if part is None:
        return None
    title = f"Your part: {part.name}" if part.handle == reader.user.handle else f"The part of {part.name}"
    sign = (PANEL, part, standing.mode, title)
    return Piece("side", sign, lambda: side(title, el("div", _tasks(part, standing), class_="panel tasks")))


def _standing(reader: Reader) -> Standing | None:
    return reader.core.programme.standing() if reader.core.programme else None


def _icon(name: str) -> Markup:
    """Drawn here: not every machine has a font with these signs."""
    shape = el("path", d=_SHAPES[name], fill="currentColor")
    return el("svg", shape, viewBox="0 0 16 16", width=14, height=14, aria_hidden="true")


def _key(words: Child, act: str, label: str, value: str = "") -> Markup:
    return el(
        "button",
        words,
        type="button",
        class_="button small",
        data_do="steer",
        data_deed=act,
        data_value=value or None,
        aria_label=label,
        title=label,
    )


def _keys(standing: Standing) -> Child:
    if standing.mode == "ended":
        return _key("Finish", "end", "Finish: write the files and end the sandbox") if standing.score else None
    going = standing.mode == "playing"
    toggle = (
        _key(_icon("pause"), "pause", "Pause the story") if going else _key(_icon("play"), "resume", "Play the story")
    )
    offers = [_key(f"Play {name}", "part", f"Play {name} yourself", handle) for handle, name in standing.offers]
    stop = _key(_icon("stop"), "stop", "End the story now, and see the score") if standing.part else None
    return [toggle, _key(_icon("step"), "step", "Play the next line, then pause"), _speed(standing), stop, *offers]


def _speed(standing: Standing) -> Markup:
    now = standing.speed
    known = sorted({*standing.speeds, *([now] if now else [])})
    options = [el("option", f"{it:.3g}×", value=f"{it:g}", selected=it == now) for it in known]
    if now is None:
        options = [el("option", "as fast as it goes", value="", selected=True), *options]
    label = "Speed: minutes of the story in a minute"
    return el("select", options, data_steer="speed", aria_label=label, title=label)


def _now(standing: Standing) -> Child:
    count = f"{standing.done} of {standing.lines}"
    return [
        el("b", standing.clock),
        el("span", _MODES[standing.mode], class_=f"badge {standing.mode}"),
        el("span", named(standing.title), class_="story-title"),
        el("progress", value=standing.done, max=max(standing.lines, 1), aria_label=f"{count} lines played"),
        el("span", count, class_="note", aria_hidden="true"),
        el("span", f"Next: {standing.upcoming}", class_="upcoming") if standing.upcoming else None,
    ]


def _door(standing: Standing) -> Child:
    """The button that opens the panel."""
    if standing.score:
        words = f"Score: {standing.score.percent}"
    elif standing.part:
        due = sum(not it.done for it in standing.part.tasks)
        words = f"Your tasks: {due}" if due else "Your tasks"
    else:
        return None
    return el("button", words, type="button", class_="button primary small", data_do="panel", data_panel=PANEL)


def _tasks(part: Part, standing: Standing) -> Iterator[Child]:
    yield el("p", "Lead as you think right: what counts is what stands on the record.", class_="note")
    due = [it for it in part.tasks if not it.done]
    done = [it for it in part.tasks if it.done]
    heading = "Now" if standing.mode != "ended" else "Not done"
    yield el("h3", heading)
    yield el("ul", [_task(it) for it in due], class_="plain", role="list") if due else el("p", _quiet(part))
    if done:
        yield el("h3", "On the record")
        yield el("ul", [_task(it) for it in done], class_="plain", role="list")


def _quiet(part: Part) -> str:
    return "Nothing is due just now. The others go on." if part.later else "Nothing more is asked of you."


def _task(it: Task) -> Markup:
    sign = el("span", "✓" if it.done else "○", aria_hidden="true")
    said = el("p", it.hint, class_="hint") if it.hint and not it.done else None
    ask = None if it.done or it.hint else _key("Hint", "hint", f"A hint for: {it.words}", it.key)
    return el("li", sign, el("div", el("span", it.words), said), ask, class_="task done" if it.done else "task")


def _score(score: Score) -> Iterator[Child]:
    yield el("p", el("b", str(score.percent), class_="figure"), " of 100", class_="total")
    for sheet in score.sheets:
        yield from _sheet(sheet, alone=len(score.sheets) == 1)
    if score.remarks:
        yield el("h3", "Also")
        yield el("ul", [el("li", it) for it in score.remarks])


def _sheet(sheet: Sheet, *, alone: bool) -> Iterator[Child]:
    yield el("h3", named(sheet.title), None if alone else f": {sheet.percent}")
    yield from (_topic(it) for it in sheet.topics)


def _topic(it: Topic) -> Markup:
    points = f"{it.earned:g} of {it.of}"
    head = el("div", el("b", it.name), el("span", points, class_="note"), class_="row between")
    bar = el("meter", value=f"{it.earned:g}", max=max(it.of, 1), aria_label=f"{it.name}: {points}")
    return el(
        "div", head, bar, el("ul", [el("li", why) for why in it.reasons], class_="plain why"), class_="topic-score"
    )
