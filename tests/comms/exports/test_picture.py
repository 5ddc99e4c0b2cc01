"""The picture of an incident: legible for twenty minutes and for five days, told without colours and without eyes."""

import re
from datetime import timedelta
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.comms.exports.blocks import Picture
from bot.comms.exports.drawing import drawn, standalone
from bot.comms.exports.passing import passed
from bot.comms.exports.picture import picture
from bot.warroom import events as e
from bot.warroom.review import draft
from tests.comms.exports.exporting import WORDING
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy
from tests.warroom.outage import outage

SVG = "{http://www.w3.org/2000/svg}"


def pictured(log: Chronicle, now: float = 8_000) -> Picture:
    return passed(picture(draft(log.state, log.entries, policy(), at(now)), WORDING))


@cache
def days() -> Chronicle:
    """Five days with shifts of eight hours, a key moment each forty minutes and an update each hour."""
    log = Chronicle().declare()
    log.add(e.MimAccepted(person=DEWI), 1, DEWI)
    crew = [DEWI, BUDI, SARI]
    for hour in range(120):
        minute = hour * 60 + 5
        log.promise("customers", minute + 50, minute)
        log.add(e.Remark(kind="observation", text=f"hour {hour}"), minute + 20, BUDI)
        if hour % 10:
            log.publish(hour + 1, minute + 40, "customers", text="still working")
        if hour % 8 == 7:
            before, after = crew[hour // 8 % 3], crew[(hour // 8 + 1) % 3]
            log.add(e.HandoverAccepted(person=after, outgoing=before), minute + 50, after)
    log.add(e.IncidentResolved(before="investigating", text="done"), 7_200, DEWI)
    return log


def lane(shown: Picture, title: str):
    return next(lane for lane in shown.lanes if lane.title == title)


@pytest.mark.parametrize("log", [outage(), days()], ids=["two hours", "five days"])
def test_signs_of_a_lane_never_cover_each_other_and_times_on_the_axis_neither(log):
    shown = pictured(log)
    for each in shown.lanes:
        for row in {spot.row for spot in each.spots}:
            places = sorted(spot.left for spot in each.spots if spot.row == row)
            assert all(later - earlier >= 2.5 for earlier, later in pairwise(places))
    assert 3 <= len(shown.ticks) <= 9
    assert all(later.left - earlier.left >= 9 for earlier, later in pairwise(shown.ticks))


def test_many_moments_at_one_place_are_counted_and_none_is_lost():
    log = days()
    spots = lane(pictured(log), "Key moments").spots
    told = sum(spot.more or 1 for spot in spots)
    assert told == sum(line.key and line.kind != "milestone" for line in draft_lines(log))


def draft_lines(log: Chronicle):
    return draft(log.state, log.entries, policy(), at(8_000)).timeline


def test_each_shift_of_the_lead_is_a_span_that_begins_where_the_last_one_ended():
    spans = lane(pictured(days()), "Major Incident Manager").spans
    assert [span.label for span in spans[:4]] == ["Dewi", "Budi", "Sari", "Dewi"]
    assert all(after.left == pytest.approx(before.left + before.width, abs=0.02) for before, after in pairwise(spans))


def test_a_missed_update_is_shown_where_it_was_due_and_a_kept_one_where_it_left():
    spots = lane(pictured(outage(), 200), "Customers").spots
    assert [spot.sign for spot in spots] == ["kept", "missed", "kept"]
    whole = timedelta(minutes=102)
    assert spots[1].left == pytest.approx(100 * (timedelta(minutes=56) / whole), abs=0.02)


def test_waiting_for_a_vendor_has_a_lane():
    log = outage()
    log.add(e.WaitStarted(wait=1, on="vendor", title="Acquirer One"), 30)
    log.add(e.WaitEnded(wait=1), 40)
    [span] = lane(pictured(log, 200), "Waiting: Acquirer One").spans
    assert span.width == pytest.approx(100 * 10 / 102, abs=0.02)


def test_every_sign_is_explained_and_has_a_shape_of_its_own():
    shown = pictured(days())
    used = {spot.sign for each in shown.lanes for spot in each.spots} - {"more"}
    assert {key for key, _words in shown.signs} == used
    shapes = {key: re.sub(r'(cx|cy|transform)="[^"]*"', "", drawing_of(key)) for key, _words in shown.signs}
    assert len(set(shapes.values())) == len(shapes)


def drawing_of(key: str) -> str:
    from bot.comms.exports.signs import sign

    return sign(key, 0, 0)


@pytest.mark.parametrize("words", ["<script>&\"'", "🔥 مرحبا", "x" * 3_000, "]]>", "\x00\ufffe"])
def test_hostile_words_leave_the_drawing_well_formed(words):
    log = Chronicle().declare(title=words)
    log.add(e.Remark(kind="decision", text=words), 1, DEWI.model_copy(update={"name": words}))
    log.add(e.MimAccepted(person=DEWI.model_copy(update={"name": words})), 2, DEWI)
    root = ET.fromstring(standalone(pictured(log, 30)))  # noqa: S314 - our own file
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "line", "rect", "text", "circle", "path"
    }  # fmt: skip
    assert root.find(f"{SVG}desc").text


def test_the_drawing_says_in_words_what_it_shows():
    root = ET.fromstring(drawn(pictured(outage(), 200)))  # noqa: S314 - our own file
    assert root.get("role") == "img"
    assert "5 of 6 promised updates kept. Led by Dewi." in root.get("aria-label")


def test_a_clock_that_jumps_back_draws_nothing_outside_the_picture():
    log = Chronicle().declare()
    log.add(e.MimAccepted(person=DEWI), -500, DEWI)
    log.add(e.StateChanged(before="investigating", after="identified", text="x"), -30, DEWI)
    log.add(e.IncidentResolved(before="identified", text="x"), 10, DEWI)
    shown = pictured(log, 20)
    places = [band.left for band in shown.bands] + [spot.left for each in shown.lanes for spot in each.spots]
    places += [span.left + span.width for each in shown.lanes for span in each.spans]
    assert all(0 <= place <= 100 for place in places)
