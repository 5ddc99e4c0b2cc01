"""Whatever people type, every message keeps Slack's limits and mentions only whom the bot means to mention."""

from collections.abc import Iterator

import pytest

from bot.comms.cards import Cards
from bot.comms.message import Message
from bot.warroom.base import Person
from bot.warroom.evolution import evolve
from bot.warroom.policy import Policy
from bot.warroom.updates import facts
from tests.comms.cards.limits import complaints, mentioned
from tests.comms.stage import SARI, Chronicle, at, every_event, organisation, under_way

ATTACK = (
    "<!channel> <!here> <@U0VICTIM> @here @channel <https://evil.example|your bank> &lt;!everyone&gt; \u202egnp.exe "
)
TEXTS = {
    "attacks": ATTACK * 3,
    "40,000 characters": "Pembayaran gagal. " * 2_223,
    "40,000 attacks": ATTACK * 360,
    "40,000 ampersands": "&" * 40_000,
    "40,000 lines": "x\n" * 20_000,
    "emoji": "👩🏽‍🚒🔥🇮🇩" * 4_000,
    "right to left": "انقطاع في الخدمة \u202e <!here> שירות\n" * 1_200,
    "format braces": "{0} {text} %s {{ 7*7 }} {% raw %}",
    "blank": " \n ",
}


def messages(log: Chronicle, text: str, policy: Policy, person: Person) -> Iterator[Message | None]:
    cards, before = Cards(), log.state
    for event in every_event(text, person, log):
        if event.kind == "declared":
            continue
        entry = log.add(event, 20, person)
        state = evolve(before, log.entries.pop())
        for moments in (None, (entry,)):
            yield cards.entry_message(entry, state, policy, moments=moments)
        yield from (cards.direct(entry, state, policy, as_) for as_ in ("page", "reminder", "overdue", "duties"))
        if state is not before:
            yield cards.room_card(state, policy, at(25))
            yield cards.announcement(state, policy)
    yield cards.room_card(before, policy, at(25))
    yield cards.announcement(before, policy)
    said = facts(before, log.entries, at(25), {"internal": at(40)}, text=text)
    for audience in policy.audiences.values():
        yield cards.update_message(said, audience, policy)


def crowded(text: str, person: Person) -> Chronicle:
    """An incident whose every word is the hostile one, with many tasks, services, roles and promises."""
    log = under_way(title=text, impact=text, services=(text,) * 30, reporter=person)
    for event in every_event(text, person, log):
        if event.kind in {"action", "impact", "workaround", "mim_accepted", "role_assigned"}:
            log.add(event, 16, person)
    for number in range(2, 40):
        log.add(
            next(e for e in every_event(text, person, log) if e.kind == "task_added").model_copy(
                update={"task": number}
            ),
            17,
        )
    for number in range(40):
        log.promise(f"{text[:60]}{number}", 30, 18)
    return log


@pytest.mark.parametrize(
    ("text", "drill"),
    [pytest.param(text, name == "attacks", id=name) for name, text in TEXTS.items()],
)
def test_every_message_keeps_slacks_limits_and_mentions_nobody_unasked(text: str, drill: bool) -> None:
    hostile = Person(id="U9EVIL", name=text)
    policy = organisation()
    log = crowded(text, hostile)
    log.entries[0] = log.entries[0].model_copy(
        update={"event": log.entries[0].event.model_copy(update={"drill": drill, "private": drill})}
    )
    sent = [message for message in messages(log, text, policy, hostile) if message]
    assert len(sent) > 60
    assert [complaint for message in sent for complaint in complaints(message)] == []
    assert set().union(*map(mentioned, sent)) <= {"U9EVIL"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_topic_is_plain_and_at_most_250_characters(text: str) -> None:
    topic = Cards().topic(under_way(title=text, reporter=Person(id="U9", name=text)).state, organisation())
    assert len(topic) <= 250
    assert "\n" not in topic


def test_only_those_who_must_act_are_mentioned() -> None:
    log = under_way()
    asking = {"mim_paged", "handover_offered", "task_overdue"}
    for event in every_event("text", SARI, log):
        entry = log.add(event, 20, SARI)
        message = Cards().entry_message(entry, log.state, organisation())
        assert message is None or mentioned(message) == ({SARI.id} if event.kind in asking else set())
        del log.entries[-1]


def test_every_message_of_a_drill_says_so_in_its_text_and_its_blocks() -> None:
    log = under_way(drill=True)
    for message in messages(log, "text", organisation(), SARI):
        assert message is None or ("DRILL" in message.text and "DRILL" in str(message.blocks[0]))
