"""The story of the demo: the shop goes down during the national flash sale (the ITIL guide's own example).

Only who does what in which minute. How it is carried out is `play`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Deed = Literal["says", "types", "presses", "reacts", "shares"]


@dataclass(frozen=True, slots=True)
class Beat:
    """In this minute of the story, somebody does something. `where` is the war room unless a channel is named.

    `what` is what they say or type, the button's action id they press, or the emoji they react with (to the latest
    message that holds `on`).
    """

    minute: float
    who: str
    deed: Deed
    what: str
    where: str = ""
    on: str = ""


TITLE = "Shop is down during the national flash sale"

STORY: tuple[Beat, ...] = (
    Beat(
        0, "tono", "says", "Thirty calls in five minutes: nobody can open the shop. The sale began at 20:00!", "support"
    ),
    Beat(1, "sari", "types", f"/incident declare sev1 {TITLE}", "support"),
    Beat(2.5, "raihan", "presses", "mim_accept", "@posko"),
    Beat(
        3,
        "raihan",
        "types",
        "/incident impact All shoppers: pages time out, checkout impossible. About 120,000 people in the sale",
    ),
    Beat(3.5, "raihan", "types", "/incident milestone started at 20:00"),
    Beat(4, "sari", "types", "/incident milestone detected at 20:02"),
    Beat(
        4.5,
        "raihan",
        "types",
        "/incident update Shop and checkout are down for everybody. Backend, frontend, server and devops are on it",
    ),
    Beat(5, "raihan", "types", "/incident role scribe @lina"),
    Beat(6, "joko", "says", "OBSERVATION: web servers idle, database CPU at 100 %, 4,000 connections waiting"),
    Beat(7, "agus", "says", "Frontend errors are all 504 from the stock service. Nothing was deployed since Monday."),
    Beat(8, "budi", "says", "I think the new stock counter locks the whole table on every page view"),
    Beat(8.5, "raihan", "reacts", "bulb", on="stock counter locks"),
    Beat(9.5, "rina", "shares", "db-locks.txt"),
    Beat(10, "dewi", "says", "Confirmed from the lock graph: 97 % of waits are on stock_counter"),
    Beat(10.5, "lina", "reacts", "pushpin", on="Confirmed from the lock graph"),
    Beat(11, "raihan", "types", "/incident state identified The live stock counter locks the table under load"),
    Beat(
        12,
        "raihan",
        "types",
        "/incident decision Switch the live stock counter off; shoppers see stock at checkout only",
    ),
    Beat(13, "fajar", "types", "/incident action Flip feature flag live_stock to off owner @fajar by 10m"),
    Beat(15, "maya", "says", "Waiting room page is up, shoppers queue instead of hammering the database"),
    Beat(15.5, "maya", "reacts", "adhesive_bandage", on="Waiting room page"),
    Beat(19, "fajar", "says", "Flag is off everywhere. Database CPU 35 % and falling"),
    Beat(19.5, "lina", "reacts", "wrench", on="Flag is off"),
    Beat(20, "raihan", "types", "/incident state monitoring Stock counter off since 20:21; orders are going through"),
    Beat(22, "putri", "says", "First orders through on web and app. Checkout 1.8 s"),
    Beat(24, "raihan", "types", "/incident task Load test the stock counter before it returns @budi"),
    Beat(34, "sari", "says", "No new calls for ten minutes"),
    Beat(
        36,
        "raihan",
        "types",
        "/incident resolve Stock counter switched off; orders normal for 15 minutes, no data lost",
    ),
    Beat(38, "sari", "presses", "confirm_restored"),
    Beat(40, "raihan", "types", "/incident close"),
)
