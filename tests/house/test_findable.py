"""Every text of an event is one that can be found, or is left out for a reason that stands here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from bot.warroom import events as e
from bot.warroom.erasing.fields import WORDS
from bot.warroom.searching.indexing import ABOUT_MESSAGES, TEXTS

NAMES = frozenset(
    """
    accepted after audience audiences before by channel clock code contact criterion currency facts field format
    id impact_kinds impact_level instead_of key lapsed link messages milestone model models name objections original
    people question questions reference references result role roles schedule section service services severity
    shared_in solution source step swarm target team teams to topic ts urgency_level vendor via waits what
""".split()  # noqa: SIM905
)
"""Fields that hold a name, a number, an address or a word of the policy's."""
STEPS = "words of the machine's about its own steps"
DRAFT = "the words of an update that was not sent; the one that was is found"
GUARD = "an explanation to the linter or to whoever approves, not about the incident"
SAID_ALREADY = "what the line says already, where only its kind changed"
TRACKER = "the answer of the system that a ticket was filed in"
LEFT_OUT = {
    **dict.fromkeys((("step_failed", "why"), ("step_failed", "remedy"), ("on_call_fell_back", "why")), STEPS),
    **dict.fromkeys((("delivery_failed", name) for name in ("why", "then", "remedy")), STEPS),
    **dict.fromkeys((("template_broken", name) for name in ("file", "variable", "why")), STEPS),
    **dict.fromkeys((("update_requested", "text"), ("update_held", "text")), DRAFT),
    **dict.fromkeys((("update_approval_asked", "text"), ("update_refused", "text")), DRAFT),
    **dict.fromkeys((("update_published", "overridden"), ("update_approval_asked", "overridden")), GUARD),
    **dict.fromkeys((("update_overridden", "reason"), ("update_refused", "reason")), GUARD),
    **dict.fromkeys(((kind, "words") for kind in ("entry_corrected", "correction_undone")), SAID_ALREADY),
    ("content_erased", "reason"): "about the record, not the incident",
    ("message", "text"): "plain talk: what people marked of it is found",
    ("entry_corrected", "text"): "found in the place of what it corrects",
    ("correction_undone", "text"): "found in the place of what it corrects",
    ("inject_played", "text"): "a line of an exercise's script",
    ("classified", "text"): "an answer of the regulator's form",
    ("linked", "reason"): "speaks of another incident, which may be private",
    ("clock_stopped", "reason"): "about a deadline, in the register of the regulators",
    ("clock_submitted", "receipt"): "the receipt's number",
    ("vendor_contacted", "case"): "the number of the vendor's case",
    ("vendor_case", "case"): "the number of the vendor's case",
    ("update_snoozed", "reason"): "about a reminder",
    ("survey_skipped", "reason"): "about a survey that nobody was asked",
    ("output_delayed", "why"): TRACKER,
    ("wait_started", "who"): "the name of who is waited for",
}


def parts(hint: Any) -> Iterator[Any]:
    inner = get_args(hint)
    if get_origin(hint) is Annotated:
        yield from parts(inner[0])
    elif inner and get_origin(hint) is not Literal:
        for each in inner:
            yield from parts(each)
    else:
        yield hint


def texts() -> set[tuple[str, str]]:
    """Each event's fields that can hold words."""
    found = set()
    for event in parts(e.Event):
        kinds = get_args(event.model_fields["kind"].annotation)
        names = [name for name, field in event.model_fields.items() if str in parts(field.annotation)]
        found |= {(kind, name) for kind in kinds for name in names}
    return found


def test_every_text_of_people_is_found_or_left_out_for_a_reason() -> None:
    indexed = {(kind, name) for kind, names in TEXTS.items() for name in names}
    known = {field for field in texts() if field[0] not in ABOUT_MESSAGES and field[1] not in NAMES | {"title"}}
    assert sorted(known - indexed - set(LEFT_OUT)) == []
    assert sorted(set(LEFT_OUT) - known) == []
    assert sorted(set(LEFT_OUT) & indexed) == []
    assert sorted(indexed - texts()) == []


def test_every_text_of_people_can_be_erased() -> None:
    words = {field for field, why in LEFT_OUT.items() if why not in {STEPS, TRACKER}}
    words |= {(kind, name) for kind, names in TEXTS.items() for name in names}
    words |= {field for field in texts() if field[0] in ABOUT_MESSAGES and field[1] == "text"}
    words.add(("message_edited", "before"))
    erased = {(kind, name) for kind, names in WORDS.items() for name in names}
    assert sorted(words - erased) == []
