"""A local Slack workspace that speaks Slack's wire protocols.

A production Bolt app runs against it unchanged; only the API address differs. It imports nothing of
the bot, so that it can judge it.
"""

from bot.sandbox.apps import Tokens
from bot.sandbox.clock import SandboxClock, WallClock
from bot.sandbox.errors import ImpossibleAction, NotAcked, SandboxError, SlackError
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.people.person import Person
from bot.sandbox.people.replies import Reply, Submission
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serve import serve
from bot.sandbox.tickets import Lifetimes
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

__all__ = [
    "Channel",
    "ImpossibleAction",
    "Lifetimes",
    "Message",
    "NotAcked",
    "Person",
    "Reply",
    "Sandbox",
    "SandboxClock",
    "SandboxError",
    "SlackError",
    "Submission",
    "Tokens",
    "User",
    "View",
    "WallClock",
    "Workspace",
    "serve",
]
