"""The one door to Slack's Web API: what the rest of the bot may ask of Slack, with typed answers and named errors.

It never retries and never waits: a method that Slack has paused raises RateLimited at once, without a call. It knows
no incident and decides nothing.
"""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.comms.transports.slack.canvases import Canvases
from bot.comms.transports.slack.files import Files
from bot.comms.transports.slack.messages import Messages
from bot.comms.transports.slack.people import People
from bot.comms.transports.slack.rooms import Rooms
from bot.comms.transports.slack.views import Views
from bot.comms.transports.slack.wire import CallWatcher, TimeTeller, Wire, untold, unwatched
from bot.warroom.masking import SHAPES, Masker
from bot.warroom.ports import Clock


class SlackGateway(Messages, Rooms, Files, Canvases, People, Views):
    """Slack, for one installation. Make its client with `open_client`: it must not retry by itself."""

    def __init__(
        self,
        client: AsyncWebClient,
        clock: Clock,
        watch: CallWatcher = unwatched,
        told_time: TimeTeller = untold,
        masker: Masker = SHAPES,
    ) -> None:
        self._masker = masker
        client.retry_handlers.clear()
        self._wire = Wire(client, clock, watch, told_time)
