"""What an update owes to subscribers, which links are theirs, and which texts are addresses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.warroom.events import UpdateDelivered
from bot.warroom.owing import owe
from bot.warroom.owing.subscribers import MOST_TRIES, SHARES, again, link
from bot.warroom.policy import StatusPages, Subscribe
from bot.warroom.ports import Step
from bot.warroom.subscribers import Links, Subscriber, address_of, handle_in, link_key
from tests.comms.stage import at, organisation, under_way

OPEN = organisation().model_copy(update={"status_page": StatusPages(subscribe=Subscribe(open=True))})
ABOUT = {"number": 42, "seq": 7, "audience": "customers", "update": 1}
SOMEBODY = Subscriber(id=5, handle="h5", address="a@example.com", asked="x", asked_until=at(60))


def mails(policy=OPEN, channel: str = "page:public", **state: object) -> list[str]:
    stage = under_way()
    entry = stage.entries[-1].model_copy(
        update={"event": UpdateDelivered(number=1, audience="customers", channel=channel, seq=7)}
    )
    owed = owe(entry, stage.state.model_copy(update=state), policy).owed
    return [row.key for row in owed if row.step == "subscriber.mail"]


def test_an_update_on_the_public_page_owes_one_chain_for_each_share():
    assert mails() == [f"subscriber.mail:42:1:{share}:0" for share in range(SHARES)]


def test_a_share_is_told_of_one_update_after_the_other():
    another = {**ABOUT, "number": 43}
    assert link(ABOUT, 1).lane == link(another, 1, after=9).lane != link(ABOUT, 2).lane
    assert link(ABOUT, 1).lane


@pytest.mark.parametrize("state", [{"private": True}, {"drill": True}])
def test_private_incidents_and_drills_owe_subscribers_nothing(state: dict[str, bool]):
    assert mails(**state) == []


def test_another_place_or_a_policy_that_wants_none_owes_subscribers_nothing():
    assert mails(channel="page:staff") == mails(policy=organisation()) == []


def test_a_mail_put_off_is_owed_again_so_often_and_no_more():
    row = link(ABOUT, 1, 4)
    step = Step(
        id=1, key=row.key, step=row.step, number=None, payload=row.payload, attempts=0, doubtful=False,
        created_at=at(0), lease="test",
    )  # fmt: skip
    keys = []
    while rows := again(step, SOMEBODY.id, at(0)):
        [row] = rows
        keys.append(row.key)
        assert row.not_before == at(0) + timedelta(minutes=10)
        step = step.model_copy(update={"payload": row.payload})
    assert len(set(keys)) == len(keys) == MOST_TRIES


def test_a_link_is_good_for_one_purpose_one_request_and_one_key():
    links = Links(link_key("secret"))
    right = links.confirming(SOMEBODY)
    later = SOMEBODY.model_copy(update={"asked": "y"})
    others = {links.confirming(later), links.leaving(SOMEBODY), Links(link_key("another")).confirming(SOMEBODY)}
    assert right not in others
    assert len(others) == 3
    assert handle_in(right) == "h5"
    assert links.leaving(later) == links.leaving(SOMEBODY)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Putu.Ayu+posko@Example.CO.ID\n", "putu.ayu+posko@example.co.id"),
        ("a@b.example\r\nBcc: c@d.example", ""),
        ("a@b.example, c@d.example", ""),
        ('"a b"@b.example', ""),
        ("a@b", ""),
        (".a@b.example", ""),
        ("a..b@c.example", ""),
        ("a@-b.example", ""),
        ("é@b.example", ""),
        ("<a@b.example>", ""),
        (f"{'x' * 65}@b.example", ""),
        (f"a@{'b.' * 130}example", ""),
    ],
)
def test_only_a_plain_address_is_one(typed: str, address: str):
    assert address_of(typed) == address
