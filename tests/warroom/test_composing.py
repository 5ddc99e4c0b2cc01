"""Between a written update and its readers: the linter, approval, holding statements, corrections."""

from __future__ import annotations

from typing import Any

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_updates as cu
from bot.warroom import events as e
from bot.warroom.audiences import Approval, Audience
from bot.warroom.erasing.fields import ERASED
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, NotApprover, OutdatedUpdate, UnknownUpdate
from bot.warroom.releasing import released
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, kinds, later, minutes, of, policy

OFTEN = {"default": {"default": minutes(10)}}
HOST = "Restarting db-prod-01"


def organisation(**customers: Any) -> Any:
    """Staff whose linter warns, and customers, whose linter blocks."""
    values = {"form": "customer", "linter": "block", **customers}
    staff = Audience(name="staff", title="Staff", channels=("#staff",), sees_private=True, cadence=OFTEN)
    told = Audience(name="customers", title="Customers", channels=("#customers",), cadence=OFTEN, **values)
    return policy(audiences={"staff": staff, "customers": told})


def game(**customers: Any) -> Game:
    """Adi leads; Citra sees to the communications; Bima may approve where approval is asked."""
    made = accepted(policy=organisation(**customers))
    made.approving = {"customers": (BIMA,)} if "approval" in customers else {}
    made.do(c.AssignRole(role="communications_lead", person=CITRA))
    return made


def approved_by_bima() -> Game:
    return game(approval=Approval(by=("@bima",)))


def published(happened: list[e.Event]) -> list[tuple[tuple[str, ...], str, bool]]:
    return [(each.audiences, each.text, each.holding) for each in of(e.UpdatePublished, happened)]


# the linter


def test_what_one_audience_must_not_read_waits_while_the_others_are_told():
    happened = game().do(c.PublishUpdate(text=HOST))
    assert published(happened) == [(("staff",), HOST, False)]
    (held,) = of(e.UpdateHeld, happened)
    assert (held.audience, held.draft) == ("customers", 1)
    assert [(each.rule, each.excerpt, each.part) for each in held.found] == [("host_name", "db-prod-01", "text")]


def test_what_is_held_back_keeps_no_promise():
    made = game()
    made.do(c.PublishUpdate(text=HOST))
    assert made.state.promises["customers"].due_at == later(5)
    assert made.state.promises["staff"].due_at == later(10)


@pytest.mark.parametrize(("level", "says"), [("warn", ["host_name"]), ("off", [])])
def test_a_milder_linter_lets_it_go(level, says):
    (told,) = of(e.UpdatePublished, game(linter=level).do(c.PublishUpdate(text=HOST)))
    assert told.audiences == ("staff", "customers")
    assert [each.rule for each in told.found] == says


def test_a_near_copy_warns_and_never_blocks():
    made = game()
    made.do(c.PublishUpdate(text="We look for the fault in the payment service"))
    (told,) = of(e.UpdatePublished, made.do(c.PublishUpdate(text="We look for the fault in the payment service")))
    assert told.audiences == ("staff", "customers")
    assert {each.rule for each in told.found} == {"near_copy"}


def test_other_words_go_at_once_and_only_to_whom_they_were_held_back_from():
    made = game()
    made.do(c.PublishUpdate(text=HOST))
    happened = made.do(cu.RewriteUpdate(draft=1, text="Restarting the payment service"))
    assert published(happened) == [(("customers",), "Restarting the payment service", False)]
    assert kinds(happened) == ["promise_kept", "update_published", "update_promised"]


def test_an_override_needs_a_reason_and_somebody_who_may_and_stands_in_the_record():
    made = game()
    made.do(c.PublishUpdate(text=HOST))
    with pytest.raises(NotAllowed):
        made.do(cu.OverrideUpdate(draft=1, reason="They know it"), by=DIAN)
    with pytest.raises(EmptyText):
        made.do(cu.OverrideUpdate(draft=1, reason=" "), by=CITRA)
    happened = made.do(cu.OverrideUpdate(draft=1, reason="They know it"), by=CITRA)
    assert kinds(happened)[0] == "update_overridden"
    assert published(happened) == [(("customers",), HOST, False)]
    with pytest.raises(AlreadySo, match="U1 was released by Citra"):
        made.do(cu.OverrideUpdate(draft=1, reason="They know it"))


def test_an_update_sent_by_itself_is_never_silenced():
    made = game()
    made.do(c.RecordRemark(kind="impact", text="Nobody can pay since db-prod-01 is down"))
    made.do(c.RecordRemark(kind="workaround", text="Pay by transfer"))
    staff, customers = of(e.UpdatePublished, made.wait(5))
    assert (staff.audiences, staff.holding) == (("staff",), False)
    assert (customers.audiences, customers.holding) == (("customers",), True)
    assert (customers.facts["impact"], customers.facts["workaround"]) == ("", "Pay by transfer")
    assert [(each.rule, each.part) for each in customers.found] == [("host_name", "impact")]
    assert made.state.promises["customers"].due_at == later(15)


# approval


def test_what_needs_approval_waits_and_goes_when_an_approver_says_yes():
    made = approved_by_bima()
    happened = made.do(c.PublishUpdate(text="We are on it"))
    assert published(happened) == [(("staff",), "We are on it", False)]
    assert [each.approvers for each in of(e.ApprovalAsked, happened)] == [(BIMA,)]
    assert "U2BIMA" in {each.payload.get("user") for each in made.rows("person.say")}
    (told,) = of(e.UpdatePublished, made.do(cu.ApproveUpdate(draft=1), by=BIMA))
    assert (told.audiences, told.text, told.approved_by) == (("customers",), "We are on it", BIMA)


def test_nobody_approves_but_whom_the_policy_names_when_it_is_pressed():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="We are on it"))
    for person in (ADI, CITRA):
        with pytest.raises(NotApprover):
            made.do(cu.ApproveUpdate(draft=1), by=person, administrator=True)
    made.approving = {"customers": (EKA,)}
    with pytest.raises(NotApprover):
        made.do(cu.ApproveUpdate(draft=1), by=BIMA)
    made.do(cu.ApproveUpdate(draft=1), by=EKA)
    with pytest.raises(AlreadySo, match="by Eka"):
        made.do(cu.ApproveUpdate(draft=1), by=EKA)


def test_whoever_holds_the_named_role_approves_and_an_approver_asks_nobody():
    made = game(approval=Approval(by=("role:communications_lead",)))
    made.approving = {}
    told = of(e.UpdatePublished, made.do(c.PublishUpdate(text="We are on it"), by=CITRA))
    assert [(each.audiences, each.approved_by) for each in told] == [(("staff",), None), (("customers",), CITRA)]
    made.do(c.PublishUpdate(text="Found nothing yet"), by=ADI)
    with pytest.raises(NotApprover):
        made.do(cu.ApproveUpdate(draft=1), by=ADI)
    made.do(cu.ApproveUpdate(draft=1), by=CITRA)


def test_a_refusal_gives_the_words_back():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="We are on it"))
    (refused,) = of(e.UpdateRefused, made.do(cu.RefuseUpdate(draft=1, reason="Too thin"), by=BIMA))
    assert (refused.author, refused.text, refused.reason) == (ADI, "We are on it", "Too thin")
    assert any(each.payload.get("as") == "update_refused" for each in made.rows("person.say"))


def test_at_the_promised_time_a_holding_statement_goes_with_approved_words_only():
    made = approved_by_bima()
    made.do(c.RecordRemark(kind="impact", text="Half of the cards"))
    made.do(c.PublishUpdate(text="We are on it"))
    made.do(cu.ApproveUpdate(draft=1), by=BIMA)
    made.do(c.RecordRemark(kind="impact", text="All of the cards"))
    made.do(c.PublishUpdate(text="It grows"))
    (told,) = [each for each in of(e.UpdatePublished, made.wait(10)) if each.audiences == ("customers",)]
    assert (told.holding, told.facts["text"], told.facts["impact"]) == (True, "We are on it", "Half of the cards")
    (late,) = of(e.UpdatePublished, made.do(cu.ApproveUpdate(draft=2), by=BIMA))
    assert late.text == "It grows"


def test_what_is_sent_by_itself_repeats_what_was_sent_last_and_never_a_refused_draft():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="Half of the cards fail"))
    made.do(cu.ApproveUpdate(draft=1), by=BIMA)
    made.do(c.PublishUpdate(audiences=("customers",), text="It will be over soon"))
    made.do(cu.RefuseUpdate(draft=2, reason="Says who?"), by=BIMA)
    made.do(c.RecordRemark(kind="action", text="Rolled the release back"))
    told = {name: each for each in of(e.UpdatePublished, made.wait(10)) for name in each.audiences}
    assert {name: each.facts["text"] for name, each in told.items()} == dict.fromkeys(
        ("staff", "customers"), "Half of the cards fail"
    )
    assert [each["text"] for each in told["staff"].facts["changes"]] == ["Rolled the release back"]
    assert told["customers"].facts["changes"] == []
    assert told["staff"].found == ()
    assert told["staff"].text == ""


@pytest.mark.parametrize(
    ("moved", "says"),
    [
        (c.MoveState(to="identified", text="A full disk"), "A full disk"),
        (c.MoveState(to="investigating", text="Two leads"), "Two leads"),
    ],
)
def test_what_was_said_of_the_state_since_goes_before_what_was_sent_last(moved, says):
    made = game()
    made.do(c.PublishUpdate(text="Half of the cards fail"))
    made.do(moved)
    assert {each.facts["text"] for each in of(e.UpdatePublished, made.wait(10))} == {says}


def test_words_that_were_erased_since_are_not_said_again_with_gaps():
    made = game()
    made.do(c.PublishUpdate(text="Call 0812 for a voucher"))
    read = {name: each.model_copy(update={"text": f"Call {ERASED}"}) for name, each in made.state.last_told.items()}
    made.current = made.state.model_copy(update={"last_told": read})
    assert {each.facts["text"] for each in of(e.UpdatePublished, made.wait(10))} == {""}


def test_each_audience_hears_the_key_moments_since_it_was_told_itself():
    made = game()
    made.do(c.RecordRemark(kind="action", text="One"))
    made.do(c.PublishUpdate(audiences=("customers",), text="We are on it"))
    made.do(c.RecordRemark(kind="action", text="Two"))
    changes = {
        name: [change["text"] for change in each.facts["changes"]]
        for each in of(e.UpdatePublished, made.do(c.PublishUpdate(text="All cards fail now")))
        for name in each.audiences
    }
    assert changes == {"staff": ["One", "Two"], "customers": ["Two"]}


def test_what_was_written_before_a_change_of_state_is_not_approved_any_more():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="We are on it"))
    made.do(c.MoveState(to="identified", text="A full disk"))
    with pytest.raises(OutdatedUpdate):
        made.do(cu.ApproveUpdate(draft=1), by=BIMA)


def test_the_last_update_waits_too_and_at_its_time_they_hear_that_it_is_over():
    made = approved_by_bima()
    happened = made.do(c.Resolve(text="Restarted"))
    assert published(happened) == [(("staff",), "Restarted", False)]
    (told,) = of(e.UpdatePublished, made.wait(10))
    assert (told.audiences, told.holding, told.final) == (("customers",), True, True)
    (last,) = of(e.UpdatePublished, made.do(cu.ApproveUpdate(draft=1), by=BIMA))
    assert (last.text, last.final) == ("Restarted", True)
    assert "customers" not in made.state.promises


# corrections


def test_a_correction_goes_where_the_update_went_and_everywhere_it_arrived():
    made = game()
    made.do(c.PublishUpdate(text="Half of the cards fail"))
    made.record([e.UpdateDelivered(number=1, audience="customers", channel="mailto:desk@example.com")])
    (told,) = of(e.UpdatePublished, made.do(cu.CorrectUpdate(number=1, text="All cards fail")))
    assert (told.audiences, told.corrects, told.facts["corrects"]) == (("staff", "customers"), 1, 1)
    sent = [(each.audience.name, each.route.ref) for each in released(told, made.entries[-1], made.state, made.policy)]
    assert sent == [("staff", "#staff"), ("customers", "#customers"), ("customers", "mailto:desk@example.com")]
    with pytest.raises(UnknownUpdate):
        made.do(cu.CorrectUpdate(number=9, text="All cards fail"))


def test_a_correction_is_checked_and_approved_like_any_update():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="We are on it"))
    made.do(cu.ApproveUpdate(draft=1), by=BIMA)
    happened = made.do(cu.CorrectUpdate(number=2, text=HOST))
    assert published(happened) == [(("staff",), HOST, False)]
    assert kinds(happened)[-1] == "update_held"
    happened = made.do(cu.RewriteUpdate(draft=2, text="The payment service restarts"))
    assert kinds(happened) == ["update_approval_asked"]
    (told,) = of(e.UpdatePublished, made.do(cu.ApproveUpdate(draft=3), by=BIMA))
    assert told.corrects == 2


def test_older_words_that_wait_are_out_of_date_once_the_audience_was_told_newer_ones():
    made = game()
    made.do(c.PublishUpdate(text=HOST))
    made.do(c.PublishUpdate(text="We are restarting it", audiences=("customers",)))
    with pytest.raises(AlreadySo, match="U1 was replaced by Adi"):
        made.do(cu.OverrideUpdate(draft=1, reason="They know it"), CITRA)


def test_a_holding_statement_leaves_what_waits_to_be_approved():
    made = approved_by_bima()
    made.do(c.PublishUpdate(text="We are restarting it"))
    made.wait(6)
    assert of(e.UpdatePublished, made.do(cu.ApproveUpdate(draft=1), BIMA))[0].text == "We are restarting it"
