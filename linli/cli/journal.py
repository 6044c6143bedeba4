"""``linli journal``: is each community's journal as it was written, and its head, signed, to keep elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from linli.cli import django


class Unusable(click.ClickException):
    """Something the command was given cannot be used: one line on stderr, exit code 2."""

    exit_code = 2


@click.group()
def journal() -> None:
    """The journal: an append-only chain of hashes for each community."""


@journal.command()
@click.option("--community", metavar="ID", help="Only this community (default: all).")
@click.option("--head", "kept", metavar="HEAD|FILE", multiple=True, help="A head kept elsewhere; see below.")
def verify(community: str | None, kept: tuple[str, ...]) -> None:
    """Walk the chains; one JSON object a community, with what was found.

    A line that was edited, deleted, replaced or renumbered shows by itself. That the newest lines were cut off, or
    the whole chain was written anew, shows only against a head kept elsewhere: SEQUENCE:HASH, or what `linli journal
    head` printed (which says itself which community it is of), or a file of such lines.

    Exit code 0: all is well; 1: something was found; 2: what was given cannot be used.
    """
    communities = _communities(community)
    heads = _kept(kept, communities, community is None)
    wrong = False
    for one in sorted({*communities, *heads}, key=str):
        seen = _walk(one, heads.get(one, []))
        wrong = wrong or not seen["ok"]
        click.echo(json.dumps(seen))
    if wrong:
        raise SystemExit(1)


@journal.command()
@click.option("--community", metavar="ID", help="Only this community (default: all).")
def head(community: str | None) -> None:
    """Print each chain's head, signed: COMMUNITY SEQUENCE:HASH:SIGNATURE. Keep it on paper or on another machine."""
    communities = _communities(community)
    from linli.journal.heads import signed_head

    for one in communities:
        click.echo(f"{one} {signed_head(one)}")


def _communities(only: str | None) -> list[UUID]:
    django()
    from django.db import OperationalError, ProgrammingError
    from django_scopes import scopes_disabled

    from linli.journal.models import Head, Line
    from linli.registry.models import Community

    try:
        with scopes_disabled():
            known = {*Community.objects.values_list("pk", flat=True), *Head.objects.values_list("pk", flat=True)}
            known |= set(Line.objects.order_by().values_list("community_id", flat=True).distinct())
    except (OperationalError, ProgrammingError):
        raise Unusable("There is no Linli database here yet; start Linli once with: linli up") from None
    if only is None:
        return sorted(known, key=str)
    try:
        wanted = UUID(only)
    except ValueError:
        raise Unusable(f"--community {only!r} is not the id of a community.") from None
    if wanted not in known:
        raise Unusable(f"--community {only}: there is no such community in this installation.")
    return [wanted]


def _kept(given: tuple[str, ...], communities: list[UUID], all_: bool) -> dict[UUID, list[tuple[int, str]]]:
    heads: dict[UUID, list[tuple[int, str]]] = {}
    for text in given:
        for named, one in _lines(text):
            # A community that is named but gone altogether is walked too: its chain was cut at the root.
            owner = _named(named) if named else None
            if owner is None or all_ or owner in communities:
                community, head = _owner(one, [owner] if owner else communities)
                heads.setdefault(community, []).append(head)
    return heads


def _named(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Unusable(f"--head: {text[:60]!r} is not the id of a community.") from None


def _lines(given: str) -> Iterator[tuple[str, str]]:
    """(community or "", head) of each line of a file, or of the argument itself."""
    path = Path(given)
    try:
        lines = path.read_text().splitlines() if ":" not in given or path.is_file() else [given]
    except (OSError, UnicodeError, ValueError):
        raise Unusable(f"--head {given!r} is neither a head (SEQUENCE:HASH) nor a file of heads.") from None
    lines = [line.strip() for line in lines if line.strip()]
    if not lines:
        raise Unusable(f"--head {given}: no head is in this file.")
    for line in lines:
        named, _, one = line.rpartition(" ")
        yield named.strip(), one


def _owner(text: str, asked: list[UUID]) -> tuple[UUID, tuple[int, str]]:
    """Which of the communities a head is of: its signature tells."""
    from linli.journal.heads import Forged, Unreadable, is_signed, read_head

    try:
        if not is_signed(text) and len(asked) != 1:
            raise Unusable("--head without a signature needs --community: whose head is it?")
        for one in asked:
            try:
                return one, read_head(text, one)
            except Forged:
                continue
    except Unreadable:
        raise Unusable(f"--head {text[:100]!r} is not a head; it looks like 42:9f86d081… (64 hex digits).") from None
    raise Unusable(f"--head {text[:24]}…: this installation did not sign that head for the community.")


def _walk(community: UUID, kept: list[tuple[int, str]]) -> dict[str, Any]:
    from linli.journal.walk import walk

    seen = walk(community, kept)
    return {
        "community": str(community),
        "lines": seen.lines,
        "head": f"{seen.sequence}:{seen.hash}",
        "ok": not seen.findings,
        "findings": [{"sequence": one.sequence, "what": one.what} for one in seen.findings],
    }
