"""The ``linli`` command."""

import importlib
import os
from typing import Any

import click

COMMANDS = {
    "up": "linli.cli.up:up",
    "demo": "linli.cli.demo:demo",
    "import-roster": "linli.cli.import_roster:import_roster",
    "policy": "linli.cli.policy:policy",
    "hcert": "linli.cli.hcert:hcert",
    "keys": "linli.cli.keys:keys",
    "journal": "linli.cli.journal:journal",
    "scale": "linli.cli.scale:scale",
    "sentences": "linli.cli.sentences:sentences",
    "simulate": "linli.cli.simulate:simulate",
    "backup": "linli.cli.backup:backup",
    "restore": "linli.cli.backup:restore",
    "manage": "linli.cli.manage:manage",
}


class Lazy(click.Group):
    """Loads a subcommand when it is used: verifying a certificate does not wait for Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: Any = getattr(importlib.import_module(module), name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="linli")
def main() -> None:
    """Linli (邻里): software for a neighbourhood in an emergency."""


def django() -> None:
    """Start Django (subcommands that need the database call this first)."""
    import django as framework

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    framework.setup()
