"""``linli keys``: the keys that sign passes and open what gates send, and the one that encrypts fields."""

import json
from typing import Any

import click

from linli.cli import django


@click.group()
@click.option("--community", default="", help="Name or id; not needed where there is only one.")
@click.pass_context
def keys(context: click.Context, community: str) -> None:
    """Make, rotate, retire and list keys; write the trust list."""
    context.obj = community


def _scoped(name: str) -> Any:
    """The community row; a one-line error if the name fits none or several."""
    django()
    from django.core.exceptions import ValidationError
    from django.db.models import Q

    from linli.registry.models import Community

    rows = list(Community.objects.filter(name=name) if name else Community.objects.all()[:2])
    if name and not rows:
        try:
            rows = list(Community.objects.filter(Q(pk=name)))
        except ValidationError:
            rows = []
    if len(rows) != 1:
        raise click.ClickException(
            "Say which community: --community NAME" if not rows or name == "" else f"{name}: none"
        )
    return rows[0]


@keys.command("list")
@click.pass_obj
def list_(name: str) -> None:
    """All keys, newest first."""
    community = _scoped(name)
    from linli.gates.models import SigningKey

    for key in SigningKey._base_manager.filter(community=community).order_by("use", "-created_at"):
        click.echo(f"{key.use:5} {key.kid:12} {key.status:10} {key.not_before:%Y-%m-%d} .. {key.not_after:%Y-%m-%d}")


@keys.command()
@click.argument("use", type=click.Choice(["pass", "seal"]), default="pass")
@click.pass_obj
def new(name: str, use: str) -> None:
    """Make a key beside those in use."""
    community = _scoped(name)
    from linli.gates.models import SigningKey

    click.echo(SigningKey.make(community, use, by=None).kid)


@keys.command()
@click.argument("use", type=click.Choice(["pass", "seal"]), default="pass")
@click.pass_obj
def rotate(name: str, use: str) -> None:
    """Make a new key and retire the others; what they signed stays good."""
    community = _scoped(name)
    from linli.gates.models import SigningKey

    click.echo(SigningKey.rotate(community, use, by=None).kid)


@keys.command()
@click.argument("kid")
@click.option("--distrust", is_flag=True, help="It was stolen: nothing that it signed is good any more.")
@click.pass_obj
def retire(name: str, kid: str, distrust: bool) -> None:
    """Retire a key: it signs no more."""
    community = _scoped(name)
    from linli.core.refusals import Refused
    from linli.gates.models import SigningKey

    key = SigningKey._base_manager.filter(community=community, kid=kid).first()
    if key is None:
        raise click.ClickException(f"There is no key {kid}.")
    try:
        key.distrust(by=None) if distrust else key.retire(by=None)
    except Refused as refusal:
        raise click.ClickException(refusal.words) from refusal
    click.echo(f"{kid}: {key.status}")


@keys.command("rotate-fields")
def rotate_fields() -> None:
    """Make a new key for encrypted fields, for all communities; the old ones stay for reading."""
    django()
    from linli.core.crypto import key_file, rotate_keys

    click.echo(rotate_keys())
    click.echo(f"Start Linli again, then back up: {key_file()} has a new key, and no backup holds it yet.", err=True)


@keys.command("export-trust")
@click.argument("file", type=click.File("w"), default="-")
@click.pass_obj
def export_trust(name: str, file: Any) -> None:
    """Write the trust list as JSON, as `linli hcert verify --trust` reads it."""
    community = _scoped(name)
    from django_scopes import scope

    from linli.core.clock import now
    from linli.gates.trusted import trusted

    with scope(community=community.pk):
        file.write(json.dumps(trusted(community, now()), ensure_ascii=False, indent=1) + "\n")
