"""`linli hcert`: one QR text a line in, one JSON object a line out, and never a traceback."""

import base64
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from linli.cli.hcert import hcert
from linli.gates.envelope.tests.make_vectors import FOLDER
from linli.gates.envelope.tests.official import REFUSED_WHERE_THE_VECTOR_IS_SILENT, vectors

TRUST = str(FOLDER / "trust.json")
NOON = "2020-04-08T12:00:00+08:00"
PASSES = json.loads((FOLDER / "pass.json").read_text("utf-8"))
FIELDS = ["ok", "code", "kind", "issuer", "issued_at", "expires_at"]


def run(*arguments, lines=b""):
    result = CliRunner().invoke(hcert, arguments, input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def verified(lines, *arguments):
    result = run("verify", "--trust", TRUST, "--at", NOON, *arguments, lines=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_in_is_an_object_out():
    (verdict,) = verified(PASSES[0]["text"].encode())
    assert list(verdict) == FIELDS
    assert verdict == PASSES[0]["expect"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", "prefix"),
        (b"\r", "prefix"),
        (b"\x00", "prefix"),
        (b"LL1:\x00", "base45"),
        (b"LL1:\xff\xfe", "base45"),
        (b"HC1:" + "健康".encode(), "base45"),
        (b"A" * 5_000_000, "too_long"),
        (b"\x00" * 300_000, "too_long"),
        ("健".encode() * 4301, "too_long"),
    ],
)
def test_whatever_the_line_holds_the_next_one_is_answered(line, code):
    text = PASSES[0]["text"].encode()
    verdicts = verified(line + b"\n" + text + b"\r\n")
    assert [verdict["code"] for verdict in verdicts] == [code, "ok"]


def test_the_last_line_needs_no_end_and_an_empty_input_gives_nothing():
    assert len(verified(b"a\nb")) == 2
    assert verified(b"") == []


def test_a_byte_order_mark_is_no_part_of_a_text():
    assert verified("\ufeff".encode() + PASSES[0]["text"].encode())[0]["ok"]


def test_random_bytes_are_answered_line_by_line():
    junk = os.urandom(200_000)
    assert len(verified(junk)) == len(junk.removesuffix(b"\n").split(b"\n"))


def test_a_file_or_a_dash_names_the_input(tmp_path):
    texts = tmp_path / "texts"
    texts.write_text(PASSES[0]["text"] + "\n", "utf-8")
    assert verified(b"", str(texts)) == verified(texts.read_bytes(), "-") == [PASSES[0]["expect"]]


def test_the_time_is_now_where_none_is_given():
    result = run("verify", "--trust", TRUST, lines=PASSES[0]["text"].encode())
    assert json.loads(result.stdout)["code"] == "expired"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--trust", "/no/such/file"], "No such file"),
        (["--trust", "/"], "directory"),
        (["--trust", os.devnull], "not JSON"),
        (["--trust", str(FOLDER / "pass.json")], "entry 1: kid"),
        (["--trust", TRUST, "--at", "tomorrow"], "--at 'tomorrow' is not an ISO 8601 time"),
        (["--trust", TRUST, "--at", ""], "is not an ISO 8601 time"),
        (["--trust", TRUST, "/no/such/file"], "No such file"),
        (["--trust", TRUST, "/"], "directory"),
        (["--trust", TRUST, "a\0b"], "null byte"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(arguments, words):
    result = run("verify", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr and result.stderr.count("\n") == 1


def test_the_help_is_there():
    for command in ([], ["verify"], ["trust"]):
        assert "Usage:" in run(*command, "--help").stdout


def test_official_certificates_become_a_trust_list_that_verifies_them(tmp_path):
    chosen = [vector for vector in vectors() if vector.id.startswith("SE/")]
    files = []
    for number, vector in enumerate(chosen):
        files.append(tmp_path / f"{number}.der")
        files[-1].write_bytes(vector.certificate)
    trust = tmp_path / "trust.json"
    trust.write_text(run("trust", *map(str, files)).stdout, "utf-8")
    for vector in chosen:
        at = vector.body["TESTCTX"]["VALIDATIONCLOCK"]
        result = run("verify", "--trust", str(trust), "--at", at, lines=vector.text.encode())
        expected = REFUSED_WHERE_THE_VECTOR_IS_SILENT.get(vector.id, "ok")
        assert json.loads(result.stdout)["code"] == expected, vector.id


def test_a_file_that_is_no_certificate_is_one_clear_line(tmp_path):
    broken = tmp_path / "broken.pem"
    for content in (b"", b"hello", base64.b64encode(b"\x30\x03abc"), vectors()[0].certificate[:200]):
        broken.write_bytes(content)
        result = run("trust", str(broken))
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1), content


def test_it_starts_without_django():
    code = (
        "import sys; from linli.cli import main; "
        "main(['hcert', 'verify', '--help'], standalone_mode=False); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
