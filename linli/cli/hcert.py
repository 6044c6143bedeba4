"""``linli hcert``: verify health certificates and passes from the command line, without Django."""

import json
import time
from collections.abc import Iterator
from typing import IO, Any, Final

import click

from linli.gates.envelope import Trust, TrustError, Verdict, verify
from linli.gates.envelope.certificates import read_certificates
from linli.gates.envelope.text import MAX_TEXT
from linli.gates.envelope.trust import instant

_MAX_LINE: Final = 4 * MAX_TEXT + 16  # bytes: a character has at most 4 in UTF-8, and room for BOM and line end
_FIELDS: Final = ("ok", "code", "kind", "issuer", "issued_at", "expires_at")


class Unusable(click.ClickException):
    """Something the command was given cannot be used: one line on stderr, exit code 2."""

    exit_code = 2


class Moment(click.ParamType):
    """An ISO 8601 time as epoch seconds."""

    name = "ISO8601"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        if not isinstance(value, str):
            return float(value)
        try:
            return instant(value)
        except ValueError:
            raise Unusable(f"--at {value!r} is not an ISO 8601 time such as 2020-04-08T09:30:00+08:00") from None


@click.group()
def hcert() -> None:
    """Signed health certificates (HC1:) and passes (LL1:)."""


@hcert.command("verify")
@click.option("--trust", "trust_file", metavar="FILE", required=True, help="Trust list: a JSON array of keys.")
@click.option("--at", type=Moment(), help="Verify as of this time (UTC unless it says otherwise); default: now.")
@click.argument("file", metavar="[FILE|-]", default="-")
def verify_command(trust_file: str, at: int | float | None, file: str) -> None:
    """Verify QR texts: one a line in, one JSON object a line out.

    Each object has ok, code, kind, issuer, issued_at and expires_at (epoch seconds; null where the
    signature did not hold). The exit code is 0 whatever the texts are worth, and 2 when the trust list,
    the time or the file cannot be used.

    \b
    An entry of the trust list:
      {"kid": "base64", "spki": "base64 DER", "kinds": ["vaccination"],
       "not_before": "2021-05-01T00:00:00Z", "not_after": null, "issuer": "AT"}
    Kinds: pass, test, vaccination, recovery; none: any health certificate, never a pass.
    """
    trust = _trust(trust_file)
    with _opened(file) as stream:
        for line in _lines(stream, file):
            verdict = _verdict(line, trust, time.time() if at is None else at)
            click.echo(json.dumps({name: getattr(verdict, name) for name in _FIELDS}))


@hcert.command("trust")
@click.argument("files", metavar="CERTIFICATE...", nargs=-1, required=True)
def trust_command(files: tuple[str, ...]) -> None:
    """Make a trust list out of X.509 certificates (PEM or DER). It vouches for what you give it."""
    entries = []
    for file in files:
        with _opened(file) as stream:
            try:
                keys = read_certificates(stream.read())
            except ValueError as error:
                raise Unusable(f"{file}: {error}") from error
        entries += [key.to_json() for key in keys]
    click.echo(json.dumps(entries, indent=1, ensure_ascii=False))


def _trust(file: str) -> Trust:
    with _opened(file) as stream:
        try:
            return Trust.load(stream.read())
        except TrustError as error:
            raise Unusable(f"{file}: {error}") from error
        except OSError as error:
            raise Unusable(f"{file}: {error.strerror}") from error


def _opened(file: str) -> IO[bytes]:
    try:
        return click.open_file(file, "rb")
    except (OSError, ValueError) as error:
        raise Unusable(f"{file}: {getattr(error, 'strerror', None) or error}") from error


def _lines(stream: IO[bytes], file: str) -> Iterator[bytes]:
    """Lines without their end. Of an endless one no more than `_MAX_LINE` bytes are ever held."""
    while line := _read(stream, file):
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) == _MAX_LINE:
            rest = _read(stream, file)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _read(stream: IO[bytes], file: str) -> bytes:
    try:
        return stream.readline(_MAX_LINE)
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from error


def _verdict(line: bytes, trust: Trust, at: int | float) -> Verdict:
    # Spaces count in Base45, so nothing else is stripped; a byte that is no UTF-8 is no Base45 either.
    return verify(line.decode("utf-8", "replace").removeprefix("\ufeff"), trust, at)
