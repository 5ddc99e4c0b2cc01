"""Rules that span several keys of a policy: names that must be known elsewhere, times that must be in order.

They look at plain data that has been read already, parts of which may be missing because they were wrong; such parts
are passed over, since their own problem is noted.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.policy.forms import joined
from bot.policy.problems import SHIPPED, Findings, one_of
from bot.warroom.policy_clocks import AFTER, AWARENESS, CLASSIFICATION
from bot.warroom.policy_editing import AUTHOR, DUTY_MANAGER
from bot.warroom.schedules import named

Data = dict[str, Any]
LONGEST_SLUG = 40
LARGEST_NUMBER = 99_999
DRILL = "drill-"
LONGEST_CHANNEL = 80
ADD_SCHEDULE = "Add it under `schedules`."
NAME_FORM = "Small letters, digits, - and _, with {number} and, if you like, {slug}, like mi-{number}-{slug}."


def check(data: Data, findings: Findings) -> None:
    """Note every problem between the keys."""
    for rule in RULES:
        rule(data, findings)


def _severities_are_there(data: Data, findings: Findings) -> None:
    if not data.get("severities", True):
        findings.at("severities", "No severity is left.", "Keep or add at least one.")


def _matrix_names_severities(data: Data, findings: Findings) -> None:
    known = tuple(data.get("severities", ()))
    for impact, row in data.get("matrix", {}).items():
        for urgency, severity in row.items():
            _known(severity, known, "severity", f"matrix.{impact}.{urgency}", findings)


def _cadences_name_severities(data: Data, findings: Findings) -> None:
    known = (*data.get("severities", ()), "default")
    for audience, settings in data.get("audiences", {}).items():
        for state, intervals in settings.get("cadence", {}).items():
            for severity in intervals:
                where = f"audiences.{audience}.cadence.{state}.{severity}"
                # a shipped interval for a severity that the organisation left out harms nobody
                if findings.place(where).file != SHIPPED:
                    _known(severity, known, "severity", where, findings)


def _audiences_name_severities(data: Data, findings: Findings) -> None:
    known = tuple(data.get("severities", ()))
    for audience, settings in data.get("audiences", {}).items():
        where = f"audiences.{audience}.severities"
        for name in settings.get("severities", ()) if findings.place(where).file != SHIPPED else ():
            _known(name, known, "severity", where, findings)


def _audiences_have_their_hours_and_forms(data: Data, findings: Findings) -> None:
    severities = tuple(data.get("severities", ()))
    for audience, settings in data.get("audiences", {}).items():
        where, quiet = f"audiences.{audience}", settings.get("quiet_hours", {})
        _written(quiet.get("unless", ()), severities, "severity", f"{where}.quiet_hours.unless", findings)
        if ("begins" in quiet) != ("ends" in quiet):
            findings.at(f"{where}.quiet_hours", "Quiet hours need both ends.", "Give `begins` and `ends`.")
        _public_page_speaks_to_customers(where, settings, findings)


def _written(names: tuple[str, ...], known: tuple[str, ...], what: str, where: str, findings: Findings) -> None:
    # what is shipped and was left out elsewhere harms nobody
    for name in names if findings.place(where).file != SHIPPED else ():
        _known(name, known, what, where, findings)


def _public_page_speaks_to_customers(where: str, settings: Data, findings: Findings) -> None:
    """Whoever can read the page reads the form: the others tell what was said in the room."""
    refs = [each for route in settings.get("channels", ()) for each in _refs(route)]
    if "page:public" in refs and settings.get("form", "internal") != "customer":
        remedy = "Give this audience `form: customer`, or an internal page such as `page: staff`."
        findings.at(f"{where}.channels", "The public page shows nothing but the form `customer`.", remedy)


def _refs(route: Any) -> tuple[str, ...]:
    return (route,) if isinstance(route, str) else (route["place"], *route["then"])


def _approvers_are_known(data: Data, findings: Findings) -> None:
    roles = ("mim", *data.get("roles", ()))
    for audience, settings in data.get("audiences", {}).items():
        where = f"audiences.{audience}.approval.by"
        for ref in settings.get("approval", {}).get("by", ()):
            if ref.startswith("role:"):
                _known(ref.removeprefix("role:"), roles, "role", where, findings)


def _editors_are_known(data: Data, findings: Findings) -> None:
    roles = ("mim", AUTHOR, *data.get("roles", ()))
    for key, names in data.get("editing", {}).items():
        known = (*roles, DUTY_MANAGER) if key == "erase" else roles
        _written(names, known, "role", f"editing.{key}", findings)


def _falling_back_comes_before_giving_up(data: Data, findings: Findings) -> None:
    times: dict[str, timedelta] = data.get("deliveries", {})
    if len(times) == len(("fall_back_after", "give_up_after")) and times["fall_back_after"] > times["give_up_after"]:
        findings.at("deliveries.fall_back_after", "It is longer than `give_up_after`.", "Make it the shorter one.")


def _criteria_name_severities(data: Data, findings: Findings) -> None:
    known = tuple(data.get("severities", ()))
    criteria = data.get("criteria", {})
    for where, names in (("major", criteria.get("major", ())), ("candidate_severity", _one(criteria))):
        for name in names:
            # shipped, it harms nobody: whatever was left out is passed over
            if findings.place(f"criteria.{where}").file != SHIPPED:
                _known(name, known, "severity", f"criteria.{where}", findings)


def _one(criteria: Data) -> tuple[str, ...]:
    return (criteria["candidate_severity"],) if "candidate_severity" in criteria else ()


def _models_name_severities_and_roles(data: Data, findings: Findings) -> None:
    severities, roles = tuple(data.get("severities", ())), ("mim", *data.get("roles", ()))
    for name, model in data.get("models", {}).items():
        where = f"models.{name}"
        if findings.place(f"{where}.title").file == SHIPPED:
            continue  # an example of ours does no harm
        if "severity" in model:
            _known(model["severity"], severities, "severity", f"{where}.severity", findings)
        wanted = [
            *model.get("roles", ()),
            *(step["role"] for step in model.get("steps", {}).values() if "role" in step),
        ]
        for role in wanted:
            _known(role, roles, "role", where, findings)


def _mandatory_roles_exist(data: Data, findings: Findings) -> None:
    # whether `mim` itself is there is a rule of its own
    known = ("mim", *data.get("roles", ()))
    for name, severity in data.get("severities", {}).items():
        for role in severity.get("mandatory_roles", ()):
            _known(role, known, "role", f"severities.{name}.mandatory_roles", findings)


def _somebody_leads(data: Data, findings: Findings) -> None:
    if "roles" in data and "mim" not in data["roles"]:
        findings.at("roles", "The role `mim` is left out.", "Keep it: somebody leads every incident. Change its title.")


def _acceptance_is_in_order(data: Data, findings: Findings) -> None:
    rungs = ("backup_after", "duty_manager_after", "everyone_after")
    for name, severity in data.get("severities", {}).items():
        times: dict[str, timedelta] = severity.get("acceptance", {})
        for earlier, later in pairwise(rung for rung in rungs if rung in times):
            if times[earlier] >= times[later]:
                where = f"severities.{name}.acceptance.{later}"
                findings.at(where, f"It is not later than `{earlier}`.", f"Keep the order {', '.join(rungs)}.")


def _room_name_is_a_channels_name(data: Data, findings: Findings) -> None:
    for section in ("room", "swarms"):
        pattern = data.get(section, {}).get("name")
        fault = _name_fault(pattern) if pattern is not None else None
        if fault:
            findings.at(f"{section}.name", fault, NAME_FORM)


def _name_fault(pattern: str) -> str | None:
    try:
        fields = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError:
        return f"`{pattern}` has a brace without its pair."
    unknown = [name for name in fields if name not in {"number", "slug"}]
    if unknown:
        return f"`{{{unknown[0]}}}` is not known here."
    if "number" not in fields:
        return f"`{pattern}` has no {{number}}, so two rooms would get the same name."
    return _filled_fault(pattern)


def _filled_fault(pattern: str) -> str | None:
    try:
        filled = DRILL + pattern.format(number=LARGEST_NUMBER, slug="x" * LONGEST_SLUG)
    except (ValueError, KeyError, IndexError, AttributeError):
        return f"`{pattern}` cannot be filled in."
    wrong = re.sub(r"[a-z0-9_-]", "", filled)
    if wrong:
        return f"A channel's name cannot hold `{wrong[0]}`."
    over = len(filled) - LONGEST_CHANNEL
    return f"Filled in, it can be {over} characters longer than Slack's {LONGEST_CHANNEL}." if over > 0 else None


def _first_update_is_within_reach(data: Data, findings: Findings) -> None:
    updates: dict[str, timedelta] = data.get("updates", {})
    grace, first = updates.get("grace"), updates.get("first_within")
    if grace is not None and first is not None and grace >= first:
        findings.at(
            "updates.grace", "It is as long as the first promise itself.", "Make it shorter than `first_within`."
        )


def _names_do_not_differ_by_case_only(data: Data, findings: Findings) -> None:
    for where, name in _service_names(data):
        twin = next(
            (other for _, other in _service_names(data) if other < name and other.lower() == name.lower()), None
        )
        if twin:
            findings.at(where, f"`{twin}` differs by capital letters only.", "Keep one of them.")


def _service_names(data: Data) -> Iterator[tuple[str, str]]:
    return ((joined("services", name), name) for name in data.get("services", {}))


def _vendors_name_services(data: Data, findings: Findings) -> None:
    known = tuple(data.get("services", ()))
    for name, vendor in data.get("vendors", {}).items():
        where = f"vendors.{name}.services"
        for service in vendor.get("services", ()) if findings.place(where).file != SHIPPED else ():
            _known(service, known, "service", where, findings)


def _one_tier_has_no_limit(data: Data, findings: Findings) -> None:
    tiers = data.get("resources", {}).get("tiers", {})
    if tiers and all("up_to" in tier for tier in tiers.values()):
        findings.at("resources.tiers", "Nobody approves what is larger.", "Add one without `up_to`.")


def _known(name: str, known: tuple[str, ...], what: str, where: str, findings: Findings) -> None:
    if known and name not in known:
        findings.at(where, f"There is no {what} `{name}`.", one_of(name, known))


def _schedules_are_known(data: Data, findings: Findings) -> None:
    known = tuple(data.get("schedules", ()))
    for where, refs in _references(data):
        for ref in refs:
            name = named(ref)
            if name is not None and name not in known:
                findings.at(where, f"There is no schedule `{name}`.", one_of(name, known) if known else ADD_SCHEDULE)


def _references(data: Data) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "administrators", data.get("administrators", ())
    for name, audience in data.get("audiences", {}).items():
        yield f"audiences.{name}.approval.by", audience.get("approval", {}).get("by", ())
    yield from ((f"rotas.{rung}", refs) for rung, refs in data.get("rotas", {}).items())
    for section, key in (("severities", "teams"), ("roles", "candidates"), ("models", "teams"), ("services", "teams")):
        for name, each in data.get(section, {}).items():
            yield joined(f"{section}.{name}", key), each.get(key, ())
    for name, service in data.get("services", {}).items():
        yield f"services.{name}.owner", (service.get("owner", ""),)


def _schedules_name_people(data: Data, findings: Findings) -> None:
    for name, schedule in data.get("schedules", {}).items():
        shifts = schedule.get("shifts", {}).items()
        people = [*schedule.get("otherwise", ()), *(ref for _name, shift in shifts for ref in shift.get("who", ()))]
        where = f"schedules.{name}"
        if any(named(ref) is not None for ref in people):
            findings.at(where, "A schedule cannot name another schedule.", "Name people or user groups.")
        if not people and not schedule.get("on_call"):
            findings.at(where, "Nobody is ever on duty here.", "Give it `shifts`, `otherwise` or `on_call`.")


def _clocks_can_run(data: Data, findings: Findings) -> None:
    regulators: Data = data.get("regulators", {})
    clocks: Data = regulators.get("clocks", {})
    for name, clock in clocks.items():
        where = joined("regulators.clocks", name)
        _known(clock.get("question", ""), tuple(regulators.get("questions", {})), "question", where, findings)
        if ("within" in clock) == ("working_days" in clock):
            findings.at(where, "It must have `within` or `working_days`, and not both.", "within: 72h")
        if clock.get("calendar"):
            _known(clock["calendar"], tuple(regulators.get("calendars", {})), "calendar", where, findings)
        _starts_by_something(name, clock, clocks, findings)


def _starts_by_something(name: str, clock: Data, clocks: Data, findings: Findings) -> None:
    starts = str(clock.get("starts", AWARENESS))
    before = starts.removeprefix(AFTER)
    if starts in {AWARENESS, CLASSIFICATION} or (before != starts and before in clocks and before != name):
        return
    where = joined(joined("regulators.clocks", name), "starts")
    findings.at(where, f"`{starts}` starts nothing.", "awareness, classification or after:<clock>.")


def _asked_severities_are_known(data: Data, findings: Findings) -> None:
    where = "regulators.ask_severities"
    asked = data.get("regulators", {}).get("ask_severities", ())
    for name in asked if findings.place(where).file != SHIPPED else ():
        _known(name, tuple(data.get("severities", {})), "severity", where, findings)


def _reviews_name_roles_and_calendars(data: Data, findings: Findings) -> None:
    terms = data.get("review", {})
    for role in terms.get("publish_by", ()):
        _known(role, ("mim", *data.get("roles", ())), "role", "review.publish_by", findings)
    known = tuple(data.get("regulators", {}).get("calendars", {}))
    _written((terms["calendar"],) if terms.get("calendar") else (), known, "calendar", "review.calendar", findings)


RULES: tuple[Callable[[Data, Findings], None], ...] = (
    _severities_are_there,
    _matrix_names_severities,
    _cadences_name_severities,
    _audiences_name_severities,
    _audiences_have_their_hours_and_forms,
    _approvers_are_known,
    _editors_are_known,
    _falling_back_comes_before_giving_up,
    _criteria_name_severities,
    _models_name_severities_and_roles,
    _vendors_name_services,
    _one_tier_has_no_limit,
    _mandatory_roles_exist,
    _reviews_name_roles_and_calendars,
    _schedules_are_known,
    _schedules_name_people,
    _somebody_leads,
    _acceptance_is_in_order,
    _room_name_is_a_channels_name,
    _first_update_is_within_reach,
    _names_do_not_differ_by_case_only,
    _clocks_can_run,
    _asked_severities_are_known,
)
