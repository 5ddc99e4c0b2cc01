"""The closing gate: every reason that the core can give has words of its own and a button that mends it."""

from __future__ import annotations

import json

import pytest

from bot.comms.locale import translator
from bot.comms.render import Markup
from bot.handlers import gate
from bot.handlers.actions import HANDLERS
from bot.warroom import commands as c
from bot.warroom import commands_debt as cd
from bot.warroom.errors import GateClosed
from bot.warroom.milestones import NAMES
from bot.warroom.policy import Closure
from tests.warroom.builders import accepted, policy

ALL = policy(closure=Closure(milestones=NAMES, review=True))


def reasons() -> list[str]:
    game = accepted(policy=ALL)
    game.do(c.AddTask(text="Call the bank"))
    game.do(cd.RecordWorkaround(does="Restart it every hour"))
    with pytest.raises(GateClosed) as refused:
        game.do(c.Close())
    return [str(each) for each in refused.value.facts["reasons"]]


def test_every_reason_has_words_and_a_button_that_somebody_listens_to() -> None:
    found = reasons()
    assert {each.partition(":")[0] for each in found} == {"state", "milestone", "task", "debt", "review"}
    rows = gate.rows(1, found, translator("en"), Markup)
    shown = gate.reasons(found)
    for code, row in zip(shown, rows, strict=True):
        assert f"• {code}" not in json.dumps(row, ensure_ascii=False), code
        assert row["accessory"]["action_id"] in HANDLERS, code
