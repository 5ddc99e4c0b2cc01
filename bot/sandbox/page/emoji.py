"""Emoji by their short names (`:bulb:`), as the chat shows them.

Names come from the list that the terminal library carries, and a few of Slack's own. Must not know
where a name stands.
"""

import re

from rich.emoji import Emoji, NoEmoji

SHORTCODE = re.compile(r":([a-z0-9_+'\-]{1,64}):(?::skin-tone-[2-6]:)?")
OFFERED = [
    "+1",
    "white_check_mark",
    "eyes",
    "pushpin",
    "bulb",
    "balance_scale",
    "wrench",
    "adhesive_bandage",
    "boom",
    "rotating_light",
    "fire",
    "warning",
    "x",
    "question",
    "raised_hands",
    "tada",
    "pray",
    "clap",
    "heart",
    "joy",
    "smile",
    "thinking_face",
    "scream",
    "sob",
    "rocket",
    "hourglass",
    "memo",
    "bell",
    "red_circle",
    "large_green_circle",
    "large_blue_circle",
    "checkered_flag",
]
_OWN = {
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_brown_circle": "🟤",
    "large_red_square": "🟥",
    "large_green_square": "🟩",
    "large_yellow_square": "🟨",
    "large_orange_square": "🟧",
    "large_blue_square": "🟦",
    "slightly_smiling_face": "🙂",
    "thinking_face": "🤔",
    "simple_smile": "🙂",
    "hugging_face": "🤗",
    "face_with_rolling_eyes": "🙄",
    "phone": "☎️",
    "hourglass_flowing_sand": "⏳",
    "balance_scale": "⚖️",
    "scales": "⚖️",
    "warning": "⚠️",
    "heart": "❤️",
    "hammer_and_wrench": "🛠️",
    "information_source": "ℹ️",
    "double_vertical_bar": "⏸️",
    "stopwatch": "⏱️",
    "alarm_clock": "⏰",
    "heavy_check_mark": "✔️",
    "arrow_right": "➡️",
    "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "arrows_counterclockwise": "🔄",
    "speech_balloon": "💬",
    "bust_in_silhouette": "👤",
    "busts_in_silhouette": "👥",
    "spiral_calendar_pad": "🗓️",
    "shield": "🛡️",
}


def character(name: str) -> str | None:
    """The emoji of this name, None when nobody knows it."""
    if name in _OWN:
        return _OWN[name]
    try:
        return str(Emoji(name))
    except NoEmoji:
        return None


def replaced(text: str) -> str:
    """The text with every known short name turned into its emoji."""
    return SHORTCODE.sub(lambda found: character(found[1]) or found[0], text) if ":" in text else text


def shown(name: str) -> str:
    """A reaction as it is shown: the emoji, or its name between colons."""
    return character(name) or f":{name}:"


def search(part: str, most: int) -> list[tuple[str, str]]:
    """Names that begin with or hold `part`, with their emoji, the likeliest first."""
    names = [*OFFERED, *_OWN]
    starts = [it for it in names if it.startswith(part)]
    found = dict.fromkeys([*starts, *([part] if character(part) else []), *(it for it in names if part in it)])
    return [(name, shown(name)) for name in found][:most]
