"""The index of words: what of the record can be found, by whom, and that it is never another one than the record."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.storage import Database
from bot.warroom import events as e
from bot.warroom.base import Person, SlackRef
from bot.warroom.evolution import evolve
from bot.warroom.incident import Incident
from bot.warroom.ports_search import Found
from bot.warroom.searching.query import read_query
from bot.warroom.timeline import Fact, Head, seal
from tests.contracts.records import NOON, RINA, declare, fact, note, record, said

AYU = Person(id="U2", name="ayu")
SEVERITIES = ("sev1", "sev2", "sev3", "sev4")


def everything(_state: Incident) -> bool:
    return True


async def find(store: Database, typed: str, may_see=everything, **page: int) -> Found:
    async with store.reading() as reader:
        return await reader.find(read_query(typed, SEVERITIES, "Asia/Jakarta"), may_see, **page)


async def numbers(store: Database, typed: str, may_see=everything) -> list[int]:
    found = await find(store, typed, may_see, limit=50)
    assert found.total == len(found.hits)
    return [hit.state.number for hit in found.hits]


def mark(message: str, words: str, kind: e.MarkKind = "decision", *, by: Person = RINA, at=NOON) -> Fact:
    event = e.MessageMarked(mark=kind, target=message, text=words)
    return Fact(event=event, occurred_at=at, actor=by, slack=SlackRef(channel="C1", ts=message))


async def history(store: Database) -> None:
    """Five incidents: what they are called and what is on their record."""
    async with store.writing() as tx:
        await declare(tx, note("restarted the gateway"), title="Payments fail at the café")
        await declare(
            tx,
            said("nobody marked the word walrus", "1.0"),
            note("BCA answers again, naïve as it is"),
            title="Login is slow",
        )
        await declare(tx, note("restart of payments-api brought nothing"), title="Checkout down")
        secret = await declare(tx, note("payments of the board"), title="Board member arrested", private=True)
        await record(tx, secret, note("restarted in silence"))
        end = fact(e.IncidentResolved(before="investigating", text="Gateway restarted"))
        await declare(tx, end, title="Pembayaran gagal")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("payments", [1, 4, 3]),  # the title first, then the newest
        ("PAYMENTS gateway", [1]),  # in the title and in a note
        ("cafe", [1]),
        ("CAFÉ", [1]),
        ("naive", [2]),
        ("pay", [1, 4, 3]),
        ('"pay"', []),
        ('"payments api"', [3]),
        ('"api payments"', []),
        ('"ayments api"', []),
        ('"payments ap"', []),
        ('"MI-3 checkout"', [3]),
        ('"brought nothing"', [3]),
        ('"payments api" nothing', [3]),
        ('"payments api" -nothing', []),
        ("payments-api", [3]),
        ("payments -api", [1, 4]),
        ("restarted -gateway", [4]),
        ("bayar", []),
        ("pemba", [5]),
        ("walrus", []),  # plain talk is no key moment
        ("resolved", [5]),
        ("open gateway", [1]),
        ("kind:resolved gateway", [5]),
        ("kind:note restart", [4, 3, 1]),
        ("2026-11 login", [2]),
        ("2025 login", []),
        ("sev2", []),
        ("MI-2", [2]),
    ],
)
async def test_what_is_typed_finds_what_the_record_says(history_store: Database, typed: str, found: list[int]):
    assert await numbers(history_store, typed) == found


@pytest.fixture
async def history_store(store: Database) -> Database:
    await history(store)
    return store


HOSTILE = [
    "'", '"', '" OR "', "a' --", "NEAR(a b)", "title:*", "*", "^pay", "( OR )", "a AND", "\\", "\0", "a:*", "<->", "-",
    "';DROP TABLE words;--", "pay & !x", "\ud83d", '-""', "🙂", "service:!!", "%", "_",
]  # fmt: skip


async def test_whatever_is_typed_is_words_and_never_an_operator(history_store: Database):
    for typed in HOSTILE:
        await find(history_store, typed)
        await find(history_store, f"kind:note {typed}")
    assert await numbers(history_store, "payments OR login") == []
    assert await numbers(history_store, "payments NOT fail") == []
    assert await numbers(history_store, "payments") == [1, 4, 3]


async def test_a_private_incident_is_neither_found_nor_counted_by_others(history_store: Database):
    def outsider(state: Incident) -> bool:
        return not state.private

    assert await numbers(history_store, "payments", outsider) == [1, 3]
    found = await find(history_store, "payments", outsider, skip=1, limit=1)
    assert (found.total, [hit.state.number for hit in found.hits]) == (2, [3])


async def test_each_incident_is_found_once_with_the_line_that_says_most(history_store: Database):
    async with history_store.writing() as tx:
        await record(tx, 3, note("payments restart: the api was fine"), note("payments again"))
    (hit,) = (await find(history_store, "payments api restart")).hits
    assert (hit.kind, hit.text) == ("note", "payments restart: the api was fine")
    assert hit.entry
    assert hit.entry.seq == 4


async def test_services_filter_whole_names_and_are_found_as_words(store: Database):
    named = e.IncidentDeclared(
        number=1, reference="MI-1", title="Slow", severity="sev1", reporter=RINA, services=("Mobile banking",)
    )
    entries = seal(Head(), [fact(named)], NOON)
    async with store.writing() as tx:
        await tx.append(evolve(None, entries[0]), entries, [None])
    assert await numbers(store, "service:mobile-banking") == [1]
    assert await numbers(store, "service:mobile") == []
    assert await numbers(store, "banking") == [1]


async def test_a_marked_message_is_found_in_its_latest_words_until_no_mark_stands(store: Database):
    async with store.writing() as tx:
        number = await declare(tx, said("roll back", "5.0"), mark("5.0", "roll back"), mark("5.0", "roll back", by=AYU))
    assert await numbers(store, "kind:decision roll") == [number]
    async with store.writing() as tx:
        await record(tx, number, fact(e.MessageEdited(target="5.0", text="roll forward", before="roll back")))
    assert await numbers(store, "roll back") == []
    assert await numbers(store, "roll forward") == [number]
    unmark = e.MessageUnmarked(mark="decision", target="5.0")
    async with store.writing() as tx:
        await record(tx, number, fact(unmark))
    assert await numbers(store, "forward") == [number]
    async with store.writing() as tx:
        await record(tx, number, Fact(event=unmark, occurred_at=NOON, actor=AYU))
    assert await numbers(store, "forward") == []


async def test_a_deleted_message_is_not_found(store: Database):
    async with store.writing() as tx:
        number = await declare(tx, mark("5.0", "the password is hunter"))
        await record(tx, number, fact(e.MessageDeleted(target="5.0")))
    assert await numbers(store, "hunter") == []


async def test_a_correction_takes_the_place_of_what_it_corrects(store: Database):
    def update(number: int, words: str, corrects: int | None = None) -> Fact:
        return fact(e.UpdatePublished(number=number, audiences=(), facts={}, text=words, corrects=corrects))

    async with store.writing() as tx:
        number = await declare(tx, note("half of all users"), update(1, "Only Bandung"))
        wrong = (await tx.entries(number, kinds={"note"}))[0]
        await record(
            tx, number, fact(e.Remark(kind="note", text="a tenth of them")).model_copy(update={"corrects": wrong.seq})
        )
        await record(tx, number, update(2, "All of Java", corrects=1))
    assert await numbers(store, "half") == []
    assert await numbers(store, "tenth") == [number]
    assert await numbers(store, "kind:update bandung") == []
    assert await numbers(store, "kind:update java") == [number]


async def test_a_key_moment_is_found_as_it_was_corrected_and_as_before_once_that_is_undone(store: Database):
    def corrected(entry: int, words: str, **more: object) -> Fact:
        return fact(e.EntryCorrected.model_validate({"entry": entry, "text": words, **more}))

    async with store.writing() as tx:
        number = await declare(tx, note("blue cable"), said("red", "5.0"), mark("5.0", "red router"))
        blue, red = [(await tx.entries(number, kinds={kind}))[0].seq for kind in ("note", "marked")]
        await record(
            tx, number, corrected(blue, "green cable", mark="action"), corrected(red, "black router", target="5.0")
        )
    assert await numbers(store, "blue") == await numbers(store, "red") == []
    assert await numbers(store, "kind:action green") == await numbers(store, "kind:decision black") == [number]
    assert await store.audit(number) is None
    async with store.writing() as tx:
        edits = [entry.seq for entry in await tx.entries(number, kinds={"entry_corrected"})]
        undone = [
            e.CorrectionUndone(entry=blue, undone=edits[0]),
            e.CorrectionUndone(entry=red, undone=edits[1], target="5.0"),
        ]
        await record(tx, number, *map(fact, undone))
    assert await numbers(store, "kind:note blue") == await numbers(store, "kind:decision red") == [number]
    assert await numbers(store, "green") == await numbers(store, "black") == []
    assert await store.audit(number) is None


async def test_a_section_of_the_review_is_found_in_its_latest_words_and_each_section_apart(store: Database):
    def wrote(section: str, version: int, words: str) -> Fact:
        return fact(e.ReviewSectionEdited(section=section, version=version, text=words))

    def field(words: str) -> Fact:
        return fact(e.ReviewFieldSaid(field="role:scribe", standing="unknown", text=words))

    async with store.writing() as tx:
        number = await declare(tx, wrote("factors", 1, "a stale cache"), wrote("summary", 1, "orders were lost"))
        await record(tx, number, field("nobody wrote"), fact(e.ReviewFieldSaid(field="role:scribe", owner=RINA)))
    assert await numbers(store, "kind:review stale") == await numbers(store, "nobody") == [number]
    async with store.writing() as tx:
        await record(tx, number, wrote("factors", 2, "a late alarm"), wrote("factors", 3, "a full disk"))
        await record(tx, number, field("Rina wrote by hand"))
    assert await numbers(store, "stale") == await numbers(store, "alarm") == await numbers(store, "nobody") == []
    for words in ("disk", "orders", "hand"):
        assert await numbers(store, f"kind:review {words}") == [number]
    assert await store.audit(number) is None


async def test_what_a_failed_transaction_wrote_is_not_found(store: Database):
    async def fails() -> None:
        async with store.writing() as tx:
            await declare(tx, title="Never happened")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    assert await numbers(store, "happened") == []


async def rows(store: Database) -> list[tuple[object, ...]]:
    async with store._engines.reading() as connection:
        return [tuple(row) for row in await connection.execute(text("SELECT * FROM words ORDER BY id"))]


async def test_made_anew_from_the_record_it_is_the_same(history_store: Database):
    async with history_store.writing() as tx:
        await record(tx, 2, mark("1.0", "walrus"), mark("1.0", "walrus", "action"), note("wrong"))
        wrong = (await tx.entries(2))[-1]
        await record(tx, 2, note("right").model_copy(update={"corrects": wrong.seq}))
        await record(tx, 2, fact(e.MessageEdited(target="1.0", text="seal", before="walrus")))
        await record(tx, 2, fact(e.MessageUnmarked(mark="action", target="1.0")))
    before = await rows(history_store)
    async with history_store._engines.writing() as connection:
        await connection.execute(text("DELETE FROM words"))
    assert await numbers(history_store, "payments") == []
    async with history_store.writing() as tx:
        await record(tx, 3, note("said before the old record was indexed"))
    while await history_store.index_more(2):
        pass
    after = [row for row in await rows(history_store) if "old record" not in str(row)]
    assert after == before
    assert await numbers(history_store, "walrus") == []
    assert await numbers(history_store, "seal") == [2]
    assert await numbers(history_store, "old record") == [3]


async def test_forgotten_words_are_neither_found_nor_left_in_the_files(store: Database):
    async with store.writing() as tx:
        number = await declare(tx, note("xylophonist confessed"), note("stays"))
        seq = (await tx.entries(number, kinds={"note"}))[0].seq
    async with store.writing() as tx:
        await tx.forget_words(number, [seq])
    assert await numbers(store, "xylophonist") == []
    assert await numbers(store, "stays") == [number]
    async with store._engines.reading() as connection:
        if connection.dialect.name == "sqlite":
            blocks = await connection.execute(text("SELECT block FROM words_index_data"))
            assert not [block for (block,) in blocks if b"xylo" in block]


async def test_verifying_names_an_index_that_says_something_else_than_the_record(history_store: Database):
    assert await history_store.audit(3) is None
    async with history_store._engines.writing() as connection:
        await connection.execute(text("DELETE FROM words WHERE body LIKE 'restart of%'"))
    misfit = await history_store.audit(3)
    assert misfit is not None
    assert "search" in misfit.why
    await history_store.index_again(3)
    assert await history_store.audit(3) is None
