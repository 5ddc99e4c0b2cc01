"""What a message reads like by the shape of its sentence: classes of words, forms and spellings."""

from __future__ import annotations

import pytest

from bot.warroom.capture import forms, spelling
from bot.warroom.capture.pattern import pattern, said
from bot.warroom.capture.reading import ORDER, read
from bot.warroom.capture.shapes import SHAPES


@pytest.mark.parametrize(
    ("written", "classes"),
    [
        ("restarted", {"DID", "DONE_TO"}),
        ("rerouting", {"DOING"}),
        ("applied", {"DID"}),
        ("pods", {"THING"}),
        ("podnya", {"THING"}),
        ("direstart", {"DI", "PASSIVE"}),
        ("di-purge", {"DI"}),
        ("dimatikan", {"DI"}),
        ("mematikan", {"ME"}),
        ("ngerestart", {"ME"}),
        ("pindahin", {"ME"}),
        ("naikkan", {"ME"}),
        ("503", {"NUMBER", "CODE"}),
        ("98%", {"NUMBER", "AMOUNT"}),
        ("17.05", {"NUMBER", "CLOCK"}),
        ("db-03", {"THING"}),
        ("OOMKilled", {"STATE"}),
    ],
)
def test_a_word_is_known_by_its_form(written: str, classes: set[str]) -> None:
    (token,) = spelling.tokens(written)
    assert classes <= forms.of(token)


@pytest.mark.parametrize("written", ["digital", "direksi", "disk", "different"])
def test_not_everything_that_begins_like_a_passive_is_one(written: str) -> None:
    (token,) = spelling.tokens(written)
    assert not {"PASSIVE", "DI"} & forms.of(token)


def test_a_thing_that_changes_by_itself_was_not_changed_by_anybody() -> None:
    (token,) = spelling.tokens("stopped")
    assert "DONE_TO" not in forms.of(token)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("udh", "sudah"), ("gw", "saya"), ("jgn2", "jangan-jangan"), ("trx", "transaksi"), ("muter2", "muter-muter")],
)
def test_what_people_type_in_a_hurry_is_the_word_they_mean(typed: str, meant: str) -> None:
    assert [token.word for token in spelling.tokens(typed)] == [meant]


def test_a_pattern_quotes_what_was_written_and_not_how_it_was_read() -> None:
    found = said("ok, udh gw restart podnya barusan")
    match = pattern("<DONE> <SELF> <DO> <THING>").search(found.marked)
    assert match is not None
    assert found.quoted(match) == "udh gw restart podnya"


@pytest.mark.parametrize("wrong", ["<NOSUCH>", "<done>", "@"])
def test_a_pattern_that_nothing_can_fit_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|class"):
        pattern(wrong)


EXAMPLES = [
    ("gives people another way for now", "tellers can use the paper forms for now"),
    ("has something done otherwise for now", "apotek sementara dilayani dari loket 3"),
    ("says what was chosen", "oke, kita fix pakai jalur kedua"),
    ("chooses one thing over another", "let's drain the east region first, then patch"),
    (
        "says what stays undone",
        "we're not going to restart the core before the batch is through, don't reboot it until then",
    ),
    ("settles what we do", "rollback aja ke build 211"),
    ("says what comes first, or later", "migrasi ditunda ke minggu depan"),
    ("says what is to be done, and how far or what for", "kereta malam dipotong sampai stasiun kota"),
    ("says when it was well again", "tills online again, all of them, since 09:12"),
    ("suspects a cause", "bisa aja switch lantai 3 kurang daya"),
    ("says who did what", "gw udah purge cache edge"),
    ("says that something was done", "ACL sudah di-update di core"),
    ("says what somebody did to it", "koneksi idle gw kill semua"),
    ("begins with what was done", "repointed the SIP trunk at the standby"),
    ("says what was done to something", "gateway 2 isolated from the pool"),
    ("says that a change is through", "purge cache edge beres"),
    ("begins with who is hindered", "passengers get a blank boarding page"),
    ("puts a price on it", "we are losing 90k an hour"),
    ("says who is hindered, and how", "passengers are stranded at gate 4"),
    ("says which business is hindered", "boarding tertahan di dua gate"),
    ("counts the cost", "sekitar 300 pasien antre di loket"),
    ("cites what a system says", "auth logs list 31 tenants"),
    ("says how many of how many", "58 of 60 back"),
    ("says what has not been seen since", "no wrong page served since the fix"),
    ("gives a code or a name from a log", "dapet 502 lagi dari edge"),
    ("says which way a figure goes", "antrean melonjak pelan-pelan"),
    ("gives an amount", "RTT dari kantor 300ms"),
    ("says how a thing stands", "conveyor line masih macet"),
    ("says what somebody sees", "grafana shows a gap in the feed"),
]


def test_each_shape_finds_its_example() -> None:
    shapes = {shape.name: shape for shape in SHAPES}
    lost = [(name, text) for name, text in EXAMPLES if shapes[name].fits(said(text)) is None]
    assert lost == []
    assert {name for name, _text in EXAMPLES} == set(shapes)


@pytest.mark.parametrize(
    "chat",
    [
        "gw cek dulu ya",
        "ntar gw bikinin postmortem nya",
        "kalo channel ga ngaruh kita ganti AP lama lagi aja kali ya",
        "sesuai SOP eskalasi ke manajer setelah satu jam",
        "the runbook says to page the duty manager",
        "wkwk deploy jumat sore emang gini",
        "sapa yg bisa naikin limit",
        "mas tolong kirim grafiknya ke grup",
        "vendornya udah dikontak belum ya",
        "laptop gw restart bentar",
    ],
)
def test_intentions_requests_rules_and_jokes_are_left_alone_however_they_are_typed(chat: str) -> None:
    assert read(chat) is None


def test_a_question_that_supposes_something_is_a_hypothesis_and_nothing_else() -> None:
    reading = read("could it be that the proxy rotated its cert?")
    assert reading is not None
    assert reading.kind == "hypothesis"
    assert read("gateway 1 reloaded with the new chain?") is None


def test_every_rule_and_shape_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in ORDER}) == len(ORDER)
