"""The review's questions and the sentences to reword, as the draft shows them."""

from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.criteria import Met, plainly
from tests.comms.exports.exporting import reviewed
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, policy
from tests.warroom.outage import outage


def blaming() -> Chronicle:
    log = Chronicle().declare()
    log.add(e.RoleAssigned(role="tech", person=BUDI), 1, DEWI)
    log.add(e.Remark(kind="impact", text="All card payments fail."), 2, DEWI)
    words = "Budi restarted the gateway, which caused the second outage. The team should have tested it."
    log.add(e.IncidentResolved(before="investigating", text=words), 30, DEWI)
    return log


def test_the_draft_says_how_many_sentences_to_reword_and_shows_each_with_the_role_in_the_names_place():
    page = reviewed("md", blaming().entries)
    assert "2 sentences to reword." in page
    assert "a person in a cause: “Budi”" in page
    assert "For instance: “Technical lead restarted the gateway, which caused the second outage." in page
    assert "hindsight: “The team should have tested”" in page


def test_a_draft_without_such_sentences_has_no_section_for_them():
    page = reviewed("md", outage().entries)
    assert "reword" not in page


def test_a_draft_asks_its_questions_in_both_languages():
    page = reviewed("md", outage().entries)
    assert "It took 8 min to be seen. How could it be 4 min" in page
    assert "Which conditions made this possible, and which made it worse?" in page
    halaman = reviewed("md", blaming().entries, wording=Wording(translator("id"), policy()))
    assert "2 kalimat perlu ditulis ulang." in halaman
    assert "Faktor yang meredam dampak" in halaman
    assert "Mitigators" not in halaman


def test_why_it_was_major_is_said_in_the_readers_language():
    met = Met(name="users", found=80, limit=50)
    log = Chronicle().declare(criterion=plainly([met]), criteria=(met,))
    halaman = reviewed("md", log.entries, wording=Wording(translator("id"), policy()))
    assert "Besar karena: sekitar 80 % pengguna terdampak (batasnya 50 %)." in halaman
    assert "of the users" not in halaman
    assert "Major because: about 80 % of the users are affected (the limit is 50 %)." in reviewed("md", log.entries)
