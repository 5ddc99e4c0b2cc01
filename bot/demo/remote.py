"""The player for the sandbox's page, and over HTTP: how it stands, and pause, resume, step, speed, stop.

Handed to the sandbox when it is built, and given the player when it exists; the sandbox knows neither. Its guard
stands before these routes too: no other site's page may use them.
"""

from __future__ import annotations

from aiohttp import web

from bot.comms.locale import Translator, translator
from bot.demo.player import FASTEST, SLOWEST, Player
from bot.demo.prompting import Task
from bot.demo.score import Sheet
from bot.demo.score_sheet import hints_given, overall
from bot.demo.words import on_the_page, task_name, topic_name, unplayed_words
from bot.sandbox import ImpossibleAction, programme

SPEEDS = (1.0, 2.0, 4.0, 10.0, 40.0, 120.0, 400.0)
SPEED_OF_A_PERSON = 4.0
SHOWN = 120


class Remote:
    """`GET /story` tells how the play stands; `POST /story/pause|resume|step|stop`, `POST /story/speed?times=10`."""

    def __init__(self) -> None:
        self.player: Player | None = None
        self.sheets: tuple[Sheet, ...] = ()
        self.finished = False

    # for the page

    def standing(self) -> programme.Standing | None:
        """What the page shows; nothing before there is a player."""
        player = self.player
        if player is None:
            return None
        status = player.status
        return programme.Standing(
            title=status.title,
            mode=status.mode,
            clock=f"{status.now:%a %H:%M}",
            done=status.done,
            lines=status.lines,
            speed=status.speed,
            speeds=SPEEDS,
            upcoming=_upcoming(player),
            part=_part(player) if player.trainee else None,
            offers=() if player.trainee else ((player.scenario.trainee, _first_name(player)),),
            score=self._score(player),
        )

    def show(self, sheets: tuple[Sheet, ...]) -> None:
        """The play is over, and this is how it went."""
        self.sheets = sheets
        self._ring()

    def _ring(self) -> None:
        if self.player:
            self.player.on.sandbox.workspace.changes.notify()

    async def steer(self, act: str, value: str) -> None:
        """What is pressed on the page. Raises ImpossibleAction."""
        player = self.player
        if player is None:
            raise ImpossibleAction("the story has not begun yet")
        match act:
            case "speed":
                _set_speed(player, value)
            case "hint":
                player.give_hint(int(value) if value.isdecimal() else 0)
            case "part":
                _take_part(player, value)
            case "end":
                self.finished = True
                self._ring()
            case other if not await _simply(player, other):
                raise ImpossibleAction(f"a story cannot {other}")

    def _score(self, player: Player) -> programme.Score | None:
        if not self.sheets:
            return None
        t = translator(player.scenario.policy.language)
        return programme.Score(
            overall(self.sheets),
            tuple(_sheet(it, t) for it in self.sheets),
            _remarks(player, t),
        )

    # over HTTP

    def routes(self) -> list[web.RouteDef]:
        """What the sandbox's server is to serve."""
        return [web.get("/story", self._status), web.post("/story/{act}", self._act)]

    async def _status(self, _request: web.Request) -> web.Response:
        return self._told()

    async def _act(self, request: web.Request) -> web.Response:
        player = self.player
        if player is None:
            return self._told()
        act = request.match_info["act"]
        if act == "speed":
            return self._speed(player, request.query.get("times", ""))
        if not await _simply(player, act):
            return _refused(404, f"There is no `{act}`: pause, resume, step, stop, speed.")
        return self._told()

    def _speed(self, player: Player, times: str) -> web.Response:
        try:
            _set_speed(player, times)
        except ImpossibleAction as why:
            return _refused(400, str(why))
        return self._told()

    def _told(self) -> web.Response:
        if self.player is None:
            return _refused(503, "Nothing is being played yet.")
        return web.json_response(self.player.status.as_json())


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)


async def _simply(player: Player, act: str) -> bool:
    """Whether there is such an act, and then it is done."""
    match act:
        case "pause":
            player.pause()
        case "resume":
            player.resume()
        case "step":
            await player.step()
        case "stop":
            player.stop()
        case _:
            return False
    return True


def _set_speed(player: Player, times: str) -> None:
    try:
        player.set_speed(float(times))
    except ValueError:
        raise ImpossibleAction(f"`times` is a number from {SLOWEST:g} to {FASTEST:g}.") from None


def _take_part(player: Player, handle: str) -> None:
    """Somebody who watched plays along from now on, at a speed for people."""
    if player.trainee or handle != player.scenario.trainee:
        raise ImpossibleAction("somebody plays this part already, or there is no such part")
    player.take_part(handle)
    player.set_speed(min(player.status.speed or SPEED_OF_A_PERSON, SPEED_OF_A_PERSON))


def _upcoming(player: Player) -> str:
    """What comes next, for those who watch; when it comes, for whoever plays along."""
    status = player.status
    if status.next_at is None:
        return ""
    at = f"{status.next_at.astimezone(player.scenario.starts.tzinfo):%H:%M}"
    return at if player.trainee else f"{at} {status.next_line.splitlines()[0]}"[:SHOWN]


def _first_name(player: Player) -> str:
    return player.on.sandbox.workspace.user(player.scenario.trainee).real_name.partition(" ")[0]


def _part(player: Player) -> programme.Part:
    t = translator(player.scenario.policy.language)
    name = player.on.sandbox.workspace.user(player.trainee).real_name
    return programme.Part(player.trainee, name, tuple(_task(it, t) for it in player.tasks()), player.tasks_to_come())


def _task(task: Task, t: Translator) -> programme.Task:
    return programme.Task(str(task.line.number), task_name(task.line.needs, t), task.done, on_the_page(task.hint))


def _sheet(sheet: Sheet, t: Translator) -> programme.Sheet:
    topics = tuple(programme.Topic(topic_name(it.topic, t), it.earned, it.of, it.reasons) for it in sheet.marks)
    return programme.Sheet(f"{sheet.reference} · {sheet.title}", sheet.percent, topics)


def _remarks(player: Player, t: Translator) -> tuple[str, ...]:
    hints = (hints_given(player.status.hints, t),) if player.trainee else ()
    missed = t.gettext("not played: {what}")
    return (*hints, *(missed.format(what=unplayed_words(it, t)) for it in player.unplayed))
