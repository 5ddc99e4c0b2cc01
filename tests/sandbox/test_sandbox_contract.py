"""Each method served keeps to what Slack documents of it: required arguments, scopes, types, error codes."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.web.catalogue import Facts, load
from tests.sandbox.kit import SCOPES, Api, manifest

CATALOGUE = load()
APP_LEVEL = ("apps.connections.open",)
REQUIRED = [pytest.param(it, name, id=f"{it.method}-{name}") for it in CATALOGUE.values() for name in it.required]
SCOPED = [pytest.param(it, id=it.method) for it in CATALOGUE.values() if it.scopes]
TYPED = [pytest.param(it, name, id=f"{it.method}-{name}") for it in CATALOGUE.values() for name in it.types]


def arguments(facts: Facts, *, without: str = "") -> dict[str, Any]:
    """Something for every required argument but one."""
    return {name: 1 if facts.types.get(name) == "integer" else "x" for name in facts.required if name != without}


@pytest.mark.parametrize(("facts", "name"), REQUIRED)
async def test_a_call_without_a_required_argument_is_refused_with_its_name(api: Api, facts: Facts, name: str) -> None:
    answer = await api(facts.method, **arguments(facts, without=name))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] missing required field: {name}"]


@pytest.mark.parametrize(("facts", "name"), TYPED)
async def test_a_flag_or_number_that_is_none_is_refused_with_its_name(api: Api, facts: Facts, name: str) -> None:
    answer = await api(facts.method, **(arguments(facts) | {name: "perhaps"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][0].endswith(f"[json-pointer:/{name}]")


ODD: tuple[Any, ...] = (None, [{}], {"a": {"b": [1]}}, "\ud83d", 10**30)


@pytest.mark.parametrize("odd", ODD, ids=ascii)
async def test_whatever_an_argument_holds_the_call_is_answered(api: Api, odd: Any) -> None:
    """The text arguments of every method: an app's mistake must never look like Slack's."""
    for facts in CATALOGUE.values():
        for name in (*facts.required, "blocks", "view", "attachments", "metadata", "cursor", "thread_ts", "users"):
            answer = await api(facts.method, **(arguments(facts) | {name: odd}))
            assert answer["ok"] or answer["error"] not in {"internal_error", "fatal_error"}, (facts.method, name)


@pytest.mark.parametrize("facts", SCOPED)
async def test_a_call_without_any_of_its_scopes_is_refused_with_their_names(
    http: aiohttp.ClientSession, facts: Facts
) -> None:
    granted = [it for it in SCOPES if it not in facts.scopes]
    async with Sandbox(manifest(scopes=granted)) as sandbox:
        answer = await Api(sandbox, http)(facts.method, **arguments(facts))
    assert (answer["error"], answer["needed"]) == ("missing_scope", ",".join(facts.scopes))
    assert answer["provided"] == ",".join(granted)


@pytest.mark.parametrize("facts", SCOPED)
async def test_any_one_of_its_scopes_suffices(http: aiohttp.ClientSession, facts: Facts) -> None:
    for scope in facts.scopes:
        async with Sandbox(manifest(scopes=[scope])) as sandbox:
            answer = await Api(sandbox, http)(facts.method, **arguments(facts))
        assert answer.get("needed") != ",".join(facts.scopes)
