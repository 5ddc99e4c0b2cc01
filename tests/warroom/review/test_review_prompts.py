"""The questions of a review: which conditions of the record raise which, and that none asks who."""

import re
from datetime import timedelta

import pytest

from bot.comms.exports.review_learning import QUESTIONS, RULES, TOPICS, question
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.policy_learning import Learning
from bot.warroom.review import draft
from bot.warroom.review.facts import Prompt
from bot.warroom.review.lint import RULES as LINT_RULES
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy
from tests.warroom.outage import outage


def asked(log: Chronicle, now: float = 200, **terms: object) -> dict[str, Prompt]:
    rules = policy(learning=Learning(**terms))  # type: ignore[arg-type]
    return {each.key: each for each in draft(log.state, log.entries, rules, at(now)).prompts}


def test_how_the_time_to_detection_could_be_halved_is_asked_with_its_figure():
    found = asked(outage())["halve"]
    assert (found.topic, found.length, found.half) == ("detection", timedelta(minutes=8), timedelta(minutes=4))


def test_without_a_time_of_detection_the_question_says_what_is_lacking():
    keys = asked(Chronicle().declare(), 1)
    assert "halve_unknown" in keys
    assert "halve" not in keys


@pytest.mark.parametrize(("slow", "raised"), [(8, True), (9, False)])
def test_it_was_seen_late_from_the_length_that_the_policy_names(slow: int, raised: bool):
    assert ("detected_late" in asked(outage(), detection_slow=timedelta(minutes=slow))) is raised


def test_each_condition_of_the_record_raises_its_question_with_its_own_figure():
    log = Chronicle().declare()
    log.milestone("started", -60)
    log.add(e.MilestoneSet(milestone="detected", at=at(-20), source="said by Dewi", by="user"), 1, DEWI)
    log.add(e.MimAccepted(person=DEWI), 4, DEWI)
    log.add(e.HandoverAccepted(person=BUDI, outgoing=DEWI), 30, BUDI)
    log.add(e.Remark(kind="hypothesis", text="DNS", numbered=True), 6, SARI)
    log.add(e.HypothesisSettled(number=1, outcome="disproved", evidence="It resolves"), 9, SARI)
    log.add(e.Remark(kind="action", text="Raised the limit", numbered=True), 10, SARI)
    log.add(e.ActionReported(number=1, what="rolled_back", text="Back to 50"), 15, SARI)
    log.add(e.SeverityChanged(before="sev2", after="sev1", reason="All stores"), 25, BUDI)
    log.add(e.WaitStarted(wait=1, on="vendor", who="telkom"), 31, BUDI)
    log.add(e.WaitEnded(wait=1), 71, BUDI)
    log.milestone("assembled", 40)
    log.milestone("diagnosed", 75)
    log.add(e.IncidentResolved(before="investigating", text="Rerouted"), 80, BUDI)
    found = asked(log)
    lengths = {key: each.length for key, each in found.items() if each.length}
    assert lengths == {
        "halve": timedelta(minutes=40),
        "detected_late": timedelta(minutes=40),
        "time_to_acknowledge": timedelta(minutes=24),
        "time_to_assemble": timedelta(minutes=40),
        "time_to_diagnose": timedelta(minutes=95),
        "severity_raised": timedelta(minutes=25),
        "no_workaround": timedelta(minutes=140),
        "waited": timedelta(minutes=40),
        "silence": timedelta(minutes=80),
    }
    counts = {key: each.count for key, each in found.items() if each.count}
    assert counts == {"ruled_out": 1, "rolled_back": 1, "handed_over": 1}
    assert {"seen_by_user", "no_model", "conditions", "not_worse", "keep", "easier"} <= set(found)


def test_a_short_smooth_incident_is_asked_what_every_review_asks_and_little_else():
    log = Chronicle().declare()
    log.milestone("started", -1)
    log.add(e.MilestoneSet(milestone="detected", at=at(-0.5), source="alert", by="monitoring"), 0, DEWI)
    log.add(e.MimAccepted(person=DEWI), 1, DEWI)
    log.add(e.Remark(kind="workaround", text="Second line"), 3, DEWI)
    log.milestone("workaround", 3)
    log.add(e.IncidentResolved(before="investigating", text="First line is back"), 8, DEWI)
    assert set(asked(log)) == {
        "halve", "conditions", "workaround", "not_worse", "seen_by_monitoring", "keep", "no_model", "easier",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("key", sorted(QUESTIONS))
def test_no_question_asks_who(key: str, language: str):
    wording = Wording(translator(language), policy())
    prompt = Prompt(topic="factors", key=key, length=timedelta(minutes=8), half=timedelta(minutes=4), count=2)
    said = question(prompt, wording)
    assert not re.search(r"\b(?:who|whom|whose|whoever|siapa)\b", said, re.IGNORECASE), said
    assert "?" in said
    assert "{" not in said


def test_every_topic_and_rule_has_its_words():
    assert set(TOPICS) == {"factors", "mitigators", "went_well", "was_hard"}
    assert set(RULES) == set(LINT_RULES)
