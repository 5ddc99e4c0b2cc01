"""Every key of the policy file and the form of its value, on one page. The names are those of `bot.warroom.policy`.

A new key is added in three places: the frozen value there, its form here, a line in default.yaml; tests hold the
three and docs/policy.md together. No rule that spans several keys stands here: those are in `checks.py`.
"""

from __future__ import annotations

from typing import get_args

from bot.policy import words as w
from bot.policy.forms import Many, Named, Section
from bot.policy.improvements import IMPROVEMENTS
from bot.policy.patterns import PATTERN
from bot.policy.places import ROUTE
from bot.policy.schema_learning import ACTIONS, LEARNING
from bot.warroom.events import MARK_KINDS
from bot.warroom.lifecycle import OPEN
from bot.warroom.milestones import NAMES
from bot.warroom.outputs import KINDS as OUTPUTS
from bot.warroom.policy_clocks import DRAFT_FIELDS
from bot.warroom.policy_drills import WEIGHTS
from bot.warroom.policy_people import DAYS
from bot.warroom.policy_survey import After
from bot.warroom.reviews import ONLY_PEOPLE

LANGUAGES = ("en", "id")
FORMS = ("internal", "executive", "customer", "support", "partner", "regulator", "social")
LINTING = ("block", "warn", "off")
LEVELS = ("high", "medium", "low")

LINKS = Named(w.text(80), w.URL, pairs_as=("title", "url"))

ROOM = Section(
    {
        "name": w.text(80),
        "announce_in": w.CHANNEL_OR_NONE,
        "bookmarks": LINKS,
        "archive_after": w.DURATION_ABOVE_ZERO,
        "archive_duplicate_after": w.DURATION_ABOVE_ZERO,
    }
)

ACCEPTANCE = Section(
    {
        "remind_after": w.DURATION_ABOVE_ZERO,
        "backup_after": w.DURATION_ABOVE_ZERO,
        "duty_manager_after": w.DURATION_ABOVE_ZERO,
        "everyone_after": w.DURATION_ABOVE_ZERO,
    }
)

SEVERITY = Section(
    {
        "label": w.text(40),
        "description": w.text(150),
        "emoji": w.EMOJI_SHOWN,
        "teams": Many(w.PERSON_REF),
        "mandatory_roles": Many(w.IDENTIFIER_KEY),
        "acceptance": ACCEPTANCE,
        "assemble_within": w.DURATION_ABOVE_ZERO,
        "review_due": w.DURATION_ABOVE_ZERO,
        "review_working_days": w.whole(0, 60),
    },
    needed=("label",),
)

MATRIX_ROW = Section(dict.fromkeys(LEVELS, w.IDENTIFIER_KEY), needed=LEVELS)

SERVICE = Section(
    {
        "owner": w.PERSON_OR_NONE,
        "teams": Many(w.PERSON_REF),
        "sla_target": w.DURATION_ABOVE_ZERO,
        "links": LINKS,
    }
)

ROLE = Section({"title": w.text(60), "candidates": Many(w.CANDIDATE), "duties": Many(w.text(300))}, needed=("title",))

SHIFT = Section({"days": Many(w.choice(DAYS)), "start": w.CLOCK_TIME, "to": w.CLOCK_TIME, "who": Many(w.PERSON_REF)})

SCHEDULE = Section(
    {
        "timezone": w.ZONE,
        "on_call": w.text(80),
        "shifts": Named(w.text(60), SHIFT, keeps_name=True),
        "otherwise": Many(w.PERSON_REF),
    }
)

ASSEMBLY = Section(
    {"answer_within": w.DURATION_ABOVE_ZERO, "span_of_control": w.whole(1, 100), "unowned_every": w.DURATION_ABOVE_ZERO}
)

SWARMS = Section({"place": w.choice(("thread", "channel")), "name": w.text(80)})

ROTAS = Section({rung: Many(w.PERSON_REF) for rung in ("mim", "backup", "duty_manager", "everyone")})

CADENCE = Named(
    w.choice((*OPEN, "default")),
    Named(w.IDENTIFIER_KEY, w.DURATION_ABOVE_ZERO, single="default"),
    single="default",
)

QUIET_HOURS = Section({"begins": w.CLOCK_TIME, "ends": w.CLOCK_TIME, "unless": Many(w.IDENTIFIER_KEY)})

DELIVERIES = Section({"fall_back_after": w.DURATION_ABOVE_ZERO, "give_up_after": w.DURATION_ABOVE_ZERO})

SUBSCRIBE = Section(
    {
        "open": w.SWITCH,
        "confirm_within": w.DURATION_ABOVE_ZERO,
        "within": w.DURATION_ABOVE_ZERO,
        "per_address": w.whole(1, 100),
        "per_source": w.whole(1, 10_000),
        "at_most": w.whole(1, 100_000),
    }
)

STATUS_PAGE = Section(
    {
        "title": w.TEXT_OR_NONE,
        "history": w.DURATION_ABOVE_ZERO,
        "subscribe": SUBSCRIBE,
    }
)

AUDIENCE = Section(
    {
        "title": w.text(60),
        "channels": Many(ROUTE),
        "drill_channels": Many(ROUTE),
        "language": w.choice(LANGUAGES),
        "form": w.choice(FORMS),
        "sees_private": w.SWITCH,
        "ask_in": w.CHANNEL_OR_NONE,
        "severities": Many(w.IDENTIFIER_KEY),
        "services": Many(w.text(75)),
        "impacts": Many(w.IDENTIFIER_KEY),
        "quiet_hours": QUIET_HOURS,
        "people": w.whole(0, 999_999_999),
        "linter": w.choice(LINTING),
        "approval": Section({"by": Many(w.APPROVER)}),
        "cadence": CADENCE,
    },
    needed=("title",),
)

UPDATES = Section(
    {
        "first_within": w.DURATION_ABOVE_ZERO,
        "warn_at": w.SHARE,
        "escalate_after": w.DURATION_ABOVE_ZERO,
        "grace": w.DURATION_OR_ZERO,
        "snooze_at_most": w.DURATION_ABOVE_ZERO,
    }
)

CLOSURE = Section(
    {
        "milestones": Many(w.choice(NAMES)),
        "review": w.SWITCH,
        "ask_to_confirm": w.SWITCH,
        "confirm_remind_after": w.DURATION_ABOVE_ZERO,
        "confirm_reminders": w.whole(0, 20),
    }
)

REVIEW = Section(
    {
        "publish_by": Many(w.IDENTIFIER_KEY),
        "publish_in": w.CHANNEL_OR_NONE,
        "canvas": w.SWITCH,
        "mandatory": Many(w.choice(ONLY_PEOPLE)),
        "calendar": w.TEXT_OR_NONE,
        "remind_before": w.DURATION_ABOVE_ZERO,
        "remind_every": w.DURATION_ABOVE_ZERO,
        "reminders": w.whole(0, 20),
        "meeting_length": w.DURATION_ABOVE_ZERO,
    }
)

SURVEY = Section(
    {
        "enabled": w.SWITCH,
        "after": w.choice(get_args(After)),
        "delay": w.DURATION_ABOVE_ZERO,
        "open_for": w.DURATION_ABOVE_ZERO,
        "least_answers": w.whole(2, 1_000),
        "anonymous": w.SWITCH,
        "users": Many(w.PERSON_REF),
        "channels": Many(w.CHANNEL),
        "at_most": w.whole(1, 10_000),
    }
)

CRITERIA = Section(
    {
        "users_above": w.SHARE,
        "downtime_above": w.DURATION_ABOVE_ZERO,
        "services_from": w.whole(1, 1_000),
        "impacts": Many(w.IDENTIFIER_KEY),
        "borderline_at": w.SHARE,
        "major": Many(w.IDENTIFIER_KEY),
        "candidate_severity": w.IDENTIFIER_KEY,
        "decide_within": w.DURATION_ABOVE_ZERO,
    }
)

DRILLS = Section(
    {
        "assembled_within": w.DURATION_ABOVE_ZERO,
        "missed_at_most": w.whole(0, 1_000),
        "missing_at_most": w.whole(0, 1_000),
        "handover": w.SWITCH,
        "weights": Section(dict.fromkeys(WEIGHTS, w.whole(0, 1_000))),
        "replay_speed": w.whole(1, 1_000),
        "fastest_replay": w.whole(1, 1_000),
        "most_injects": w.whole(1, 200),
    }
)

WORK = Section(
    {
        "time_box": w.DURATION_ABOVE_ZERO,
        "objections_within": w.DURATION_ABOVE_ZERO,
        "remind_before": w.DURATION_ABOVE_ZERO,
        "repeated_above": w.whole(0, 100),
    }
)

CAPTURE = Section(
    {
        "suggest": w.SWITCH,
        "every": w.DURATION_ABOVE_ZERO,
        "most_waiting": w.whole(1, 10),
        "lapse_after": w.DURATION_ABOVE_ZERO,
    }
)

HANDOVER = Section({"shift": w.DURATION_ABOVE_ZERO, "again_after": w.DURATION_ABOVE_ZERO})
EDITING = Section({"correct": Many(w.IDENTIFIER_KEY), "erase": Many(w.IDENTIFIER_KEY)})

EXPORTS = Section({"most_lines": w.whole(1, 1_000_000)})

STEP = Section({"within": w.DURATION_ABOVE_ZERO, "role": w.IDENTIFIER_KEY})

MODEL = Section(
    {
        "title": w.text(80),
        "version": w.whole(1, 9_999),
        "words": Many(w.text(60)),
        "services": Many(w.text(75)),
        "severity": w.IDENTIFIER_KEY,
        "roles": Many(w.IDENTIFIER_KEY),
        "teams": Many(w.PERSON_REF),
        "conditions": Many(w.text(300)),
        "steps": Named(w.text(200), STEP, keeps_name=True, replaced=True),
        "templates": Named(w.IDENTIFIER_KEY, w.text(1_000)),
        "vendors": Many(w.text(80)),
        "solution": w.URL,
    },
    needed=("title",),
)

RUNG = Section({"contact": w.text(150), "after": w.DURATION_ABOVE_ZERO}, needed=("after",))

VENDOR = Section(
    {
        "title": w.text(80),
        "services": Many(w.text(75)),
        "contacts": Many(w.text(150)),
        "people": Many(w.PERSON_REF),
        "response_target": w.DURATION_ABOVE_ZERO,
        "chase_every": w.DURATION_ABOVE_ZERO,
        "escalation": Named(w.text(80), RUNG, keeps_name=True, replaced=True),
        "task": w.text(150),
        "procedures": Named(w.text(40), w.DURATION_ABOVE_ZERO, replaced=True),
    },
    needed=("title",),
)

TIER = Section({"up_to": w.AMOUNT, "approvers": Many(w.PERSON_REF)})

RESOURCES = Section({"currency": w.CURRENCY, "tiers": Named(w.IDENTIFIER_KEY, TIER, keeps_name=True, replaced=True)})

REPORTS = Section(
    {
        "post_in": w.CHANNEL_OR_NONE,
        "day": w.whole(1, 28),
        "hour": w.whole(0, 23),
        "trend_months": w.whole(1, 24),
        "reopen_within": w.DURATION_ABOVE_ZERO,
        "repeat_within": w.DURATION_ABOVE_ZERO,
        "pattern_from": w.whole(2, 1_000),
        "alike_above": w.whole(1, 100),
    }
)

WORKAROUNDS = Section(
    {
        "expires_after": w.DURATION_ABOVE_ZERO,
        "remind_every": w.DURATION_ABOVE_ZERO,
        "digest_in": w.CHANNEL_OR_NONE,
        "digest_day": w.choice(w.WEEKDAYS),
        "digest_hour": w.whole(0, 23),
        "repeats": w.whole(2, 1_000),
        "repeats_within": w.DURATION_ABOVE_ZERO,
    }
)

WORK_CALENDAR = Section(
    {"timezone": w.ZONE, "weekdays": Many(w.choice(DAYS)), "holidays": Many(w.DAY)}, needed=("timezone",)
)

QUESTION = Section({"text": w.text(200), "hint": w.text(300)}, needed=("text",))

CLOCK = Section(
    {
        "title": w.text(80),
        "question": w.IDENTIFIER_KEY,
        "version": w.whole(1, 9_999),
        "authority": w.text(150),
        "starts": w.text(60),
        "within": w.DURATION_ABOVE_ZERO,
        "working_days": w.whole(1, 365),
        "calendar": w.IDENTIFIER_KEY,
        "at_most": w.DURATION_ABOVE_ZERO,
        "fields": Many(w.choice(DRAFT_FIELDS)),
        "contact": w.text(150),
        "note": w.text(300),
    },
    needed=("title", "question"),
)

REGULATORS = Section(
    {
        "ask_after": w.DURATION_ABOVE_ZERO,
        "ask_severities": Many(w.IDENTIFIER_KEY),
        "remind_at": Many(w.SHARE),
        "calendars": Named(w.IDENTIFIER_KEY, WORK_CALENDAR, keeps_name=True),
        "questions": Named(w.IDENTIFIER_KEY, QUESTION, keeps_name=True),
        "clocks": Named(w.IDENTIFIER_KEY, CLOCK, keeps_name=True),
    }
)

POLICY = Section(
    {
        "organisation": w.text(80),
        "timezone": w.ZONE,
        "language": w.choice(LANGUAGES),
        "prefix": w.PREFIX,
        "create_missing_channels": w.SWITCH,
        "templates": w.FOLDER_OR_NONE,
        "administrators": Many(w.PERSON_REF),
        "room": ROOM,
        "severities": Named(w.IDENTIFIER_KEY, SEVERITY, keeps_name=True),
        "matrix": Section(dict.fromkeys(LEVELS, MATRIX_ROW), needed=LEVELS),
        # ours are examples of a web shop, and nobody wants them left among their own
        "services": Named(w.text(75), SERVICE, keeps_name=True, replaced=True),
        "roles": Named(w.IDENTIFIER_KEY, ROLE, keeps_name=True),
        "rotas": ROTAS,
        "assembly": ASSEMBLY,
        "swarms": SWARMS,
        "schedules": Named(w.IDENTIFIER_KEY, SCHEDULE, keeps_name=True),
        "audiences": Named(w.IDENTIFIER_KEY, AUDIENCE, keeps_name=True),
        "updates": UPDATES,
        "deliveries": DELIVERIES,
        "status_page": STATUS_PAGE,
        "closure": CLOSURE,
        "review": REVIEW,
        "survey": SURVEY,
        "criteria": CRITERIA,
        "drills": DRILLS,
        "outputs": Section({"issue_types": Section(dict.fromkeys(OUTPUTS, w.text(80)))}),
        "work": WORK,
        "capture": CAPTURE,
        "learning": LEARNING,
        "actions": ACTIONS,
        "handover": HANDOVER,
        "editing": EDITING,
        "exports": EXPORTS,
        "masking": Section({"emails": w.SWITCH, "patterns": Named(w.text(60), PATTERN, keeps_name=False)}),
        "models": Named(w.IDENTIFIER_KEY, MODEL, keeps_name=True),
        # an example, like the services: nobody's own vendors should stand beside it
        "vendors": Named(w.IDENTIFIER_KEY, VENDOR, keeps_name=True, replaced=True),
        "resources": RESOURCES,
        "workarounds": WORKAROUNDS,
        "reports": REPORTS,
        "improvements": IMPROVEMENTS,
        "regulators": REGULATORS,
        "reactions": Named(w.EMOJI_NAME, w.choice(MARK_KINDS)),
        "similar_above": w.whole(0, 100),
        "similar_past": Section({"above": w.whole(0, 115), "most": w.whole(0, 10)}),
    }
)
