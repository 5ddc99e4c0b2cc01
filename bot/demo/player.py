"""The player: carries a scenario through, line by line, with pause, speed and step; it shows nothing itself.

Lines come when their time has come and what they wait for has come about. Whoever plays a part (the trainee) is left
to do their own lines; all others are played for them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable
from datetime import datetime, timedelta

from bot.comms.locale import translator
from bot.demo.cast import CANNOT, Cast, Unwatched, Watcher
from bot.demo.prompting import Prompter, Task, words
from bot.demo.scenario import Line, Scenario
from bot.demo.stage import Stage
from bot.demo.status import Mode, Status, Unplayed
from bot.demo.troubles import Troubles
from bot.demo.witness import Witness
from bot.demo.words import unplayed_words

STEP_SECONDS = 30.0
LOOK_EVERY = timedelta(minutes=1)
FRAME_SECONDS = 0.1
MOST_BEHIND_SECONDS = 10.0
HURRY = 4
QUIET = timedelta(minutes=20)
STRIDE = timedelta(hours=6)
AGAIN_AFTER = timedelta(seconds=30)
GIVE_UP_AFTER = timedelta(minutes=10)
PAUSE_SECONDS = 3_600.0
LAST_WORDS_SECONDS = 30.0
LAST_WORDS = 120
SLOWEST, FASTEST = 0.5, 1_000.0


class Player:
    """Plays one scenario on one stage. Without a `speed` it goes as fast as the bot can follow, in every minute of it.

    `play` runs until the end or `stop`; everything else may be called meanwhile.
    """

    def __init__(
        self,
        on: Stage,
        scenario: Scenario,
        *,
        speed: float | None = None,
        trainee: str = "",
        watcher: Watcher | None = None,
    ) -> None:
        self.on = on
        self.scenario = scenario
        self.trainee = trainee
        self.witness = Witness(on.bot.store)
        self.watcher = watcher or Unwatched()
        self.cast = Cast(on, self.witness, self.watcher)
        self.unplayed: list[Unplayed] = []
        self._t = translator(scenario.policy.language)
        self._troubles = Troubles(on.sandbox)
        self._waiting = [line for line in scenario.story if not self._is_theirs(line)]
        self._prompter = self._prompted()
        self._not_before: dict[int, datetime] = {}
        self._speed = speed
        self._mode: Mode = "playing"
        self._going = asyncio.Event()
        self._going.set()
        self._steps: list[asyncio.Future[None]] = []
        self._behind = 0.0
        self._hint = ""
        self._looked: tuple[datetime, int] | None = None
        self._shown: Hashable = None

    # what whoever holds it may do

    def pause(self) -> None:
        """Time stands still; people may look around and even act."""
        if self._mode == "playing":
            self._mode = "paused"
            self._going.clear()
            self._tell()

    def resume(self) -> None:
        """On it goes."""
        if self._mode == "paused":
            self._mode = "playing"
            self._going.set()
            self._tell()

    def set_speed(self, speed: float) -> None:
        """So many times faster than life, from the next moment on; kept between 0.5 and 1,000."""
        self._speed = min(max(speed, SLOWEST), FASTEST)
        self._tell()

    async def step(self) -> Status:
        """Play on to the next line, without waiting for its time, and pause behind it."""
        if self._mode != "ended":
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._steps.append(done)
            self._mode = "paused"
            self._going.set()
            await done
        return self.status

    def stop(self) -> None:
        """End after what is being played."""
        self._mode = "ended"
        self._going.set()

    def take_part(self, handle: str) -> None:
        """Somebody plays this person from now on: what is left of their lines is theirs."""
        self.trainee = handle
        self._waiting = [line for line in self._waiting if not self._is_theirs(line)]
        self._prompter = self._prompted()
        self._tell()

    @property
    def status(self) -> Status:
        """How it stands."""
        upcoming = self._upcoming()
        line, at = upcoming or (None, None)
        return Status(
            scenario=self.scenario.name,
            title=self.scenario.title,
            mode=self._mode,
            speed=self._speed,
            now=self.on.clock.now().astimezone(self.scenario.starts.tzinfo),
            begun=self.scenario.starts,
            done=len(self.scenario.story) - len(self._waiting) - self._theirs,
            lines=len(self.scenario.story) - self._theirs,
            next_line=f"{line.who} {line.deed} {line.what}".strip() if line else "",
            next_at=at,
            trainee=self.trainee,
            hint=self._hint,
            hints=self._prompter.given if self._prompter else 0,
        )

    def due_for_trainee(self) -> str:
        """What the person who plays a part could do now, if anything."""
        line = self._prompter.due(self.on.clock.now()) if self._prompter else None
        return words(line, self._t) if line else ""

    def tasks(self) -> tuple[Task, ...]:
        """What the person who plays a part has done, and what is due."""
        return self._prompter.tasks(self.on.clock.now()) if self._prompter else ()

    def tasks_to_come(self) -> int:
        """How many of theirs are still to come."""
        return self._prompter.later(self.on.clock.now()) if self._prompter else 0

    def give_hint(self, number: int) -> None:
        """They ask for the hint of that line."""
        for task in self.tasks():
            if self._prompter and task.line.number == number and not task.done:
                self._hint = self._prompter.give(task.line)
        self._tell()

    # how it goes

    async def play(self) -> None:
        """Everything, to the end."""
        try:
            while not await self._is_over():
                await self._beat()
            self._drop_the_rest()
            await self._epilogue()
        finally:
            self._mode = "ended"
            self._end_steps()
            self._tell()

    def _tell(self) -> None:
        """Rings the workspace's bell once there is something else to show: a minute, a line, a task."""
        now = self.on.clock.now()
        due = [(task.line.number, task.done, task.hint) for task in self.tasks()]
        shown = (self._mode, self._speed, int(now.timestamp() // 60), len(self._waiting), self.trainee, tuple(due))
        if shown != self._shown:
            self._shown = shown
            self.on.sandbox.workspace.changes.notify()

    async def _is_over(self) -> bool:
        """Asked once time may go on, and not before: people act while it stands still."""
        await self._paused()
        await self._look()
        if self._mode == "ended" or self.on.clock.now() >= self.scenario.ends:
            return True
        if self._waiting:
            return False
        return not self.trainee or self.witness.all_finished

    async def _paused(self) -> None:
        """While time stands still people may act, and what they put on the record counts at once."""
        changes = self.on.sandbox.workspace.changes
        while not self._going.is_set():
            going = asyncio.ensure_future(self._going.wait())
            changed = asyncio.ensure_future(changes.following(PAUSE_SECONDS))
            try:
                await self.witness.look()
                self._tell()
                await asyncio.wait((going, changed), return_when=asyncio.FIRST_COMPLETED)
            finally:
                going.cancel()
                changed.cancel()

    async def _look(self) -> None:
        """Read the record when something happened; each minute anyhow, for what the bot writes down in silence."""
        now, happenings = self.on.clock.now(), self.on.happenings
        if self._looked is None or happenings != self._looked[1] or now - self._looked[0] >= LOOK_EVERY:
            await self.witness.look()
            self._looked = (now, happenings)

    async def _beat(self) -> None:
        began = time.monotonic()
        line = self._due()
        if line:
            await self._act(line)
            self._tell()
            await self._pace(0.0, began)
            return
        passed = await self._pass_time()
        self._troubles.pass_by(self.on.clock.now())
        self._prompt()
        self._tell()
        if self._steps and self._upcoming() is None:
            self._end_steps()
        await self._pace(passed, began)

    async def _pace(self, passed: float, began: float) -> None:
        """As long as it should be felt; real time that the bot needed for an act is made up for afterwards."""
        if self._steps or not self._speed:
            self._behind = 0.0
            return
        self._behind += time.monotonic() - began - passed / self._speed
        await asyncio.sleep(max(0.0, -self._behind))
        self._behind = min(max(self._behind, 0.0), MOST_BEHIND_SECONDS)

    async def _pass_time(self) -> float:
        """To the next line, or a step towards it. Returns the seconds that should be felt."""
        gap = self._gap()
        if not self.witness.anything_open and gap > QUIET.total_seconds() and not self.trainee:
            await self.on.move(min(gap, STRIDE.total_seconds()))
            await self._hold()
            return 0.0
        seconds = min(gap, self._frame())
        await self.on.move(seconds)
        await self._hold()
        return seconds

    def _frame(self) -> float:
        """The longest step: what a tenth of a second is worth, and never so much that a timer would be late."""
        if self._steps or not self._speed:
            return STEP_SECONDS
        return min(STEP_SECONDS, self._speed * FRAME_SECONDS * (HURRY if self._behind else 1))

    def _gap(self) -> float:
        upcoming = self._upcoming()
        until = min(upcoming[1], self.scenario.ends) if upcoming else self.scenario.ends
        return max((until - self.on.clock.now()).total_seconds(), 0.001)

    async def _hold(self) -> None:
        """Time stands still until the bot has done its work, unless Slack itself is slow in this story."""
        if self._speed and self._troubles.slow:
            return
        await self.on.settled()

    async def _act(self, line: Line) -> None:
        now = self.on.clock.now()
        if line.who and line.deed != "inject" and self._troubles.away(line.who, now):
            self._give_up(line, self._t.gettext("they could not be reached"))
            return
        try:
            await self._perform(line)
        except CANNOT as why:
            self._put_off(line, now, str(why))
            return
        self._waiting.remove(line)
        await self._hold()
        self._end_steps()

    async def _perform(self, line: Line) -> None:
        if line.deed == "inject":
            self.watcher.noted(f"{line.what.replace('_', ' ')} for {line.lasts}")
            await self._troubles.begin(line, self._speed)
        else:
            await self.cast.perform(line)

    def _put_off(self, line: Line, now: datetime, why: str) -> None:
        """Perhaps they can in a while: the room may not be open yet, the button not there."""
        since = self._ready_at(line) or line.at
        if now - since >= GIVE_UP_AFTER:
            self._give_up(line, why)
        else:
            self._not_before[line.number] = now + AGAIN_AFTER

    def _give_up(self, line: Line, why: str) -> None:
        self._waiting.remove(line)
        self.unplayed.append(Unplayed(line, why))
        told = unplayed_words(self.unplayed[-1], self._t)
        self.watcher.noted(self._t.gettext("not played: {what}").format(what=told))
        self._end_steps()

    def _drop_the_rest(self) -> None:
        for line in list(self._waiting):
            waited = ", ".join(line.after)
            why = self._t.gettext("it waited for {conditions}") if waited else self._t.gettext("the story ended before")
            self.unplayed.append(Unplayed(line, why.format(conditions=waited)))
        self._waiting = []
        self._troubles.end_all()

    async def _epilogue(self) -> None:
        """Until nothing is owed any more: the closing words stand in the room, and the files before them."""
        await self.on.settled()
        for _ in range(LAST_WORDS):
            if not await self.on.owing():
                break
            await self.on.move(LAST_WORDS_SECONDS)
            await self.on.settled()
        await self.witness.look()

    def _due(self) -> Line | None:
        now = self.on.clock.now()
        for line in self._waiting:
            at = self._next_try(line)
            if at is not None and at <= now:
                return line
        return None

    def _upcoming(self) -> tuple[Line, datetime] | None:
        found = [(at, line.number, line) for line in self._waiting if (at := self._next_try(line)) is not None]
        if not found:
            return None
        at, _number, line = min(found, key=lambda each: each[:2])
        return line, at

    def _next_try(self, line: Line) -> datetime | None:
        at = self._ready_at(line)
        return max(at, self._not_before.get(line.number, at)) if at else None

    def _ready_at(self, line: Line) -> datetime | None:
        """When everything that the line waits for is there; None while something has not come about."""
        if not line.after:
            return line.at
        since = self.witness.since(line.after, line.incident)
        return max(line.at, since + line.wait) if since else None

    def _prompt(self) -> None:
        if self._prompter and (hint := self._prompter.hint(self.on.clock.now())):
            self._hint = hint
            self.watcher.hinted(hint)

    def _end_steps(self) -> None:
        for done in self._steps:
            if not done.done():
                done.set_result(None)
        if self._steps and self._mode == "paused":
            self._going.clear()
        self._steps = []

    def _is_theirs(self, line: Line) -> bool:
        return bool(self.trainee) and line.who == self.trainee and line.deed != "inject"

    def _prompted(self) -> Prompter | None:
        theirs = tuple(line for line in self.scenario.story if self._is_theirs(line))
        self._theirs = len(theirs)
        if not self.trainee:
            return None
        person = self.on.sandbox.workspace.user(self.trainee)
        return Prompter(theirs, person.id, self.witness, self.scenario.hint_after, self._t)
