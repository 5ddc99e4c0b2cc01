"""A record in small: what is left of it gives the same lines, and the same review, as the whole."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution import replay
from bot.warroom.moments import SPOKEN_OF, lines, target
from bot.warroom.review import draft
from bot.warroom.skimming import Skim, whole
from bot.warroom.timeline import Entry
from tests.comms.exports.exporting import chat
from tests.warroom.chronicle import BUDI, at, policy
from tests.warroom.outage import outage


def skim(entries: list[Entry]) -> Skim:
    made = Skim({message for entry in entries if entry.kind in SPOKEN_OF and (message := target(entry))})
    for entry in entries:
        made.add(entry)
    return made


def test_its_lines_are_those_of_the_whole_record():
    entries = outage().entries
    count, places = skim(entries).course()
    assert whole(places, entries) == lines(entries)
    assert count == len(lines(entries))


def test_its_review_is_that_of_the_whole_record():
    log = outage()
    log.say("nothing that anybody marks", 30, "9.9", BUDI)
    log.say("nor this", 31, "9.8", Person(id="U9", name="Rina"))
    entries = log.entries
    state, small = replay(entries), skim(entries)
    assert len(small.entries) < len(entries)
    assert draft(state, small.entries, policy(), at(200), small.talkers()) == draft(state, entries, policy(), at(200))


def test_talk_that_nobody_marked_or_changed_is_not_kept():
    assert [entry.kind for entry in skim(chat(["one", "two"])).entries] == ["declared"]
    kept = [entry for entry in skim(outage().entries).entries if isinstance(entry.event, e.MessagePosted)]
    spoken_of = {target(entry) for entry in outage().entries if entry.kind in SPOKEN_OF}
    assert kept
    assert {target(entry) for entry in kept} <= spoken_of


def test_whoever_only_spoke_is_known_by_name():
    entries = chat(["one"])
    assert skim(entries).knowing(replay(entries)).people["U2BUDI"] == "Budi"
