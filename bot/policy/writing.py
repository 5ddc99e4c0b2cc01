"""Incident models as the policy's file takes them: what was approved in Slack, brought under version control. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.warroom.improvements.item import ModelVersion
from bot.warroom.policy import IncidentModel, ModelStep

UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
LISTED = ("words", "services", "roles", "teams", "conditions", "vendors")


def models_text(versions: Iterable[ModelVersion]) -> str:
    """YAML to paste into a policy's file; a comment says of each who approved it, when and from which proposal."""
    lines = ["models:"]
    for version in versions:
        lines += [f"  # {_origin(version)}", f"  {_text(version.model.name)}:", *_model(version.model)]
    return "\n".join(lines) + "\n"


def _origin(version: ModelVersion) -> str:
    who = f" by {version.by.name}" if version.by else ""
    item = f", from I{version.item}" if version.item else ""
    again = f", version {version.again} again" if version.again else ""
    return " ".join(f"Approved on {version.at:%Y-%m-%d}{who}{item}{again}".split())


def _model(model: IncidentModel) -> Iterator[str]:
    yield f"    title: {_text(model.title)}"
    yield f"    version: {model.version}"
    for name in LISTED:
        yield f"    {name}: [{', '.join(map(_text, getattr(model, name)))}]"
    for name in ("severity", "solution"):
        if getattr(model, name):
            yield f"    {name}: {_text(getattr(model, name))}"
    yield "    steps:" if model.steps else "    steps: {}"
    for step in model.steps.values():
        yield f"      {_text(step.name)}: {_step(step)}"
    if model.templates:
        yield "    templates:"
    for audience, text in model.templates.items():
        yield f"      {_text(audience)}: {_text(text)}"


def _step(step: ModelStep) -> str:
    within = f"within: {length(step.within)}" if step.within else ""
    role = f"role: {_text(step.role)}" if step.role else ""
    return "{" + ", ".join(part for part in (within, role) if part) + "}"


def length(span: timedelta) -> str:
    """A length of time as the policy's file takes it: `1h30m`."""
    left, said = round(span.total_seconds()), ""
    for unit, seconds in UNITS:
        count, left = divmod(left, seconds)
        said += f"{count}{unit}" if count else ""
    return said or "0s"


def _text(text: str) -> str:
    """Quoted: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
