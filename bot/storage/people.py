"""What people chose for themselves: the language in which they read the bot. It knows no names."""

from __future__ import annotations

from sqlalchemy import delete

from bot.storage.base import Bound
from bot.storage.codec import plain
from bot.storage.tables import people


class PeopleWrites(Bound):
    """The part of the core's `Transaction` that keeps people's choices."""

    async def choose_language(self, user: str, language: str) -> None:
        """Keep somebody's language; an empty one forgets their choice."""
        if not language:
            await self._change(delete(people).where(people.c.id == plain(user)))
            return
        statement = self._insert(people)
        kept = statement.on_conflict_do_update(index_elements=["id"], set_={"language": statement.excluded.language})
        await self._connection.execute(kept, {"id": plain(user), "language": plain(language)})
