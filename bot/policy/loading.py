"""From a file to a policy: parse, lay over the shipped default, read, check, and only then build the value."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.policy.checks import check
from bot.policy.problems import SHIPPED, BrokenPolicy, Findings, Problem, Spot
from bot.policy.schema import POLICY
from bot.policy.tree import Keys, Node, Scalar, parse
from bot.warroom.policy import Policy

WORDED = ("id",)
"""The languages beside English in which the shipped policy's words stand, in `default.<language>.yaml`."""


def load(path: Path | None) -> Policy:
    """The policy in this file, or the shipped one without a file. Raises BrokenPolicy with every mistake."""
    if path is None:
        return read("", SHIPPED)
    policy = read(_text(path), str(path))
    beside = str(path.parent / policy.templates) if policy.templates else ""
    return policy.model_copy(update={"templates": beside})


def read(text: str, file: str = "policy.yaml") -> Policy:
    """The policy that this text, laid over the shipped default, amounts to. Raises BrokenPolicy."""
    findings = Findings()
    return _read(parse(text, file, findings), findings)


def laid_over(written: Keys) -> Policy:
    """The same for keys that stand inside another file, such as a scenario's. Raises BrokenPolicy."""
    return _read(written, Findings())


def _read(written: Keys, findings: Findings) -> Policy:
    data = _data(written, findings)
    if findings.problems:
        raise BrokenPolicy(map(_mendable, findings.problems))
    return _built(data, findings)


def default_text() -> str:
    """The shipped policy with its comments: the best start for an organisation's own."""
    return _packaged("default.yaml")


def _data(written: Keys, findings: Findings) -> dict[str, Any]:
    shipped = _shipped("default.yaml")
    data: dict[str, Any] = POLICY.read(POLICY.merged(_worded(shipped, written), written), "", findings)
    check(data, findings)
    return data


def _worded(shipped: Keys, written: Keys) -> Node:
    """The shipped policy in the organisation's language: what it leaves as shipped is read by its people too."""
    chosen = written.entries.get("language")
    if not chosen or not isinstance(chosen.node, Scalar) or chosen.node.text not in WORDED:
        return shipped
    return POLICY.merged(shipped, _shipped(f"default.{chosen.node.text}.yaml"))


@cache
def _shipped(name: str) -> Keys:
    """A file of the package, which does not change and holds no mistake: read once."""
    return parse(_packaged(name), SHIPPED, Findings(), trusted=True)


def _packaged(name: str) -> str:
    return files("bot.policy").joinpath(name).read_text(encoding="utf-8")


def _mendable(problem: Problem) -> Problem:
    """A shipped value can clash with the organisation's; it is mended in their file, not in ours."""
    if problem.file != SHIPPED:
        return problem
    return replace(problem, allowed=f"{problem.allowed} Your file must say otherwise: give `{problem.where}` there.")


def _built(data: dict[str, Any], findings: Findings) -> Policy:
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        # the forms should have caught it; if not, it is still told with its place instead of a stack trace
        for mistake in error.errors(include_url=False, include_context=False):
            findings.at(".".join(map(str, mistake["loc"])), f"{mistake['msg']}.")
        raise BrokenPolicy(findings.problems) from error


def _text(path: Path) -> str:
    findings = Findings()
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        findings.add(Spot(str(path)), "", f"The file cannot be read: {error.strerror}.", "Check POSKO_POLICY.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.add(Spot(str(path), line, 1), "", "The file is not UTF-8 text.", "Save it as UTF-8.")
    raise BrokenPolicy(findings.problems)
