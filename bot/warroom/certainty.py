"""How sure a recorded impact is: confirmed or estimated, as its first word says. Pure.

Only a word that is set apart, by a colon, a comma or a figure behind it, is read as that: `estimated: half of all
users`, `Diperkirakan 30 % nasabah`.
"""

from __future__ import annotations

import re
from typing import Literal

Certainty = Literal["confirmed", "estimated", ""]
_SAID = re.compile(
    r"\s*(?:(?P<confirmed>confirmed|terkonfirmasi|dipastikan|pasti)"
    r"|(?P<estimated>estimated?|perkiraan|diperkirakan|taksiran))"
    r"(?:\s*[:,]\s*|\s+(?=[\d~±]))(?=\S)",
    re.IGNORECASE,
)


def certainty(impact: str) -> tuple[str, Certainty]:
    """The impact without the word that says how sure it is, and what that says; nothing where none does."""
    found = _SAID.match(impact)
    if found is None:
        return impact, ""
    return impact[found.end() :], "confirmed" if found["confirmed"] else "estimated"
