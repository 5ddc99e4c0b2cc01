"""The bot's own status pages as a place."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.comms.retry import CannotDo
from bot.comms.transports.page import StatusPage
from bot.policy import read


async def test_what_a_page_never_shows_is_refused_in_the_language_of_the_room() -> None:
    session: Any = None
    parcel: Any = SimpleNamespace(state=SimpleNamespace(private=True, drill=False), policy=read("language: id"))
    with pytest.raises(CannotDo, match="tidak pernah menunjukkan insiden privat") as refused:
        await StatusPage(session, str).deliver(parcel)
    assert refused.value.remedy == "Beri tahu audiens ini dengan cara lain."
