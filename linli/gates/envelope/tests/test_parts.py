"""The parts that the vectors do not reach alone: Base45, issuing, the trust list, certificates."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.gates.envelope import PASS_KINDS, Trust, TrustError, issue_pass, verify
from linli.gates.envelope.certificates import read_certificate, read_certificates
from linli.gates.envelope.codes import NotAccepted
from linli.gates.envelope.tests.forge import (
    EXPIRES,
    ISSUED,
    NOON,
    PASS,
    PASS_ID,
    SUBJECT,
    TRUST,
    VACCINATION,
    WIDE,
    spki_of,
)
from linli.gates.envelope.tests.official import vectors
from linli.gates.envelope.text import b45decode, b45encode

ORDER = {"pass_id": PASS_ID, "subject_id": SUBJECT, "issued_at": ISSUED, "expires_at": EXPIRES}


@given(st.binary(max_size=60))
def test_base45_gives_back_what_it_took(data):
    assert b45decode(b45encode(data)) == data


@pytest.mark.parametrize(
    ("text", "data"), [("BB8", b"AB"), ("%69 VD92EX0", b"Hello!!"), ("QED8WEX0", b"ietf!"), ("", b"")]
)
def test_base45_follows_the_examples_of_the_standard(text, data):
    assert (b45decode(text), b45encode(data)) == (data, text)


@pytest.mark.parametrize("text", ["A", "GGW", ":::", "::", "bb8", "BB8\n", "BB８", "\ud800"])
def test_base45_refuses_what_npm_lets_through(text):
    with pytest.raises(NotAccepted):
        b45decode(text)


@pytest.mark.parametrize(("number", "word"), PASS_KINDS.items())
def test_a_pass_holds_ids_and_rights_and_fits_240_characters(number, word):
    text = issue_pass(PASS, kind=word, issuer="新城社区", **ORDER)
    assert text == issue_pass(PASS, kind=number, issuer="新城社区", **ORDER)
    assert len(text) <= 240
    verdict = verify(text, TRUST, NOON)
    assert verdict.claims == {"kind": word, "pass_id": PASS_ID, "subject_id": SUBJECT}


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        (PASS, {"kind": "boat"}),
        (PASS, {"kind": 0}),
        (PASS, {"pass_id": b""}),
        (PASS, {"subject_id": bytes(17)}),
        (PASS, {"issuer": "a community of a very long name"}),
        (WIDE, {}),
    ],
)
def test_a_pass_that_no_gate_would_read_is_not_signed(key, changes):
    with pytest.raises(ValueError, match=r"\w"):
        issue_pass(key, **({"kind": "resident"} | ORDER | changes))


def test_a_trust_list_survives_writing_and_reading():
    assert Trust.load(json.dumps(TRUST.to_json())).to_json() == TRUST.to_json()


def entry(**changes):
    return TRUST.to_json()[0] | changes


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "not JSON"),
        (b"\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "not a JSON array"),
        ([7], "entry 1: not an object"),
        ([entry(), entry(kid="")], "entry 2: kid is not base64"),
        ([entry(kid=None)], "kid is not base64"),
        ([entry(kid="A")], "kid is not base64"),
        ([entry(kid="新")], "kid is not base64"),
        ([entry(spki="AAAA")], "spki is not a public key"),
        ([entry(spki=base64.b64encode(spki_of(PASS)[:-1]).decode())], "spki is not a public key"),
        ([entry(kinds="pass")], "kinds is not an array"),
        ([entry(kinds=None)], "kinds is not an array"),
        ([entry(kinds=[1])], "kinds is not an array"),
        ([entry(not_before="soon")], "not_before is neither"),
        ([entry(not_after=True)], "not_after is neither"),
        ([entry(not_after=float("nan"))], "not_after is neither"),
        ([entry(not_after="0001-01-01T00:00:00+23:59")], ""),
        ([entry(issuer=7)], "issuer is not a text"),
    ],
)
def test_a_trust_list_that_cannot_be_used_says_why_in_one_line(source, words):
    try:
        Trust.load(source)
    except TrustError as error:
        said = str(error)
        assert words in said and "\n" not in said
    else:
        assert words == ""


def test_times_are_seconds_or_iso_and_utc_where_they_say_nothing():
    for text, seconds in (("2020-04-08T00:00:00", ISSUED), ("2020-04-08T08:00:00+08:00", ISSUED), (7, 7)):
        (key,) = Trust.load([entry(not_before=text)]).keys
        assert key.not_before == seconds


def test_base64url_is_read_too():
    plain = entry()
    url = entry(kid=plain["kid"].rstrip("="), spki=plain["spki"].replace("+", "-").replace("/", "_").rstrip("="))
    assert Trust.load([url]).to_json() == Trust.load([plain]).to_json()


def test_a_repeated_entry_counts_once_and_two_keys_may_share_a_kid():
    trust = Trust.load([entry(), entry(), entry(kinds=["test"])])
    assert [sorted(key.kinds) for key in trust.keys_for(trust.keys[0].kid)] == [["pass"], ["test"]]


def test_no_kinds_is_any_health_certificate_and_never_a_pass():
    (key,) = Trust.load([entry(kinds=[])]).keys
    assert [key.may_sign(kind) for kind in ("test", "vaccination", "recovery", "pass")] == [True] * 3 + [False]


def test_a_kind_of_a_newer_server_is_kept_and_matches_nothing():
    (key,) = Trust.load([entry(kinds=["boat"])]).keys
    assert not any(key.may_sign(kind) for kind in ("test", "vaccination", "recovery", "pass"))


def test_a_signature_of_another_curve_width_is_refused():
    (key,) = [key for key in TRUST.keys if key.spki == spki_of(VACCINATION)]
    assert not key.signed(-7, b"", bytes(96))


def test_all_454_certificates_are_read():
    keys = [read_certificate(vector.certificate) for vector in vectors()]
    assert {len(key.spki) for key in keys} == {91, 120, 294, 422}
    assert {kind for key in keys for kind in key.kinds} == {"test", "vaccination", "recovery", "vds-nc"}
    assert {key.issuer for key in keys} >= {"AT", "DE", "NL", "SE"}


def test_certificates_come_as_pem_der_or_bare_base64():
    der = vectors()[0].certificate
    body = base64.encodebytes(der)
    pem = b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"
    assert read_certificates(der) == read_certificates(pem) == read_certificates(body) == [read_certificate(der)]
    assert len(read_certificates(pem * 2)) == 2


def test_a_damaged_certificate_is_a_value_error():
    der = vectors()[0].certificate
    damaged = [der[:length] for length in range(len(der))]
    damaged += [der[:index] + bytes([der[index] ^ 0xFF]) + der[index + 1 :] for index in range(len(der))]
    for each in [*damaged, b"hello", b"\xff\xff"]:
        try:
            read_certificates(each)
        except ValueError as error:
            assert str(error)  # noqa: PT017
