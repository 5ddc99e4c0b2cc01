"""What a change of the state is: the fields that differ afterwards, or None when an entry changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry

Change = dict[str, Any] | None
Changes = Mapping[type[Value], Callable[[Incident, Any, Entry], Change]]
