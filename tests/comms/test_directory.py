"""Everybody is found by whatever people and policies call them, with few questions to Slack."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.comms.directory import SlackDirectory
from bot.comms.transports import errors as e
from tests.comms.slackhouse import House, open_house
from tests.databases import SqliteFiles, sqlite

__all__ = ["sqlite"]


@pytest.fixture
async def house(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[House]:
    async with sqlite.fresh(tmp_path) as url, open_house(url) as opened:
        yield opened


@pytest.mark.parametrize(
    "written",
    ["{id}", "<@{id}>", "<@{id}|budi>", "@budi", "budi", "Budi", "Budi Santoso", "budi santoso",
     "budi@nusantara.example", "<mailto:budi@nusantara.example|budi@nusantara.example>"],
)  # fmt: skip
async def test_a_person_is_found_however_they_are_written(house: House, written: str) -> None:
    budi = house.person("budi")
    found = await house.directory.person(written.format(id=budi.id))
    assert found
    assert found.id == budi.id


@pytest.mark.parametrize("written", ["<!subteam^{id}|@backend>", "<!subteam^{id}>", "{id}", "@backend", "backend"])
async def test_a_group_means_its_people(house: House, written: str) -> None:
    group = house.sandbox.workspace.find_group("backend")
    assert group
    found = await house.directory.members(written.format(id=group.id))
    assert [person.id for person in found] == [house.person("budi").id, house.person("dewi").id]


async def test_one_person_is_a_group_of_one(house: House) -> None:
    assert [person.id for person in await house.directory.members("@sari")] == [house.person("sari").id]


async def test_nobody_is_found_by_half_a_name(house: House) -> None:
    for written in ("bud", "Santoso", "", "@", "U0NOBODY", "@nobody"):
        assert await house.directory.person(written) is None
        assert await house.directory.members(written) == ()


async def test_bots_and_people_who_have_left_cannot_be_meant(house: House) -> None:
    house.sandbox.workspace.user("dewi").deleted = True
    assert await house.directory.person("@dewi") is None
    assert await house.directory.person(house.me) is None
    assert [person.name for person in await house.directory.members("@backend")] == ["Budi Santoso"]


async def test_the_name_behind_an_id_is_known_without_asking_even_of_bots_and_of_people_who_left(house: House) -> None:
    dewi = house.sandbox.workspace.user("dewi")
    dewi.deleted = True
    assert house.directory.known(dewi.id) is None
    await house.directory.warm()
    asked = len(house.calls_seen)
    known = [house.directory.known(user) for user in (dewi.id, house.me)]
    assert [person.name for person in known if person] == ["Dewi Lestari", "posko"]
    assert len(house.calls_seen) == asked


async def test_a_name_that_two_people_share_means_nobody(house: House) -> None:
    house.sandbox.workspace.add_user("budi2", "Budi Santoso")
    assert await house.directory.person("Budi Santoso") is None
    assert await house.directory.person("@budi2")


async def test_zones_are_the_ones_people_set(house: House) -> None:
    assert await house.directory.zone(house.person("putri").id) == "Asia/Makassar"
    assert await house.directory.zone("U0NOBODY") == ""


async def test_everybody_is_read_once_for_all_who_ask_at_once(house: House) -> None:
    asked = [house.directory.person(handle) for handle in ("@budi", "@dewi", "@sari") * 20]
    assert all(await asyncio.gather(*asked))
    assert house.calls("users.list") == 1


async def test_somebody_new_is_found_after_one_more_reading(house: House) -> None:
    await house.directory.warm()
    house.clock.advance(31)
    house.sandbox.workspace.add_user("wayan")
    found = await asyncio.gather(*[house.directory.person("@wayan") for _ in range(10)])
    assert {person.name for person in found if person} == {"Wayan"}
    assert house.calls("users.list") == 2


async def test_wrong_names_make_slack_read_out_everybody_at_most_every_thirty_seconds(house: House) -> None:
    await house.directory.warm()
    for _ in range(6):
        await house.directory.person("@nobody")
        house.clock.advance(10)
    assert house.calls("users.list") == 2


async def test_what_is_known_grows_old(house: House) -> None:
    await house.directory.warm()
    house.sandbox.workspace.user("dewi").deleted = True
    assert await house.directory.person("@dewi")
    house.clock.advance(16 * 60)
    assert await house.directory.person("@dewi") is None


async def test_while_slack_is_away_people_are_found_as_they_were(house: House) -> None:
    await house.directory.warm()
    house.clock.advance(3600)
    house.sandbox.faults.status("users.list", times=None)
    assert await house.directory.person("@budi")


async def test_while_nothing_is_known_nobody_is_called_unknown(house: House) -> None:
    house.sandbox.faults.status("users.list", times=2)
    for _ in range(2):
        with pytest.raises(e.Ambiguous):
            await house.directory.person("@budi")
    assert await house.directory.person("@budi")


async def test_without_user_groups_people_are_found(house: House) -> None:
    house.sandbox.faults.error("usergroups.list", "plan_upgrade_required", times=None)
    assert await house.directory.person("@budi")
    assert await house.directory.members("@backend") == ()


async def test_the_directory_knows_itself(house: House) -> None:
    assert SlackDirectory(house.gateway, house.clock, house.me).self_id == house.me
