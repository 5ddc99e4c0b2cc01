"""Every name by which a button, menu, field, modal or shortcut is known to Slack and to the handlers that listen.

A card may only use ids of this page and `handlers/register.py` listens for each of them. It holds names and the
coding of a button's value; nothing about looks or behaviour.
"""

from __future__ import annotations

import json
from enum import StrEnum

from bot.warroom.base import Value

AS_SLACK = "slack"
"""The choice of whoever wants to read the bot in the language they set in Slack."""


class Action(StrEnum):
    """`action_id` of buttons and menus on messages, modals and the Home tab."""

    MIM_ACCEPT = "mim_accept"
    MIM_DECLINE = "mim_decline"
    MIM_CLAIM = "mim_claim"
    HANDOVER_ACCEPT = "handover_accept"
    HANDOVER_OPEN = "handover_open"
    HANDOVER_DECLINE = "handover_decline"
    UPDATE_OPEN = "update_open"
    UPDATE_PUBLISH = "update_publish"
    UPDATE_SNOOZE = "update_snooze"
    UPDATE_PREVIEW = "update_preview"
    UPDATE_REWRITE_OPEN = "update_rewrite_open"
    UPDATE_OVERRIDE_OPEN = "update_override_open"
    UPDATE_CORRECT_OPEN = "update_correct_open"
    UPDATE_APPROVE = "update_approve"
    UPDATE_REFUSE_OPEN = "update_refuse_open"
    SEVERITY_OPEN = "severity_open"
    RESOLVE_OPEN = "resolve_open"
    CONFIRM_RESTORED = "confirm_restored"
    REOPEN_OPEN = "reopen_open"
    CLOSE_INCIDENT = "close_incident"
    TIMELINE_SHOW = "timeline_show"
    REVIEW_MAKE = "review_make"
    REVIEW_START = "review_start"
    REVIEW_PUBLISH = "review_publish"
    REVIEW_REOPEN_OPEN = "review_reopen_open"
    REVIEW_EDIT_OPEN = "review_edit_open"
    REVIEW_FIELD_OPEN = "review_field_open"
    REVIEW_SHOW = "review_show"
    DRILL_REPLAY = "drill_replay"
    DECLARE_OPEN = "declare_open"
    DECLARE_ANYWAY = "declare_anyway"
    OPEN_ROOM = "open_room"
    ADD_MARK = "add_mark"
    TASK_DONE = "task_done"
    TASK_ASSIGN_OPEN = "task_assign_open"
    TASK_VERIFY = "task_verify"
    HYPOTHESIS_TEST_OPEN = "hypothesis_test_open"
    HYPOTHESIS_CONFIRM_OPEN = "hypothesis_confirm_open"
    HYPOTHESIS_DISPROVE_OPEN = "hypothesis_disprove_open"
    DECISION_OBJECT_OPEN = "decision_object_open"
    ACTION_RESULT_OPEN = "action_result_open"
    ACTION_UNDONE_OPEN = "action_undone_open"
    MODEL_APPLY = "model_apply"
    SOLUTION_USED = "solution_used"
    CANDIDATE_ACCEPT_OPEN = "candidate_accept_open"
    CANDIDATE_REJECT_OPEN = "candidate_reject_open"
    OUTPUT_OPEN = "output_open"
    DOUBT_OPEN = "doubt_open"
    MILESTONE_OPEN = "milestone_open"
    TASK_OWNER_OPEN = "task_owner_open"
    CARD_MORE = "card_more"
    SEVERITY_HELP = "severity_help"
    CLASSIFY_YES = "classify_yes"
    CLASSIFY_NO = "classify_no"
    CLASSIFY_UNKNOWN = "classify_unknown"
    CLOCK_DRAFT = "clock_draft"
    CLOCK_SUBMIT_OPEN = "clock_submit_open"
    DUPLICATE_MERGE = "duplicate_merge"
    CHILDREN_RESOLVE = "children_resolve"
    ROLE_ACKNOWLEDGE = "role_acknowledge"
    ROLE_DECLINE = "role_decline"
    ROLE_TAKE = "role_take"
    ROLES_KEEP = "roles_keep"
    ROLES_RELEASE = "roles_release"
    PERSON_RELEASE = "person_release"
    STAND_DOWN_OPEN = "stand_down_open"
    VENDOR_CONTACTED = "vendor_contacted"
    VENDOR_ANSWERED = "vendor_answered"
    VENDOR_WAIT = "vendor_wait"
    VENDOR_INVITE = "vendor_invite"
    WAIT_END = "wait_end"
    RESOURCE_APPROVE = "resource_approve"
    RESOURCE_REFUSE_OPEN = "resource_refuse_open"
    DEBT_OPEN = "debt_open"
    RISK_CLOSE_OPEN = "risk_close_open"
    DEBT_PAY_OPEN = "debt_pay_open"
    SWARM_TAKE = "swarm_take"
    SWARM_JOIN = "swarm_join"
    SWARM_REPORT_OPEN = "swarm_report_open"
    SWARM_OPEN_OPEN = "swarm_open_open"
    TASK_TAKE = "task_take"
    TASK_OUTCOME_OPEN = "task_outcome_open"
    TASK_DROP_OPEN = "task_drop_open"
    TASK_DOUBT_OPEN = "task_doubt_open"
    LANGUAGE_CHOOSE = "language_choose"
    COMMS_TEST = "comms_test"
    SURVEY_OPEN = "survey_open"
    SUGGESTION_MARK = "suggestion_mark"
    SUGGESTION_KIND = "suggestion_kind"
    SUGGESTION_DECLINE = "suggestion_decline"
    ENTRY_EDIT = "entry_edit"
    CONTENT_ERASE = "content_erase"
    FIND_OPEN = "find_open"
    FIND_BACK = "find_back"
    FIND_MORE = "find_more"
    IMPROVEMENT_APPROVE = "improvement_approve"
    IMPROVEMENT_EDIT_OPEN = "improvement_edit_open"
    IMPROVEMENT_REFUSE_OPEN = "improvement_refuse_open"
    IMPROVEMENT_DONE = "improvement_done"
    IMPROVEMENT_VERIFY = "improvement_verify"


class Callback(StrEnum):
    """`callback_id` of modals and shortcuts."""

    DECLARE_MODAL = "declare_modal"
    UPDATE_MODAL = "update_modal"
    UPDATE_PREVIEW_MODAL = "update_preview_modal"
    UPDATE_REWRITE_MODAL = "update_rewrite_modal"
    UPDATE_OVERRIDE_MODAL = "update_override_modal"
    UPDATE_CORRECT_MODAL = "update_correct_modal"
    UPDATE_SNOOZE_MODAL = "update_snooze_modal"
    UPDATE_REFUSE_MODAL = "update_refuse_modal"
    RESOLVE_MODAL = "resolve_modal"
    REOPEN_MODAL = "reopen_modal"
    SEVERITY_MODAL = "severity_modal"
    MARK_MODAL = "mark_modal"
    TASK_MODAL = "task_modal"
    HANDOVER_MODAL = "handover_modal"
    TAKE_OVER_MODAL = "take_over_modal"
    OBJECT_MODAL = "object_modal"
    TEST_MODAL = "test_modal"
    ASSIGN_MODAL = "assign_modal"
    DONE_MODAL = "done_modal"
    TASK_WORDS_MODAL = "task_words_modal"
    CANDIDATE_ACCEPT_MODAL = "candidate_accept_modal"
    CANDIDATE_REJECT_MODAL = "candidate_reject_modal"
    STATE_MODAL = "state_modal"
    PROMOTE_MODAL = "promote_modal"
    DEMOTE_MODAL = "demote_modal"
    ABANDON_MODAL = "abandon_modal"
    CANCEL_MODAL = "cancel_modal"
    STAND_DOWN_MODAL = "stand_down_modal"
    DOUBT_MODAL = "doubt_modal"
    MILESTONE_MODAL = "milestone_modal"
    TASK_OWNER_MODAL = "task_owner_modal"
    RESOURCE_REFUSE_MODAL = "resource_refuse_modal"
    OUTPUT_MODAL = "output_modal"
    CLOCK_SUBMIT_MODAL = "clock_submit_modal"
    WORKAROUND_MODAL = "workaround_modal"
    DEBT_PAID_MODAL = "debt_paid_modal"
    RISK_CLOSE_MODAL = "risk_close_modal"
    SWARM_MODAL = "swarm_modal"
    SWARM_REPORT_MODAL = "swarm_report_modal"
    SURVEY_MODAL = "survey_modal"
    EDIT_MODAL = "edit_modal"
    ERASE_MODAL = "erase_modal"
    FIND_MODAL = "find_modal"
    IMPROVEMENT_EDIT_MODAL = "improvement_edit_modal"
    IMPROVEMENT_REFUSE_MODAL = "improvement_refuse_modal"
    REVIEW_PICK_MODAL = "review_pick_modal"
    REVIEW_EDIT_MODAL = "review_edit_modal"
    REVIEW_FIELD_MODAL = "review_field_modal"
    REVIEW_REOPEN_MODAL = "review_reopen_modal"
    DECLARE = "declare"
    ADD_TO_TIMELINE = "add_to_timeline"
    CREATE_TASK = "create_task"
    DECLARE_FROM_MESSAGE = "declare_from_message"


class Block(StrEnum):
    """`block_id` of the inputs of modals; the field inside has the same name as its `action_id`."""

    TITLE = "title"
    SEVERITY = "severity"
    IMPACT = "impact"
    IMPACT_LEVEL = "impact_level"
    URGENCY_LEVEL = "urgency_level"
    SYMPTOMS = "symptoms"
    SERVICES = "services"
    PRIVATE = "private"
    DRILL = "drill"
    OPTIONS = "options"
    STARTED_AT = "started_at"
    DETECTED_BY = "detected_by"
    STATE = "state"
    AUDIENCES = "audiences"
    TEXT = "text"
    REASON = "reason"
    WORKAROUND = "workaround"
    LEAVES = "leaves"
    UNDO = "undo"
    NEXT_BY = "next_by"
    KIND = "kind"
    OWNER = "owner"
    DUE = "due"
    PLAN = "plan"
    AT = "at"
    USERS_SHARE = "users_share"
    IMPACT_KINDS = "impact_kinds"
    UNSURE = "unsure"
    MODEL = "model"
    PEOPLE = "people"
    SCORE = "score"
    NAMED = "named"
    SECTION = "section"
    FIELD = "field"
    STANDING = "standing"


class Press(Value):
    """What a button says about itself: the incident's number, and what else the listener must know."""

    number: int
    audiences: tuple[str, ...] = ()
    task: int | None = None
    name: str = ""
    other: int | None = None
    words: str = ""


def value(
    number: int,
    *,
    audiences: tuple[str, ...] = (),
    task: int | None = None,
    name: str = "",
    other: int | None = None,
    words: str = "",
) -> str:
    """A button's value: the number alone, or compact JSON where more must be said."""
    press = Press(number=number, audiences=audiences, task=task, name=name, other=other, words=words)
    extra = press.model_dump(mode="json", exclude_defaults=True)
    return str(number) if set(extra) == {"number"} else json.dumps(extra, separators=(",", ":"))


def pressed(text: str) -> Press:
    """What `value` put into a button. Raises ValueError (pydantic's included) for anything else."""
    return Press(number=int(text)) if text.isdecimal() else Press.model_validate_json(text)
