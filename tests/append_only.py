"""Tests that commit are cleaned up by deleting every row, which append-only tables refuse: triggers step aside."""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

_clean_up = TransactionTestCase._fixture_teardown


def without_triggers() -> list[str]:
    """Drop every trigger of the test database (SQLite); returns the statements that make them again."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def _clean_up_append_only_too(self: Any) -> None:
    statements = without_triggers()
    try:
        _clean_up(self)
    finally:
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = _clean_up_append_only_too
