"""Slack's limits as an independent reader applies them to a message; what it complains about Slack would refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.comms.cards import ids
from bot.comms.message import Message

MASS = re.compile(r"<!(?!date\^)|@(here|channel|everyone)", re.IGNORECASE)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def texts(node: Any) -> Iterator[dict[str, Any]]:
    """Every text object, wherever it stands."""
    if isinstance(node, dict):
        if node.get("type") in {"mrkdwn", "plain_text"}:
            yield node
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def elements(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks:
        yield from block.get("elements", []) if block["type"] == "actions" else []


def complaints(message: Message) -> list[str]:
    found = list(_sizes(message))
    found += [
        f"not verbatim: {text}" for text in texts(message.blocks) if text["type"] == "mrkdwn" and not text["verbatim"]
    ]
    found += [f"mass mention: {text['text'][:80]}" for text in texts(message.blocks) if MASS.search(text["text"])]
    if MASS.search(message.text):
        found.append(f"mass mention: {message.text[:80]}")
    return found


def _sizes(message: Message) -> Iterator[str]:
    if not 1 <= units(message.text) <= 4_000:
        yield f"text of {units(message.text)}"
    if len(message.blocks) > 50:
        yield f"{len(message.blocks)} blocks"
    if units(json.dumps(message.blocks, ensure_ascii=False)) > 13_000:
        yield "blocks too long together"
    for block in message.blocks:
        yield from _block(block)


def _block(block: dict[str, Any]) -> Iterator[str]:
    limit, most = {"header": (150, 1), "context": (3_000, 10), "section": (3_000, 10), "actions": (75, 25)}[
        block["type"]
    ]
    for text in texts(block):
        if not 1 <= units(text["text"]) <= (2_000 if "fields" in block else limit):
            yield f"{block['type']} text of {units(text['text'])}"
    if len(block.get("elements", block.get("fields", []))) > most:
        yield f"too many in {block['type']}"
    for element in block.get("elements", []) if block["type"] == "actions" else []:
        if units(element.get("value", "")) > 2_000 or units(element.get("url", "")) > 3_000:
            yield "button too long"
        if element["action_id"] not in set(ids.Action):
            yield f"unknown action {element['action_id']}"


def mentioned(message: Message) -> set[str]:
    """The ids of everybody whom the message notifies."""
    everything = [message.text, *(text["text"] for text in texts(message.blocks))]
    return {user for text in everything for user in re.findall(r"<@([^>|]*)", text)}
