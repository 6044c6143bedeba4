"""``linli up``: server and ticker in one; ``--lan`` serves phones without Internet."""

import os

import click

from linli.cli import django


@click.command()
@click.option("--port", default=None, type=int, help="Port (8000; with --lan 443, or 8443 for an ordinary user).")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--lan", is_flag=True, help="HTTPS for phones on the local network, with a page that makes them trust it."
)
@click.option("--certificate", type=click.Path(exists=True), help="With --lan: your own certificate chain (PEM).")
@click.option("--key", type=click.Path(exists=True), help="With --lan: the key of that certificate (PEM).")
def up(port: int | None, host: str, lan: bool, certificate: str | None, key: str | None) -> None:
    """Start Linli: pages, gate API, recurring work. Stop with Ctrl-C."""
    if lan:
        from linli.config.lan.command import up_lan

        up_lan(prepare, port=port, certificate=certificate, key=key)
        return
    # A browser treats http://localhost as safe; a public name needs HTTPS from a reverse proxy (deploy/).
    if (
        host in ("127.0.0.1", "localhost")
        and "LINLI_HTTPS" not in os.environ
        and os.environ.get("LINLI_MODE") == "demo"
    ):
        os.environ["LINLI_HTTPS"] = "0"
    prepare()
    from linli.config.serve import serve

    click.echo(f"Linli: http://localhost:{port or 8000}   (Ctrl-C stops it)")
    serve(host, port or 8000)


def prepare() -> None:
    """Migrate, gather static files, and on an empty installation print the address of the first-start page."""
    django()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if settings.MODE == "demo":
        from linli.cli.demo import print_logins

        print_logins()
    from linli.accounts.setup import make_token

    token = make_token()
    if token:
        click.echo(f"First start: open /setup/?token={token} below the address that follows, and keep it to yourself.")
