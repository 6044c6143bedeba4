"""Compiles the message catalogues (.po to .mo) with polib: running Linli needs no gettext."""

from pathlib import Path

import polib

for source in sorted(Path(__file__).resolve().parent.parent.glob("linli/**/locale/*/LC_MESSAGES/*.po")):
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        polib.pofile(str(source)).save_as_mofile(str(target))
