"""For whom an export is: what each preset holds, what it never holds, and that it says so at its top."""

import csv
import io
import json

import pytest

from bot.comms.exports import PRESETS, TIMELINE_FORMATS
from bot.comms.exports.verify import verify_file
from bot.warroom import events as e
from bot.warroom.base import Person
from tests.comms.exports.exporting import exported
from tests.warroom.chronicle import BUDI, DEWI, Chronicle
from tests.warroom.outage import outage

TEXTS = ("md", "html", "csv", "json")
OUTSIDE = ("customer", "regulator")
SITI = Person(id="U9SITI", name="Siti Rahmawati")


def named() -> Chronicle:
    """An incident whose every free text names somebody."""
    log = Chronicle().declare(title="Siti Rahmawati cannot pay", impact="Siti says half of the cards fail")
    log.add(e.PersonJoined(person=SITI), 1)
    log.add(e.MimAccepted(person=DEWI), 2, DEWI)
    log.say("@siti please look at db-7, or mail siti.r@nusantara.example", 3, "1.1")
    log.mark("action", "1.1", 4, BUDI)
    log.add(e.Remark(kind="impact", text="Rahmawati counts 400 failed payments"), 5, SITI)
    log.add(e.Remark(kind="hypothesis", text="Siti broke it"), 6, BUDI)
    log.add(e.TaskAdded(task=1, text="Ask <@U9SITI> for the log", owner=SITI), 7, DEWI)
    log.publish(1, 8, "customers", text="Siti and Dewi are on it")
    log.publish(2, 9, "internal", text="the secret plan of Budi")
    log.milestone("detected", -3, said=9, source="said by Siti Rahmawati")
    log.add(e.IncidentResolved(before="investigating", text="Budi restarted it"), 20, DEWI)
    return log


@pytest.mark.parametrize("preset", OUTSIDE)
@pytest.mark.parametrize("form", TEXTS)
async def test_a_document_for_outside_names_nobody(form, preset):
    text = (await exported(form, named().entries, preset)).decode()
    for name in ("Siti", "@siti", "siti.r", "Rahmawati", "Dewi", "Budi", "U9SITI", "nusantara.example", "broke"):
        assert name not in text


@pytest.mark.parametrize("form", TEXTS)
async def test_customers_read_what_was_published_to_them_and_nothing_internal(form):
    text = (await exported(form, named().entries, "customer")).decode()
    assert "are on it" in text
    assert "The service worked again" in text
    for internal in ("secret plan", "cannot pay", "db-7", "400 failed", "restarted", "Internal staff"):
        assert internal not in text


@pytest.mark.parametrize("form", TEXTS)
async def test_a_regulator_reads_milestones_impact_actions_by_role_and_every_update(form):
    text = (await exported(form, outage().entries, "regulator")).decode()
    wanted = (
        "Impact began",
        "About half of the card payments fail",
        "Route card payments over the second bank",
        "Technical lead",
        "Cause found, payments go over a second bank",
        "Card payments work again",
    )
    assert [words for words in wanted if words not in text] == []
    for internal in ("certificate of the bank", "expired at 09:38", "Dewi", "Budi", "Sari"):
        assert internal not in text


@pytest.mark.parametrize("preset", PRESETS[1:])
@pytest.mark.parametrize("form", TEXTS)
async def test_an_extract_says_at_its_top_what_it_leaves_out(form, preset):
    text = (await exported(form, outage().entries, preset)).decode()
    head = text[text.index("<header>") :] if form == "html" else text
    assert "Left out: " in head[:700]


async def test_the_review_preset_holds_the_key_moments_with_their_evidence_only():
    rows = list(csv.reader(io.StringIO((await exported("csv", outage().entries, "review")).decode("utf-8-sig"))))
    assert rows[1][:3] == ["occurred (UTC)", "occurred (local)", "part"]
    kinds = {row[3] for row in rows[2:]}
    assert {"Hypothesis", "Decision", "Update", "Resolved"} <= kinds
    assert "Message" not in kinds


async def test_an_extract_as_json_is_no_record_and_says_how_to_get_one():
    made = await exported("json", outage().entries, "review")
    assert json.loads(made)["schema"] == "posko.extract/1"
    verdict = verify_file(made)
    assert not verdict.ok
    assert "extract" in verdict.why


@pytest.mark.parametrize("form", TIMELINE_FORMATS)
async def test_an_incident_of_which_nothing_was_said_has_every_file(form):
    for preset in PRESETS:
        assert await exported(form, Chronicle().declare().entries, preset)


async def test_two_hundred_participants_are_all_taken_out():
    log = Chronicle().declare()
    people = [Person(id=f"U{n:06}", name=f"Person{chr(65 + n % 26)}{chr(97 + n // 26)}x Lastname") for n in range(200)]
    for n, person in enumerate(people):
        log.add(e.Remark(kind="action", text=f"asked {people[n - 1].name} to help"), n / 10, person)
    text = (await exported("csv", log.entries, "regulator")).decode()
    assert text.count("asked a responder to help") == 200
    assert "Lastname" not in text


async def test_a_drill_says_so_to_everybody():
    log = Chronicle().declare(drill=True)
    for preset in PRESETS:
        assert "DRILL" in (await exported("md", log.entries, preset)).decode()
