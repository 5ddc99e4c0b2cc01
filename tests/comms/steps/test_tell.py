"""Announcements and updates reach their channels once, and a private incident reaches nobody who may not see it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.comms.delivery import Executor
from bot.comms.retry import CannotDo
from bot.comms.steps import executors
from bot.comms.transports import errors as e
from bot.comms.transports.email import MailRefused
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.events import Posted, SeverityChanged, UpdateDelivered, UpdatePublished
from bot.warroom.places import Place
from bot.warroom.updates import UpdateFacts
from tests.comms.slackhouse import START, House, PlainCards, PlainDocuments, again, open_house, policy
from tests.databases import SqliteFiles


def published(**facts: Any) -> UpdatePublished:
    told = UpdateFacts(
        number=3, reference="MI-42", title="Checkout", state="investigating", severity="sev1", since=START, as_of=START,
        text="We look into it", **facts,
    )  # fmt: skip
    return UpdatePublished(number=3, audiences=("executives", "staff"), facts=told.model_dump(mode="json"))


async def test_the_announcement_is_posted_once_and_then_changed(house: House) -> None:
    await house.declare()
    await house.do(house.step("announce"))
    await house.record([SeverityChanged(before="sev1", after="sev2", reason="")])
    assert (await house.do(house.step("announce"))).events == ()
    assert house.said("general") == ["announcement MI-42 sev2"]


async def test_a_private_incident_is_not_announced(house: House) -> None:
    await house.declare(private=True)
    assert (await house.do(house.step("announce"))).note == "private"
    assert house.said("general") == []


async def test_an_update_reaches_its_channel_in_the_words_of_its_audience(house: House) -> None:
    await house.declare(published())
    outcome = await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    head, message = house.messages("general")
    assert (message.text, message.thread_ts) == ("update 3 for staff: We look into it", head.ts)
    sent = {"number": 3, "audience": "staff", "channel": "#general", "to": "#general", "seq": 3, "id": message.ts}
    assert outcome.events == (
        UpdateDelivered(**sent, result="posted in Slack"),
        Posted(what="told:#general", channel=head.channel, ts=head.ts),
    )


async def test_the_first_message_of_the_thread_is_kept_current(house: House) -> None:
    await house.declare(published())
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    more = published().model_copy(update={"facts": {**published().facts, "number": 4, "text": "Found it"}})
    await house.record([more])
    last = max(entry.seq for entry in await house.entries())
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=last))
    await house.do(house.step("update.root", audience="staff", channel="#general"))
    head, *thread = house.messages("general")
    assert head.text == "stands 4 for staff: Found it"
    assert [each.text for each in thread] == ["update 3 for staff: We look into it", "update 4 for staff: Found it"]
    assert {each.thread_ts for each in thread} == {head.ts}


async def test_no_update_waits_for_the_head_of_its_thread(house: House) -> None:
    await house.declare(published())
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    house.sandbox.faults.rate_limit("chat.update", retry_after=600)
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    with pytest.raises(e.RateLimited):
        await house.do(house.step("update.root", audience="staff", channel="#general"))
    assert len(house.said("general")) == 3


async def test_when_slack_makes_the_update_wait_after_the_head_of_its_thread_both_are_posted_once(house: House) -> None:
    await house.declare(published())
    step = house.step("update.send", audience="staff", channel="#general", seq=3)
    house.sandbox.faults.rate_limit("chat.postMessage", skip=1)
    with pytest.raises(e.RateLimited) as refused:
        await house.do(step)
    assert refused.value.halfway
    house.clock.advance(2)
    await house.do(again(step))
    assert house.said("general") == ["stands 3 for staff: We look into it", "update 3 for staff: We look into it"]
    assert house.calls("conversations.history") == 0


async def test_a_thread_whose_head_is_gone_begins_anew(house: House) -> None:
    await house.declare(published())
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    head = house.messages("general")[0]
    await house.gateway._wire.call("chat.delete", channel=head.channel, ts=head.ts)
    await house.do(house.step("update.root", audience="staff", channel="#general"))
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    assert (await house.state()).posts["told:#general"].ts == house.messages("general")[-2].ts
    assert house.messages("general")[-1].thread_ts == house.messages("general")[-2].ts


async def test_a_direct_message_reaches_everybody_that_is_meant(house: House) -> None:
    await house.declare(published())
    outcome = await house.do(house.step("update.send", audience="staff", channel="dm:@hendra", seq=3))
    assert outcome.events[-1].to == "Hendra Wijaya"
    with pytest.raises(CannotDo, match="Nobody could be reached as @nobody"):
        await house.do(house.step("update.send", audience="staff", channel="dm:@nobody", seq=3))


async def test_a_channel_that_fails_for_too_long_is_given_up_so_that_the_next_takes_over(house: House) -> None:
    await house.declare(published())
    step = house.step("update.send", audience="staff", channel="#general", seq=3, then=["#board"])
    house.sandbox.faults.drop_before("chat.postMessage", times=2)
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    house.clock.advance(200)
    with pytest.raises(CannotDo, match="It did not answer for"):
        await house.do(step.model_copy(update={"attempts": 1}))


class Refusing:
    """A way that always answers with the same error."""

    def __init__(self, error: e.TransportError) -> None:
        self.error = error

    async def deliver(self, _parcel: Parcel) -> Receipt:
        raise self.error

    async def test(self, _trial: Trial) -> Receipt:
        raise self.error


def refusing(house: House, kind: str, error: e.TransportError) -> Executor:
    """The step that delivers updates, where one way always refuses."""
    steps = executors(
        house.gateway, house.store, house.policy, house.clock, house.directory, PlainCards(), PlainDocuments(),
        me=house.me, outside={kind: Refusing(error)},
    )  # fmt: skip
    return steps["update.send"]


REFUSED = MailRefused("smtp", "535 no")


@pytest.mark.parametrize(
    ("error", "channel", "then", "end"),
    [
        (e.RateLimited("webhook pager", 7), "webhook:pager", ["#board"], CannotDo),
        (REFUSED, "mailto:board@example.com", ["#board"], CannotDo),
        (REFUSED, "mailto:board@example.com", [], MailRefused),
        (e.Unavailable("smtp"), "mailto:board@example.com", [], e.Unavailable),
        (e.Crowded("email", 2), "mailto:board@example.com", ["#board"], e.Crowded),
        (e.TokenRevoked("chat.postMessage"), "#general", ["mailto:board@example.com"], CannotDo),
        (e.RateLimited("chat.postMessage", 1), "#general", ["mailto:board@example.com"], e.RateLimited),
    ],
)
async def test_another_place_takes_over_whatever_the_failure_and_patience_begins_with_it(
    house: House, error: e.TransportError, channel: str, then: list[str], end: type[Exception]
) -> None:
    await house.declare(published())
    deliver = refusing(house, Place.of(channel).kind, error)
    step = house.step("update.send", audience="staff", channel=channel, seq=3, then=then)
    house.clock.advance(3_600)
    with pytest.raises(type(error)):
        await deliver(step)
    house.clock.advance(200)
    with pytest.raises(end):
        await deliver(step)


async def test_a_server_that_asks_to_wait_for_too_long_is_not_waited_for(house: House) -> None:
    await house.declare(published())
    deliver = refusing(house, "webhook", e.RateLimited("webhook pager", 3_600))
    with pytest.raises(CannotDo, match="asked to wait 1 h"):
        await deliver(house.step("update.send", audience="staff", channel="webhook:pager", seq=3, then=["#board"]))


async def test_a_place_without_settings_says_what_is_missing(house: House) -> None:
    await house.declare(published())
    with pytest.raises(CannotDo, match="webhook:pager is named in the policy"):
        await house.do(house.step("update.send", audience="staff", channel="webhook:pager", seq=3))


async def test_a_private_incident_tells_only_audiences_that_may_see_it(house: House) -> None:
    await house.declare(published(), private=True)
    assert (await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))).note == "private"
    await house.do(house.step("update.send", audience="executives", channel="#board", seq=3))
    assert (house.said("general"), len(house.said("board"))) == ([], 2)


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_an_update_is_sent_once(house: House, fault: str) -> None:
    await house.declare(published())
    getattr(house.sandbox.faults, fault)("chat.postMessage")
    step = house.step("update.send", audience="staff", channel="#general", seq=3)
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    outcome = await house.do(again(step))
    delivered, posted = outcome.events
    assert [posted.ts, delivered.id] == [it.ts for it in house.messages("general")]


async def test_a_missing_channel_is_created_once_for_all_who_need_it(house: House) -> None:
    await house.declare(published())
    house.sandbox.faults.drop_after("conversations.create")
    step = house.step("update.send", audience="staff", channel="#updates", seq=3)
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    await house.do(again(step))
    await house.do(house.step("update.send", audience="executives", channel="#updates", seq=3))
    assert len(house.said("updates")) == 3


async def test_a_missing_channel_is_not_created_against_the_policy(sqlite: SqliteFiles, tmp_path: Any) -> None:
    async with sqlite.fresh(tmp_path) as url, open_house(url, rules=policy(create_missing_channels=False)) as house:
        await house.declare(published())
        with pytest.raises(CannotDo, match="I see no channel #updates"):
            await house.do(house.step("update.send", audience="staff", channel="#updates", seq=3))


async def test_a_private_channel_without_the_bot_asks_for_an_invitation(house: House) -> None:
    await house.declare(published())
    await house.person("hendra").create_channel("board", private=True)
    with pytest.raises(CannotDo) as refused:
        await house.do(house.step("update.send", audience="executives", channel="#board", seq=3))
    assert "type `/invite @Posko` there" in refused.value.remedy


async def test_a_channel_that_refuses_is_named(house: House) -> None:
    await house.declare(published())
    house.sandbox.faults.error("chat.postMessage", "restricted_action_read_only_channel")
    with pytest.raises(CannotDo) as refused:
        await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    assert refused.value.why.startswith("#general: The workspace's settings do not allow it")
    assert refused.value.remedy == "Ask a Slack administrator to allow it for this app, or do it by hand."


async def test_the_bot_comes_back_to_a_channel_that_it_was_removed_from(house: House) -> None:
    await house.declare(published())
    await house.do(house.step("update.send", audience="staff", channel="#general", seq=3))
    house.channel("general").members.pop(house.me)
    await house.do(house.step("update.send", audience="executives", channel="#general", seq=3))
    assert len(house.said("general")) == 3


@pytest.mark.parametrize("skew", [-120, 120])
async def test_a_message_is_found_although_slacks_clock_is_two_minutes_off(
    sqlite: SqliteFiles, tmp_path: Any, skew: float
) -> None:
    async with sqlite.fresh(tmp_path) as url, open_house(url, skew=skew) as house:
        await house.declare(published())
        house.sandbox.faults.drop_after("chat.postMessage")
        step = house.step("update.send", audience="staff", channel="#general", seq=3)
        with pytest.raises(e.Ambiguous):
            await house.do(step)
        house.clock.advance(timedelta(hours=2).total_seconds())
        await house.do(again(step))
        assert len(house.messages("general")) == 2
