"""Who is who in Slack: turns what people and the policy write (`@handle`, a mention, an email) into people.

Everybody is read at `warm` and again when what is known grows old or somebody is missing, never person by person:
users.list allows about 20 calls a minute. Bots and deactivated people cannot be meant; only their names are known. It
decides nothing about roles.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.comms.transports.errors import MissingScope, PermanentError, TransportError
from bot.comms.transports.slack import Group, Member, SlackGateway
from bot.warroom.base import Moment, Person
from bot.warroom.ports import Clock

FRESH = timedelta(minutes=15)
PATIENCE = timedelta(seconds=30)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_TEAM = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")
_MAILTO = re.compile(r"<mailto:([^|>]+)(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Book:
    """What was read once: people by id, and everything they and their groups are called.

    `everybody` has bots and those who have left too: they cannot be asked, but what they said has a name.
    """

    members: Mapping[str, Member] = field(default_factory=dict)
    everybody: Mapping[str, Person] = field(default_factory=dict)
    named: tuple[Mapping[str, str], ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)

    def member(self, ref: str) -> Member | None:
        """Whoever the reference means: by id, else by handle, email, display name, real name, in that order."""
        found = self.members.get(ref)
        name = ref.removeprefix("@").casefold()
        names = (by_name[name] for by_name in self.named if name in by_name)
        return found or self.members.get(next(names, ""))

    def group(self, ref: str) -> Group | None:
        """The user group of that id or handle."""
        return self.groups.get(ref) or self.groups.get(ref.removeprefix("@").casefold())


class SlackDirectory:
    """Implements `ports.Directory`. `self_id` is the bot's own user id."""

    def __init__(self, gateway: SlackGateway, clock: Clock, self_id: str) -> None:
        self.self_id = self_id
        self._gateway = gateway
        self._clock = clock
        self._book = Book()
        self._read_at: Moment | None = None
        self._tried_at: Moment | None = None
        self._lock = asyncio.Lock()
        self._log = structlog.get_logger(__name__)

    async def warm(self) -> None:
        """Read everybody now. Raises TransportError when Slack does not answer."""
        async with self._lock:
            await self._read()

    async def person(self, ref: str) -> Person | None:
        """Whoever `U123`, `<@U123|name>`, `@handle`, a full name or an email address means, or None.

        A name that two people share means nobody: asking the wrong person is worse than asking again.
        """
        ref = bare(ref)
        found = (await self._current()).member(ref)
        if found is None:
            found = (await self._newer()).member(ref)
        return person(found) if found else None

    def known(self, user: str) -> Person | None:
        """The name behind a user id, as last read: of bots and of people who have left too. Asks nobody."""
        return self._book.everybody.get(user)

    async def members(self, ref: str) -> tuple[Person, ...]:
        """Everybody a reference means: one person, or the people of a user group."""
        ref = bare(ref)
        found = people(await self._current(), ref)
        return found or people(await self._newer(), ref)

    async def zone(self, user: str) -> str:
        """The IANA time zone that somebody set in Slack, or an empty string."""
        found = (await self._current()).members.get(bare(user))
        return found.zone if found else ""

    async def locale(self, user: str) -> str:
        """The language that somebody set in Slack (`id-ID`), or an empty string."""
        found = (await self._current()).members.get(bare(user))
        return found.locale if found else ""

    def is_team(self, ref: str) -> bool:
        """Whether a user group is called so, as last read. Asks nobody."""
        return self._book.group(bare(ref)) is not None

    def stand_ins(self, _ref: str) -> str:
        """Slack itself knows no schedules."""
        return ""

    async def _current(self) -> Book:
        if self._read_at is None or self._clock.now() - self._read_at > FRESH:
            return await self._newer()
        return self._book

    async def _newer(self) -> Book:
        """The book after one more reading: one for all who ask at once, and at most one in 30 seconds."""
        asked_at = self._clock.now()
        async with self._lock:
            if self._read_at is None or self._tried_at is None or asked_at - self._tried_at >= PATIENCE:
                await self._refresh()
            return self._book

    async def _refresh(self) -> None:
        try:
            await self._read()
        except TransportError as error:
            if self._read_at is None:
                raise
            # What was known yesterday beats nobody: the next question asks Slack again.
            self._log.warning("directory.stale", error=str(error), read_at=self._read_at.isoformat())

    async def _read(self) -> None:
        self._tried_at = self._clock.now()
        members = [member async for member in self._gateway.users()]
        self._book = book(members, await self._groups())
        self._read_at = self._tried_at

    async def _groups(self) -> tuple[Group, ...]:
        try:
            return await self._gateway.groups()
        except (PermanentError, MissingScope) as error:
            # A free workspace has no user groups, and a narrow installation may not see them; people still work.
            self._log.warning("directory.no_groups", error=str(error))
            return ()


def book(members: Iterable[Member], groups: Iterable[Group]) -> Book:
    """The people who can be asked, and their names; a name of two people is left out."""
    everybody = {member.id: member for member in members}
    here = {user: member for user, member in everybody.items() if not (member.bot or member.deactivated)}
    names = ("handle", "email", "display_name", "real_name")
    by_group = {key: group for group in groups for key in (group.id, group.handle.casefold())}
    return Book(
        members=here,
        everybody={user: person(member) for user, member in everybody.items()},
        named=tuple(unique(here.values(), name) for name in names),
        groups=by_group,
    )


def unique(members: Iterable[Member], name: str) -> dict[str, str]:
    """The ids by one kind of name, without the names that several people have."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for member in members:
        found[getattr(member, name).casefold()].append(member.id)
    return {called: ids[0] for called, ids in found.items() if called and len(ids) == 1}


def people(book: Book, ref: str) -> tuple[Person, ...]:
    """Everybody the reference means, in this book."""
    one = book.member(ref)
    if one:
        return (person(one),)
    group = book.group(ref)
    return tuple(person(book.members[user]) for user in (group.users if group else ()) if user in book.members)


def person(member: Member) -> Person:
    """A member by their real name: the record is read by directors who know nobody's handle."""
    return Person(id=member.id, name=member.real_name or member.display_name or member.handle)


def bare(ref: str) -> str:
    """A reference without Slack's brackets: the id of a mention or group, the address of a mail link."""
    ref = ref.strip()
    for pattern in (_MENTION, _TEAM, _MAILTO):
        found = pattern.fullmatch(ref)
        if found:
            return found.group(1)
    return ref
