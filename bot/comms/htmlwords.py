"""An update as HTML for e-mail and the status page: every value of people escaped, our own few tags around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import escape
from itertools import groupby

from bot.comms import render
from bot.comms.composer import Composed, Dialect, compose
from bot.comms.locale import Translator
from bot.comms.render import Markup
from bot.warroom.policy import Audience, Policy
from bot.warroom.updates import UpdateFacts

ITEM = "- "


def compose_html(facts: UpdateFacts, audience: Audience, policy: Policy) -> Composed:
    """The update as this audience reads it: headline and small print as inline HTML, the body as paragraphs."""
    composed = compose(facts, audience, policy, html_dialect())
    return Composed(composed.headline, Markup("".join(_blocks(composed.body))), composed.foot)


@cache
def html_dialect() -> Dialect:
    """Inline HTML; times on the organisation's clock, machine-readable too."""
    return Dialect(
        words=lambda text, limit: Markup(escape(render.clip(render.isolated(render.clean(text)), limit))),
        strong=lambda text: Markup(f"<strong>{escape(text)}</strong>"),
        time=lambda at, zone, t: _time(at, t.clock(at, zone)),
        moment=_moment,
    )


def _moment(at: datetime, zone: str, t: Translator) -> Markup:
    return _time(at, t.moment(at, zone))


def _time(at: datetime, words: str) -> Markup:
    return Markup(f'<time datetime="{at.isoformat(timespec="seconds")}">{escape(words)}</time>')


def _blocks(body: str) -> Iterator[str]:
    """Lines as paragraphs, lines that begin with a dash as a list."""
    for listed, some in groupby(body.split("\n"), key=lambda line: line.startswith(ITEM)):
        if listed:
            yield f"<ul>{''.join(f'<li>{line.removeprefix(ITEM)}</li>' for line in some)}</ul>"
        else:
            yield "".join(f"<p>{line}</p>" for line in some if line.strip())
