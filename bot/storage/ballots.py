"""Answers to the satisfaction survey, kept so that none leads to whoever gave it (decision 0008).

That somebody has answered is a keyed hash of their id; its key is random, one for each survey, and goes when the
survey is closed. With every new answer all of them are dealt anew under fresh random keys, in one transaction: neither
the order of rows nor the transaction that wrote them says which came when. Nothing here knows what an answer means.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from sqlalchemy import delete, func, insert, select

from bot.storage.base import Bound
from bot.storage.codec import from_text, to_text
from bot.storage.tables import survey_answers, survey_salts, survey_tokens
from bot.warroom.surveys import Group, Vote

ALL = (survey_answers, survey_tokens, survey_salts)


class BallotReads(Bound):
    """The part of the core's `Reader` that knows how far an open survey is."""

    async def has_answered(self, number: int, user: str) -> bool:
        """Whether somebody's answer to the incident's open survey is in."""
        salt = await self._salt(number)
        if salt is None:
            return False
        theirs = (survey_tokens.c.number == number) & (survey_tokens.c.token == _token(salt, user))
        return await self._connection.scalar(select(func.count()).where(theirs)) == 1

    async def answered(self, number: int) -> dict[Group, int]:
        """How many answers each group has given so far."""
        counted = select(survey_answers.c.grp, func.count()).where(survey_answers.c.number == number)
        rows = await self._connection.execute(counted.group_by(survey_answers.c.grp))
        return {row.grp: row[1] for row in rows}

    async def _salt(self, number: int) -> str | None:
        found: str | None = await self._connection.scalar(
            select(survey_salts.c.salt).where(survey_salts.c.number == number)
        )
        return found


class BallotWrites(BallotReads):
    """The part of the core's `Transaction` that takes answers in and gives them out, once. Lock the incident first."""

    async def cast(self, number: int, user: str, vote: Vote) -> bool:
        """Put an answer into the open survey, unlinked from whoever gave it; False if theirs is in already."""
        token = {"number": number, "token": _token(await self._salted(number), user)}
        fresh = self._insert(survey_tokens).on_conflict_do_nothing(index_elements=["number", "token"])
        if await self._change(fresh.values(**token)) != 1:
            return False
        dealt = [*await self._taken(number), vote]
        secrets.SystemRandom().shuffle(dealt)
        await self._connection.execute(insert(survey_answers), [_row(number, each) for each in dealt])
        return True

    async def take_votes(self, number: int) -> list[Vote]:
        """The answers, in random order; with all that knew who had answered, they are gone from the database."""
        votes = await self._taken(number)
        secrets.SystemRandom().shuffle(votes)
        for table in ALL:
            await self._change(delete(table).where(table.c.number == number))
        return votes

    async def _taken(self, number: int) -> list[Vote]:
        query = select(survey_answers.c.vote).where(survey_answers.c.number == number)
        votes = [Vote.model_validate(from_text(text)) for text in await self._connection.scalars(query)]
        await self._change(delete(survey_answers).where(survey_answers.c.number == number))
        return votes

    async def _salted(self, number: int) -> str:
        salt = await self._salt(number)
        if salt is None:
            salt = secrets.token_hex(32)
            await self._connection.execute(insert(survey_salts).values(number=number, salt=salt))
        return salt


def _token(salt: str, user: str) -> str:
    return hmac.new(bytes.fromhex(salt), user.encode(), hashlib.sha256).hexdigest()


def _row(number: int, vote: Vote) -> dict[str, Any]:
    text = to_text(vote.model_dump(mode="json"))
    return {"key": secrets.token_hex(16), "number": number, "grp": vote.group, "vote": text}
