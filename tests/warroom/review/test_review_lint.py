"""Each rule of the review's lint: sentences it must find, and sentences of good reviews that it must leave alone."""

import pytest

from bot.warroom.base import Person
from bot.warroom.linting import Circumstances
from bot.warroom.linting import lint as lint_update
from bot.warroom.review.lint import Named, Rule, lint, to_reword

BUDI = Named(person=Person(id="U7BUDI", name="Budi Santoso"), role="technical_lead")
SARI = Named(person=Person(id="U8SARI", name="Sari"))
PEOPLE = (BUDI, SARI)


def rules(text: str, section: str = "factors") -> set[Rule]:
    return {each.rule for each in lint(section, text, PEOPLE)}


FOUND: dict[Rule, tuple[str, ...]] = {
    "person": (
        "Budi restarted the primary without draining it, which caused the second outage.",
        "The pool was exhausted because Sari raised the limit on Monday.",
        "The rollout by <@U7BUDI> led to a full disk.",
        "@sari pushed the wrong configuration to both data centres.",
        "Budi Santoso did not tell the support desk.",
        "Gangguan terjadi karena Budi mengubah aturan firewall.",
        "Sari salah memasukkan alamat bank sehingga antrean penuh.",
        "Perubahan oleh Budi memicu lonjakan koneksi.",
    ),
    "pronoun": (
        "He accidentally dropped the index on the orders table.",
        "The failover was late because she was on another call.",
        "Dia menghapus sertifikat tanpa memeriksa tanggalnya.",
    ),
    "error": (
        "The outage was a human error.",
        "This was an oversight by the network team.",
        "Operator error during the migration.",
        "The queue was purged by mistake.",
        "Penyebabnya kesalahan manusia.",
        "Terjadi kesalahan operator saat migrasi.",
    ),
    "fault": (
        "The vendor is to blame for the delay.",
        "It was the fault of the release.",
        "The culprit was the night shift.",
        "Semua ini gara-gara tim jaringan.",
        "Biang keladi gangguan adalah tim aplikasi.",
    ),
    "character": (
        "The change was reviewed carelessly.",
        "The on-call was too slow to react.",
        "Sloppy testing let the bug through.",
        "Petugas jaga kurang teliti saat membaca alarm.",
        "Kelalaian saat serah terima membuat alarm terlewat.",
    ),
    "forgot": (
        "The on-call engineer forgot to renew the certificate.",
        "The database team failed to test the restore.",
        "They didn't bother to read the runbook.",
        "Admin lupa memperpanjang sertifikat.",
        "Tim aplikasi gagal memberi tahu service desk.",
    ),
    "hindsight": (
        "The team should have noticed the growing queue.",
        "We could have rolled back at once.",
        "If only they had read the alert.",
        "Tim seharusnya memeriksa kapasitas lebih dulu.",
        "Seharusnya petugas segera menelepon vendor.",
    ),
    "who": (
        "We need to find out who approved the change.",
        "Whose mistake it was is still open.",
        "The engineer responsible for the outage was new.",
        "Belum jelas siapa yang mengubah konfigurasi.",
        "Pelakunya sudah ditegur.",
    ),
}
LEFT_ALONE = (
    "The certificate expired because its renewal job had been disabled in March and nothing alerts on a skipped run.",
    "The health check failed to notice the full disk: it only asks whether the port is open.",
    "The alert should have fired at 80 %; its threshold counted connections per node.",
    "Nobody is to blame for the delay; two pagers share one battery.",
    "It was no human error: the tool offers both data centres with the same key.",
    "Two errors by the parser were logged.",
    "The deployment caused a spike of connections, which the pool could not absorb.",
    "He", "Sari and Budi met the vendor at 10:30.",
    "Customers who were affected got their money back.",
    "The technical lead confirmed the cause from the slow query log.",
    "The owner of the follow-up is the database team.",
    "It could have been worse: the cache answered two thirds of all requests.",
    "Sertifikat kedaluwarsa karena tugas pembaruannya dimatikan sejak Maret.",
    "Tim jaringan memulihkan jalur cadangan dalam 12 menit.",
    "Pelanggan yang terdampak sudah dihubungi.",
    "Sistem gagal mengirim alarm karena kuota SMS habis.",
    "Tidak ada yang lalai; prosedurnya memang tidak menyebut langkah ini.",
    "Pemimpin teknis memutuskan kembali ke versi sebelumnya.",
    "Kami belum tahu mengapa cadangan tidak mengambil alih.",
)  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in FOUND.items() for text in texts])
def test_sentences_that_look_for_who_are_found_by_the_rule_for_it(rule: Rule, text: str):
    assert rule in rules(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_sentences_about_systems_and_conditions_are_left_alone(text: str):
    assert rules(text) == set()


@pytest.mark.parametrize("section", ["went_well", "actions", "people", "communications"])
def test_a_name_is_welcome_where_it_is_thanks_or_a_promise(section: str):
    assert rules("Because Budi knew the bank's hotline we lost only five minutes.", section) == set()
    assert rules("Budi was careless.", section) == {"character"}


def test_a_sentence_comes_back_as_it_was_written_with_the_role_that_may_stand_for_the_name():
    text = "The cache filled. Budi raised the limit, which caused the restart.\nSari was careless."
    found = [(each.sentence, each.rule, each.found, each.role) for each in lint("factors", text, PEOPLE)]
    assert found == [
        ("Budi raised the limit, which caused the restart.", "person", "Budi", "technical_lead"),
        ("Sari was careless.", "person", "Sari", ""),
        ("Sari was careless.", "character", "careless", ""),
    ]


def test_a_sentence_that_two_rules_stumble_over_is_reworded_once():
    findings = lint("factors", "Sari was careless. The team forgot to test.", PEOPLE)
    assert (len(findings), to_reword(findings)) == (3, 2)


@pytest.mark.parametrize("text", ["He was told by mail.", "Her shift ended at ten."])
def test_a_pronoun_that_causes_nothing_is_left_alone(text: str):
    assert rules(text) == set()


def test_what_an_update_may_not_say_of_people_a_review_may_not_either():
    record = Circumstances(state="resolved")
    for text in ("It was a user error.", "Engineers failed to act.", "Karena kelalaian staf.", "Salah tim kami."):
        assert any(each.rule == "blame" for each in lint_update(text, record))
        assert rules(text)
