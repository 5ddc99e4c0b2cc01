"""A window of the workspace without a browser: its socket, its acts, and the HTML it is sent, parsed."""

from __future__ import annotations

import asyncio
from html.parser import HTMLParser
from typing import Any

import aiohttp

from bot.sandbox import Sandbox
from tests.sandbox.kit import Wire


class Element:
    """One element with its attributes; `words` is the text inside it."""

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        self.tag = tag
        self.attrs = attrs
        self.words = ""

    def has(self, name: str) -> bool:
        return name in self.attrs.get("class", "").split()


class Seen(HTMLParser):
    """HTML as a browser takes it apart."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.all.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words += data

    def tags(self, tag: str) -> list[Element]:
        return [it for it in self.all if it.tag == tag]

    def classed(self, name: str) -> list[Element]:
        return [it for it in self.all if it.has(name)]

    def with_attr(self, name: str, value: str | None = None) -> list[Element]:
        return [it for it in self.all if name in it.attrs and value in (None, it.attrs[name])]

    @property
    def words(self) -> str:
        return self.all[0].words if self.all else ""


def dangers(html: str) -> list[str]:
    """Everything in HTML that could run, load from elsewhere or style the page."""
    found = []
    for it in Seen(html).all:
        if it.tag in ("script", "style", "object", "embed", "base", "meta", "link"):
            found.append(it.tag)
        for name, value in it.attrs.items():
            where = value.strip().lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"{it.tag} {name}")
            elif name in ("href", "src") and not where.startswith(
                ("https://", "http://", "mailto:", "/as/", "/sandbox/", "#")
            ):
                found.append(f"{it.tag} {name}={value}")
    return found


class Window:
    """One person's window: what it was told is kept in `slots` and `lists`."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession, socket: Any, handle: str) -> None:
        self.sandbox = sandbox
        self.http = http
        self.socket = socket
        self.handle = handle
        self.place = ""
        self.asked = 0
        self.slots: dict[str, str] = {}
        self.lists: dict[str, dict[str, str]] = {}
        self.news: list[dict[str, Any]] = []

    async def look(self, place: str, **more: Any) -> None:
        """Looks at a place and waits for what is there."""
        fresh = place != self.place
        self.place = place
        self.asked += 1
        await self.socket.send_json({"watch": {"place": place, "fresh": fresh, "asked": self.asked, **more}})
        await self.until(lambda: self.news and self.news[-1].get("asked") == self.asked)

    async def hear(self) -> dict[str, Any]:
        """The next news, taken in as the page does."""
        told: dict[str, Any] = await self.socket.receive_json(timeout=5)
        self.news.append(told)
        self.slots |= told.get("slots", {})
        for name, list_told in told.get("lists", {}).items():
            self._take(name, list_told)
        return told

    def _take(self, name: str, told: dict[str, Any]) -> None:
        if "all" in told:
            self.lists[name] = {key: html for key, _, html in told["all"]}
            return
        known = self.lists[name]
        for key in told["gone"]:
            del known[key]
        for key, after, html in told["items"]:
            if key in known:
                known[key] = html
            else:
                self._insert(known, key, after, html)

    @staticmethod
    def _insert(known: dict[str, str], key: str, after: str | None, html: str) -> None:
        items = list(known.items())
        at = 0 if after is None else list(known).index(after) + 1
        known.clear()
        known.update([*items[:at], (key, html), *items[at:]])

    async def until(self, question: Any) -> Any:
        """Hears news until the question has an answer."""
        async with asyncio.timeout(5):
            while not (answer := question()):
                await self.hear()
            return answer

    def seen(self, slot: str) -> Seen:
        return Seen(self.slots.get(slot, ""))

    def items(self, name: str) -> list[Seen]:
        return [Seen(html) for html in self.lists.get(name, {}).values()]

    def said(self, name: str = "messages") -> list[str]:
        """The words of the messages shown, without those that Slack wrote."""
        shown = [it for seen in self.items(name) for it in seen.all if it.tag == "article"]
        bodies = [seen.classed("prose") for seen in self.items(name) if seen.tags("article")]
        assert len(shown) == len(bodies)
        return [body[0].words if body else "" for body in bodies]

    async def do(self, act: str, **given: Any) -> dict[str, Any]:
        """An act of this person's; the answer with its status."""
        url = f"{self.sandbox.base_url}/as/{self.handle}/do/{act}"
        async with self.http.post(url, json=given) as response:
            body: dict[str, Any] = await response.json()
            return body | {"status": response.status}


async def window(sandbox: Sandbox, http: aiohttp.ClientSession, handle: str, place: str | None = None) -> Window:
    """An open window, looking at a room by name if one is given."""
    socket = await http.ws_connect(f"{sandbox.base_url}/sandbox/live?as={handle}", max_msg_size=0)
    made = Window(sandbox, http, socket, handle)
    if place:
        found = sandbox.workspace.find_channel(place)
        await made.look(found.id if found else place)
    return made


async def asked(wire: Wire, wanted: str) -> dict[str, Any]:
    """The next interaction of this type, not yet acknowledged; other envelopes are acknowledged on the way."""
    while True:
        envelope = await wire.envelope()
        body = envelope["payload"]
        if wanted in (envelope["type"], body.get("type"), body.get("command")):
            return envelope
        await wire.ack(envelope)
