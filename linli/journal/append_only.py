"""Append-only tables: the database itself refuses to change or delete a line.

On SQLite two triggers do; ``recursive_triggers`` is on (settings), so that INSERT OR REPLACE, which deletes, is refused
too. On PostgreSQL there is no trigger, so that the table can be partitioned by month later: there the application's
role has neither UPDATE nor DELETE on it (``deploy/postgresql.sql``).

Only the journal is held so, because nothing in it is ever purged: it has ids and codes, no names. Crossings and the
read log hold personal data and must be purged in time, so there a row is refused an UPDATE only, and what was taken
out shows by the purge's own receipt and by the hash over each upload in the journal. A trigger with a switch for the
purge would be worth no more than the switch. Whoever owns the file can drop triggers: they stop mistakes and bugs;
the chain of hashes is what shows intent.

SQLite drops triggers with the table that Django remakes when a column changes: such a migration repeats the operation.
"""

from typing import Any

from django.db import migrations

VERBS = ("UPDATE", "DELETE")


def append_only(table: str) -> migrations.RunPython:
    """A migration operation: rows of ``table`` can be inserted, and never changed or deleted."""
    return refuse(table, *VERBS)


def refuse(table: str, *verbs: str) -> migrations.RunPython:
    """A migration operation: on SQLite the database refuses ``verbs`` ("UPDATE", "DELETE") on ``table``."""

    def guard(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for verb in verbs:
                editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}")
                editor.execute(
                    f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )

    def unguard(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for verb in verbs:
                editor.execute(f"DROP TRIGGER {_name(table, verb)}")

    return migrations.RunPython(guard, unguard)


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"
