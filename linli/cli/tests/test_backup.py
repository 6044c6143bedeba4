"""Backup and restore as an office does it, on the database of this run: SQLite, or PostgreSQL with its own tools."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from linli.core.ids import uuid7
from tests.stories.stage import ROOT

PHRASE = "four dry paper boats"
BUILD = """
import django; django.setup()
from django_scopes import scopes_disabled
from tests.world import build
with scopes_disabled(): build()
"""
READ = """
import django; django.setup()
from django_scopes import scopes_disabled
from linli.registry.models import Resident
with scopes_disabled(): print(Resident.objects.count(), Resident.objects.get(name="王秀英").phone)
"""


class Office:
    """One installation with its own home and database."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.settings = {
            "LINLI_HOME": str(home),
            "LINLI_MODE": "test",
            "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        }
        served = os.environ.get("LINLI_DATABASE", "")
        if served:
            name = f"office_{uuid7().hex}"
            with psycopg.connect(served, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}")
            self.settings["LINLI_DATABASE"] = served.rpartition("/")[0] + f"/{name}"

    def python(self, *arguments: str, phrase: str = PHRASE) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
        environment = {**kept, **self.settings, "LINLI_BACKUP_PASSPHRASE": phrase}
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)

    def linli(self, *arguments: str, phrase: str = PHRASE) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "linli", *arguments, phrase=phrase)

    def read(self) -> str:
        done = self.python("-c", READ)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An office with people, a photo, and a backup of both."""
    office = Office(tmp_path_factory.mktemp("filled"))
    assert office.linli("manage", "migrate", "-v", "0").returncode == 0
    built = office.python("-c", BUILD)
    assert built.returncode == 0, built.stderr
    (office.home / "media").mkdir()
    (office.home / "media" / "photo").write_bytes(b"sealed photo")
    saved = office.linli("backup", str(office.home / "today.linli"))
    assert saved.returncode == 0, saved.stderr
    assert "resident 5" in saved.stdout.lower()
    return office


@pytest.fixture
def bare(tmp_path):
    return Office(tmp_path)


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    """One line that says why, and no traceback."""
    assert done.returncode == 1, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_restored_office_reads_its_encrypted_fields_and_files(filled, bare):
    done = bare.linli("restore", str(filled.home / "today.linli"))
    assert done.returncode == 0, done.stderr
    assert "resident 5" in done.stdout.lower()
    assert bare.read() == "5 13800001111"
    assert (bare.home / "media" / "photo").read_bytes() == b"sealed photo"
    assert stat.S_IMODE((bare.home / "keys" / "fields.json").stat().st_mode) == 0o600
    assert not list(bare.home.glob(".backup-*"))


def test_an_office_with_data_is_replaced_only_by_force_and_kept_aside(filled, bare):
    backup = str(filled.home / "today.linli")
    assert bare.linli("restore", backup).returncode == 0
    refused(bare.linli("restore", backup), "--force")
    assert bare.read() == "5 13800001111"
    forced = bare.linli("restore", "--force", backup)
    assert forced.returncode == 0, forced.stderr
    [aside] = bare.home.glob("before-restore-*")
    assert str(aside) in forced.stdout
    assert {path.name for path in aside.iterdir()} >= {"database", "keys", "media"}
    assert bare.read() == "5 13800001111"


def test_the_wrong_pass_phrase_is_one_line_and_changes_nothing(filled, bare):
    refused(bare.linli("restore", str(filled.home / "today.linli"), phrase="five dry paper boats"), "pass phrase")
    assert not (bare.home / "media").exists()


def test_a_cut_and_a_changed_backup_are_one_line_and_change_nothing(filled, bare):
    whole = (filled.home / "today.linli").read_bytes()
    broken = bare.home / "broken.linli"
    broken.write_bytes(whole[:-100])
    refused(bare.linli("restore", str(broken)), "cut off or damaged")
    broken.write_bytes(whole[:-50] + bytes([whole[-50] ^ 1]) + whole[-49:])
    refused(bare.linli("restore", str(broken)), "cut off or damaged")
    broken.write_bytes(b"something else")
    refused(bare.linli("restore", str(broken)), "no Linli backup")
    assert not (bare.home / "media").exists()


def test_a_backup_never_overwrites_and_needs_a_real_pass_phrase(filled):
    refused(filled.linli("backup", str(filled.home / "today.linli")), "exists already")
    refused(filled.linli("backup", str(filled.home / "new.linli"), phrase="short"), "at least 10")
    assert not (filled.home / "new.linli").exists()


def test_a_backup_is_the_owners_alone_and_hides_names(filled):
    backup = filled.home / "today.linli"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert "王秀英".encode() not in backup.read_bytes()


def test_a_backup_that_cannot_be_written_is_one_line(filled, tmp_path):
    (tmp_path / "file").write_text("")
    refused(filled.linli("backup", str(tmp_path / "file" / "x.linli")), "could not be written")
