"""On SQLite a trigger keeps crossings as they were written; on PostgreSQL the app's role has no UPDATE right there."""

from django.db import migrations

TABLES = ("gates_crossing", "gates_crossingkey")


def guard(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a crossing is a fact'); END"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_no_update")


class Migration(migrations.Migration):
    dependencies = [("gates", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
