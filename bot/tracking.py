"""Builds the tracker that the settings name, if any; used by the composition root and `posko check`."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.comms.trackers import FileTracker, JiraTracker, Tracker
from bot.settings import Settings
from bot.warroom.policy import Policy

FOLDER = "outputs"


def tracker_of(settings: Settings, policy: Policy, session: aiohttp.ClientSession) -> Tracker | None:
    """The tracker, or None when outputs stay on the record only."""
    if settings.tracker == "file":
        beside = settings.policy.absolute().parent if settings.policy else Path.cwd()
        return FileTracker(settings.tracker_folder or beside / FOLDER)
    if settings.tracker == "jira":
        token = settings.tracker_token.get_secret_value() if settings.tracker_token else ""
        types = policy.outputs.issue_types
        return JiraTracker(session, settings.tracker_url, settings.tracker_project, settings.tracker_user, token, types)
    return None
