"""Similar incidents of the past. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value
from bot.warroom.past import Past


class SimilarFound(Value):
    """At the declaration these incidents of the past looked like it, the likeliest first."""

    kind: Literal["similar_found"] = "similar_found"
    incidents: tuple[Past, ...]
