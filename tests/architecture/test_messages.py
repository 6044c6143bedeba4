"""Every word that a person may read is said in Chinese too: nothing untranslated, nothing unsure, nothing missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.pure
DJANGO_ADMIN = Path(sys.executable).with_name("django-admin")  # as a module it would import from the app's folder
PO = "locale/zh_Hans/LC_MESSAGES/django.po"


def test_every_catalogue_is_complete(tmp_path):
    assert shutil.which("xgettext"), "Please install gettext (Debian: sudo apt-get install gettext)"
    shutil.copytree(ROOT / "linli", tmp_path / "linli", ignore=shutil.ignore_patterns("__pycache__", "gate", "*.mo"))
    wrong = []
    for source in sorted(ROOT.glob(f"linli/**/{PO}")):
        folder = tmp_path / source.relative_to(ROOT).parents[3]
        subprocess.run(
            [
                DJANGO_ADMIN,
                "makemessages",
                "-l",
                "zh_Hans",
                "--no-location",
                "--no-obsolete",
                "-v",
                "0",
            ],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
            check=True,
        )
        wrong += _wanting(source, folder / PO)
    assert wrong == []


def _wanting(kept, fresh):
    have = {entry.msgid for entry in polib.pofile(str(kept))}
    name = str(kept.relative_to(ROOT).parents[3])
    return [
        f"{name}: {entry.msgid[:60]}"
        for entry in polib.pofile(str(fresh))
        if entry.msgid not in have or not entry.translated() or entry.fuzzy
    ]


def test_every_app_that_speaks_has_a_catalogue():
    silent = []
    for app in sorted(path for path in (ROOT / "linli").iterdir() if (path / "__init__.py").exists()):
        speaks = any("gettext" in path.read_text() for path in app.rglob("*.py") if "tests" not in path.parts)
        if speaks and app.name != "config" and not (app / PO).exists():
            silent.append(app.name)
    assert silent == []
