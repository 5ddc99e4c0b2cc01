"""Which names are emoji: those the terminal library lists, a few of Slack's own, and the workspace's custom ones.

Must not know what an emoji is used for.
"""

import re
from collections.abc import Container

from rich.emoji import Emoji, NoEmoji

_SLACKS_OWN = frozenset({"simple_smile", "slightly_smiling_face", "upside_down_face", "bowtie", "shipit", "squirrel"})
_TONE = re.compile(r"::skin-tone-[2-6]$")


def known(name: str, custom: Container[str] = ()) -> bool:
    """Whether Slack would take `name` (without colons); a skin tone may follow."""
    bare = _TONE.sub("", name)
    if bare in custom or bare in _SLACKS_OWN:
        return True
    try:
        Emoji(bare)
    except NoEmoji:
        return False
    return True
