"""What the review tells before anybody has written a word: its summary, and the part about vendors and waiting."""

from __future__ import annotations

from bot.warroom import events as e
from tests.comms.exports.exporting import reviewed
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at


def section(text: str, title: str) -> str:
    """The words of one section of the Markdown."""
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def story() -> Chronicle:
    log = Chronicle().declare(impact="Half of the shops cannot take cards")
    log.add(e.MilestoneSet(milestone="started", at=at(-10), source="said by Dewi"), 1, DEWI)
    log.add(e.StateChanged(before="investigating", after="identified", text="The key was not rotated"), 20, DEWI)
    return log


def test_the_summary_tells_how_long_for_whom_what_was_found_and_how_it_ended() -> None:
    log = story()
    log.add(e.IncidentResolved(before="identified", text="The key is rotated"), 50, DEWI)
    told = section(reviewed("md", log.entries), "Summary")
    assert "The impact lasted 1 h 00 min, until" in told
    parts = ("Impact:", "> Half of the shops cannot take cards", "What was found", "> The key was not rotated",
             "It ended with these words:", "> The key is rotated")  # fmt: skip
    assert [told.index(part) for part in parts] == sorted(told.index(part) for part in parts)


def test_a_summary_without_a_beginning_says_so_and_counts_from_the_declaration() -> None:
    log = Chronicle().declare()
    log.add(e.IncidentResolved(before="investigating", text="It was the cable"), 25, DEWI)
    told = section(reviewed("md", log.entries), "Summary")
    assert "It took 25 min from the declaration to the resolution; when the impact began is unknown." in told


def test_the_summary_counts_what_is_left_to_do() -> None:
    log = story()
    log.add(e.TaskAdded(task=1, text="An alert before it expires", owner=BUDI), 30, DEWI)
    log.add(e.IncidentResolved(before="identified", text="The key is rotated"), 50, DEWI)
    assert "Left to do: 1 open action." in section(reviewed("md", log.entries), "Summary")


def test_vendors_waits_and_escalations_stand_in_the_review_with_their_times() -> None:
    log = story()
    log.add(e.VendorContacted(vendor="acquirer", title="Acquirer One", case="88213", target_at=at(30)), 21, BUDI)
    log.add(e.WaitStarted(wait=1, on="vendor", who="acquirer", title="Acquirer One", reason="new key"), 22, BUDI)
    log.add(e.WaitEnded(wait=1), 40, BUDI)
    told = section(reviewed("md", log.entries), "Vendors, waiting and escalations")
    assert "| **Acquirer One** | 88213 |" in told
    assert "no answer on record" in told
    assert "| **a vendor: Acquirer One** |" in told
    assert "| 18 min | new key |" in told
    assert "No escalation is on the record." in told


def test_an_empty_part_about_others_says_that_it_is_empty() -> None:
    told = section(reviewed("md", story().entries), "Vendors, waiting and escalations")
    assert "No vendor was contacted." in told
    assert "Work waited for nobody, as far as the record says." in told


def test_after_the_end_a_hypothesis_without_an_outcome_is_missing_with_its_command() -> None:
    log = story()
    log.add(e.Remark(kind="hypothesis", text="The HSM lost its clock", numbered=True), 5, BUDI)
    log.add(e.IncidentResolved(before="identified", text="The key is rotated"), 50, DEWI)
    told = section(reviewed("md", log.entries), "What is still missing")
    assert "- [ ] **Hypotheses**: H1 (missing: neither confirmed nor disproved" in told
    assert "`/incident hypothesis H1 confirmed <evidence>`" in told
