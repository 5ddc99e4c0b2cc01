"""A private incident is known only to whom it concerns: everybody else is told that there is none.

Every way in is listed here. Whoever adds a subcommand says on which side it stands; buttons and forms are all tried.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.comms.cards.ids import Action, Block, Callback, value
from bot.handlers import commands_improving
from bot.handlers.vocabulary import VERBS
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.timeline import Fact
from tests.handlers.stage import AYU, BUDI, LOBBY, RINA, SARI, Stage, shown

SECRET = "Board member arrested"
MISSING = 999
REST = {
    "accept": "Nobody can pay",
    "reject": "It is small",
    "severity": "sev1 worse",
    "promote": "worse",
    "demote": "better",
    "state": "identified the cause",
    "mim": "claim",
    "handover": "@ayu",
    "role": "scribe @ayu",
    "release": "scribe @ayu",
    "output": "problem Why it broke",
    "confirm": "",
    "survey": "close",
    "assembly": "",
    "swarm": "@backend find it",
    "link": "related MI-1",
    "unlink": "MI-1",
    "classify": "bank_id yes",
    "clock": "gdpr_33 submitted R",
    "duplicate": "MI-1",
    "task": "Look",
    "model": "vpn_login",
    "solution": "used",
    "vendor": "payment_gateway contacted",
    "wait": "change",
    "risk": "The backup is old",
    "improvement": "Watch it",
    "debt": "W1 owner @ayu",
    "resource": "5000000 IDR a spare",
    "done": "1",
    "milestone": "detected",
    "update": "All is well",
    "correct": "1 It is not",
    "review": "edit summary It was the counter",
    "export": "md",
    "edit": "1 text Else",
    "undo": "1",
    "erase": "1 because she asked",
    "resolve": "It works",
    "reopen": "It does not",
    "cancel": "An error",
    **dict.fromkeys(("note", "observation", "hypothesis", "decision", "action", "impact", "workaround"), "Something"),
    **dict.fromkeys(("status", "assembly", "tasks", "actions", "investigation", "promises", "timeline", "close"), ""),
}
"""What follows the reference, for each subcommand about one incident."""
ABOUT_NONE = {"declare": "sev1 Board member arrested", "drill": "sev1 Board member arrested", "list": "", "help": "",
              "report": "2026-10", "find": "arrested", "models": "", "candidate": "Board member arrested"}  # fmt: skip
"""The subcommands that name no incident."""
NAMING_NONE = {
    Action.FIND_OPEN,
    Action.FIND_BACK,
    Action.FIND_MORE,
    Action.DECLARE_OPEN,
    Action.DECLARE_ANYWAY,
    Action.OPEN_ROOM,
    Action.SEVERITY_HELP,
    Action.COMMS_TEST,
    *commands_improving.BUTTONS,
}
"""Buttons that look nothing up: of a declaration, the link that Slack itself follows, tests, searches, the register."""
FORMS = [each for each in Callback if each.endswith("_modal") and each is not Callback.DECLARE_MODAL]


def guessed(words: str) -> str:
    """The same about a number that there is not, so that the two can be compared."""
    return words.replace("MI-1", f"MI-{MISSING}")


def test_every_subcommand_is_tried() -> None:
    assert set(REST) | set(ABOUT_NONE) == set(VERBS)
    assert not set(REST) & set(ABOUT_NONE)


@pytest.mark.parametrize("form", ["{verb} MI-1 {rest}", "MI-1 {verb} {rest}"])
async def test_typed_it_is_as_unknown_as_one_that_does_not_exist(stage: Stage, form: str) -> None:
    await stage.declared(SECRET, private=True)
    before = len(await stage.entries())
    for verb in sorted(REST):
        typed = form.format(verb=verb, rest=REST[verb])
        said = await stage.type(typed, by=BUDI)
        assert "There is no incident MI-1" in said, typed
        assert guessed(said) == await stage.type(guessed(typed), by=BUDI), typed
        assert len(await stage.entries()) == before, typed


async def test_no_form_opens_on_it(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    for verb in ("update", "severity", "resolve", "reopen", "accept", "reject", "handover", "state"):
        said = await stage.type(f"MI-1 {verb}", by=BUDI)
        assert guessed(said) == await stage.type(f"MI-{MISSING} {verb}", by=BUDI), verb
        assert stage.window.views == [], verb


@pytest.mark.parametrize("verb", sorted(ABOUT_NONE))
async def test_no_other_subcommand_gives_it_away(stage: Stage, verb: str) -> None:
    await stage.declared(SECRET, private=True)
    said = await stage.type(f"{verb} {ABOUT_NONE[verb]}", by=BUDI)
    assert "MI-1" not in said
    assert "looks like" not in said
    assert SECRET not in said or verb in {"declare", "drill", "candidate"}


async def test_a_button_tells_a_stranger_nothing(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    before = len(await stage.entries())
    for action in (each for each in Action if each not in NAMING_NONE):
        said, missing = [
            await stage.press(action, value(number, task=1, audiences=("internal",), name="vpn_login"), by=BUDI)
            for number in (1, MISSING)
        ]
        assert guessed(said) == missing, action
        assert SECRET not in said, action
        assert stage.window.views == [], action
        assert len(await stage.entries()) == before, action


async def test_a_form_tells_a_stranger_nothing(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    before = len(await stage.entries())
    for callback in FORMS:
        known, missing = [await _sent(stage, callback, number) for number in (1, MISSING)]
        assert guessed(str(known)) == str(missing), callback
        assert SECRET not in str(known) + shown(stage.last), callback
        assert len(await stage.entries()) == before, callback


async def _sent(stage: Stage, callback: Callback, number: int) -> tuple[dict[str, Any] | None, str]:
    """A form with every field, sent with the number of an incident that it was not opened on."""
    text = [Block.TEXT, Block.REASON]
    blocks = [_field(name, {"type": "plain_text_input"}) for name in text]
    blocks += [_field(name, {"type": "static_select"}) for name in (Block.SEVERITY, Block.KIND, Block.STATE)]
    blocks.append(_field(Block.OWNER, {"type": "users_select"}))
    view = {"callback_id": callback, "private_metadata": f'{{"number": {number}}}', "blocks": blocks}
    values = {**dict.fromkeys(text, "Words"), Block.SEVERITY: "sev1", Block.KIND: "note", Block.STATE: "identified",
              Block.OWNER: AYU.id}  # fmt: skip
    return await stage.send(view, values, by=BUDI), await stage.answer()


def _field(name: Block, element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "element": {**element, "action_id": name}}


@pytest.mark.parametrize("callback", [Callback.ADD_TO_TIMELINE, Callback.CREATE_TASK, Callback.DECLARE_FROM_MESSAGE])
async def test_a_shortcut_outside_the_room_tells_a_stranger_nothing(stage: Stage, callback: Callback) -> None:
    await stage.declared(SECRET, private=True)
    said = await stage.shortcut(
        callback, by=BUDI, message={"ts": "1.2", "text": "See MI-1", "user": SARI.id}, where=LOBBY
    )
    assert SECRET not in said + str(stage.window.views)


async def test_it_stands_in_no_list_of_a_stranger(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    await stage.desk.home(BUDI.id)
    for said in (
        await stage.type("list", by=BUDI),
        await stage.type("status", by=BUDI),
        await stage.type("", by=BUDI),
        await stage.type("note x", by=BUDI),
        str(stage.window.homes[BUDI.id]),
    ):
        assert SECRET not in said
        assert "MI-1" not in said


async def test_whom_it_concerns_sees_it_everywhere(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    await stage.done(c.AssignRole(role="scribe", person=BUDI))
    await stage.desk.home(BUDI.id)
    assert SECRET in await stage.type("list", by=BUDI)
    assert SECRET in await stage.type("status MI-1", by=BUDI)
    assert SECRET in str(stage.window.homes[BUDI.id])


async def test_whoever_is_in_its_room_may_work_in_it(stage: Stage) -> None:
    room = await stage.declared(SECRET, private=True)
    assert SECRET in await stage.type("status", by=BUDI, where=room)


async def test_whoever_left_its_room_without_a_role_is_a_stranger_again(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    for event in (e.PersonJoined(person=BUDI), e.PersonLeft(person=BUDI)):
        async with stage.store.writing() as tx:
            fact = Fact(event=event, occurred_at=stage.clock.now())
            await stage.engine.record(tx, await tx.lock(1), [fact])
    assert "There is no incident" in await stage.type("status MI-1", by=BUDI)


async def test_whoever_is_asked_to_lead_may_answer_from_the_direct_message(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    async with stage.store.writing() as tx:
        unanswered = e.MimUnanswered(person=SARI, asked=(BUDI,))
        await stage.engine.record(tx, await tx.lock(1), [Fact(event=unanswered, occurred_at=stage.clock.now())])
    assert "There is no incident" in await stage.press("mim_claim", "1", by=RINA)
    assert "There is no incident" not in await stage.press("mim_claim", "1", by=BUDI)


async def test_an_administrator_is_no_exception_until_it_concerns_them(stage: Stage) -> None:
    await stage.declared(SECRET, private=True, by=SARI)
    assert "There is no incident" in await stage.type("status MI-1", by=RINA)
