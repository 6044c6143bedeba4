"""The plates asked for after an emergency are encrypted from now on, as those of crossings are."""

from django.db import migrations

import linli.core.fields
from linli.core.crypto import encrypt

TABLE = "gates_companions"


def seal(apps, editor):
    companions = apps.get_model("gates", "Companions")
    for row in companions._base_manager.exclude(plain=""):
        _seal(companions, row)


def _seal(companions, row):
    bound = f"{row.community_id}|{TABLE}|vehicle|{row.pk}"
    same = companions._base_manager.filter(
        community_id=row.community_id, device_id=row.device_id, sequence=row.sequence
    )
    same.update(vehicle=linli.core.fields.Sealed(encrypt(row.plain, bound)))


class Migration(migrations.Migration):
    dependencies = [("gates", "0010_holders")]
    operations = [
        migrations.RenameField("companions", "vehicle", "plain"),
        migrations.AddField("companions", "vehicle", linli.core.fields.EncryptedText()),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("companions", "plain"),
    ]
