"""Slack's side of the house: `gateway.SlackGateway` is what others use, the other modules are its parts.

Every call to Slack's Web API goes through here, and what is raised is always an error of `transports.errors`. Nothing
here knows what an incident is.
"""

from __future__ import annotations

from bot.comms.transports.slack.gateway import SlackGateway
from bot.comms.transports.slack.values import Bookmark, Channel, Group, Identity, Invited, Member, PostedAt
from bot.comms.transports.slack.wire import CallWatcher, open_client, open_session

__all__ = [
    "Bookmark", "CallWatcher", "Channel", "Group", "Identity", "Invited", "Member", "PostedAt", "SlackGateway",
    "open_client", "open_session",
]  # fmt: skip
