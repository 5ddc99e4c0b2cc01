"""Reading what people type: one rule per test, and no text that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.choices import milestone, role, severity, severity_and_rest, state
from bot.handlers.clauses import clauses
from bot.handlers.commands_export import wanted
from bot.handlers.declaring import Declaration, declaration
from bot.handlers.encoded import readable
from bot.handlers.parsing import Line, mention, read_line, reference
from bot.handlers.refusals import UnknownSubcommand, WhichIncident
from bot.handlers.vocabulary import VERBS, canonical
from bot.policy.loading import load
from bot.warroom.errors import BadTime, Refusal, UnknownMilestone, UnknownRole, UnknownSeverity, UnknownState

POLICY = load(None)
BUDI = "<@U0BUDI|budi>"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", Line("")),
        ("   ", Line("")),
        ("list", Line("list")),
        ("LIST", Line("list")),
        ("  Update   DB is   slow ", Line("update", "DB is   slow")),
        ("note: first line\nsecond line", Line("note", "first line\nsecond line")),
        ("/incident list", Line("list")),
        ("--help", Line("help")),
        ("?", Line("help")),
        ("selesai sudah pulih", Line("resolve", "sudah pulih")),
        ("identified DNS", Line("state", "identified DNS")),
        ("Monitoring: fix is out", Line("state", "Monitoring: fix is out")),
        ("sev sev1 worse", Line("severity", "sev1 worse")),
    ],
)
def test_a_line_is_a_subcommand_and_its_words(typed: str, line: Line) -> None:
    assert read_line(typed, "MI") == line


@pytest.mark.parametrize("typed", ["hlep", "lsit", "timline 5", "promisses"])
def test_a_slip_is_understood_where_it_can_only_mean_something_harmless(typed: str) -> None:
    assert VERBS[read_line(typed, "MI").verb].harmless


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("reslove all fine", "resolve all fine"),
        ("updaet we know", "update we know"),
        ("canel dup", "cancel dup"),
        ("sev2 it got worse", "declare sev2 it got worse"),
        ("confirmed", "milestone confirmed"),
        ("payments are down", "declare sev1 payments are down"),
    ],
)
def test_a_slip_that_would_change_something_is_offered_and_not_done(typed: str, offered: str) -> None:
    with pytest.raises(UnknownSubcommand) as refused:
        read_line(typed, "MI")
    assert refused.value.facts["lines"][0] == offered


def test_words_typed_in_a_room_are_offered_as_a_note_and_not_as_another_incident() -> None:
    with pytest.raises(UnknownSubcommand) as refused:
        read_line("payments look odd", "MI", 42)
    assert refused.value.facts["lines"] == ("note payments look odd", "update payments look odd")


@pytest.mark.parametrize("word", ["MI-42", "mi-42", "MI42", "Mi–42", "*MI-42*", "MI-42:"])
def test_a_reference_is_read_as_people_write_it(word: str) -> None:
    assert reference(word, "MI") == 42


@pytest.mark.parametrize("word", ["MI-", "MI-4x", "XMI-4", "42", "MIA-4"])
def test_what_only_resembles_a_reference_is_none(word: str) -> None:
    assert reference(word, "MI") is None


@pytest.mark.parametrize(
    ("typed", "room", "line"),
    [
        ("status MI-42", None, Line("status", "", 42)),
        ("MI-42 status", None, Line("status", "", 42)),
        ("MI-42", None, Line("status", "", 42)),
        ("timeline 5 MI-42", None, Line("timeline", "5", 42)),
        ("update MI-42 it works", None, Line("update", "it works", 42)),
        ("update it works MI-42", None, Line("update", "it works", 42)),
        ("MI-41 update it works", 42, Line("update", "it works", 41)),
        ("update MI-42 it works", 42, Line("update", "it works", 42)),
        ("note same as MI-41", 42, Line("note", "same as MI-41")),
        ("status MI-41", 42, Line("status", "", 41)),
        ("declare sev1 MI-41 is back", None, Line("declare", "sev1 MI-41 is back")),
    ],
)
def test_an_incident_is_named_before_or_after_the_subcommand_or_at_the_end(
    typed: str, room: int | None, line: Line
) -> None:
    assert read_line(typed, "MI", room) == line


def test_naming_another_incident_inside_a_room_is_asked_back_before_the_wrong_audience_is_told() -> None:
    with pytest.raises(WhichIncident):
        read_line("update MI-41 all is well", "MI", 42)


@pytest.mark.parametrize("typed", ["sev1", "SEV1", "sev-1", "Sev_1", "1", "s1", "P1", "critical", "CRITICAL", "kritis"])
def test_a_severity_is_read_as_people_write_it(typed: str) -> None:
    assert severity(typed, POLICY) == "sev1"


@pytest.mark.parametrize(("typed", "meant"), [("high", "sev2"), ("major", "sev2"), ("minor", "sev4"), ("low", "sev4")])
def test_a_severity_has_words_of_its_own(typed: str, meant: str) -> None:
    assert severity(typed, POLICY) == meant


@pytest.mark.parametrize("typed", ["sev9", "0", "", "bad", "sev11"])
def test_an_unknown_severity_is_refused_with_the_known_ones(typed: str) -> None:
    with pytest.raises(UnknownSeverity) as refused:
        severity(typed, POLICY)
    assert refused.value.facts["known"] == ("sev1", "sev2", "sev3", "sev4")


def test_a_severity_and_its_reason() -> None:
    assert severity_and_rest("to SEV 2 - more users", POLICY) == ("sev2", "more users")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sev1 Checkout is down", Declaration("Checkout is down", "sev1")),
        ("1 Checkout is down", Declaration("Checkout is down", "sev1")),
        ("critical: Checkout is down", Declaration("Checkout is down", "sev1")),
        ("sev 2 Checkout is down", Declaration("Checkout is down", "sev2")),
        (f"private sev1 {BUDI} Keys leaked", Declaration("Keys leaked", "sev1", private=True, mim=BUDI)),
        (f"sev1 mim {BUDI} Keys leaked", Declaration("Keys leaked", "sev1", mim=BUDI)),
        ("sev1 “private keys leaked”", Declaration("private keys leaked", "sev1")),
        ("“sev1 is a strange name”", Declaration("sev1 is a strange name")),
        ("Checkout is down", Declaration("Checkout is down")),
        ("sev1 can’t log in", Declaration("can’t log in", "sev1")),
        ("sev1", Declaration("", "sev1")),
        ("", Declaration("")),
    ],
)
def test_a_declaration_has_its_options_before_the_title(typed: str, meant: Declaration) -> None:
    assert declaration(typed, POLICY) == meant


@pytest.mark.parametrize("typed", ["drill sev2 Sites fall", "sev2 drill: Sites fall"])
def test_a_word_that_makes_it_something_else_is_an_option_only_where_it_may_be_one(typed: str) -> None:
    assert declaration(typed, POLICY, {"drill"}) == Declaration("Sites fall", "sev2", also=True)
    assert not declaration(typed, POLICY).also
    assert not declaration("“drill rig is down”", POLICY, {"drill"}).also


@pytest.mark.parametrize("typed", ["high latency in checkout", "3 servers are down", "S3 is down", "low disk on db1"])
def test_a_title_that_begins_with_an_ordinary_word_keeps_it_and_its_severity_is_only_a_guess(typed: str) -> None:
    found = declaration(typed, POLICY)
    assert (found.title, found.sure) == (typed, False)


def test_a_severity_that_does_not_exist_is_not_taken_for_a_title() -> None:
    with pytest.raises(UnknownSeverity):
        declaration("sev7 Checkout", POLICY)


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        ("restarted at 10:32", "restarted", {"at": "10:32"}),
        ("restarted at 12m ago", "restarted", {"at": "12m ago"}),
        ("restarted pukul 10.32", "restarted", {"at": "10:32"}),
        ("call them by 30m", "call them", {"by": "30m"}),
        (f"roll back owner {BUDI} by 17:00", "roll back", {"by": "17:00", "owner": BUDI}),
        ("roll back by 17:00 owner @budi", "roll back", {"by": "17:00", "owner": "@budi"}),
        ("roll back owner me at 10:32", "roll back", {"at": "10:32", "owner": "me"}),
        ("look at the graph", "look at the graph", {}),
        ("agreed by the team", "agreed by the team", {}),
        ("seen at node 7", "seen at node 7", {}),
        (f"told {BUDI}", f"told {BUDI}", {}),
    ],
)
def test_clauses_stand_at_the_end_and_only_when_they_are_ones(typed: str, text: str, parts: dict[str, str]) -> None:
    found = clauses(typed)
    read = {"at": found.at and found.at.typed, "by": found.by and found.by.typed, "owner": found.owner}
    assert (found.text, {name: part for name, part in read.items() if part}) == (text, parts)


@pytest.mark.parametrize(
    "typed", [f"fix it {BUDI} by 10m", f"fix it by 10m {BUDI}", f"{BUDI} fix it by 10m", f"fix it for {BUDI} by 10m"]
)
def test_a_task_takes_its_owner_from_either_end(typed: str) -> None:
    found = clauses(typed, any_mention=True)
    assert (found.text, found.owner, found.by and found.by.typed) == ("fix it", BUDI, "10m")


def test_a_clock_time_that_cannot_be_is_refused_and_not_taken_for_words() -> None:
    with pytest.raises(BadTime):
        clauses("restarted at 25:99")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Scribe", "scribe"),
        ("communications lead", "communications_lead"),
        ("comms", "communications_lead"),
        ("tech", "technical_lead"),
        ("dep", "deputy"),
        ("IC", "mim"),
        ("vendor", "vendor_liaison"),
    ],
)
def test_a_role_is_read_as_people_call_it(typed: str, meant: str) -> None:
    assert role(typed, POLICY) == meant


@pytest.mark.parametrize("typed", ["", "cook", "s"])
def test_an_unknown_role_is_refused(typed: str) -> None:
    with pytest.raises(UnknownRole):
        role(typed, POLICY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Identified", "identified"), ("monitor", "monitoring"), ("fixed", "resolved"), ("closed", "closed")],
)
def test_a_state_is_read_as_people_call_it(typed: str, meant: str) -> None:
    assert state(typed) == meant


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(UnknownState):
        state("fine")


@pytest.mark.parametrize(
    ("typed", "meant"), [("Last Normal", "last_normal"), ("first-symptom", "first_symptom"), ("began", "started")]
)
def test_a_milestone_is_read_as_people_write_it(typed: str, meant: str) -> None:
    assert milestone(typed) == meant


def test_an_unknown_milestone_is_refused() -> None:
    with pytest.raises(UnknownMilestone):
        milestone("lunch")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ("md", "full")),
        ("CSV", ("csv", "full")),
        (".json", ("json", "full")),
        ("markdown", ("md", "full")),
        ("customer", ("md", "customer")),
        ("pdf regulator", ("pdf", "regulator")),
        ("for customers as excel", ("xlsx", "customer")),
        ("picture", ("png", "full")),
    ],
)
def test_an_export_is_the_whole_as_markdown_unless_something_else_is_named(typed: str, meant: tuple[str, str]) -> None:
    assert wanted(typed) == meant


@pytest.mark.parametrize(("word", "ref"), [(BUDI, BUDI), ("<@U0BUDI>,", "<@U0BUDI>"), ("@budi", "@budi"), ("me", "me")])
def test_a_mention_refers_to_a_person(word: str, ref: str) -> None:
    assert mention(word) == ref


@pytest.mark.parametrize("word", ["@here", "@channel", "@everyone", "budi", "a@b.example", "<!here>"])
def test_nobody_is_meant_by(word: str) -> None:
    assert mention(word) is None


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0BUDI|budi> &amp; &lt;b&gt;", "@budi & <b>"),
        ("<@U0BUDI>", "@Budi Santoso"),
        ("see <#C1|general> <https://a.example/?x=1&amp;y=2>", "see #general https://a.example/?x=1&y=2"),
        ("<!here> <!subteam^S1|@backend>", "@here @backend"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_slacks_encoding_is_taken_away(sent: str, read: str) -> None:
    names = {"U0BUDI": "Budi Santoso"} if "|budi" not in sent else {}
    assert readable(sent, names) == read


def test_every_other_name_of_a_subcommand_means_one_only() -> None:
    words = [word for verb in VERBS.values() for word in verb.also]
    assert len(words) == len(set(words))
    assert {word for word in words if canonical(word) is None} == set()
    assert set(words) & set(VERBS) == set()


PIECES = [
    *VERBS,
    "MI-42",
    "at",
    "10:32",
    "by",
    "30m",
    "owner",
    BUDI,
    "sev1",
    "private",
    "“x”",
    "snooze",
    "&lt;",
    "reslove",
]
TYPED = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))


@given(TYPED, st.sampled_from([None, 42, 7]))
def test_any_text_is_a_line_or_a_refusal_and_no_word_is_lost(typed: str, room: int | None) -> None:
    try:
        line = read_line(typed, "MI", room)
    except Refusal:
        return
    assert line.verb in {"", *VERBS}
    begun = typed.split()
    assert all(word in begun or word in typed for word in line.rest.split())
    assert len(begun) - len(line.rest.split()) <= 3  # the subcommand, a reference, and `/incident` typed twice


@given(TYPED)
def test_any_text_is_a_declaration_or_a_refusal(typed: str) -> None:
    try:
        found = declaration(typed, POLICY)
    except Refusal:
        return
    assert found.title in typed


@given(TYPED, st.booleans())
def test_any_text_has_clauses_or_a_refusal_and_keeps_its_beginning(typed: str, any_mention: bool) -> None:
    try:
        found = clauses(typed, any_mention=any_mention)
    except Refusal:
        return
    assert found.text in typed
    assert found.typed == typed.strip()


@pytest.mark.parametrize(
    ("text", "room", "named", "rest"),
    [
        ("duplicate MI-7", 1, None, "MI-7"),
        ("duplicate MI-9 MI-7", None, 9, "MI-7"),
        ("MI-9 duplicate MI-7", None, 9, "MI-7"),
        ("duplicate MI-7", None, None, "MI-7"),
        ("link parent MI-7 see MI-8", None, None, "parent MI-7 see MI-8"),
    ],
)
def test_a_line_about_two_incidents_names_the_other_one(text, room, named, rest):
    line = read_line(text, "MI", room)
    assert (line.named, line.rest) == (named, rest)


def test_a_link_that_was_typed_with_other_words_comes_back_with_both():
    typed = "note see <https://wiki.example.com/x|the runbook> on <http://posko.example|posko.example>"
    assert readable(typed, {}) == "note see the runbook (https://wiki.example.com/x) on http://posko.example"
