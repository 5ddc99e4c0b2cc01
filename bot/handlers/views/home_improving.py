"""The improvement register on the Home tab: what this person owes, and what waits for them to decide or to verify."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.improvements import RegisterWords, item_buttons, item_line
from bot.comms.render import Markup, fill
from bot.warroom.base import Moment
from bot.warroom.improvements.item import Improvement
from bot.warroom.operations.stewarding import Waiting

MOST_OWED, MOST_TO_DECIDE = 3, 2
LINE = 200


def improving(waiting: Waiting, words: RegisterWords, now: Moment) -> list[kit.Block]:
    """Both lists, each with its buttons; nothing where nothing waits."""
    t = words.t
    blocks: list[kit.Block] = []
    if waiting.to_decide:
        title = t.ngettext("*Improvements to decide* · {n} in all", "*Improvements to decide* · {n} in all",
                           len(waiting.to_decide))  # fmt: skip
        blocks += [kit.section(fill(title, n=len(waiting.to_decide))), *_rows(waiting.to_decide, words, now)]
    if waiting.owed:
        title = t.ngettext("*My improvements* · {n} in all: `/incident improvement`",
                           "*My improvements* · {n} in all: `/incident improvement`", len(waiting.owed))  # fmt: skip
        blocks += [kit.section(fill(title, n=len(waiting.owed)))]
        blocks += [_owed(item, words, now) for item in waiting.owed[:MOST_OWED]]
    return blocks


def _rows(items: Sequence[Improvement], words: RegisterWords, now: Moment) -> list[kit.Block]:
    rows = ((kit.section(_line(item, words, now)), *item_buttons(item, words)) for item in items[:MOST_TO_DECIDE])
    return [block for row in rows for block in row]


def _owed(item: Improvement, words: RegisterWords, now: Moment) -> kit.Block:
    buttons = [element for block in item_buttons(item, words) for element in block["elements"]]
    return kit.section(_line(item, words, now), accessory=buttons[0] if buttons else None)


def _line(item: Improvement, words: RegisterWords, now: Moment) -> Markup:
    late = fill(words.t.gettext("⏰ overdue")) if item.late(now) else Markup("")
    text = render.line(item.text, LINE) if item.state == "proposed" else Markup("")
    return render.lines(render.join(" · ", [item_line(item, words), late]), text)
