"""What a picker holds that is no time is a mistake in the form, like any other."""

from __future__ import annotations

import pytest

from bot.comms.cards.ids import Block
from bot.handlers.modals import mistakes
from bot.handlers.views.parts import filled
from bot.warroom.errors import BadTime


@pytest.mark.parametrize("picked", ["soon", 10**18, {"at": 1}])
def test_what_is_no_time_is_said_under_its_field(picked: object) -> None:
    values = {Block.TITLE: {Block.TITLE: {"value": "Shop"}}, Block.AT: {Block.AT: {"selected_date_time": picked}}}
    view = {"state": {"values": values}}
    with pytest.raises(BadTime) as refused:
        filled(view).moment(Block.AT)
    assert mistakes(refused.value, "no time", view) == {"response_action": "errors", "errors": {Block.AT: "no time"}}
