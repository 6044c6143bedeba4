"""``linli demo``: the fictional Xincheng community 新城社区, loaded once, today or on a day of 2020."""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from linli.cli import django

SEED = 20200408
# The days that can be walked, and the phase of the pack wuhan-2020 that begins on them.
DAYS = {"2020-03-19": "one-per-household", "2020-04-08": "normalised"}
ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = "09:30"


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="The same seed makes the same people.")
@click.option("--day", type=click.Choice(list(DAYS)), help="Live on that day of 2020, from half past nine on.")
def demo(seed: int, day: str | None) -> None:
    """Load the demo community (invented people) unless it is there already."""
    os.environ.setdefault("LINLI_MODE", "demo")
    if day:
        _turn_the_clock(day)
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
    click.echo(f"Loading the demo community{f' on {day}' if day else ''} …")
    build(seed, DAYS[day] if day else "normalised")
    click.echo(f"Done in {time.monotonic() - started:.0f} s.")


def _turn_the_clock(day: str) -> None:
    """Let this demo's clock stand at ``BEGIN`` of ``day``, or go on where it is; a day that is over begins anew."""
    home = Path(os.environ.get("LINLI_HOME", "var"))
    kept = home / "clock-shift"
    if kept.exists():
        there = datetime.now(UTC) + timedelta(seconds=int(kept.read_text()))
        if there.astimezone(ZONE).date().isoformat() == day:
            return
        click.echo(f"The demo's {day} is over: it begins anew.")
        shutil.rmtree(home)
    elif (home / "linli.sqlite3").exists():
        raise click.ClickException(f"{home} holds another installation. Choose an empty LINLI_HOME for a demo day.")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    begin = datetime.fromisoformat(f"{day}T{BEGIN}").replace(tzinfo=ZONE)
    kept.write_text(str(round((begin - datetime.now(UTC)).total_seconds())))


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
    click.echo(f"Days of 2020 to walk through: {', '.join(f'make run DAY={day}' for day in DAYS)} (docs/guides)")
