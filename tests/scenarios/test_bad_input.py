"""Bad input: whatever is typed, nobody is mass-mentioned, nothing is lost, and a clear sentence says what to do."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
import pytest

from bot.manifest import manifest
from bot.sandbox import Message, Sandbox
from bot.warroom.events import MessagePosted
from tests.scenarios.looking import alarms, own, shown
from tests.scenarios.nursery import born
from tests.scenarios.world import World

NASTY: Mapping[str, str] = {
    "channel": "<!channel> wake up",
    "here": "@here look",
    "everyone": "hello @everyone and @channel",
    "spelled": "<!here|here> <!everyone> <!subteam^S0000000001|@backend>",
    "group": "@backend please look",
    "escaped": "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "split": "<<!channel>!channel> <!chan<!here>nel>",
    "upper": "@HERE @Channel @EVERYONE",
    "link": "see https://status.example.com/a?b=1&c=<2>",
    "code": "```<!channel>``` `@here` *bold* _it_ ~no~ > quote",
    "emoji": "🔥👩‍👩‍👧‍👦🇮🇩 :fire: 👍🏽",
    "rtl": "توقف المتجر \u202egnp.evil\u202c עצר",
    "control": "a\x00b\x07c\x1b[31md\x7fe\ufeff",
    "percent": "%s {title} {0} {{x}} ${HOME} \\n",
    "breaks": "one\r\ntwo\u2028three\x0bfour",
    "surrogate": "half \ud83d face",
}
ALARMING = " ".join(NASTY[each] for each in ("channel", "here", "everyone", "spelled", "escaped", "split", "upper"))
ODD = " ".join(NASTY[each] for each in ("emoji", "rtl", "control", "percent", "surrogate"))
TOGETHER: Mapping[str, str] = {
    "alarming": ALARMING,
    "odd": ODD,
    "broken": " ".join(NASTY[each] for each in ("group", "code", "breaks")),
}
REPOSITORY = Path(__file__).parents[2]
LONG = "All work and no play " * 1_905  # 40,005 characters, more than Slack keeps


def long_of(length: int) -> str:
    return (LONG + LONG)[: length - 1] + "."


async def ready(world: World) -> str:
    name = await world.declare()
    await world.types("raihan", "/incident mim accept", name)
    await world.quiet()
    return name


# nobody is mass-mentioned


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER)
async def test_no_text_typed_anywhere_wakes_a_crowd(room: World, text: str) -> None:
    await room.types("sari", f"/incident declare sev1 {text[:120]}")
    await room.sandbox.until(lambda _ws: room.rooms())
    await room.quiet()
    [name] = room.rooms()
    await room.types("raihan", "/incident mim accept", name)
    for line in (
        "note {}", "observe {}", "hypothesis {}", "decision {}", "action {} owner @budi", "impact {}", "workaround {}",
        "task {} @budi", "severity sev2 {}", "state identified {}", "update {}", "update request {}",
        "update snooze 5m {}", "handover @budi {}", "role {} @budi", "milestone {} at 10:00", "{}", "help {}",
        "timeline {}", "done {}", "export {}", "mim {}", "MI-1 {}", "timeline 50", "status", "tasks", "list",
        "promises", "role", "resolve {}", "reopen {}", "cancel {}",
    ):  # fmt: skip
        await room.types("raihan", f"/incident {line.format(text)}", name)
    await room.pass_time(minutes=12)
    assert alarms(room) == []


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER)
async def test_no_text_of_a_message_or_form_wakes_a_crowd(room: World, text: str) -> None:
    name = await ready(room)
    said = await room.person("budi").say(name, f"DECISION: {text}", raw=True)
    await room.person("budi").react(said, "bulb")
    await room.heard()
    await room.person("sari").command("/incident declare")
    await room.person("sari").modal("declare_modal")
    given = {
        "title": {"title": text.strip()[:150]}, "severity": {"severity": "sev1"}, "impact": {"impact": text},
        "symptoms": {"symptoms": text},
    }  # fmt: skip
    await room.person("sari").submit(values=given)
    await room.person("raihan").command("/incident update", name)
    await room.person("raihan").modal("update_modal")
    await room.person("raihan").submit(values={"text": {"text": text}})
    await room.person("raihan").message_shortcut("add_to_timeline", said)
    await room.person("raihan").modal("mark_modal")
    await room.quiet()
    await room.types("raihan", "/incident timeline 50", name)
    assert alarms(room) == []


async def test_people_whose_names_are_mass_mentions_wake_nobody_else(room: World) -> None:
    room.sandbox.change_user("raihan", real_name="@channel <!here>")
    room.clock.advance(16 * 60)
    name = await ready(room)
    await room.types("raihan", "/incident update We look", name)
    await room.quiet()
    assert alarms(room) == []


# nothing is lost


READ_AS = {
    **NASTY,
    "channel": "@channel wake up",
    "link": "see https://status.example.com/a?b=1&c=2",
    "spelled": "@here @everyone @backend",
    "escaped": "<!channel> &lt;!here&gt;",
    "split": "<@channel!channel> <!chan@herenel>",
    "code": "```@channel``` `@here` *bold* _it_ ~no~ > quote",
}


async def test_every_message_is_on_the_record_as_people_read_it(room: World) -> None:
    name = await ready(room)
    for text in NASTY.values():
        await room.person("budi").say(name, text, raw=True)
    await room.heard()
    kept = [entry.event for entry in await room.entries(1, "message")]
    assert [event.text for event in kept if isinstance(event, MessagePosted)] == [READ_AS[kind] for kind in NASTY]


async def test_a_message_of_forty_thousand_characters_is_kept_to_the_last(bot: World) -> None:
    name = await ready(bot)
    said = await bot.person("budi").say(name, long_of(40_000))
    await bot.heard()
    [kept] = await bot.entries(1, "message")
    assert isinstance(kept.event, MessagePosted)
    assert kept.event.text == said.text
    assert len(said.text) >= 39_990


TOO_LONG = (
    ("declare sev1 {}", "150"), ("note {}", "3,000"), ("task {}", "3,000"), ("update {}", "2,000"),
    ("impact {}", "3,000"), ("resolve {}", "2,000"), ("severity sev2 {}", "2,000"),
    ("state identified {}", "2,000"),
    ("handover @budi {}", "2,000"), ("cancel {}", "2,000"), ("update request {}", "2,000"),
    ("update snooze 5m {}", "2,000"),
)  # fmt: skip


async def test_what_is_too_long_for_a_command_comes_back_whole_with_the_limit(room: World) -> None:
    """Every fourth sign is one that Slack wants escaped, so that it takes five places."""
    name = await ready(room)
    before = await room.entries()
    text = long_of(39_000).replace("a", "&")
    for line, limit in TOO_LONG:
        seen = len(room.person("raihan").ephemerals())
        answer = await room.types("raihan", f"/incident {line.format(text)}", name)
        said = rf"That text has 39,?000 characters; {limit.replace(',', ',?')} fit here. Shorten it"
        assert re.match(said, answer.all_text), line
        await room.quiet()
        assert given_back(room.person("raihan").ephemerals()[seen:]) == f"/incident {line.format(text)}"
    assert len(await room.entries()) == len(before)


def given_back(said: list[Message]) -> str:
    """What was typed, put together from the blocks that hold it."""
    blocks = [block["text"]["text"] for it in said for block in it.blocks]
    shown = [text for text in blocks if text.startswith(("You typed:", "```"))]
    joined = "".join(re.sub(r"^You typed:\n", "", text)[3:-3] for text in shown)
    return joined.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# a clear sentence


IMPOSSIBLE = (
    ("mim @nobody", "I don't know @nobody. Pick the person from Slack's list after typing `@`."),
    ("handover @nobody", "I don't know @nobody. Pick the person from Slack's list after typing `@`."),
    ("role scribe @nobody", "I don't know @nobody. Pick the person from Slack's list after typing `@`."),
    ("role chef @budi", "There is no role called chef. The roles are: mim, deputy, scribe, communications_lead, "
     "technical_lead, swarm_lead, vendor_liaison, service_owner."),
    ("milestone birthday at 09:00", "There is no milestone called birthday. The milestones are: "),
    ("milestone detected at 25:77", "I cannot read 25:77 as a time. Write it like `10:32`, `12m ago` or"),
    ("state sleeping well", "There is no state called sleeping. You can move to: investigating, identified"),
    ("severity sev9 worse", "There is no severity called sev9. The severities are: sev1, sev2, sev3, sev4."),
    ("export docm", "I cannot make a docm file. The formats are: md, csv, xlsx, json, html, pdf, docx"),
    ("update snooze soon", "I cannot read soon as a length of time. Write it like `10m`, `90s` or `1h`."),
    ("done 7", "There is no open task 7. `/incident tasks` lists them."),
    ("status MI-99", "There is no incident MI-99. `/incident list` shows the open ones."),
    ("milestone detected at 11:00", "lies in the future. Give the moment when it happened."),
    ("milestone detected tomorrow 10:00", "lies in the future. Give the moment when it happened."),
)  # fmt: skip


async def test_what_cannot_be_done_is_answered_with_what_can(room: World) -> None:
    name = await ready(room)
    before = await room.entries()
    for line, sentence in IMPOSSIBLE:
        answer = await room.types("raihan", f"/incident {line}", name)
        assert sentence in answer.all_text
        assert f"```/incident {line}```" in answer.all_text
    assert len(await room.entries()) == len(before)


async def test_milestones_out_of_order_are_refused_with_the_two_that_clash(bot: World) -> None:
    name = await ready(bot)
    await bot.types("raihan", "/incident milestone detected at 09:30", name)
    answer = await bot.types("raihan", "/incident milestone started at 09:45", name)
    assert re.match(
        r"impact began at <!date.*\|.*09:45 WIB> cannot be after detected at <!date.*09:30 WIB>\.", answer.all_text
    )
    assert "Correct one of the two." in answer.all_text
    assert "started" not in (await bot.state()).milestones


@pytest.mark.parametrize("line", ["note Seen at 10:30", "resolve It works at 10:30"])
async def test_a_time_to_come_at_the_end_of_words_stays_in_them_and_is_said(room: World, line: str) -> None:
    """It may be meant: “we meet again at 10:30”. The record takes the time of now."""
    name = await ready(room)
    answer = await room.types("raihan", f"/incident {line}", name)
    assert "`at 10:30` is still to come, so it stays in the words; the entry has the time of now." in answer.all_text
    [kept] = await room.entries(1, line.split()[0].replace("resolve", "resolved"))
    assert kept.event.text.endswith("at 10:30")  # type: ignore[union-attr]
    assert kept.occurred_at == room.clock.now()


async def test_a_command_in_the_wrong_channel_says_so_and_offers_the_whole_right_line(bot: World) -> None:
    await ready(bot)
    answer = await bot.types("raihan", "/incident note Too much traffic", "support")
    assert answer.all_text.startswith("This channel is not an incident's war room.")
    assert "```/incident MI-1 note Too much traffic```" in answer.all_text
    await bot.types("raihan", "/incident MI-1 note Too much traffic", "support")
    [kept] = await bot.entries(1, "note")
    assert kept.event.text == "Too much traffic"  # type: ignore[union-attr]


async def test_somebody_who_left_cannot_be_given_a_role(room: World) -> None:
    name = await ready(room)
    room.sandbox.change_user("lina", deleted=True)
    room.clock.advance(16 * 60)
    answer = await room.types("raihan", "/incident role scribe @lina", name)
    assert answer.all_text.startswith("I don't know @")
    assert (await room.state()).holding("scribe") == ()


# what an operator did wrong


async def posko(*arguments: str, **environment: str) -> tuple[int, str]:
    """`posko …` as somebody types it; its exit code and everything it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("POSKO_", "SLACK_"))}
    process = await born(REPOSITORY, {**kept, "COLUMNS": "300", "NO_COLOR": "1", **environment}, *arguments)
    said, complained = await process.communicate()
    return await process.wait(), (said + complained).decode()


def tokens(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "POSKO_DATABASE_URL": f"sqlite:///{folder}/posko.sqlite3",
    }


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest("socket")) as sandbox:
        yield sandbox


@pytest.mark.parametrize("command", ["check", "run"])
async def test_a_broken_policy_is_named_by_line_with_what_is_wrong_and_what_is_allowed(
    slack: Sandbox, tmp_path: Path, command: str
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("organisation: Toko\nroom:\n  archive_afer: 7d\nseverities:\n  sev1:\n    review_due: soon\n")
    code, said = await posko(command, POSKO_POLICY=str(policy), **tokens(slack, tmp_path))
    assert code == {"check": 1, "run": 2}[command]
    assert "The policy has 2 mistakes:" in said
    assert f"{policy}:3:3  room.archive_afer: " in said
    assert "archive_after" in said
    assert re.search(rf"{re.escape(str(policy))}:6:\d+  severities\.sev1\.review_due: .*soon.*3d", said)
    assert "Traceback" not in said


@pytest.mark.parametrize(("command", "missing"), [("check", "SLACK_BOT_TOKEN"), ("run", "SLACK_APP_TOKEN")])
async def test_a_missing_token_is_named_with_the_way_to_get_it(
    slack: Sandbox, tmp_path: Path, command: str, missing: str
) -> None:
    given = {name: value for name, value in tokens(slack, tmp_path).items() if name != missing}
    code, said = await posko(command, POSKO_ENV_FILE="", **given)
    assert code == 2
    assert missing in said
    assert {"SLACK_BOT_TOKEN": "OAuth & Permissions", "SLACK_APP_TOKEN": "connections:write"}[missing] in said
    assert "Traceback" not in said


async def test_a_token_that_slack_refuses_is_said_with_the_way_to_mend_it(slack: Sandbox, tmp_path: Path) -> None:
    given = {**tokens(slack, tmp_path), "SLACK_BOT_TOKEN": "xoxb-wrong"}
    code, said = await posko("check", **given)
    assert code == 1
    assert "✗ Slack refuses the bot token: invalid_auth" in said
    assert "Copy SLACK_BOT_TOKEN again: OAuth & Permissions." in said


async def test_check_names_a_missing_scope_and_how_to_add_it(slack: Sandbox, tmp_path: Path) -> None:
    slack.app.scopes = tuple(scope for scope in slack.app.scopes if scope not in {"pins:write", "bookmarks:write"})
    code, said = await posko("check", **tokens(slack, tmp_path))
    assert code == 1
    assert "✗ Scopes: missing bookmarks:write, pins:write" in said
    assert "OAuth & Permissions → Scopes: add them, then reinstall the app." in said


async def test_readyz_names_a_missing_scope_and_how_to_add_it_and_the_rest_of_the_room_stands(room: World) -> None:
    app = room.sandbox.app
    app.scopes = tuple(scope for scope in app.scopes if scope != "pins:write")
    name = await room.declare()
    assert len(own(room, name)) >= 2
    status, said = await readyz(room)
    assert status == 503
    assert "pins:write" in said
    assert "OAuth & Permissions" in said
    app.scopes = (*app.scopes, "pins:write")
    await room.pass_time(minutes=20)
    assert room.sandbox.workspace.channel(name).pins
    assert (await readyz(room))[0] == 200


async def readyz(world: World) -> tuple[int, str]:
    host, port = world.bot.address
    async with aiohttp.ClientSession() as session, session.get(f"http://{host}:{port}/readyz") as answer:
        return answer.status, await answer.text()


async def test_a_workspace_where_user_groups_may_not_be_read_still_gets_its_room(room: World) -> None:
    app = room.sandbox.app
    app.scopes = tuple(scope for scope in app.scopes if not scope.startswith("usergroups"))
    room.clock.advance(16 * 60)
    name = await room.declare()
    assert any("I don't know @backend, so nobody was invited for it." in it.all_text for it in own(room, name))
    assert shown(room, "sari")[-1].startswith("MI-1 is open")
