"""Colours and people's own words leave the crossings that exist; a guard's reason is encrypted from now on.

A crossing is never edited. This is the one exception, because what is taken out should never have been written: on
SQLite the trigger that refuses an UPDATE goes for the time of this migration.
"""

import re

from django.db import migrations, models

import linli.core.fields
from linli.core.crypto import encrypt
from linli.journal.append_only import refuse

TABLE = "gates_crossing"
PIECE = 1000


def let(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_update")


def spare(apps, editor):
    crossing = apps.get_model("gates", "Crossing")
    keys = list(crossing._base_manager.values_list("community_id", "day", "id"))
    for start in range(0, len(keys), PIECE):
        ids = [key[2] for key in keys[start : start + PIECE]]
        for row in crossing._base_manager.filter(id__in=ids):
            _spare(crossing, row)


def _spare(crossing, row):
    facts = dict(row.facts)
    seen = [name for name in ("health_colour", "health_certificate") if facts.pop(name, None) is not None]
    if seen and row.server_outcome == "allow":
        facts["health_passed"] = True
    if not re.fullmatch(r"[a-z_]{1,30}", str(facts.get("purpose", ""))):
        facts.pop("purpose", None)
    changes = {"facts": facts} if facts != row.facts else {}
    if row.overrule_plain:
        bound = f"{row.community_id}|{TABLE}|overrule_reason|{row.pk}"
        changes["overrule_reason"] = linli.core.fields.Sealed(encrypt(row.overrule_plain, bound))
    if changes:
        same = crossing._base_manager.filter(community_id=row.community_id, day=row.day, id=row.id)
        same.update(**changes)


def colourless(apps, editor):
    """Items that could not be taken are kept encrypted: their colours go too."""
    from linli.gates.spared import content

    for name in ("Altered", "Quarantine"):
        model = apps.get_model("gates", name)
        for row in model._base_manager.all():
            told = content(row.content)
            if told != row.content:
                row.content = told
                row.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("gates", "0008_shelf")]
    operations = [
        migrations.RunPython(let, migrations.RunPython.noop),
        migrations.RenameField("crossing", "overrule_reason", "overrule_plain"),
        migrations.AddField("crossing", "overrule_reason", linli.core.fields.EncryptedText()),
        migrations.AlterField(
            "crossing",
            "facts",
            models.JSONField(default=dict, help_text="what `spared.STORED` lists: no colour, nobody's own words"),
        ),
        migrations.RunPython(let, migrations.RunPython.noop),
        migrations.RunPython(spare, migrations.RunPython.noop),
        migrations.RunPython(colourless, migrations.RunPython.noop),
        migrations.RemoveField("crossing", "overrule_plain"),
        refuse(TABLE, "UPDATE"),
    ]
