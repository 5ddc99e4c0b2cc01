"""The coverage tables of docs/sandbox.md are true: every method is in them, every test named exists."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

from bot.sandbox.web.catalogue import load
from bot.sandbox.web.methods import METHODS

HERE = Path(__file__).parent
DOC = (HERE.parents[1] / "docs/sandbox.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `?(?P<name>[^|`]+)`? \| (?P<cover>full|partial|absent) \| (?P<gap>[^|]*) \| `(?P<test>[^`]+)` \|$"
)
ROWS = [match.groupdict() for line in DOC.splitlines() if (match := ROW.match(line))]
METHOD_ROWS = [row for row in ROWS if re.fullmatch(r"[a-z]+\.[\w.*]+", row["name"])]


def test_every_method_served_has_exactly_one_row() -> None:
    shown = [row["name"] for row in METHOD_ROWS if row["cover"] != "absent"]
    assert sorted(shown) == sorted(METHODS)


def test_no_absent_method_is_served() -> None:
    absent = [row["name"] for row in METHOD_ROWS if row["cover"] == "absent"]
    assert absent
    assert [method for method in METHODS for pattern in absent if fnmatchcase(method, pattern)] == []


def test_what_is_missing_is_said_where_something_is() -> None:
    for row in ROWS:
        assert bool(row["gap"].strip()) == (row["cover"] != "full"), row["name"]


def test_every_test_named_exists() -> None:
    for row in ROWS:
        file, _, name = row["test"].partition("::")
        assert re.search(rf"^(async )?def {name}\(", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE), row


def test_a_methods_test_calls_the_method() -> None:
    for row in METHOD_ROWS:
        if row["cover"] != "absent":
            text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
            assert f'"{row["name"]}"' in text or f"{{api_url}}{row['name']}" in text, row["name"]


def test_the_catalogue_knows_exactly_the_methods_served() -> None:
    assert set(load()) == set(METHODS)
