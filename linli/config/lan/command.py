"""`linli up --lan`: from a bare laptop to phones at the gate, without Internet."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
import segno

from linli.config.lan import companion, imported, network
from linli.config.lan.authority import NAME, Authority


def up_lan(
    prepare: Callable[[], None],
    port: int | None,
    certificate: str | None,
    key: str | None,
    helper: int | None = None,
) -> None:
    """Serve Linli over HTTPS to the local network until Ctrl-C, with the helper page beside it.

    `prepare` migrates, once the settings know the address. `port` None means 443, or 8443 where this user may not;
    `helper` (the plain page) None means 80 or 8080. `certificate` and `key` (PEM files) replace the local CA. Raises
    click.ClickException with one clear line.
    """
    if bool(certificate) != bool(key):
        raise click.ClickException("Give --certificate and --key together.")
    try:
        https_port = network.usable_port(port, 443, 8443)
        helper_port = network.usable_port(helper, 80, 8080)
        name = imported.check(Path(certificate), Path(key), datetime.now(UTC)) if certificate and key else NAME
    except (network.PortTaken, imported.Unusable) as problem:
        raise click.ClickException(str(problem)) from problem
    held = network.addresses()
    configure(name, held, https_port, helper_port)

    from django.conf import settings

    from linli.config.serve import Tls, serve

    prepare()
    folder = None if certificate else Path(settings.LINLI_HOME) / "lan"
    if folder:
        Authority(folder).prepare(held, datetime.now(UTC))
    plan = companion.Plan(folder, name, https_port, helper_port)
    beside = companion.start(plan)
    show(plan, held)
    authority = Authority(folder) if folder else None
    tls = Tls(
        certificate or str(authority.leaf_file if authority else ""),
        key or str(authority.leaf_key_file if authority else ""),
    )
    try:
        serve("0.0.0.0", https_port, tls)  # noqa: S104 (phones come from outside)
    finally:
        beside.terminate()


def configure(name: str, held: list[str], https_port: int, helper_port: int) -> None:
    """Tell the settings, before Django starts, under which names we are reached and that it is HTTPS."""
    tail = "" if https_port == 443 else f":{https_port}"
    os.environ["LINLI_HTTPS"] = "1"
    hosts = [name, "localhost", "127.0.0.1", *held, *filter(None, os.environ.get("LINLI_HOSTS", "").split(","))]
    os.environ["LINLI_HOSTS"] = ",".join(dict.fromkeys(hosts))
    os.environ.setdefault("LINLI_ADDRESS", f"https://{name}{tail}")
    helper = held[0] if held else name
    os.environ["LINLI_LAN_HELPER"] = f"http://{helper}" + ("" if helper_port == 80 else f":{helper_port}")


def show(plan: companion.Plan, held: list[str]) -> None:
    """Print what a person does next; the QR code leads a phone to the helper page."""
    helper = plan.helper()
    first = helper.plain(held[0] if held else plan.name)
    if plan.folder and not held:
        click.echo("No network: turn on this computer's hotspot, or join a Wi-Fi. Linli notices by itself.")
    click.echo(f"\nLinli: {helper.secure(plan.name)}   (Ctrl-C stops it)")
    for address in held:
        click.echo(f"  or  {helper.secure(address)}")
    click.echo(f"\n1. Phone on the same Wi-Fi. Scan this, or type {first}")
    if sys.stdout.isatty():
        segno.make(first, error="m").terminal(compact=True)
    click.echo("2. Follow the page until every test has a ✓.")
    click.echo("3. On this computer sign in, open Gates > Devices, and scan the enrolment code with the phone.")
    if plan.folder:
        click.echo(f"\nFingerprint (SHA-256) of the certificate:\n  {Authority(plan.folder).fingerprint()}\n")
