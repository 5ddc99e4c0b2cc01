"""`posko models export`, and what `posko check` says of models: where each comes from. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.cli import loading
from bot.cli.finding import Finding
from bot.cli.records import open_records, written
from bot.comms.shipped import is_shipped
from bot.policy.writing import models_text
from bot.warroom.improvements.item import ModelVersion
from bot.warroom.improvements.shelf import approved
from bot.warroom.policy import Policy


async def export_models(out: Path | None) -> int:
    """Write the approved models that are in use as a part of a policy. Raises Unusable where there is none."""
    settings = loading.local_settings()
    policy = loading.policy(settings.policy)
    async with open_records(settings) as store, store.reading() as reader:
        used = approved(policy.models, await reader.model_versions())
    if not used:
        raise loading.Unusable(
            "No approved model is in use: every model there is stands in the policy. They are approved in Slack, from "
            "the proposals of `/incident report`."
        )
    return await written(_bytes(used), out)


async def _bytes(used: Sequence[ModelVersion]) -> bytes:
    return models_text(used).encode("utf-8", "replace")


async def models(policy: Policy) -> Finding:
    """How many models are shipped, the policy's own, and approved in Slack, with who approved which version."""
    try:
        async with open_records(loading.local_settings()) as store, store.reading() as reader:
            used = approved(policy.models, await reader.model_versions())
    except loading.Unusable:
        used = []  # the database has a finding of its own
    over = {each.model.name for each in used}
    base = [each for each in policy.models.values() if each.name not in over]
    shipped = sum(is_shipped(each, policy.language) for each in base)
    parts = [f"{shipped} shipped", f"{len(base) - shipped} of the policy", f"{len(used)} approved in Slack"]
    said = f"Models: {', '.join(parts)}"
    if not used:
        return Finding("ok", said)
    named = "; ".join(map(_named, used))
    remedy = "`posko models export` writes them as YAML: paste it into the policy to keep them under version control."
    return Finding("note", f"{said}: {named}", remedy)


def _named(version: ModelVersion) -> str:
    item = f" from I{version.item}" if version.item else ""
    who = f" by {version.by.name}" if version.by else ""
    return f"{version.model.name} version {version.model.version}{who}{item}"
