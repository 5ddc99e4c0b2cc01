"""The player over HTTP, for the sandbox's page: what to show, and pause, resume, step and speed.

Routes are handed to the sandbox's server when it is built, and the player when it exists; the sandbox knows neither.
Its guard stands before these routes too: no other site's page may use them.
"""

from __future__ import annotations

from aiohttp import web

from bot.demo.player import FASTEST, SLOWEST, Player


class Remote:
    """`GET /story` tells how the play stands; `POST /story/pause|resume|step|stop`, `POST /story/speed?times=10`."""

    def __init__(self) -> None:
        self.player: Player | None = None

    def routes(self) -> list[web.RouteDef]:
        """What the sandbox's server is to serve."""
        return [web.get("/story", self._status), web.post("/story/{act}", self._act)]

    async def _status(self, _request: web.Request) -> web.Response:
        return self._told()

    async def _act(self, request: web.Request) -> web.Response:
        player = self.player
        if player is None:
            return self._told()
        match request.match_info["act"]:
            case "pause":
                player.pause()
            case "resume":
                player.resume()
            case "step":
                await player.step()
            case "stop":
                player.stop()
            case "speed":
                return self._speed(player, request.query.get("times", ""))
            case other:
                return _refused(404, f"There is no `{other}`: pause, resume, step, stop, speed.")
        return self._told()

    def _speed(self, player: Player, times: str) -> web.Response:
        try:
            player.set_speed(float(times))
        except ValueError:
            return _refused(400, f"`times` is a number from {SLOWEST:g} to {FASTEST:g}.")
        return self._told()

    def _told(self) -> web.Response:
        if self.player is None:
            return _refused(503, "Nothing is being played yet.")
        return web.json_response(self.player.status.as_json())


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)
