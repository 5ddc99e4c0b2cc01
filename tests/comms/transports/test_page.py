"""The bot's own status pages as a place."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.comms.locale import translator
from bot.comms.phrasing import say
from bot.comms.retry import CannotDo
from bot.comms.transports.page import StatusPage
from bot.policy import read


async def test_what_a_page_never_shows_is_refused_in_words_that_any_reader_can_have() -> None:
    session: Any = None
    parcel: Any = SimpleNamespace(state=SimpleNamespace(private=True, drill=False), policy=read("language: id"))
    with pytest.raises(CannotDo, match="never shows private incidents") as refused:
        await StatusPage(session, str).deliver(parcel)
    t = translator("id")
    assert "tidak pernah menunjukkan insiden privat" in say(refused.value.why, t)
    assert say(refused.value.remedy, t) == "Beri tahu audiens ini dengan cara lain."
