from django.db import migrations

from linli.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_batches")]
    operations = [append_only("journal_line")]
