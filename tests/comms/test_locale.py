import ast
import gettext
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

import bot
from bot.comms.cards import Cards
from bot.comms.describe import describe
from bot.comms.locale import HERE, Translator, load, translator
from bot.warroom.base import Person
from bot.warroom.errors import UnknownSeverity
from bot.warroom.evolution import evolve
from bot.warroom.policy import Audience, Policy, Role, Severity
from tests.comms.stage import at, every_event, organisation, under_way

SOURCES = Path(bot.__file__).parent
JAKARTA = "Asia/Jakarta"


class Recorder(gettext.NullTranslations):
    """Stands for a language whose words are all other letters, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return _disguised(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        self.asked.add(one)
        return _disguised(one if n == 1 else many)


def _disguised(message: str) -> str:
    """Every letter as its full-width twin, but placeholders, commands and the names of buttons' code stay."""
    parts = re.split(r"(\{[^}]*\}|`[^`]*`)", message)
    return "".join(part if part[:1] in {"{", "`"} else re.sub("[A-Za-z]", _wide, part) for part in parts)


def _wide(letter: re.Match[str]) -> str:
    return chr(ord(letter[0]) + 0xFEE0)


def extracted() -> set[str]:
    methods, options = parse_mapping_cfg(io.StringIO((HERE / "babel.cfg").read_text()), "babel.cfg")
    found: set[str] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(str(SOURCES), methods, options):
        found.add(message[0] if isinstance(message, tuple) else message)
    return found


def everything(recorder: Recorder) -> Iterator[str]:
    """Every text of every card but the updates' own, whose words are templates by language."""
    t = Translator(language="en", catalogue=recorder, locale=translator("en").locale)
    cards, policy, somebody = Cards(lambda _language: t), wordless(), Person(id="U1", name="①")
    log = under_way(title="②", impact="③", reporter=somebody)
    before = log.state
    for event in every_event("④", somebody, log):
        entry = log.add(event, 20, somebody)
        state = evolve(before, log.entries.pop())
        if event.kind != "update_published":
            yield from _texts(cards.entry_message(entry, state, policy))
        for as_ in ("page", "reminder", "overdue", "duties"):
            yield from _texts(cards.direct(entry, state, policy, as_))
        yield from _texts(cards.room_card(state, policy, at(25)))
        yield from _texts(cards.announcement(state, policy))
        yield cards.topic(state, policy)
        if event.kind not in {"exported", "step_failed", "posted"}:
            yield describe(entry, t)


def wordless() -> Policy:
    """The organisation with digits for names, so that every letter in a card is the bot's own."""
    severities = {name: Severity(name=name, label="") for name in ("sev1", "sev2")}
    roles = {name: Role(name=name, title="⑤", duties=("⑥",)) for name in ("mim", "technical_lead", "scribe")}
    audiences = {"0": Audience(name="0", title="⑦", channels=("#0",))}
    return organisation(severities=severities, roles=roles, audiences=audiences, services={})


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
    elif node is not None and hasattr(node, "blocks"):
        yield node.text
        yield from _texts(node.blocks)


# Not words: markup, commands, names of severities, people and channels, and what Babel itself writes.
NO_WORDS = re.compile(
    r"<!date[^>]*>|<[@#][A-Z0-9]+>|:[a-z_]+:|`[^`]*`|\b(SEV\d|sev\d|MI-\d+|mi-42-checkout\S*|MIM|Posko|WIB|UTC|Nov|"
    r"IDR|[RUW]\d|tono|Budi|Sari|Dewi|Call the bank|[HDA]1|payments|internal|executives|staff@example\.com|"
    r"#?staff|and|ours/en/internal/all\.j2|unexpected|txet)\b|#\d"
)  # fmt: skip


def test_no_word_of_a_card_or_sentence_escapes_translation() -> None:
    left = {text: re.findall("[A-Za-z]+", NO_WORDS.sub("", text)) for text in everything(Recorder())}
    assert {text: words for text, words in left.items() if words} == {}


def test_every_string_that_people_see_is_found_for_the_catalogues() -> None:
    recorder = Recorder()
    assert len(list(everything(recorder))) > 500
    known = extracted()
    assert recorder.asked - known == set()
    assert UnknownSeverity.template() in known


def test_strings_are_marked_with_literals() -> None:
    """An f-string or a formatted text inside `gettext` would never be found in a catalogue."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _translates(node) and any(map(_computed, node.args[:2]))
    ]
    assert wrong == []


def _translates(call: ast.Call) -> bool:
    return getattr(call.func, "attr", getattr(call.func, "id", "")) in {"gettext", "ngettext", "_"}


def _computed(argument: ast.expr) -> bool:
    formatted = isinstance(argument, ast.Call) and getattr(argument.func, "attr", "") == "format"
    return isinstance(argument, ast.JoinedStr | ast.BinOp) or formatted


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (59.7, "1 min"),
        (300, "5 min"),
        (3_900, "1 h 05 min"),
        (timedelta(days=2, hours=3, minutes=59), "2 d 3 h"),
        (-300, "5 min"),
    ],
)
def test_a_length_of_time_has_its_two_largest_units(length: float | timedelta, words: str) -> None:
    assert translator("en").duration(length) == words


@pytest.mark.parametrize(
    ("language", "zone", "clock", "moment"),
    [
        ("en", JAKARTA, "10:45 WIB", "Nov 24, 2026 10:45 WIB"),
        ("id", JAKARTA, "10.45 WIB", "24 Nov 2026 pukul 10.45 WIB"),
        ("en", "America/Sao_Paulo", "00:45 UTC-03", "Nov 24, 2026 00:45 UTC-03"),
        ("en", "UTC", "03:45 UTC", "Nov 24, 2026 03:45 UTC"),
    ],
)
def test_times_are_told_in_a_zone_and_name_it(language: str, zone: str, clock: str, moment: str) -> None:
    at_dawn = datetime(2026, 11, 24, 3, 45, tzinfo=UTC)
    assert translator(language).clock(at_dawn, zone) == clock
    assert translator(language).moment(at_dawn, zone) == moment


def test_a_listing_joins_as_the_language_does() -> None:
    assert translator("en").listing(["a", "b", "c"]) == "a, b, and c"
    assert translator("id").listing(("a", "b")) == "a dan b"


def test_an_unknown_language_is_told_in_english() -> None:
    assert translator("xx-nowhere").gettext("Closed") == "Closed"
    assert translator("").clock(datetime(2026, 1, 1, tzinfo=UTC), "UTC") == "00:00 UTC"


def test_a_catalogue_is_read_from_its_text_and_fuzzy_messages_stay_english(tmp_path: Path) -> None:
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "posko.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "Closed"\nmsgstr "Ditutup"\n\n#, fuzzy\nmsgid "Open"\nmsgstr "Buka?"\n\n'
        'msgid "{n} task"\nmsgid_plural "{n} tasks"\nmsgstr[0] "{n} tugas"\n',
        encoding="utf-8",
    )
    t = load("id-ID", tmp_path)
    assert (t.gettext("Closed"), t.gettext("Open"), t.gettext("Else")) == ("Ditutup", "Open", "Else")
    assert t.ngettext("{n} task", "{n} tasks", 3).format(n=3) == "3 tugas"


def test_the_empty_string_stays_empty() -> None:
    """gettext would answer it with the catalogue's header."""
    assert translator("en").gettext("") == ""


def test_a_language_may_leave_out_a_unit_of_which_there_is_none() -> None:
    en, id_ = translator("en"), translator("id")
    assert (en.duration(3_600), id_.duration(3_600), id_.duration(7_500)) == ("1 h 00 min", "1 jam", "2 jam 5 menit")
    assert (en.duration(86_400), id_.duration(86_400)) == ("1 d 0 h", "1 hari")


@pytest.mark.parametrize(
    ("language", "half", "thousands", "amount", "stamp", "hour"),
    [
        ("en", "2.5", "12,345", "IDR 50,000,000", "2026-11-24 10:45", "10:45:00"),
        ("id", "2,5", "12.345", "IDR 50.000.000", "24/11/2026 10.45", "10.45.00"),
    ],
)
def test_numbers_amounts_and_figures_of_a_date_are_written_as_the_language_writes_them(
    language: str, half: str, thousands: str, amount: str, stamp: str, hour: str
) -> None:
    t, local = translator(language), datetime(2026, 11, 24, 10, 45, tzinfo=UTC)
    assert (t.number(2.5), t.number(12_345)) == (half, thousands)
    assert (t.money(Decimal(50_000_000), "IDR"), t.money(Decimal("1.50"), "USD")[-2:]) == (amount, "50")
    assert (t.stamp(local), t.hour(local, seconds=True)) == (stamp, hour)
