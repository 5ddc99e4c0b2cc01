"""Where a template of the organisation's fails, and over what: for `posko check`, and for the room when it happens.

It only tries them. That the shipped template stands in is the composer's doing.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError, UndefinedError

from bot.comms.composer import BROKEN, ShapeError, plain_dialect, rendered, without_secrets
from bot.warroom.base import Value
from bot.warroom.policy import Audience, Policy
from bot.warroom.updates import UpdateFacts

_UNKNOWN = re.compile(r"'(\w{1,60})' is undefined|has no attribute '(\w{1,60})'")


class Fault(Value):
    """What is wrong with a template: its file and line (0 where that is the file as a whole), and the name that it says
    and that is not known, if that is it.
    """

    file: str
    line: int = 0
    variable: str = ""
    why: str = ""


def fault_of(facts: UpdateFacts, audience: Audience, policy: Policy) -> Fault | None:
    """Why the organisation's template cannot say this update; None where it can, or where there is none."""
    if not policy.templates:
        return None
    try:
        rendered(without_secrets(facts, policy), audience, policy, plain_dialect())
    except BROKEN as problem:
        return fault(problem, policy.templates)
    return None


def fault(problem: Exception, folder: str) -> Fault:
    """Where the template was when it failed."""
    file, line = _place(problem, folder)
    return Fault(file=file, line=line, variable=_variable(problem), why=str(problem))


def _place(problem: Exception, folder: str) -> tuple[str, int]:
    if isinstance(problem, TemplateSyntaxError):
        return problem.filename or problem.name or folder, problem.lineno
    frames = traceback.extract_tb(problem.__traceback__)
    within = [frame for frame in frames if frame.filename.endswith(".j2")]
    if within:
        return within[-1].filename, within[-1].lineno or 0
    return (problem.file if isinstance(problem, ShapeError) else folder), 0


def _variable(problem: Exception) -> str:
    found = _UNKNOWN.search(str(problem)) if isinstance(problem, UndefinedError) else None
    return next((name for name in found.groups() if name), "") if found else ""


def short_name(file: str, folder: str) -> str:
    """`our-templates/en/customer/all.j2`: the file as the policy's people know it, without this machine's folders."""
    path, root = Path(file), Path(folder)
    return str(path.relative_to(root.parent)) if path.is_relative_to(root.parent) else path.name
