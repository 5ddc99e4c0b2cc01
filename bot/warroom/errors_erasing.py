"""Refusals about erasing words; see `errors.py`.

Invalid   WordsTooShort
Conflict  NothingToErase · AlreadyErased · WordsNotThere
"""

from __future__ import annotations

from bot.warroom.errors import Conflict, Invalid


class NothingToErase(Conflict):
    """Entry {entry} of {reference} holds nobody's words: it says what happened, when, and who did it, and that stays. `/incident timeline` shows each entry with its number."""  # noqa: E501 - it is the message people read


class AlreadyErased(Conflict):
    """What entry {entry} of {reference} said is erased already. Words that stand elsewhere: `/incident erase <entry> "<words>" because <why>`"""  # noqa: E501 - it is the message people read


class WordsNotThere(Conflict):
    """Entry {entry} of {reference} does not hold these words, so nothing was erased. Give them as they stand there, in quotes: `/incident erase {entry} "<words>" because <why>`"""  # noqa: E501 - it is the message people read


class WordsTooShort(Invalid):
    """So few letters stand in many places: give at least {fewest}, or erase the whole entry: `/incident erase {entry} because <why>`"""  # noqa: E501 - it is the message people read
