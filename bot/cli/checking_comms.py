"""`posko check --comms`: a message marked TEST through every channel of the audiences, and a table of what arrived.

It goes through the very transports that updates take, each distinct place once. Nothing is stored, and on status pages
nothing is published.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import aiohttp
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.cli import loading
from bot.clock import SystemClock
from bot.comms.cards import Cards
from bot.comms.cards.trials import TrialWords
from bot.comms.directory import SlackDirectory
from bot.comms.documents import Documents
from bot.comms.locale import translator
from bot.comms.places import place_words
from bot.comms.retry import CannotDo, Retry, decide
from bot.comms.steps.channels import Channels
from bot.comms.steps.desk import Desk
from bot.comms.steps.stakeholders import SlackChannels, SlackDirect
from bot.comms.transports.errors import TransportError
from bot.comms.transports.parcel import Parcel, Receipt, Transport
from bot.comms.transports.slack import SlackGateway, open_client, open_session
from bot.comms.transports.trial import Trial
from bot.comms.trials import PASSING, Tried, attempt, silent, spent, trial
from bot.outside import transports_of
from bot.policy.problems import one_of
from bot.settings import Settings
from bot.storage import open_store
from bot.warroom.errors import UnknownAudience
from bot.warroom.operations.trials import TEST
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Step
from bot.warroom.trials import Target, audience_named, targets

AT_ONCE = 8
UNASKED = "Slack was not asked: SLACK_BOT_TOKEN is not set, or is none."
WIDE = 240
"""Where no terminal shows it, no line is broken."""
SLACK = frozenset({"slack", "dm"})
T = translator("en")


async def test_channels(console: Console, only: str) -> int:
    """Test, print the table, and return 1 when a place was not reached, 2 when only Slack could not be asked.

    Raises Unusable.
    """
    given = loading.furnished()
    policy = loading.policy(given.settings.policy)
    try:
        found = targets(policy, audience_named(only, policy) if only else "")
    except UnknownAudience as problem:
        known = one_of(only, tuple(policy.audiences))
        raise loading.Unusable(f"There is no audience called {only}. {known}") from problem
    async with _ways(given, policy) as ways:
        tried = await _all(ways, found, policy)
    words = TrialWords(T, policy)
    if not console.is_terminal:
        console.width = WIDE
    console.print(_table(list(zip(found, tried, strict=True)), words))
    console.print(words.summary(tried), highlight=False, soft_wrap=True)
    return _code(found, tried, slack=given.slack)


def _code(found: Sequence[Target], tried: Sequence[Tried], *, slack: bool) -> int:
    lost = [target.place.kind for target, each in zip(found, tried, strict=True) if not each.arrived]
    if not slack and lost and SLACK.issuperset(lost):
        return 2
    return 1 if lost else 0


async def _all(ways: Mapping[str, Transport], found: Sequence[Target], policy: Policy) -> list[Tried]:
    clock, name, free = SystemClock(), uuid4().hex, asyncio.Semaphore(AT_ONCE)

    async def one(number: int, target: Target) -> Tried:
        async with free:
            return await _tried(ways, _trial(number, target, name, policy, clock), clock)

    return await asyncio.gather(*(one(number, target) for number, target in enumerate(found)))


def _trial(number: int, target: Target, name: str, policy: Policy, clock: Clock) -> Trial:
    now, ref = clock.now(), target.place.ref
    step = Step(
        id=number, key=f"{TEST}:{name}:{ref}", step=TEST, number=None, payload={}, attempts=0, doubtful=False,
        created_at=now, lease=name,
    )  # fmt: skip
    return trial(step, ref, target.language, policy, now)


async def _tried(ways: Mapping[str, Transport], test: Trial, clock: Clock) -> Tried:
    """Try as the relay does, though not for as long."""
    attempts, step = 0, test.step
    while True:
        asked = Trial(step, test.place, test.organisation, test.language, test.at, test.zone)
        try:
            return await attempt(ways, asked)
        except PASSING as error:
            age = clock.now() - test.at
            decision = decide(error, attempts, age, random.random)
            if spent(error, attempts, age) or not isinstance(decision, Retry):
                return silent(error)
            attempts += decision.counted
            step = step.model_copy(update={"doubtful": step.doubtful or decision.doubtful})
            await clock.sleep(decision.after)


@asynccontextmanager
async def _ways(given: loading.Furnished, policy: Policy) -> AsyncIterator[Mapping[str, Transport]]:
    """Every transport as `posko run` has it. Where Slack does not let us in, its ways say why."""
    clock, settings = SystemClock(), given.settings
    async with open_session() as session, aiohttp.ClientSession() as outside:
        client = open_client(settings.slack_bot_token.get_secret_value(), session, base_url=settings.slack_api_url)
        desk = _desk(SlackGateway(client, clock), settings, policy, clock)
        try:
            slack: dict[str, Transport] = await _slack(desk) if given.slack else _shut(UNASKED)
            served = (settings.host, settings.port)
            yield {**slack, **transports_of(settings, clock, outside, lambda: served)}
        finally:
            await desk.store.close()  # type: ignore[attr-defined]


def _desk(gateway: SlackGateway, settings: Settings, policy: Policy, clock: Clock) -> Desk:
    store = open_store(settings.database, clock)
    channels = Channels(gateway, create_missing=policy.create_missing_channels)
    directory = SlackDirectory(gateway, clock, "")
    documents = Documents(store, policy, clock)
    return Desk(gateway, store, policy, clock, directory, channels, Cards(), documents, "", T)


async def _slack(desk: Desk) -> dict[str, Transport]:
    try:
        await desk.gateway.identify()
        await desk.directory.warm()  # type: ignore[attr-defined]
    except TransportError as problem:
        return _shut(str(problem))
    return {"slack": SlackChannels(desk), "dm": SlackDirect(desk)}


def _shut(why: str) -> dict[str, Transport]:
    shut = Shut(why)
    return {"slack": shut, "dm": shut}


@dataclass(frozen=True)
class Shut:
    """A way that is closed for everybody, and why."""

    why: str

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Nothing passes."""
        raise CannotDo(self.why, phrase("`posko check` says how to mend it."))

    async def test(self, trial: Trial) -> Receipt:
        """Nothing passes."""
        raise CannotDo(self.why, phrase("`posko check` says how to mend it."))


def _table(results: Sequence[tuple[Target, Tried]], words: TrialWords) -> Table:
    table = Table("", "Audience", "Channel", "Result", "Time", box=None, pad_edge=False)
    for target, tried in results:
        said = words.result(target, tried) + (f"\n→ {words.remedy(tried)}" if tried.remedy else "")
        sign = "[green]✓[/]" if tried.arrived else "[bold red]✗[/]"
        shown = (words.audiences(target.audiences), place_words(target.place.ref, T), said, words.length(tried))
        table.add_row(sign, *map(escape, shown))
    return table
