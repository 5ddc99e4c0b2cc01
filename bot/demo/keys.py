"""The keyboard of a terminal: single keys that steer the player, or whole lines from whoever plays a part.

Where standard input is no terminal, keys are not read at all; lines are, so that a script can play a part too.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from bot.demo.player import Player

HELP = "space: pause · + and -: speed · n: next line · q: quit"
FASTER = 1.5
UNPACED = 100.0


def steer(player: Player, key: str, say: Callable[[str], None]) -> None:
    """What one key does."""
    speed = player.status.speed or UNPACED
    match key:
        case " ":
            player.resume() if player.status.mode == "paused" else player.pause()
            say(player.status.mode)
        case "+" | "=":
            player.set_speed(speed * FASTER)
            say(f"{player.status.speed:.3g} times faster than life")
        case "-":
            player.set_speed(speed / FASTER)
            say(f"{player.status.speed:.3g} times faster than life")
        case "n":
            task = asyncio.ensure_future(player.step())
            task.add_done_callback(lambda done: done.exception())
        case "q":
            player.stop()


@contextmanager
def keys(player: Player, say: Callable[[str], None], source: TextIO = sys.stdin) -> Iterator[bool]:
    """While inside, single keys steer the player; False where there is no terminal to read them from."""
    if not source.isatty():
        yield False
        return
    import termios
    import tty

    loop = asyncio.get_running_loop()
    before = termios.tcgetattr(source)
    tty.setcbreak(source)
    loop.add_reader(source, lambda: steer(player, source.read(1), say))
    try:
        yield True
    finally:
        loop.remove_reader(source)
        termios.tcsetattr(source, termios.TCSADRAIN, before)


async def lines(source: TextIO = sys.stdin) -> AsyncIterator[str]:
    """Each line typed, until the end of the input."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), source)
    try:
        while raw := await reader.readline():
            yield raw.decode("utf-8", "replace").rstrip("\n")
    finally:
        transport.close()
