"""``linli backup`` and ``linli restore``: one sealed file with database, keys and files."""

import os
from pathlib import Path

import click

from linli.cli import django

PASS_PHRASE = "LINLI_BACKUP_PASSPHRASE"  # noqa: S105 (the variable's name)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path | None) -> None:
    """Save database, keys and files, sealed under a pass phrase, while Linli goes on serving.

    FILE is new (default: backups/linli-DATE.linli in LINLI_HOME). The pass phrase is asked for, or taken from
    LINLI_BACKUP_PASSPHRASE. Without it nobody can open the file: write it down and keep it elsewhere.
    """
    django()
    from linli.core.backup import Refusal, back_up, home
    from linli.core.clock import now

    at = now()
    target = file or home() / "backups" / f"linli-{at:%Y%m%d-%H%M%S}.linli"
    try:
        manifest = back_up(target, _pass_phrase(confirm=True), at)
    except Refusal as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB, read back and whole.")
    _tell(manifest.rows, len(manifest.files) - 1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace an installation that has data; its state is kept aside.")
def restore(file: Path, force: bool) -> None:
    """Put a backup in place. Stop Linli first; start it again afterwards.

    Everything in FILE is opened and checked before anything is changed.
    """
    django()
    from linli.core import backup as installation
    from linli.core.clock import now

    try:
        manifest, aside = installation.restore(file, _pass_phrase(confirm=False), now(), force=force)
    except installation.Refusal as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Restored the state of {manifest.made_at[:16].replace('T', ' ')} UTC.")
    _tell(manifest.rows, len(manifest.files) - 1)
    if aside:
        click.echo(f"The state before is in {aside}; delete it when you no longer need it.")


def _pass_phrase(*, confirm: bool) -> str:
    given = os.environ.get(PASS_PHRASE)
    return given or str(click.prompt("Pass phrase", hide_input=True, confirmation_prompt=confirm))


def _tell(rows: dict[str, int], files: int) -> None:
    """What is in it, in counts: a person sees at once whether the community is."""
    from django.apps import apps

    words = {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
    full = [f"{words[name]} {count:,}" for name, count in sorted(rows.items()) if count and _is_ours(name)]
    click.echo(f"{sum(rows.values()):,} rows in {len(rows)} tables, {files} files of keys and media.")
    click.echo("; ".join(full) or "The database is empty.")


def _is_ours(table: str) -> bool:
    from django.apps import apps

    owners = {model._meta.db_table: model._meta.app_config.name for model in apps.get_models()}  # type: ignore[union-attr]
    return owners.get(table, "").startswith("linli.")
