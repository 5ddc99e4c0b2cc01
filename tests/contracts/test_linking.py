"""Links between incidents on both databases: two that are made at once never close a circle of parents."""

from __future__ import annotations

import asyncio

from bot.storage import Database
from bot.warroom import commands_links as cl
from bot.warroom.errors import ParentLoop
from bot.warroom.operations.linking import pair
from tests.contracts.records import incidents
from tests.databases import opened
from tests.warroom.operations.office import Office


async def test_two_links_made_at_once_never_close_a_circle(store: Database, url: str, clock) -> None:
    a, b, c, d = await incidents(store, 4)
    one = Office(store, clock)

    async def under(office: Office, child: int, parent: int) -> None:
        command = cl.LinkIncident(other=parent, relation="parent", key=f"{child}-{parent}")
        await pair(office.engine, child, command, office.asked())

    async with opened(url, clock) as replica:
        two = Office(replica, clock)
        await under(one, a, b)
        await under(two, c, d)
        ended = await asyncio.gather(under(one, b, c), under(two, d, a), return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["NoneType", ParentLoop.__name__]
