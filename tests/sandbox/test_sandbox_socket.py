"""Socket Mode: connections, acks, retries, and sockets that fail."""

import asyncio

import aiohttp
import pytest

from bot.sandbox import Lifetimes, NotAcked, Sandbox
from tests.sandbox.kit import Api, HandClock, Wire, connect, manifest


async def test_a_connection_address_works_once(api: Api) -> None:
    url = (await api.ok("apps.connections.open", token=api.sandbox.app_token))["url"]
    first = await api.http.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await api.http.ws_connect(url)
    await first.close()


async def test_http_mode_opens_no_sockets(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(), mode="http", request_url="http://127.0.0.1:9/") as sandbox:
        api = Api(sandbox, http)
        assert await api.error("apps.connections.open", token=sandbox.app_token) == "socket_mode_not_enabled"


async def test_ten_connections_are_the_most(api: Api) -> None:
    wires = [await connect(api) for _ in range(10)]
    url = (await api.ok("apps.connections.open", token=api.sandbox.app_token))["url"]
    eleventh = Wire(await api.http.ws_connect(url))
    assert (await eleventh.envelope())["reason"] == "too_many_websockets"
    for wire in [*wires, eleventh]:
        await wire.socket.close()


async def test_each_payload_goes_to_exactly_one_connection(api: Api) -> None:
    wires = [await connect(api), await connect(api)]
    seen: list[str] = []

    async def collect(wire: Wire) -> None:
        while True:
            envelope = await wire.envelope()
            seen.append(envelope["payload"]["event_id"])
            await wire.ack(envelope)

    readers = [asyncio.create_task(collect(wire)) for wire in wires]
    await api.room("mi-1-shop", "budi")
    await api.sandbox.until(lambda _: all(it.acked for it in api.sandbox.journal.deliveries))
    assert len(seen) == len(set(seen)) == len(api.sandbox.journal.deliveries)
    for reader in readers:
        reader.cancel()
    for wire in wires:
        await wire.socket.close()


async def test_an_unacknowledged_event_comes_again_at_once_after_a_minute_and_after_five(
    http: aiohttp.ClientSession, clock: HandClock
) -> None:
    lifetimes = Lifetimes(ack=0.05)
    async with Sandbox(manifest(events=["channel_created"]), clock=clock, lifetimes=lifetimes) as sandbox:
        api = Api(sandbox, http)
        wire = await connect(api)
        await sandbox.person("dewi").create_channel("tea")
        attempts = [await wire.envelope(), await wire.envelope()]
        for wait in (60, 300):
            failed = len(attempts)
            await sandbox.until(lambda _, n=failed: sandbox.journal.deliveries[n - 1].acked is False)
            await asyncio.sleep(0)
            clock.advance(wait - 1)
            assert len(sandbox.journal.deliveries) == failed
            clock.advance(1)
            attempts.append(await wire.envelope())
        assert [it["retry_attempt"] for it in attempts] == [0, 1, 2, 3]
        assert [it["retry_reason"] for it in attempts] == ["", "timeout", "timeout", "timeout"]
        assert len({it["payload"]["event_id"] for it in attempts}) == 1
        await wire.ack(attempts[-1])
        await sandbox.until(lambda _: sandbox.journal.deliveries[-1].acked)
        await wire.socket.close()


async def test_the_journal_keeps_acks_with_their_latency(api: Api, wire: Wire) -> None:
    await api.sandbox.person("dewi").create_channel("tea")
    await wire.event()
    await api.sandbox.until(lambda _: api.sandbox.journal.deliveries_of("channel_created")[0].acked)
    delivery = api.sandbox.journal.deliveries_of("channel_created")[0]
    assert delivery.seconds is not None
    assert 0 < delivery.seconds < 1


async def test_events_are_lost_while_nobody_is_connected(sandbox: Sandbox) -> None:
    await sandbox.person("dewi").create_channel("tea")
    await sandbox.until(lambda _: sandbox.journal.deliveries[-1].acked is False)
    assert [it.failure for it in sandbox.journal.deliveries] == ["no_connection"]


async def test_events_are_retried_while_nobody_is_connected_if_so_configured(
    http: aiohttp.ClientSession, clock: HandClock
) -> None:
    async with Sandbox(manifest(), clock=clock, offline_events="retried") as sandbox:
        await sandbox.person("dewi").create_channel("tea")
        await sandbox.until(lambda _: len(sandbox.journal.deliveries) == 2)
        wire = await connect(Api(sandbox, http))
        clock.advance(60)
        envelope = await wire.envelope()
        assert envelope["retry_attempt"] == 2
        await wire.socket.close()


async def test_a_command_without_connection_fails_for_the_person(sandbox: Sandbox) -> None:
    with pytest.raises(NotAcked, match="no_connection"):
        await sandbox.person("budi").command("/incident")


async def test_a_command_not_acknowledged_in_time_fails_for_the_person(http: aiohttp.ClientSession) -> None:
    async with Sandbox(manifest(), lifetimes=Lifetimes(ack=0.05)) as sandbox:
        wire = await connect(Api(sandbox, http))
        with pytest.raises(NotAcked, match="timeout"):
            await sandbox.person("budi").command("/incident")
        await wire.socket.close()


async def test_a_closed_socket_passes_its_unacknowledged_events_to_the_next(api: Api, wire: Wire) -> None:
    await api.sandbox.person("dewi").create_channel("tea")
    first = await wire.envelope()
    second = await connect(api)
    await wire.socket.close()
    again = await second.envelope()
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert again["retry_reason"] == "connection_closed"
    await second.socket.close()


async def test_disconnect_closes_every_socket(api: Api, wire: Wire) -> None:
    await asyncio.gather(api.sandbox.sockets.disconnect(), wire.socket.receive(timeout=5))
    await api.sandbox.until(lambda _: not api.sandbox.sockets.connections)
    assert wire.socket.closed


async def test_a_silent_socket_stays_open_and_delivers_nothing(api: Api, wire: Wire) -> None:
    api.sandbox.sockets.silence()
    second = await connect(api)
    for name in ("tea", "coffee"):
        await api.sandbox.person("dewi").create_channel(name)
    assert (await second.event())["type"] == "channel_created"
    with pytest.raises(asyncio.TimeoutError):
        await wire.socket.receive(timeout=0.05)
    assert not wire.socket.closed
    assert sum(it.acked is None for it in api.sandbox.journal.deliveries) == 1
    await second.socket.close()


async def test_a_refresh_is_announced(api: Api, wire: Wire) -> None:
    api.sandbox.sockets.ask_refresh("warning")
    goodbye = await wire.envelope()
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "warning")
