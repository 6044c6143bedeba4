"""``linli demo``: the fictional Xincheng community 新城社区, loaded once."""

import os
import time

import click

from linli.cli import django

SEED = 20200408


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="The same seed makes the same people.")
def demo(seed: int) -> None:
    """Load the demo community (invented people) unless it is there already."""
    os.environ.setdefault("LINLI_MODE", "demo")
    django()
    from django.conf import settings
    from django.core.management import call_command

    if settings.MODE == "production":
        raise click.ClickException("The demo is never loaded into a production installation.")
    call_command("migrate", verbosity=0, interactive=False)
    from linli.overview.demo import build, loaded

    if loaded():
        return
    started = time.monotonic()
    click.echo("Loading the demo community …")
    build(seed)
    click.echo(f"Done in {time.monotonic() - started:.0f} s.")


def print_logins() -> None:
    """One login for each role, as the demo's sign-in page shows them too."""
    from linli.accounts.demo import demo_logins

    logins = demo_logins()
    if not logins:
        return
    click.echo("Logins (all with the same password, only in the demo):")
    for login in logins:
        click.echo(f"  {login.username:<18} {login.password:<16} {login.words}")
    from linli.gates.demo import PIN

    click.echo(f"  at the gate's phone every guard has the PIN {PIN}")
