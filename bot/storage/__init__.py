"""The database: SQLite by default, PostgreSQL for several replicas, behind the ports of the core.

Nothing here decides anything about an incident, and nothing outside this package may write SQL.
"""

from bot.storage.errors import OtherWorkspace
from bot.storage.unit_of_work import Database, open_store

__all__ = ["Database", "OtherWorkspace", "open_store"]
