"""The relay: carries out what is owed. It claims due rows of the outbox and runs each as a task of its own.

It decides neither what is owed (the core) nor how a step is done (`steps`) nor whether it is tried again (`retry`).
No transaction is open while a step talks to Slack: claiming, settling and postponing are short ones of their own. A
crash between the call and the settling leaves a row whose lease runs out; it comes back doubtful.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import structlog

from bot.comms.failing import step_failed
from bot.comms.locale import Translator
from bot.comms.phrasing import say
from bot.comms.retry import STILL_AT_IT, CannotDo, Chance, GiveUp, Retry, decide
from bot.comms.transports.errors import Ambiguous
from bot.comms.transports.turns import whose
from bot.warroom.events import DeliveryFailed, StepFailed
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.deliveries import UPDATE_SEND
from bot.warroom.phrases import told
from bot.warroom.ports import Clock, Outbox, Step

T = TypeVar("T")
POLL = 1.0
STEP_TIMEOUT = 45.0


class Executor(Protocol):
    """Does one kind of step."""

    async def __call__(self, step: Step) -> Outcome:
        """What came of it. Raises errors of `transports` and `retry`."""
        ...


Settle = Callable[[Step, Outcome], Awaitable[bool]]
"""Ends the row and appends the outcome's events in one transaction; False when the lease is no longer ours."""

StepWatcher = Callable[[str, str], None]
"""Told of every attempt: the step's name and done, skipped, failed, postponed or lost. For metrics."""


def unwatched(_step: str, _result: str) -> None:
    """The watcher that counts nothing."""


class Relay:
    """Carries out steps, many at a time. Ring the `doorbell` after a commit that owes something."""

    def __init__(
        self,
        outbox: Outbox,
        executors: Mapping[str, Executor],
        settle: Settle,
        clock: Clock,
        t: Translator,
        *,
        doorbell: asyncio.Event | None = None,
        watch: StepWatcher = unwatched,
        chance: Chance = random.random,
        concurrency: int = 64,
    ) -> None:
        self.doorbell = doorbell or asyncio.Event()
        self._outbox = outbox
        self._executors = executors
        self._settle = settle
        self._clock = clock
        self._t = t
        self._watch = watch
        self._chance = chance
        self._concurrency = concurrency
        self._running: dict[asyncio.Task[None], Step] = {}
        self._complaints: dict[str, str] = {}
        self._stopping = False
        self._claiming = asyncio.Lock()
        self._log = structlog.get_logger(__name__)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What an operator must mend before some steps can be done; empty when all is well."""
        return tuple(sorted(set(self._complaints.values())))

    async def run(self) -> None:
        """Carry out steps until `stop`. Wakes up when the doorbell rings, a row falls due, or a second has passed."""
        while not self._stopping:
            self.doorbell.clear()
            swept = await caught(self._sweep())
            if isinstance(swept, Exception):
                self._log.error("relay.claim_failed", exc_info=swept)
            await self._rest()

    async def drain(self) -> None:
        """Carry out everything that is due, and whatever becomes due by it; return when all of it has ended."""
        while True:
            await self._sweep()
            if not self._running:
                return
            await asyncio.wait(set(self._running), return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: float = 8.0) -> None:
        """Claim nothing more, let what runs end, and cut it off after `grace` seconds: its rows come back doubtful."""
        self._stopping = True
        self.doorbell.set()
        running = dict(self._running)
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for task in late:
            await caught(self._give_back(running[task]))

    async def _give_back(self, step: Step) -> None:
        """Whoever starts next need not wait for the lease to run out, only for Slack to end what we began."""
        until = self._clock.now() + timedelta(seconds=STILL_AT_IT)
        await self._outbox.postpone(step, until, error="cut off at the stop", doubtful=True, counted=False)

    async def _sweep(self) -> None:
        """Claim what is due and begin it. One at a time: rows that another sweep is claiming look as if none waited."""
        async with self._claiming:
            await self._claim()

    async def _claim(self) -> None:
        free = self._concurrency - len(self._running)
        if free <= 0 or self._stopping:
            return
        for step in await self._outbox.claim(self._clock.now(), free):
            if self._stopping:
                await self._outbox.postpone(step, self._clock.now(), error="stopping", doubtful=False, counted=False)
                continue
            task = asyncio.create_task(self._carry_out(step), name=f"{step.step} {step.id}")
            self._running[task] = step
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        # The end of a step frees a place and its lane, and settling it may owe more.
        self.doorbell.set()

    async def _rest(self) -> None:
        due = await caught(self._outbox.next_due())
        delay = POLL
        if due is not None and not isinstance(due, Exception) and len(self._running) < self._concurrency:
            delay = min(POLL, max(0.0, (due - self._clock.now()).total_seconds()))
        if self._stopping or self.doorbell.is_set():
            return
        waits = {asyncio.create_task(self.doorbell.wait()), asyncio.create_task(self._pause(delay))}
        _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in pending:
            wait.cancel()

    async def _pause(self, delay: float) -> None:
        await self._clock.sleep(delay)

    async def _carry_out(self, step: Step) -> None:
        result = await caught(self._attempt(step))
        ended = await caught(self._conclude(step, result))
        if isinstance(ended, Exception):
            # The database is away: the lease runs out, and the row comes back doubtful.
            self._log.error("relay.settle_failed", step=step.step, key=step.key, exc_info=ended)

    async def _attempt(self, step: Step) -> Outcome:
        whose.set(step.key)
        executor = self._executors.get(step.step)
        if executor is None:
            raise LookupError(f"no executor for the step {step.step}")
        try:
            async with asyncio.timeout(STEP_TIMEOUT):
                return await executor(step)
        except TimeoutError as error:
            # Longer than this and the lease runs out under us: another worker would begin the same step.
            raise Ambiguous(step.step, f"took longer than {STEP_TIMEOUT:g} s") from error

    async def _conclude(self, step: Step, result: Outcome | Exception) -> None:
        if isinstance(result, Outcome):
            self._complaints.pop(step.step, None)
            await self._end(step, result)
            return
        age = self._clock.now() - step.created_at
        decision = decide(result, step.attempts, age, self._chance)
        if isinstance(decision, Retry):
            await self._put_off(step, decision, result)
        else:
            # CannotDo is an answer for people, with its words in `why`: a trace of it says nothing more.
            trace = None if isinstance(result, CannotDo) else result
            self._log.error("step.given_up", step=step.step, key=step.key, why=decision.why, exc_info=trace)
            await self._end(step, given_up(step, decision, self._t))

    async def _put_off(self, step: Step, retry: Retry, error: Exception) -> None:
        self._report(step, retry, error)
        self._watch(step.step, "postponed")
        until = self._clock.now() + timedelta(seconds=retry.after)
        # An earlier doubt stays until somebody looked: this failure says nothing about the attempt before.
        doubtful = step.doubtful or retry.doubtful
        await self._outbox.postpone(step, until, error=str(error), doubtful=doubtful, counted=retry.counted)

    def _report(self, step: Step, retry: Retry, error: Exception) -> None:
        facts: dict[str, Any] = {"step": step.step, "key": step.key, "after": round(retry.after, 1)}
        if retry.fault:
            self._log.error("step.fault", exc_info=error, **facts)
        elif not retry.operator:
            self._log.warning("step.postponed", error=repr(error), doubtful=retry.doubtful, **facts)
        elif retry.operator not in self._complaints.values():
            self._log.error("step.needs_operator", mend=retry.operator, **facts)
        if retry.operator:
            self._complaints[step.step] = retry.operator

    async def _end(self, step: Step, outcome: Outcome) -> None:
        settled = await self._settle(step, outcome)
        self._watch(step.step, outcome.status if settled else "lost")
        self._log.info(
            "step.ended", step=step.step, key=step.key, status=outcome.status, note=outcome.note, ours=settled
        )


def given_up(step: Step, decision: GiveUp, t: Translator) -> Outcome:
    """The end of a step that will not be done; an incident's room is told."""
    events = (failure(step, decision, t),) if step.number else ()
    return Outcome(status="failed", note=say(decision.why, t), events=events)


def failure(step: Step, decision: GiveUp, t: Translator) -> StepFailed | DeliveryFailed:
    """What is now true of a step that will not be done; of an update's delivery also which place stands in for it."""
    if step.step != UPDATE_SEND:
        return step_failed(step, decision.why, decision.remedy, t)
    return DeliveryFailed(
        number=step.payload.get("number", 0),
        audience=step.payload["audience"],
        channel=step.payload["channel"],
        why=say(decision.why, t),
        remedy=say(decision.remedy, t),
        why_told=told(decision.why),
        remedy_told=told(decision.remedy),
        attempts=step.attempts + 1,
        seq=step.payload["seq"],
        then=tuple(step.payload.get("then", ())),
    )


async def caught(work: Coroutine[Any, Any, T]) -> T | Exception:
    """What the work returned, or the exception it raised: one step's fault must not stop the others."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - the relay's boundary: named in DESIGN.md
        return error
