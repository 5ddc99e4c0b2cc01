"""One window's live socket: it says what it looks at, and is told what changes there.

The scene is built anew after a change, at most some twenty times a second, and only what differs is sent.
Must not act for anybody, except that opening a home tab is told to its app.
"""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox import wholetext
from bot.sandbox.errors import SandboxError
from bot.sandbox.page.acts import Acts
from bot.sandbox.page.log import Filter
from bot.sandbox.page.pieces import Known
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.scene import MOST, PAGE, Stage, Watch, scene

BREATH_SECONDS = 0.05
_IDLE_SECONDS = 3600.0


class Window:
    """One open socket of one person."""

    def __init__(self, socket: web.WebSocketResponse, reader: Reader, stage: Stage) -> None:
        self._socket = socket
        self._reader = reader
        self._stage = stage
        self._watch = Watch()
        self._known = Known()
        self._asked: int | None = None
        self._turn = asyncio.Event()

    async def serve(self) -> None:
        """Until the window closes."""
        bell = asyncio.create_task(self._listen())
        telling = asyncio.create_task(self._tell())
        try:
            async for frame in self._socket:
                if frame.type is WSMsgType.TEXT:
                    await self._heard(frame.data)
        finally:
            for task in (bell, telling):
                task.cancel()
            await asyncio.gather(bell, telling, return_exceptions=True)

    async def _listen(self) -> None:
        """Sets the turn at every change of the workspace."""
        changes = self._reader.ws.changes
        while True:
            await changes.following(_IDLE_SECONDS)
            self._turn.set()

    async def _tell(self) -> None:
        while not self._socket.closed:
            await self._turn.wait()
            self._turn.clear()
            if self._watch.place:
                await self._send()
            await asyncio.sleep(BREATH_SECONDS)

    async def _send(self) -> None:
        news = self._known.changes(scene(self._reader, self._stage, self._watch)) | self._answered()
        if news:
            try:
                await self._socket.send_str(json.dumps(news | {"place": self._watch.place}, ensure_ascii=False))
            except ConnectionError:
                return

    def _answered(self) -> dict[str, Any]:
        """The number of the question that these news answer, so that the page knows when it has been heard."""
        asked, self._asked = self._asked, None
        return {} if asked is None else {"asked": asked}

    async def _heard(self, text: str) -> None:
        try:
            said = wholetext.loads(text)
        except json.JSONDecodeError:
            return
        if not isinstance(said, dict):
            return
        if isinstance(said.get("watch"), dict):
            await self._look(said["watch"])
        if isinstance(said.get("read"), str):
            self._read(said["read"])
        self._turn.set()

    async def _look(self, wanted: dict[str, Any]) -> None:
        place = str(wanted.get("place", ""))
        if place != self._watch.place or wanted.get("fresh"):
            self._known = Known()
            since = self._stage.marks.at(self._reader.id, place)
            self._watch = Watch(place, since=since)
            await self._enter(place)
        self._asked = wanted["asked"] if isinstance(wanted.get("asked"), int) else None
        self._watch.thread, self._watch.panel = wanted.get("thread"), wanted.get("panel")
        self._watch.count = min(max(int(wanted.get("count") or PAGE), PAGE), MOST)
        self._watch.filter = filter_of(wanted.get("filter") or {})

    async def _enter(self, place: str) -> None:
        if not place.startswith("home-"):
            return
        try:
            await Acts(self._reader.core, self._reader).do("open_home", {"app": place.removeprefix("home-")})
        except SandboxError:
            return

    def _read(self, ts: str) -> None:
        if not ts.replace(".", "", 1).isdigit():
            return
        if self._stage.marks.read(self._reader.id, self._watch.place, ts):
            self._reader.ws.changes.notify()


def filter_of(wanted: Any) -> Filter:
    """The log's filter as the page sends it."""
    kind = str(wanted.get("kind", "all"))
    return Filter(
        kind if kind in ("calls", "deliveries") else "all",
        str(wanted.get("words", ""))[:200],
        bool(wanted.get("trouble")),
    )
