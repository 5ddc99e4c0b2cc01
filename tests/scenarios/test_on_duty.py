"""Rotas with shifts and an on-call provider, in Slack: whoever is on duty is asked; a dead provider is said."""

from __future__ import annotations

from pathlib import Path

from bot.cli.checking import _on_call
from bot.comms.transports.on_call import FileOnCall
from bot.policy.loading import read
from tests.scenarios.looking import members, told
from tests.scenarios.world import POLICY, world

ON_DUTY = (
    POLICY.replace('mim: ["@raihan"]', "mim: [schedule:mims]")
    + """
schedules:
  mims:
    timezone: Asia/Jakarta
    shifts:
      Day: {start: 08:00, to: 20:00, who: ["@lina"]}
      Night: {start: 20:00, to: 08:00, who: ["@tono"]}
"""
)
WITH_PROVIDER = ON_DUTY.replace("timezone: Asia/Jakarta", "timezone: Asia/Jakarta\n    on_call: PX1")


async def test_whoever_is_on_shift_is_asked_to_lead(database: str) -> None:
    async with world(database, policy=ON_DUTY) as room:
        name = await room.declare()
        assert "You are asked to lead *MI-1*" in told(room, "lina")[0]
        assert "lina" in members(room, name)
        room.clock.advance(10 * 3600)
        await room.bot.fire_timers()
        await room.quiet()
        assert (await room.state()).reference == "MI-1"
        await room.declare("sev1 Mail is down")
        assert "You are asked to lead *MI-2*" in told(room, "tono")[0]


async def test_a_provider_is_asked_first(database: str, tmp_path: Path) -> None:
    path = tmp_path / "oncall.yaml"
    path.write_text("PX1: maya")
    async with world(database, policy=WITH_PROVIDER, start=False) as room:
        await room.start_bot(on_call_file=path)
        name = await room.declare()
        assert "You are asked to lead *MI-1*" in told(room, "maya")[0]
        assert not [said for said in room.said(name) if said.startswith("☎️")]


async def test_a_dead_provider_falls_back_to_the_shifts_and_says_so_once(database: str, tmp_path: Path) -> None:
    async with world(database, policy=WITH_PROVIDER, start=False) as room:
        await room.start_bot(on_call_file=tmp_path / "gone.yaml")
        name = await room.declare()
        assert "You are asked to lead *MI-1*" in told(room, "lina")[0]
        [said] = [said for said in room.said(name) if said.startswith("☎️")]
        assert "gives no answer for `mims` (gone.yaml cannot be read: No such file or directory)" in said


async def test_posko_check_says_whether_the_provider_answers(tmp_path: Path) -> None:
    path = tmp_path / "oncall.yaml"
    path.write_text("PX1: maya")
    policy = read(WITH_PROVIDER)
    assert (await _on_call(FileOnCall(path), policy)).level == "ok"
    assert (await _on_call(None, policy)).level == "note"
    assert (await _on_call(None, read(ON_DUTY))).level == "ok"
    silent = await _on_call(FileOnCall(tmp_path / "gone.yaml"), policy)
    assert (silent.level, "cannot be read" in silent.what, bool(silent.remedy)) == ("fault", True, True)
