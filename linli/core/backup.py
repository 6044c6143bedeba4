"""Backup and restore of one installation: database, keys, files, sealed in one file under a pass phrase.

Keys are inside, because a database without its field keys is unreadable; therefore the file is sealed, and the pass
phrase must be kept elsewhere. A restore opens and checks everything first, copies what is there aside, and only then
puts it in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from linli.core import crypto, dumps
from linli.core.sealed import Broken, Opener, Sealer

FOLDERS = ("keys", "lan", "media")
LEAST = 10  # characters of a pass phrase
DATABASE, MANIFEST = "database", "manifest.json"


class Refusal(Exception):
    """The backup or restore did not happen and nothing was changed; `str()` is one line."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `rows`: table -> count; `files`: name -> SHA-256; `migrations`: `app.name` applied."""

    made_at: str
    database: str
    rows: dict[str, int]
    files: dict[str, str]
    migrations: list[str]


def back_up(target: Path, pass_phrase: str, at: datetime) -> Manifest:
    """Write a backup to `target` (made anew, mode 0600) and read it back. Raises Refusal."""
    if len(pass_phrase) < LEAST:
        raise Refusal(f"The pass phrase needs at least {LEAST} characters; three or four words are best.")
    if target.exists():
        raise Refusal(f"{target} exists already; backups never overwrite.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _staging() as stage:
            manifest = _collect(stage, at)
            unfinished = target.with_name(f".{target.name}.{os.getpid()}")
            try:
                _pack(stage, manifest, unfinished, pass_phrase)
                with tempfile.TemporaryDirectory(dir=stage) as again:
                    _unpack(unfinished, pass_phrase, Path(again))
                os.link(unfinished, target)  # unlike a rename, refuses what another process made meanwhile
            finally:
                unfinished.unlink(missing_ok=True)
    except dumps.DumpFailed as problem:
        raise Refusal(str(problem)) from problem
    except OSError as error:
        raise Refusal(f"The backup could not be written: {error.strerror} ({error.filename})") from error
    return manifest


def restore(source: Path, pass_phrase: str, at: datetime, *, force: bool) -> tuple[Manifest, Path | None]:
    """Put a backup in place of this installation; returns what it holds and where the old state was copied, if any.

    Refuses to touch an installation that has data unless `force`. Raises Refusal.
    """
    try:
        with _staging() as folder:
            manifest = _unpack(source, pass_phrase, folder)
            _check_fits(manifest)
            aside = _copy_aside(at, force=force)
            dumps.load(folder / DATABASE)
            _place(folder)
    except (Broken, dumps.DumpFailed) as problem:
        raise Refusal(str(problem)) from problem
    except OSError as error:
        raise Refusal(f"{error.strerror}: {error.filename}") from error
    crypto.forget()
    if dumps.count_rows() != manifest.rows:
        raise Refusal(f"Restored, but the row counts differ from the backup's; the state before is in {aside}.")
    return manifest, aside


def in_use() -> bool:
    """True if this installation's database has rows other than those that every empty installation has."""
    every = ("django_", "auth_", "core_")
    return any(count for name, count in dumps.count_rows().items() if not name.startswith(every))


def _collect(stage: Path, at: datetime) -> Manifest:
    rows = dumps.dump(stage / DATABASE)
    for name in FOLDERS:
        if (home() / name).is_dir():
            shutil.copytree(home() / name, stage / name)
    files = {str(path.relative_to(stage)): _digest(path) for path in sorted(stage.rglob("*")) if path.is_file()}
    return Manifest(at.isoformat(), dumps.kind(), rows, files, _applied())


def _pack(stage: Path, manifest: Manifest, target: Path, pass_phrase: str) -> None:
    (stage / MANIFEST).write_text(json.dumps(asdict(manifest)))
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealer = Sealer(file, pass_phrase)
        with tarfile.open(fileobj=cast(BinaryIO, sealer), mode="w|gz") as archive:
            for name in (MANIFEST, *manifest.files):
                archive.add(stage / name, arcname=name, recursive=False)
        sealer.finish()
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, pass_phrase: str, folder: Path) -> Manifest:
    """Open a backup into `folder` and check every file in it. Raises Broken, OSError."""
    with source.open("rb") as file:
        opener = Opener(cast(BinaryIO, file), pass_phrase)
        try:
            with tarfile.open(fileobj=cast(BinaryIO, opener), mode="r|gz") as archive:
                for member in archive:
                    _extract(archive, member, folder)
            while opener.read(1 << 16):
                pass  # to the end: a missing last chunk is found here
        except (tarfile.TarError, EOFError) as error:
            raise Broken("The backup is damaged inside; nothing of it was used.") from error
    manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    for name, digest in manifest.files.items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise Broken(f"{name} is not in the backup as it was written; nothing of it was used.")
    return manifest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    path = folder / member.name
    content = archive.extractfile(member) if member.isfile() else None
    if content is None or folder.resolve() not in path.resolve().parents:
        raise Broken(f"The backup holds something that is no file of ours: {member.name}")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)


def _check_fits(manifest: Manifest) -> None:
    if manifest.database != dumps.kind():
        raise Refusal(f"The backup is of a {manifest.database} database, this installation has {dumps.kind()}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if set(manifest.migrations) - known:
        raise Refusal("The backup was made by a newer Linli. Update this one first, then restore.")


def _copy_aside(at: datetime, *, force: bool) -> Path | None:
    if not in_use():
        return None
    if not force:
        raise Refusal(
            f"There is an installation with data in {home()}. --force replaces it and keeps the old one aside."
        )
    aside = home() / f"before-restore-{at:%Y%m%dT%H%M%S%f}"
    aside.mkdir(mode=0o700)
    dumps.dump(aside / DATABASE)
    (aside / DATABASE).chmod(0o600)
    for name in FOLDERS:
        if (home() / name).is_dir():
            shutil.copytree(home() / name, aside / name)
    return aside


def _place(folder: Path) -> None:
    """Put keys and files in place; each folder is swapped whole: no key of the old state stays among the new."""
    for name in FOLDERS:
        old = home() / f".old-{name}"
        shutil.rmtree(old, ignore_errors=True)
        if (home() / name).exists():
            (home() / name).rename(old)
        if (folder / name).is_dir():
            shutil.move(folder / name, home() / name)
        shutil.rmtree(old, ignore_errors=True)


def home() -> Path:
    """The folder of this installation."""
    return Path(settings.LINLI_HOME)


@contextmanager
def _staging() -> Iterator[Path]:
    """A folder of the owner's alone on the disk of the installation; it holds open data, so it is gone at the end."""
    with tempfile.TemporaryDirectory(dir=home(), prefix=".backup-") as folder:
        yield Path(folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _applied() -> list[str]:
    from django.db import connection

    loader: Any = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)
