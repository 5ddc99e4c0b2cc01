"""The Indonesian catalogue is whole: every string that people see has its translation, with the same parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.comms.locale import HERE, LANGUAGES, SOURCE
from bot.policy.schema import LANGUAGES as IN_POLICY

BOT = HERE.parents[1]
OTHERS = sorted(set(LANGUAGES) - {SOURCE})
Text = str | tuple[str, ...]
MERGED = {"<" * 7, "=" * 7, ">" * 7}


def test_the_languages_of_the_policy_are_those_with_a_catalogue():
    assert sorted(IN_POLICY) == sorted(LANGUAGES)


@cache
def marked() -> frozenset[Text]:
    """Every string that the code marks for translation."""
    with (HERE / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    found = extract_from_dir(BOT, methods, options, keywords={**DEFAULT_KEYWORDS, "phrase": None})
    texts = (message for _file, _line, message, _comments, _context in found)
    return frozenset(tuple(text) if isinstance(text, list | tuple) else text for text in texts if text)


@cache
def catalogue(language: str) -> Catalog:
    with (HERE / language / "LC_MESSAGES" / "posko.po").open("rb") as source:
        return read_po(source, locale=language)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each source text beside its translation; of a plural the form for many."""
    for message in catalogue(language):
        if message.id:
            many = isinstance(message.id, tuple | list)
            yield (message.id[-1] if many else message.id), (message.string[-1] if many else message.string)


@pytest.mark.parametrize("language", OTHERS)
def test_every_string_has_its_translation_and_none_is_left_over(language: str):
    translated = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in catalogue(language) if m.id}
    assert sorted(map(str, marked() - translated)) == []
    assert sorted(map(str, translated - marked())) == []
    assert [source for source, said in pairs(language) if not said.strip()] == []
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_the_commands_and_the_lines_of_its_source(language: str):
    wrong = [(source, said) for source, said in pairs(language) if parts(source) != parts(said)]
    assert wrong == []


def parts(text: str) -> tuple[object, ...]:
    places = sorted(name for _words, name, _spec, _conversion in Formatter().parse(text) if name)
    commands = sorted(re.findall(r"/incident(?: [a-z_]+)?", text))
    return places, commands, text.count("\n"), text.count("`"), text[:1].isspace(), text[-1:].isspace()


def test_the_catalogue_is_read_as_text_and_no_compiled_file_is_kept():
    assert list(Path(HERE).rglob("*.mo")) == []


def test_no_catalogue_holds_what_a_merge_left() -> None:
    """Babel reads over such a line with a warning that nobody sees."""
    left = [line for path in HERE.rglob("*.po") for line in path.read_text("utf-8").splitlines() if line[:7] in MERGED]
    assert left == []
