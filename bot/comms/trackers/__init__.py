"""Where outputs become tickets: one interface, a folder of Markdown files or Jira's REST API behind it."""

from __future__ import annotations

from bot.comms.trackers.files import FileTracker
from bot.comms.trackers.jira import JiraTracker
from bot.comms.trackers.port import Filed, Ticket, Tracker

__all__ = ["FileTracker", "Filed", "JiraTracker", "Ticket", "Tracker"]
