"""Status pages and their feeds as text: HTML without scripts, Atom, RSS. All is escaped; nothing is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import format_datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from bot.comms.composer import Composed
from bot.comms.locale import Translator, translator
from bot.comms.status import Board, Shown, ShownIncident
from bot.warroom.policy import Policy

TEMPLATES = Path(__file__).parent / "templates" / "status"
ATOM = "http://www.w3.org/2005/Atom"
IN_FEED = 50


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """What draws pages: it escapes every value."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment


@cache
def style() -> str:
    """The one stylesheet, for light and dark, phone and desk."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


def title_of(policy: Policy, t: Translator) -> str:
    """The page's title."""
    return policy.status_page.title or t.gettext("{organisation} status").format(organisation=policy.organisation)


def page_html(board: Board, policy: Policy, *, subscribe: bool = False) -> str:
    """The page, in the language of its audience; with `subscribe` it says how to have it by e-mail."""
    t = translator(board.audience.language)
    words = {
        "fine": t.gettext("All services work"),
        "disrupted": t.gettext("There is a disruption"),
        "past": t.gettext("What is over"),
        "nothing": t.gettext("Nothing has happened lately."),
        "earlier": t.gettext("Earlier updates"),
        "subscribe": t.gettext("Get updates by e-mail"),
        "as_of": t.gettext("This page reloads itself every minute."),
    }
    zone = policy.timezone
    shared = {
        "words": words,
        "moment": lambda at: t.moment(at, zone),
        "machine": lambda at: at.isoformat("T", "seconds"),
    }
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            board=board,
            card=partial(_card, shared),
            feeds=any("page:public" in route.refs for route in board.audience.channels),
            language=board.audience.language,
            subscribe=subscribe,
            title=title_of(policy, t),
            **shared,
        )
    )


def _card(shared: Mapping[str, Any], incident: ShownIncident, open_: bool) -> Markup:
    safe = ShownIncident(incident.reference, tuple(_safe(update) for update in incident.updates))
    drawn = environment().get_template("incident.html.j2").render(incident=safe, open=open_, **shared)
    return Markup(drawn)  # noqa: S704 - drawn by an environment that escapes


def _safe(update: Shown) -> Shown:
    """The words of `compose_html`, whose every value is escaped, as markup of this template engine."""
    html = update.html
    parts = (Markup(part) for part in (html.headline, html.body, html.foot))  # noqa: S704 - escaped in `htmlwords`
    return Shown(update.id, update.at, update.state, update.heading, update.text, Composed(*parts))  # type: ignore[arg-type]


def atom(board: Board, policy: Policy, url: str) -> str:
    """The updates as an Atom feed."""
    Xml.register_namespace("", ATOM)
    feed, t = Xml.Element(f"{{{ATOM}}}feed"), translator(board.audience.language)
    home, updates = f"{url.rstrip('/')}/status", board.updates[:IN_FEED]
    _put(feed, "title", title_of(policy, t))
    _put(feed, "id", home)
    _put(feed, "updated", (updates[0].at.isoformat() if updates else "1970-01-01T00:00:00+00:00"))
    Xml.SubElement(feed, f"{{{ATOM}}}link", href=home)
    _put(Xml.SubElement(feed, f"{{{ATOM}}}author"), "name", policy.organisation)
    for update in updates:
        entry = Xml.SubElement(feed, f"{{{ATOM}}}entry")
        _put(entry, "title", update.heading)
        _put(entry, "id", f"{home}#{update.id}")
        _put(entry, "updated", update.at.isoformat())
        _put(entry, "content", update.text)
    return Xml.tostring(feed, encoding="unicode", xml_declaration=True)


def _put(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def rss(board: Board, policy: Policy, url: str) -> str:
    """The updates as an RSS feed."""
    feed, t, home = Xml.Element("rss", version="2.0"), translator(board.audience.language), f"{url.rstrip('/')}/status"
    channel = Xml.SubElement(feed, "channel")
    for name, text in (("title", title_of(policy, t)), ("link", home), ("description", title_of(policy, t))):
        Xml.SubElement(channel, name).text = text
    for update in board.updates[:IN_FEED]:
        item = Xml.SubElement(channel, "item")
        Xml.SubElement(item, "title").text = update.heading
        Xml.SubElement(item, "description").text = update.text
        Xml.SubElement(item, "pubDate").text = format_datetime(update.at)
        Xml.SubElement(item, "guid", isPermaLink="false").text = f"{home}#{update.id}"
    return Xml.tostring(feed, encoding="unicode", xml_declaration=True)
