"""Whoever resolves is told in one line who hears of it now, and for whom it waits."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.locale import translator
from bot.handlers.answers_updates import last
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed
from tests.comms.stage import at, organisation, under_way


def test_the_audiences_of_several_last_updates_stand_in_one_line() -> None:
    log = under_way()
    for number, name in enumerate(("executives", "internal"), start=1):
        log.add(e.UpdatePublished(number=number, audiences=(name,), facts={}, final=True), 30)
    log.add(e.UpdatePublished(number=3, audiences=("press",), facts={}, final=True, waits={"press": at(90)}), 30)
    performed = Performed(state=log.state, entries=tuple(log.entries))
    said = render.plain(render.lines(*last(Scene(log.state, organisation(), translator("en")), performed)))
    assert said.count("The last update goes to Executives and Internal staff.") == 1
    assert "press has quiet hours: update 3 waits" in said
