"""JSON as it comes from outside, with halves of characters made whole.

JavaScript can write half of a surrogate pair; Slack shows � for it, and no such text can be sent on as UTF-8. Must not
know what the JSON means.
"""

import json
import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")


def loads(text: str) -> Any:
    """What the text says; raises json.JSONDecodeError."""
    found = json.loads(text)
    return _whole(found) if "\\ud" in text.lower() or _HALF.search(text) else found


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return value
