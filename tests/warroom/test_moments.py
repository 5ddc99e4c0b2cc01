from bot.warroom import events as e
from bot.warroom.moments import OWN_KEY_KINDS, key_moments, lines
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at

TS = "1795514400.000100"


def record() -> Chronicle:
    return Chronicle().declare()


def marked(log: Chronicle) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in key_moments(log.entries) if line.kind != "declared"]


def test_a_marked_message_is_a_key_moment_of_its_marks_kind_at_the_time_it_was_said():
    log = record()
    log.say("The DNS record is wrong", 3, TS)
    log.mark("hypothesis", TS, 9)
    [line] = [line for line in key_moments(log.entries) if line.kind == "hypothesis"]
    assert (line.text, line.occurred_at, line.actor, line.seq) == ("The DNS record is wrong", at(3), BUDI, 2)


def test_a_message_marked_by_two_people_shows_once():
    log = record()
    log.say("Rolled back", 3, TS)
    log.mark("action", TS, 4, DEWI)
    log.mark("action", TS, 5, SARI)
    assert marked(log) == [("action", "Rolled back")]


def test_a_mark_stands_until_everybody_who_made_it_takes_it_away():
    log = record()
    log.say("Rolled back", 3, TS)
    log.mark("action", TS, 4, DEWI)
    log.mark("action", TS, 5, SARI)
    log.unmark("action", TS, 6, DEWI)
    assert marked(log) == [("action", "Rolled back")]
    log.unmark("action", TS, 7, SARI)
    assert marked(log) == []


def test_a_removal_that_arrives_before_the_mark_it_takes_away_still_takes_it_away():
    log = record()
    log.say("Rolled back", 3, TS)
    log.unmark("action", TS, 6)
    log.mark("action", TS, 5)
    assert marked(log) == []


def test_a_mark_made_again_after_its_removal_stands():
    log = record()
    log.say("Rolled back", 3, TS)
    log.mark("action", TS, 4)
    log.unmark("action", TS, 5)
    log.mark("action", TS, 6)
    assert marked(log) == [("action", "Rolled back")]


def test_removing_a_reaction_leaves_the_mark_of_a_prefix():
    log = record()
    log.say("DECISION: fail over", 3, TS)
    log.mark("decision", TS, 3, BUDI, by="prefix")
    log.mark("decision", TS, 4, BUDI)
    log.unmark("decision", TS, 5, BUDI)
    assert marked(log) == [("decision", "fail over")]  # the kind is said once, not again in the words


def test_a_bare_key_moment_gives_way_to_a_mark_that_says_more():
    log = record()
    log.say("Fail over", 3, TS)
    log.mark("key_moment", TS, 4)
    log.mark("decision", TS, 5)
    [line] = [line for line in key_moments(log.entries) if line.kind != "declared"]
    assert (line.kind, line.marks) == ("decision", ("decision", "key_moment"))


def test_an_edited_message_reads_as_its_latest_wording_and_names_the_entry_that_says_so():
    log = record()
    log.say("Rolled bakc", 3, TS)
    second = log.add(e.MessageEdited(target=TS, text="Rolled back to 1.4"), 6, BUDI)
    log.add(e.MessageEdited(target=TS, text="Rolled back"), 5, BUDI)
    [line] = [line for line in lines(log.entries) if line.kind == "message"]
    assert (line.text, line.edited, line.seq) == ("Rolled back to 1.4", second.seq, 2)
    assert isinstance(line.entry.event, e.MessagePosted)
    assert line.entry.event.text == "Rolled back to 1.4"


def test_an_edit_that_arrives_before_its_message_counts_and_shows_once():
    log = record()
    log.add(e.MessageEdited(target=TS, text="Rolled back"), 5, BUDI)
    log.say("Rolled bakc", 3, TS, recorded=6, late=True)
    [line] = [line for line in lines(log.entries) if line.kind == "message"]
    assert (line.text, line.occurred_at, line.late) == ("Rolled back", at(3), True)


def test_a_deleted_message_keeps_its_words_and_is_flagged_once_however_often_slack_says_so():
    log = record()
    log.say("My guess: the cache", 3, TS)
    gone = log.add(e.MessageDeleted(target=TS), 4)
    log.add(e.MessageDeleted(target=TS), 5)
    [line] = [line for line in lines(log.entries) if line.kind != "declared"]
    assert (line.kind, line.text, line.deleted) == ("message", "My guess: the cache", gone.seq)


def test_a_deletion_of_an_unknown_message_is_a_line_of_its_own():
    log = record()
    gone = log.add(e.MessageDeleted(target=TS), 4)
    [line] = [line for line in lines(log.entries) if line.kind == "message_deleted"]
    assert (line.seq, line.deleted, line.text) == (gone.seq, gone.seq, "")


def test_a_repeated_message_shows_once():
    log = record()
    log.say("Hello", 3, TS)
    log.say("Hello", 3, TS)
    assert [line.seq for line in lines(log.entries) if line.kind == "message"] == [2]


def test_a_mark_on_a_message_outside_the_record_shows_what_was_marked_and_its_author():
    log = record()
    log.mark("impact", TS, 4, text="Half of the shops cannot pay", author="Budi")
    [line] = [line for line in key_moments(log.entries) if line.kind == "impact"]
    assert (line.text, line.actor.name if line.actor else "") == ("Half of the shops cannot pay", "Budi")


def test_a_remark_is_a_key_moment_until_a_later_entry_corrects_it():
    log = record()
    first = log.add(e.Remark(kind="impact", text="40 % of users"), 4, DEWI, source="command")
    second = log.add(e.Remark(kind="impact", text="60 % of users"), 6, DEWI, source="command", corrects=first.seq)
    assert marked(log) == [("impact", "60 % of users")]
    shown = {line.seq: line.corrected for line in lines(log.entries)}
    assert shown[first.seq] == second.seq


def test_a_milestone_stands_at_its_own_time_and_only_its_latest_value_is_a_key_moment():
    log = record()
    log.milestone("started", -30, said=2)
    later = log.milestone("started", -20, said=8)
    [line] = [line for line in key_moments(log.entries) if line.kind == "milestone"]
    assert (line.seq, line.occurred_at) == (later.seq, at(-20))


def test_a_milestone_that_an_event_of_its_own_implies_shows_only_when_it_is_corrected():
    log = record()
    log.milestone("declared", 0)
    assert [line.kind for line in key_moments(log.entries)] == ["declared"]
    log.milestone("declared", -1, said=3)
    assert [line.kind for line in key_moments(log.entries)] == ["milestone", "declared"]


def test_the_bots_own_milestones_are_key_moments_and_its_bookkeeping_is_none():
    log = record()
    log.add(e.Posted(what="card", channel="C1ROOM", ts=TS), 0)
    log.add(e.TopicSet(topic="MI-42"), 0)
    log.add(e.MimPaged(person=DEWI), 0)
    log.add(e.MimAccepted(person=DEWI), 1, DEWI)
    log.add(e.SeverityChanged(before="sev1", after="sev2", reason="Fewer users"), 2, DEWI)
    log.promise("internal", 5, 2)
    log.add(e.PromiseMissed(audience="internal", due_at=at(5)), 5)
    log.publish(1, 6, "internal")
    log.add(e.IncidentResolved(before="investigating", text="Rolled back"), 7, DEWI)
    log.add(e.IncidentClosed(before="resolved"), 8, DEWI)
    kinds = [line.kind for line in key_moments(log.entries)]
    assert kinds == [
        "declared", "mim_accepted", "severity_changed", "promise_missed", "update_published", "resolved", "closed",
    ]  # fmt: skip
    assert set(kinds) <= OWN_KEY_KINDS
    assert {"posted", "topic_set"}.isdisjoint(line.kind for line in lines(log.entries))


def test_key_moments_are_ordered_by_when_they_happened_then_by_sequence():
    log = record()
    log.add(e.Remark(kind="note", text="third"), 9, DEWI)
    log.add(e.Remark(kind="note", text="first"), 3, DEWI, recorded=10, late=True)
    log.add(e.Remark(kind="note", text="fourth"), 9, DEWI, recorded=11)
    log.add(e.Remark(kind="note", text="second"), 4, DEWI, recorded=12)
    assert [text for _kind, text in marked(log)] == ["first", "second", "third", "fourth"]
