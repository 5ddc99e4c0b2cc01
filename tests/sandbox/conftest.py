"""A running sandbox, a raw client and an open socket for the sandbox's tests."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, HandClock, Wire, connect, manifest


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def sandbox(clock: HandClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest(), clock=clock) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(sandbox: Sandbox, http: aiohttp.ClientSession) -> Api:
    return Api(sandbox, http)


@pytest.fixture
async def wire(api: Api) -> AsyncIterator[Wire]:
    opened = await connect(api)
    yield opened
    await opened.socket.close()
