"""One consistent picture of the database as a file, and back, while others go on reading and writing.

SQLite: its online backup. PostgreSQL: `pg_dump` in its custom format, from the snapshot in which rows are counted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection


class DumpFailed(Exception):
    """The database could not be copied or restored; nothing was changed; `str()` is one line."""


def kind() -> str:
    """`sqlite` or `postgresql`."""
    return connection.vendor


def dump(path: Path) -> dict[str, int]:
    """Write the database to `path`; returns how many rows each table has in that very picture."""
    return _dump_sqlite(path) if kind() == "sqlite" else _dump_postgres(path)


def load(path: Path) -> None:
    """Put the picture at `path` in place of the database's content, all or nothing. Raises DumpFailed."""
    if kind() == "sqlite":
        _load_sqlite(path)
    else:
        _load_postgres(path)


def count_rows() -> dict[str, int]:
    """Rows of every table of the database as it is now."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = {}
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 (quoted)
            counts[name] = int(cursor.fetchone()[0])
    return counts


def _dump_sqlite(path: Path) -> dict[str, int]:
    connection.ensure_connection()
    return picture(connection.connection, path)


def picture(live: sqlite3.Connection, path: Path) -> dict[str, int]:
    """Copy a SQLite database that others write to, as it is at one moment; returns its rows by table."""
    with closing(sqlite3.connect(path)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        own = [name for name in names if not name.startswith("sqlite_")]
        return {name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in own}  # noqa: S608


def _load_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        try:
            problem = source.execute("PRAGMA integrity_check").fetchone()[0]
            if problem != "ok":
                raise DumpFailed(f"The database in the backup is damaged: {problem}")
            source.backup(connection.connection)
        except sqlite3.DatabaseError as error:
            raise DumpFailed(f"SQLite refused the backup: {error}") from error


def _dump_postgres(path: Path) -> dict[str, int]:
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        counts = count_rows()
        _run("pg_dump", "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={path}")
    return counts


def _load_postgres(path: Path) -> None:
    connection.close()
    whole = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--no-password"]
    _run("pg_restore", *whole, f"--dbname={connection.settings_dict['NAME']}", str(path))


def _run(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools against our database; its password goes by environment, never by argument."""
    found = tool_path(tool)
    held = connection.settings_dict
    named = {"PGHOST": held["HOST"], "PGPORT": held["PORT"], "PGUSER": held["USER"], "PGPASSWORD": held["PASSWORD"]}
    environment = {**os.environ, **{name: str(value) for name, value in named.items() if value}}
    environment["PGDATABASE"] = str(held["NAME"])
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error" in line.lower()] or done.stderr.splitlines()
        hint = " (create the roles first: deploy/postgresql.sql)" if any("role" in line for line in said) else ""
        raise DumpFailed(f"{tool} failed: {said[0] if said else done.returncode}{hint}")


def tool_path(tool: str) -> str:
    """The newest installed `pg_dump` or `pg_restore`: an older one refuses a newer server."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: int(path.parts[4]))
    found = str(versions[-1]) if versions else shutil.which(tool)
    if not found:
        raise DumpFailed(f"{tool} is not installed (Debian: sudo apt-get install postgresql-client)")
    return found
