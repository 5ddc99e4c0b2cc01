"""Who is who in the tests' workspace: a small directory with people and user groups, and no Slack behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.warroom.base import Person
from tests.warroom.builders import ADI, BIMA, CITRA, PEOPLE

GROUPS = {"@mim-rota": (ADI,), "@backup": (BIMA,), "@duty": (CITRA,), "@everyone": PEOPLE, "@admins": (CITRA,)}


@dataclass
class Staff:
    """The core's `Directory`: people by id, `<@id>`, `@name` or e-mail address, and the groups above."""

    people: tuple[Person, ...] = PEOPLE
    groups: dict[str, tuple[Person, ...]] = field(default_factory=lambda: dict(GROUPS))

    async def person(self, ref: str) -> Person | None:
        """Whoever is meant, or None."""
        wanted = ref.strip("<>@").split("|")[0].casefold()
        for person in self.people:
            name = person.name.casefold()
            if wanted in {person.id.casefold(), name, f"{name}@example.com"}:
                return person
        return None

    async def members(self, ref: str) -> tuple[Person, ...]:
        """The people of a group, or the one person that is meant."""
        if ref in self.groups:
            return self.groups[ref]
        person = await self.person(ref)
        return (person,) if person else ()

    def is_team(self, ref: str) -> bool:
        """Whether a group is called so."""
        return ref in self.groups

    def stand_ins(self, _ref: str) -> str:
        """Nobody stands in for anybody."""
        return ""

    async def zone(self, _user: str) -> str:
        """Everybody works in Jakarta."""
        return "Asia/Jakarta"

    async def locale(self, _user: str) -> str:
        return ""
