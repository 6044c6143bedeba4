"""The database itself refuses to change the journal (SQLite; on PostgreSQL the application's role has no right to)."""

import pytest
from django.db import IntegrityError, connection, transaction

from linli.journal.models import Line
from linli.journal.tests.test_chain import greet


def triggers():
    table = "sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_line'"
    if connection.vendor != "sqlite":
        table = "pg_trigger WHERE tgrelid = 'journal_line'::regclass AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET event = 'x' WHERE sequence = 1",
        "DELETE FROM journal_line WHERE sequence = 1",
        "INSERT OR REPLACE INTO journal_line SELECT id, community_id, sequence, at, 'x', subject, actor, codes,"
        " previous, hash FROM journal_line WHERE sequence = 1",
    ],
)
def test_a_line_cannot_be_changed_deleted_or_replaced(world, statement):
    if connection.vendor != "sqlite":
        assert triggers() == 0
        return
    greet(world.residents["王梅"])
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Line.objects.get().event == "test.greeted"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_tests_that_commit_leave_an_empty_journal_and_its_triggers(round_, world):
    assert not Line.objects.exists()
    greet(world.residents["王梅"])
    assert triggers() == (2 if connection.vendor == "sqlite" else 0)
