"""``linli import-roster``: a roster file into the registry, from the command line."""

from pathlib import Path

import click

from linli.cli import django


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", "community_name", default="", help="Its name; not needed if there is only one.")
@click.option(
    "--source", default="committee", type=click.Choice(["property", "police", "committee"]), help="Who made the file."
)
@click.option("--compound", default="", help="For files without a 小区 column, the compound they are about.")
@click.option("--apply/--dry-run", "write", default=False, help="Write it; otherwise only say what would happen.")
@click.option(
    "--rejected", type=click.Path(dir_okay=False, path_type=Path), help="Where to put the rows not taken (.xlsx)."
)
def import_roster(
    file: Path, community_name: str, source: str, compound: str, write: bool, rejected: Path | None
) -> None:
    """Read a roster (.xlsx, .xls, .csv), say what it would change, and with --apply change it.

    A run that was killed goes on where it stopped: give the same file again. Nothing is done twice.
    """
    django()
    from django_scopes import scope

    from linli.core.clock import now
    from linli.core.refusals import Refused, catalogue
    from linli.registry.roster import run
    from linli.registry.roster.read import RosterUnreadable

    community = chosen(community_name)
    with scope(community=community.pk):
        try:
            upload = unfinished(community, file) or run.receive(
                community,
                file.read_bytes(),
                file.name,
                source=source,
                by=None,
                at=now(),
                compound=place(community, compound),
            )
            click.echo(summary(upload.preview, upload.rows))
            if write:
                with click.progressbar(length=upload.rows, label="Applying") as bar:
                    done = upload.cursor
                    bar.update(done)
                    for cursor in run.apply(upload, by=None, at=now()):
                        bar.update(cursor - done)
                        done = cursor
                click.echo(summary(upload.counts, upload.rows))
            if rejected and upload.preview["kinds"].get("rejected"):
                rejected.write_bytes(run.rejected_workbook(upload, now()))
                click.echo(f"Rejected rows: {rejected}")
        except RosterUnreadable as error:
            raise click.ClickException(str(catalogue()[error.code])) from None
        except Refused as refusal:
            raise click.ClickException(refusal.words) from None


def chosen(name: str):  # type: ignore[no-untyped-def]
    """The community of that name, or the only one."""
    from linli.registry.models import Community

    found = Community.objects.filter(name=name) if name else Community.objects.all()
    if found.count() != 1:
        names = ", ".join(Community.objects.values_list("name", flat=True)) or "none yet; run: linli demo"
        raise click.ClickException(f"Choose one with --community: {names}")
    return found.get()


def place(community, name: str):  # type: ignore[no-untyped-def]
    from linli.registry.models import Compound

    if not name:
        return None
    return Compound.objects.get_or_create(community=community, name=name)[0]


def unfinished(community, file: Path):  # type: ignore[no-untyped-def]
    """An import of exactly this file that was begun and not ended."""
    import hashlib

    from linli.registry.models import Import

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Import.objects.filter(community=community, digest=digest, status=Import.Status.APPLYING).first()


def summary(counts: dict, rows: int) -> str:  # type: ignore[type-arg]
    """Rows in = accepted + rejected, on one line each."""
    kinds = counts.get("kinds", {})
    rejected = kinds.get("rejected", 0)
    lines = [f"{rows} rows = {sum(kinds.values()) - rejected} accepted + {rejected} rejected"]
    lines += [f"  {word}: {number}" for word, number in sorted(kinds.items())]
    lines += [
        f"  {code}: {number}"
        for code, number in sorted({**counts.get("problems", {}), **counts.get("oddities", {})}.items())
    ]
    return "\n".join(lines)
