"""The reference of the policy file, made from its forms: every key, what may be written there, and an example.

The examples are the shipped policy's values, and for what it leaves empty those of `examples.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import yaml

from bot.policy.forms import Form, Many, Named, Section
from bot.policy.schema import POLICY

HEAD = """# Every key of the policy file

Made from the forms that read the file (`bot/policy/schema.py`); [policy.md](policy.md) tells what the keys are for.
`<name>` is a name that you choose: of a severity, a role, an audience. Lists are written `[one, two]`.

| Key | What may be written | Example |
|---|---|---|
"""
EXAMPLES = ("default.yaml", "examples.yaml")
NAME = "<name>"


def document() -> str:
    """The whole page, in Markdown."""
    return HEAD + "".join(f"{row}\n" for row in rows(POLICY, "", [_read(name) for name in EXAMPLES]))


def _read(name: str) -> Any:
    return yaml.safe_load((resources.files("bot.policy") / name).read_text(encoding="utf-8"))


def rows(form: Form, path: str, samples: list[Any]) -> Iterator[str]:
    """A row for each key below `path`; `samples` are what stands there in the examples."""
    if isinstance(form, Section):
        for key, each in form.keys.items():
            below = [sample[key] for sample in samples if isinstance(sample, Mapping) and key in sample]
            yield from rows(each, f"{path}.{key}".strip("."), below)
    elif isinstance(form, Named):
        yield from rows(form.each, f"{path}.{NAME}", [each for sample in samples for each in _named(form, sample)])
    else:
        yield f"| `{path}` | {_allowed(form)} | {_example(samples)} |"


def _named(form: Named, sample: Any) -> list[Any]:
    if isinstance(sample, Mapping):
        return list(sample.values())
    return [sample] if form.single and sample is not None else []


def _allowed(form: Form) -> str:
    if isinstance(form, Many):
        return f"A list. {_cell(form.each.allowed)}"
    return _cell(getattr(form, "allowed", "A mapping."))


def _example(samples: list[Any]) -> str:
    told = next((sample for sample in samples if sample not in (None, [], {}, "", False)), None)
    last = samples[0] if told is None and samples else told
    return f"`{_cell(_written(last))}`" if last is not None else ""


def _written(value: Any) -> str:
    return (
        yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True).removesuffix("...\n").strip()
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
