"""Records nobody would wish for: nothing was said, the clock jumped, two hundred people came, every text is hostile.

Each leaves in every format, proves whole, and its review and picture say something clear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from bot.comms import exports
from bot.comms.exports.picture import picture
from bot.comms.exports.verify import verify_file
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.review import draft
from tests.comms.exports.exporting import WORDING, exported, reviewed
from tests.warroom.chronicle import DEWI, Chronicle, at, policy

HOSTILE = "\u202eevil <!channel> <script>alert(1)</script> \x00\x07 🙂\u200d🔥 | ``` [x](http://e) ]]> #set $x$ {{ 7 }}"


def silent() -> Chronicle:
    """Declared, and nothing else."""
    return Chronicle().declare(title="Nothing was ever said")


@cache
def jumping() -> Chronicle:
    """The clock went hours back while people worked."""
    log = Chronicle().declare(title="The clock jumped")
    log.milestone("started", -22, said=0)
    log.milestone("detected", -10, said=1)
    for number in range(20):
        log.say(f"message {number}", number * 7 % 20 - 200 * (number % 5 == 0), f"{number + 1}.1")
    log.mark("decision", "3.1", -50)
    log.add(e.MimAccepted(person=DEWI), -90, DEWI)
    log.add(e.StateChanged(before="investigating", after="identified", text="found"), -300, DEWI)
    log.promise("internal", -10, 5)
    log.publish(1, -500, "internal", text="We are at it.")
    log.add(e.IncidentResolved(before="identified", text="ok"), -400, DEWI)
    return log


@cache
def crowd() -> Chronicle:
    """Two hundred came, spoke and acted; the lead changed with every twelfth."""
    log = Chronicle().declare(title="All hands")
    for number in range(200):
        who = Person(id=f"U9{number:04}", name=f"Responder Number {number} of Nusantara")
        log.add(e.PersonJoined(person=who), 1 + number * 0.2, who)
        log.say(f"I am here: {number}", 1 + number * 0.3, f"{number + 1}.5", who)
        if number % 2 == 0:
            log.mark("action", f"{number + 1}.5", 3 + number * 0.3)
        if number % 12 == 0:
            log.add(e.MimAccepted(person=who), 2 + number * 0.3, who)
    log.add(e.IncidentResolved(before="investigating", text="ok"), 120, DEWI)
    return log


@cache
def hostile() -> Chronicle:
    """Every text is as bad as a text can be, as long as Slack lets one be, or of forty thousand lines."""
    long = HOSTILE + " x" * 2_500
    log = Chronicle().declare(
        title=HOSTILE, impact=long, symptoms="\n" * 40_000, criterion=long, services=(HOSTILE[:80],)
    )
    log.say(f"=1+1 {long}", 1, "1.1", Person(id="U9X", name=HOSTILE), evidence=HOSTILE)
    log.mark("decision", "1.1", 2)
    log.say("W" * 5_000, 2, "2.1")
    log.mark("action", "2.1", 2)
    log.add(e.TaskAdded(task=1, text=long), 2, DEWI)
    log.milestone("detected", -3, said=3, source=HOSTILE)
    log.add(e.IncidentResolved(before="investigating", text=long), 4, DEWI)
    return log


OFFICE = {"xlsx", "docx"}
ODD: dict[str, Callable[[], Chronicle]] = {"silent": silent, "jumping": jumping, "crowd": crowd, "hostile": hostile}


@pytest.mark.parametrize("form", ["md", "html", "csv", "xlsx", "json", "docx"])
@pytest.mark.parametrize("odd", ODD)
async def test_it_leaves_in_every_format_and_for_every_reader(odd: str, form: str):
    entries = ODD[odd]().entries
    for preset in exports.PRESETS if form not in OFFICE else exports.PRESETS[:1]:
        data = await exported(form, entries, preset)
        assert data
        if (form, preset) == ("json", "full"):
            assert verify_file(data).ok
        if form in {"md", "html"}:
            assert not re.search("[\x00\x07\u202e]|<script>", data.decode())


@pytest.mark.parametrize("odd", ["jumping", "hostile"])
async def test_it_is_set_on_paper(odd: str):
    assert (await exported("pdf", ODD[odd]().entries)).startswith(b"%PDF-")


def test_a_review_of_nothing_says_what_is_missing_and_who_can_say_it():
    text = reviewed("md", silent().entries)
    assert "made 2026-11-24 20:20 WIB from 1 entry." in text
    assert "- [ ] **Impact** (missing, blocks publication · reporter (Dewi) · `/incident impact" in text
    assert "| Time to resolve | no value without Impact began and Resolved |" in text
    assert text.count("no value without ") >= 10


def test_a_clock_that_ran_backwards_gives_no_length_and_asks_nothing_of_it():
    made = draft(jumping().state, jumping().entries, policy(), at(200))
    assert {kpi.name: kpi.value for kpi in made.kpis}["time_to_resolve"] is None
    text = reviewed("md", jumping().entries)
    assert "| Time to resolve | no value without milestones in their order |" in text
    assert "Nothing reduced the impact" not in text


async def test_lines_stand_in_the_order_of_their_times_however_the_clock_jumped():
    text = (await exported("md", jumping().entries)).decode()
    days = text.split("## Timeline")[1]
    times = re.findall(r"^\| \d+ \| (\d\d:\d\d:\d\d) \|", days, re.MULTILINE)
    assert len(times) > 20
    assert times == sorted(times)


def test_a_picture_of_a_crowd_names_some_and_counts_the_rest():
    made = draft(crowd().state, crowd().entries, policy(), at(200))
    shown = picture(made, WORDING)
    assert len(made.responders) == 201
    assert "Responder Number 48 of Nusantara, and 12 more." in shown.summary
    moments = next(lane for lane in shown.lanes if lane.title == "Key moments")
    assert sum(spot.more or 1 for spot in moments.spots) == 100 + 17 + 2
    drawn = exports.drawing("svg", made, crowd().state, WORDING).decode()
    labels = re.findall(r'class="label"[^>]*>([^<]+)<', drawn)
    assert all(len(label) >= 8 for label in labels if label.startswith("Re"))
