"""Similar incidents of the past, found in the index: offered on declaration and in the review, never private ones."""

from __future__ import annotations

from bot.comms.documents import Documents
from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.timeline import Fact
from tests.handlers.stage import SARI, Stage

SERVICE = ("Checkout",)


async def solved(stage: Stage, number: int, words: str) -> None:
    await stage.done(c.RecordRemark(kind="workaround", text=f"{words} meanwhile"), number=number)
    await stage.done(c.Resolve(text=words), number=number)


async def review(stage: Stage, number: int) -> str:
    await stage.done(c.DraftReview(), number=number)
    documents = Documents(stage.store, stage.policy, stage.clock)
    return b"".join([piece async for piece in documents.stream(number, "review", "md")]).decode()


async def test_a_review_lists_what_was_solved_meanwhile_with_what_it_has_in_common(stage: Stage) -> None:
    await stage.declared("Card payments time out", services=SERVICE)
    await stage.declared("Card payments time out again", services=SERVICE, private=True)
    await stage.declared("Payments by card time out", services=SERVICE)
    await stage.declared("Payroll prints twice")
    assert (await stage.state(3)).similar == ()
    assert "Similar incidents" not in await review(stage, 3)
    await solved(stage, 1, "Larger pool")
    await solved(stage, 2, "Secret of the board")
    said = await review(stage, 3)
    line = next(line for line in said.splitlines() if line.startswith("| ") and "MI-1" in line)
    assert "same service: Checkout; 4 shared words: payments, card, time, out" in line
    assert "Larger pool" in line
    assert "Larger pool meanwhile" in line
    assert "MI-2" not in said
    assert "Secret" not in said
    before = len([entry for entry in await stage.entries(3) if entry.kind == "similar_found"])
    await review(stage, 3)
    assert len([entry for entry in await stage.entries(3) if entry.kind == "similar_found"]) == before == 1


async def test_a_drill_is_like_nothing_and_like_no_drill(stage: Stage) -> None:
    await stage.declared("Card payments time out", drill=True)
    await stage.declared("Card payments time out again")
    await solved(stage, 1, "Larger pool")
    await review(stage, 2)
    assert (await stage.state(2)).similar == ()


async def test_the_whole_past_is_looked_through_on_declaration(stage: Stage) -> None:
    await stage.declared("VPN login fails for the branches")
    await solved(stage, 1, "New certificate")
    async with stage.store.writing() as tx:
        for number in range(2, 210):
            declared = e.IncidentDeclared(
                number=number, reference=f"MI-{number}", title="Printer jam", severity="sev4", reporter=SARI
            )
            assert await tx.take_number() == number
            await stage.engine.record(tx, None, [Fact(event=declared, occurred_at=stage.clock.now())])
    await stage.declared("Branches: VPN login fails")
    (past,) = (await stage.state(210)).similar
    assert (past.reference, past.resolution) == ("MI-1", "New certificate")
    assert past.shared == ("branches", "vpn", "login", "fails")
