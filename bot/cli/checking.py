"""`posko check`: one line for each thing that must be right, and for what is not, how to mend it. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from rich.console import Console
from rich.markup import escape
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli import loading
from bot.cli.checking_channels import channels as outside_channels
from bot.cli.checking_policy import told_too_widely
from bot.cli.checking_templates import templates
from bot.cli.finding import Finding
from bot.cli.models import models
from bot.clock import SystemClock
from bot.comms.directory import SlackDirectory
from bot.comms.duty import DutyDirectory
from bot.comms.transports.errors import TransportError
from bot.comms.transports.on_call import provider
from bot.comms.transports.slack import SlackGateway
from bot.manifest import OPTIONAL, manifest
from bot.settings import Settings
from bot.storage import OtherWorkspace, migrate, open_store
from bot.tracking import tracker_of
from bot.warroom.policy import Policy
from bot.warroom.ports import Directory, OnCall, OnCallUnavailable, StoreUnavailable

SKEW_SECONDS = 60
UNREAD = "Mend it; nothing else is checked until it can be read. docs/policy.md explains every key."


async def check_all(console: Console) -> int:
    """Check all that can be, say it, and return the exit code. Raises Unusable for unreadable settings.

    0: all is well; 1: there is a fault; 2: there is none in what was checked, and something was not.
    """
    given = loading.furnished()
    settings = given.settings
    try:
        policy = loading.policy(settings.policy)
    except loading.Unusable as problem:
        return _summed_up([Finding("fault", str(problem), UNREAD)], console)
    findings = [Finding("ok", f"Policy: {settings.policy or 'the shipped default'}"), *told_too_widely(policy)]
    findings += templates(policy)
    findings.append(await _database(settings))
    findings.append(await models(policy))
    findings += [finding async for finding in _slack(given, policy)]
    findings += await _tracker(settings, policy)
    findings += [finding async for finding in outside_channels(settings, policy)]
    return _summed_up(findings, console)


def _summed_up(findings: Sequence[Finding], console: Console) -> int:
    for finding in findings:
        console.print(_line(finding), highlight=False, soft_wrap=True)
    levels = [finding.level for finding in findings]
    faults, unchecked = levels.count("fault"), "unchecked" in levels
    also = " Slack was not checked in full." if unchecked else ""
    if faults:
        console.print(f"\n{faults} to mend before `posko run` works fully.{also}", highlight=False, soft_wrap=True)
        return 1
    if unchecked:
        words = "What was checked is in order. Slack was not checked in full, and `posko run` needs it."
        console.print(f"\n{words}", highlight=False, soft_wrap=True)
        return 2
    console.print("\nReady: `posko run`.")
    return 0


def _line(finding: Finding) -> str:
    sign = {"ok": "[green]✓[/]", "note": "[yellow]•[/]", "fault": "[bold red]✗[/]", "unchecked": "[yellow]?[/]"}[
        finding.level
    ]
    remedy = f"\n    → {escape(finding.remedy)}" if finding.remedy else ""
    return f"{sign} {escape(finding.what)}{remedy}"


async def _database(settings: Settings) -> Finding:
    missing = loading.missing_file(settings.database)
    if missing and not missing.parent.is_dir():
        return Finding("fault", f"Database: there is no folder {missing.parent}", "Make it, or set POSKO_DATABASE_URL.")
    if missing:
        return Finding("note", f"Database: {missing} does not exist yet", "`posko migrate`, or just `posko run`.")
    store = open_store(settings.database, SystemClock())
    try:
        await store.ping()
        if await migrate.is_current(settings.database):
            return Finding("ok", f"Database: answers, at revision {migrate.head()}")
        return Finding("note", "Database: answers, but is not migrated", "`posko migrate`, or just `posko run`.")
    except StoreUnavailable as problem:
        return Finding("fault", f"Database: {problem}", "Check POSKO_DATABASE_URL and that the database runs.")
    finally:
        await store.close()


async def _tracker(settings: Settings, policy: Policy) -> list[Finding]:
    """Whether the tracker answers, and knows us; nothing to say when there is none."""
    async with aiohttp.ClientSession() as session:
        tracker = tracker_of(settings, policy, session)
        if tracker is None:
            return []
        try:
            return [Finding("ok", f"Tracker: {await tracker.check()}")]
        except TransportError as problem:
            remedy = "Look at the POSKO_TRACKER_… settings. Until it answers, outputs stay on the record and wait."
            return [Finding("fault", f"Tracker: {problem}", remedy)]


async def _workspace(settings: Settings, team: str, name: str) -> list[Finding]:
    """Whether the database is this workspace's; nothing to say of one that is new, or that does not answer."""
    if loading.missing_file(settings.database):
        return []
    store = open_store(settings.database, SystemClock())
    try:
        if await store.is_current():
            await store.check_workspace(team, name)
    except OtherWorkspace as problem:
        return [Finding("fault", "Database: it belongs to another workspace", str(problem))]
    except StoreUnavailable:
        return []
    finally:
        await store.close()
    return []


def _unset(given: loading.Furnished) -> Iterator[Finding]:
    """What cannot be asked of Slack, for want of a secret."""
    parts = {
        "SLACK_BOT_TOKEN": "the connection, scopes, clock, and the channels and people that the policy names",
        "SLACK_APP_TOKEN": "Socket Mode",
        "SLACK_SIGNING_SECRET": "requests from Slack",
    }
    for name, remedy in given.lacking.items():
        yield Finding("unchecked", f"Slack: not checked: {parts[name]}", remedy)


async def _slack(given: loading.Furnished, policy: Policy) -> AsyncIterator[Finding]:
    settings = given.settings
    for finding in _unset(given):
        yield finding
    if not given.slack:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            yield await _on_call(_provider(settings, session), policy)
        return
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        token = settings.slack_bot_token.get_secret_value()
        client = AsyncWebClient(token=token, base_url=settings.slack_api_url, session=session)
        try:
            answer = await client.auth_test()
        except (TimeoutError, SlackClientError, aiohttp.ClientError) as problem:
            yield _refused(settings, problem)
            return
        yield Finding("ok", f"Slack: connected to {answer['team']} as {answer['user']}")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        for finding in await _workspace(settings, answer["team_id"], answer["team"]):
            yield finding
        yield _scopes(headers, settings)
        yield _skew(headers)
        if not given.lacking:
            yield await _socket(client, settings)
        on_call = _provider(settings, session)
        yield await _on_call(on_call, policy)
        for finding in await _policy_in_slack(client, policy, on_call):
            yield finding


def _refused(settings: Settings, problem: Exception) -> Finding:
    if isinstance(problem, SlackApiError):
        code = problem.response["error"]
        return Finding(
            "fault", f"Slack refuses the bot token: {code}", "Copy SLACK_BOT_TOKEN again: OAuth & Permissions."
        )
    return Finding("fault", f"Slack does not answer at {settings.slack_api_url}: {problem}", "Check the network.")


def _scopes(headers: Mapping[str, str], settings: Settings) -> Finding:
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    wanted = set(manifest(settings.mode, "https://example.invalid")["oauth_config"]["scopes"]["bot"])
    missing = sorted(wanted - granted)
    if not granted:
        return Finding("note", "Scopes: Slack did not say which the token has")
    if not missing:
        return Finding("ok", f"Scopes: all {len(wanted)} granted")
    if OPTIONAL.issuperset(missing):
        return Finding("note", f"Scopes: all granted but {', '.join(missing)}, which the bot can do without")
    remedy = "Your app → OAuth & Permissions → Scopes: add them, then reinstall the app. `posko manifest` lists all."
    return Finding("fault", f"Scopes: missing {', '.join(missing)}", remedy)


def _skew(headers: Mapping[str, str]) -> Finding:
    stamp = headers.get("date")
    if not stamp:
        return Finding("note", "Clock: Slack sent no date to compare with")
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(stamp)).total_seconds())
    if skew > SKEW_SECONDS:
        return Finding("fault", f"Clock: {skew:.0f} s away from Slack's", "Synchronise this machine's clock (NTP).")
    return Finding("ok", "Clock: in step with Slack's")


async def _socket(client: AsyncWebClient, settings: Settings) -> Finding:
    if settings.mode == "http":
        return Finding("note", f"HTTP mode: Slack must reach /slack/events on port {settings.port}")
    token = settings.slack_app_token
    try:
        await client.apps_connections_open(app_token=token.get_secret_value() if token else "")
    except SlackApiError as problem:
        remedy = "Make an app-level token with connections:write, and switch Socket Mode on."
        return Finding("fault", f"Socket Mode: {problem.response['error']}", remedy)
    return Finding("ok", "Socket Mode: the app-level token works")


async def _policy_in_slack(client: AsyncWebClient, policy: Policy, asked: OnCall | None) -> list[Finding]:
    clock = SystemClock()
    gateway = SlackGateway(client, clock)
    try:
        identity = await gateway.identify()
        directory = SlackDirectory(gateway, clock, identity.user)
        await directory.warm()
        channels = {channel.name async for channel in gateway.channels()}
    except TransportError as problem:
        return [Finding("fault", f"Slack: {problem}")]
    duty = DutyDirectory(directory, policy.schedules, clock, asked)
    return [*_channels(policy, channels), *[finding async for finding in _people(policy, duty)]]


def _provider(settings: Settings, session: aiohttp.ClientSession) -> OnCall | None:
    token = settings.on_call_token.get_secret_value() if settings.on_call_token else ""
    return provider(session, file=settings.on_call_file, url=settings.on_call_url, token=token)


async def _on_call(asked: OnCall | None, policy: Policy) -> Finding:
    """Whether the on-call provider answers, and whether there is one where the policy wants it."""
    wanting = sorted(name for name, each in policy.schedules.items() if each.on_call)
    if asked is None:
        if not wanting:
            return Finding("ok", "On call: the policy's own schedules; no provider is needed")
        remedy = "Set POSKO_ON_CALL_URL and POSKO_ON_CALL_TOKEN, or POSKO_ON_CALL_FILE."
        return Finding("note", f"On call: no provider for {', '.join(wanting)}; the policy's shifts are used", remedy)
    try:
        return Finding("ok", f"On call: {await asked.check()}")
    except OnCallUnavailable as problem:
        remedy = "Check POSKO_ON_CALL_URL, POSKO_ON_CALL_TOKEN or POSKO_ON_CALL_FILE. The policy's shifts stand in."
        return Finding("fault", f"On call: the provider gives no answer: {problem}", remedy)


def _channels(policy: Policy, existing: set[str]) -> list[Finding]:
    named = {
        policy.room.announce_in,
        policy.improvements.propose_in,
        *(place.target for place in policy.places("slack")),
    }
    missing = sorted(name for name in named if name.startswith("#") and name.removeprefix("#") not in existing)
    if not missing:
        return [Finding("ok", "Channels: every channel of the policy exists")]
    if policy.create_missing_channels:
        return [Finding("note", f"Channels: {', '.join(missing)} will be created when first needed")]
    return [Finding("fault", f"Channels: {', '.join(missing)} do not exist", "Create them, or change the policy.")]


async def _people(policy: Policy, directory: Directory) -> AsyncIterator[Finding]:
    unknown = [ref for ref in _references(policy) if not await directory.members(ref)]
    if unknown:
        remedy = "Create the user group or correct the name; until then nobody is invited or asked for it."
        yield Finding("note", f"People: the workspace does not know {', '.join(unknown)}", remedy)
    else:
        yield Finding("ok", "People: everybody the policy names is known")
    if not policy.rotas.mim:
        remedy = "Name who leads in the policy: rotas → mim. Until then the declarer is asked first."
        yield Finding("note", "MIM: the policy names nobody", remedy)


def _references(policy: Policy) -> list[str]:
    rotas: Mapping[str, Any] = policy.rotas.model_dump()
    teams = [team for severity in policy.severities.values() for team in severity.teams]
    of_services = [ref for service in policy.services.values() for ref in (service.owner, *service.teams) if ref]
    of_roles = [ref for role in policy.roles.values() for ref in role.candidates if not ref.startswith("service:")]
    on_shifts = [ref for each in policy.schedules.values() for shift in each.shifts.values() for ref in shift.who]
    otherwise = [ref for each in policy.schedules.values() for ref in each.otherwise]
    ladder = (ref for refs in rotas.values() for ref in refs)
    return sorted({*policy.administrators, *ladder, *teams, *of_services, *of_roles, *on_shifts, *otherwise})
