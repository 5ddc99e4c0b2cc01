"""The JSON Schema of the JSON export, made from the values that are exported; docs/incident.schema.json is its copy.

Readers are told what they may rely on, not what will never be added: unknown members are allowed.
"""

from __future__ import annotations

import json
from typing import Any

from bot.comms.exports.jsonfile import CORRECTED_BY, MASKED, SCHEMA
from bot.warroom.events import UpdatePublished
from bot.warroom.incident import Incident, Task
from bot.warroom.timeline import Entry, Head

HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PLACE = "#/$defs/{model}"


def schema() -> dict[str, Any]:
    """The whole schema, with stable order."""
    definitions: dict[str, Any] = {}
    for name, model in (("Incident", Incident), ("Entry", Entry), ("Task", Task), ("Head", Head)):
        made = model.model_json_schema(mode="serialization", ref_template=PLACE)
        definitions |= made.pop("$defs", {})
        definitions[name] = made
    definitions["Entry"] = _entry(definitions["Entry"])
    definitions["Update"] = _update(UpdatePublished.model_json_schema(mode="serialization", ref_template=PLACE))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "Record of an incident, exported by Posko",
        "type": "object",
        "required": ["schema", "incident", "entries", "updates", "tasks", "head"],
        "properties": {
            "schema": {"const": SCHEMA},
            "masked": {"type": "integer", "minimum": 1},
            "incident": _ref("Incident"),
            "entries": {"type": "array", "minItems": 1, "items": _ref("Entry")},
            "updates": {"type": "array", "items": _ref("Update")},
            "tasks": {"type": "array", "items": _ref("Task")},
            "head": _ref("Head"),
        },
        "$defs": {name: _open(definition) for name, definition in sorted(definitions.items())},
    }


def document() -> str:
    """The schema as the text of docs/incident.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": PLACE.format(model=name)}


def _entry(made: dict[str, Any]) -> dict[str, Any]:
    """What the entry is sealed with, its kind and text for readers."""
    hashes = dict.fromkeys(("content_hash", "prev_hash", "hash", "text_hash"), HASH)
    more = {"kind": {"type": "string"}, "text": {"type": "string"}, **hashes}
    properties = made["properties"] | more
    sometimes = {MASKED: {"const": True}, CORRECTED_BY: {"type": "array", "items": {"type": "integer"}}}
    return {**made, "properties": {**properties, **sometimes}, "required": sorted(properties)}


def _update(made: dict[str, Any]) -> dict[str, Any]:
    """A published update, with its entry's sequence and time."""
    properties = {name: each for name, each in made["properties"].items() if name != "kind"}
    properties |= {"seq": {"type": "integer"}, "at": {"type": "string", "format": "date-time"}}
    return {**made, "properties": properties, "required": sorted(properties)}


def _open(definition: Any) -> Any:
    """The same without closed objects, and without the titles that only repeat the names."""
    if isinstance(definition, list):
        return [_open(each) for each in definition]
    if not isinstance(definition, dict):
        return definition
    repeated = {"title": str, "additionalProperties": bool}
    kept = {name: each for name, each in definition.items() if not isinstance(each, repeated.get(name, ()))}
    return {name: _open(each) for name, each in kept.items()}
