"""Updates to a page of Statuspage, or of whoever speaks its API: one incident there for each of ours.

The first update creates it, with our reference in its metadata; later ones change its state and add to its history.
Where somebody deleted it, it is created anew.
After an ambiguous failure it looks first: for our reference among the open incidents, or for the update in the history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import Field, SecretStr

from bot.comms.composer import compose_heading, compose_text
from bot.comms.retry import CannotDo
from bot.comms.transports.errors import PermanentError
from bot.comms.transports.http import request
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.base import Value
from bot.warroom.phrases import phrase

STATES: Mapping[str, str] = {
    "candidate": "investigating",
    "investigating": "investigating",
    "identified": "identified",
    "monitoring": "monitoring",
}


GONE = "HTTP 404"


class Statuspage(Value):
    """A page: where its API answers, its id, the key, and which of its components stands for a service of ours."""

    page: str = Field(min_length=1)
    key: SecretStr = Field(min_length=1)
    url: str = "https://api.statuspage.io/v1"
    components: Mapping[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Statuspages:
    """The transport to the pages of the settings, by name."""

    known: Mapping[str, Statuspage]
    session: aiohttp.ClientSession

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Create the incident there, or add to it."""
        name = parcel.place.target
        page = self._page(name)
        try:
            status, number = await self._told(parcel, page)
        except PermanentError as error:
            why = phrase("Statuspage {name} refused: {code}", name=name, code=error.code)
            raise CannotDo(why, phrase("Check its page id and components.")) from error
        return Receipt(to=f"Statuspage {name}", result=f"HTTP {status}", id=number)

    async def test(self, trial: Trial) -> Receipt:
        """Whether the page answers and knows our key. Nothing is published."""
        name = trial.place.target
        page = self._page(name)
        headers = {"Authorization": f"OAuth {page.key.get_secret_value()}"}
        url = f"{page.url.rstrip('/')}/pages/{page.page}"
        try:
            status, _answer = await request(self.session, "GET", url, name=f"statuspage {name}", headers=headers)
        except PermanentError as error:
            why = phrase("Statuspage {name} refused: {code}", name=name, code=error.code)
            raise CannotDo(why, phrase("Check its page id.")) from error
        return Receipt(to=f"Statuspage {name}", result=f"HTTP {status}")

    def _page(self, name: str) -> Statuspage:
        page = self.known.get(name)
        if page is None:
            why = phrase("The settings know no Statuspage {name}.", name=name)
            raise CannotDo(why, phrase("Add it to POSKO_STATUSPAGES."))
        return page

    async def _told(self, parcel: Parcel, page: Statuspage) -> tuple[int, str]:
        known = next((each.id for each in reversed(parcel.earlier) if each.id), "")
        if not known and parcel.step.doubtful:
            known = await self._found(parcel, page)
        if known and parcel.step.doubtful and await self._said(parcel, page, known):
            return 200, known
        change = content(parcel, page)
        if known:
            try:
                status, _answer = await self._call(page, "PATCH", f"incidents/{known}", change)
            except PermanentError as error:
                if error.code != GONE:
                    raise
            else:
                return status, known
        status, answer = await self._call(page, "POST", "incidents", change)
        return status, str(answer.get("id") or "")

    async def _found(self, parcel: Parcel, page: Statuspage) -> str:
        """The open incident that carries our reference."""
        _status, answer = await self._call(page, "GET", "incidents/unresolved")
        ours = (each for each in answer if _reference(each) == parcel.facts.reference)
        return next((str(each["id"]) for each in ours), "")

    async def _said(self, parcel: Parcel, page: Statuspage, known: str) -> bool:
        """Whether its history holds this update."""
        _status, answer = await self._call(page, "GET", f"incidents/{known}")
        body = content(parcel, page)["incident"]["body"]
        return any(each.get("body") == body for each in answer.get("incident_updates") or ())

    async def _call(self, page: Statuspage, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        url = f"{page.url.rstrip('/')}/pages/{page.page}/{path}"
        headers = {"Authorization": f"OAuth {page.key.get_secret_value()}"}
        more = {"json": body} if body is not None else {}
        status, answer = await request(self.session, method, url, name="statuspage", headers=headers, **more)
        return status, json.loads(answer or b"{}")


def _reference(incident: Mapping[str, Any]) -> str:
    return str(((incident.get("metadata") or {}).get("posko") or {}).get("reference") or "")


def content(parcel: Parcel, page: Statuspage) -> dict[str, Any]:
    """The incident as Statuspage takes it."""
    facts = parcel.facts
    components = [page.components[name] for name in facts.services if name in page.components]
    return {
        "incident": {
            "name": compose_heading(facts, parcel.audience, parcel.policy),
            "status": STATES.get(facts.state, "resolved"),
            "body": compose_text(facts, parcel.audience, parcel.policy),
            "component_ids": components,
            "metadata": {"posko": {"reference": facts.reference}},
        }
    }
