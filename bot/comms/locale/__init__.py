"""Words in the reader's language: gettext catalogues and Babel's forms for times and lengths of time.

English is the source; `<language>/LC_MESSAGES/posko.po` beside this file holds a translation, read as text so that
no compiled file is kept. Two ways to mark a string, and only these, so that `babel.cfg` finds every one:
`t.gettext("Room opened")` and `t.ngettext("{n} task", "{n} tasks", n)` translate at once, always with a literal
and with `{name}` placeholders filled afterwards by `.format(…)`, never with an f-string; `_("Room opened")` only
marks a string in a table, and whoever reads the table calls `t.gettext(table[key])`. There is no current language:
whoever needs words is given a `Translator`. It must not know what the words are for.
"""

from __future__ import annotations

import gettext as catalogues
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

SOURCE = "en"
LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
"""Those with a whole catalogue, each by its own name."""
DOMAIN = "posko"
HERE = Path(__file__).parent


def _(message: str) -> str:
    """The same string: marks it for the catalogues where it stands in a table."""
    return message


@dataclass(frozen=True)
class Translator:
    """One language: its words, its clock and its way to count."""

    language: str
    catalogue: catalogues.NullTranslations
    locale: Locale

    def gettext(self, message: str) -> str:
        """The message in this language, or as it is in English."""
        return self.catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of the message that goes with this number."""
        return self.catalogue.ngettext(one, many, n)

    def duration(self, length: float | timedelta) -> str:
        """A length of time (seconds) with its two largest units: `45 s`, `5 min`, `1 h 05 min`, `2 d 3 h`."""
        template, parts = measured(length)
        return self.gettext(template).format(**parts)

    def clock(self, at: datetime, zone: str) -> str:
        """The time of day in that zone, named: `10:45 WIB`."""
        local = at.astimezone(ZoneInfo(zone))
        return f"{format_skeleton('Hm', local, tzinfo=local.tzinfo, locale=self.locale)} {zone_name(local)}"

    def day(self, at: datetime, zone: str) -> str:
        """The date in that zone: `24 Nov 2026`, in the order this language uses."""
        return format_date(at.astimezone(ZoneInfo(zone)).date(), format="medium", locale=self.locale)

    def moment(self, at: datetime, zone: str) -> str:
        """Date and time of day in that zone."""
        return self.gettext("{day} {clock}").format(day=self.day(at, zone), clock=self.clock(at, zone))

    def hour(self, local: datetime, *, seconds: bool = False) -> str:
        """The time of day of a moment on its own clock, for a column that names the zone once: `10:45`."""
        return local.strftime(self.gettext("%H:%M:%S") if seconds else self.gettext("%H:%M"))

    def stamp(self, local: datetime) -> str:
        """Date and time of a moment on its own clock, all in figures: `2026-11-24 10:45`."""
        return local.strftime(self.gettext("%Y-%m-%d %H:%M"))

    def number(self, value: float | Decimal) -> str:
        """A number with at most two places after its point, its thousands kept apart."""
        return format_decimal(value, format="#,##0.##", locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency before it: `IDR 50,000,000`."""
        places = max(0, -int(amount.as_tuple().exponent))
        form = "#,##0." + "0" * places if places else "#,##0"
        return f"{currency} {format_decimal(amount, format=form, locale=self.locale)}"

    def listing(self, items: list[str] | tuple[str, ...]) -> str:
        """The items in a sentence: `a, b and c`, with this language's word for *and*."""
        return format_list(items, locale=self.locale)


def measured(length: float | timedelta) -> tuple[str, dict[str, int]]:
    """The template for a length of time (seconds), and the numbers in it."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    minutes, rest = divmod(round(abs(seconds)), 60)
    if not minutes:
        return _("{seconds} s"), {"seconds": rest}
    if minutes < 60:
        return _("{minutes} min"), {"minutes": minutes}
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return (_("{days} d {hours} h") if hours else _("{days} d 0 h")), {"days": days, "hours": hours}
    template = _("{hours} h {minutes:02d} min") if minutes else _("{hours} h 00 min")
    return template, {"hours": hours, "minutes": minutes}


def spoken(locale: str) -> str:
    """Which of our languages goes with a locale (`id-ID`), or an empty string."""
    language = locale.replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else ""


Translators = Callable[[str], Translator]


def zone_name(local: datetime) -> str:
    """What people call the zone of an aware time: `WIB`, or `UTC+03` where it has no name."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


@cache
def translator(language: str) -> Translator:
    """The translator of a language (`en`, `id`, `pt-BR`); English where the language is unknown."""
    return load(language, HERE)


def load(language: str, root: Path) -> Translator:
    """The translator whose catalogue lies under `root`; English words where there is none."""
    locale = _locale(language)
    for name in (str(locale), locale.language):
        path = root / name / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.exists():
            return Translator(language=language, catalogue=read_catalogue(path, locale), locale=locale)
    return Translator(language=language, catalogue=catalogues.NullTranslations(), locale=locale)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse(SOURCE)


def read_catalogue(path: Path, locale: Locale) -> catalogues.GNUTranslations:
    """The messages of a `.po` file. Fuzzy ones stay English until somebody confirms them."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=str(locale))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
