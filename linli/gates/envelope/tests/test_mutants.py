"""Nothing but what was signed is ever accepted, and no text whatever raises.

A mutant fails a test only when it is accepted with another signed payload: a changed zlib header or
unprotected map may rightly pass.
"""

import random
import zlib

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linli.gates.envelope import CODES, Trust, verify
from linli.gates.envelope.codes import NotAccepted
from linli.gates.envelope.cose import decode
from linli.gates.envelope.tests.forge import NOON, PASS, TRUST, claims, cose, flip, hc1, ll1, own
from linli.gates.envelope.tests.official import vectors
from linli.gates.envelope.text import ALPHABET, b45encode

GOOD = cose(PASS, claims(own()))


def meaning(verdict):
    return (verdict.kind, verdict.issuer, verdict.issued_at, verdict.expires_at, verdict.claims)


def assert_not_forged(text, trust, at, original):
    verdict = verify(text, trust, at)
    assert not verdict.ok or meaning(verdict) == meaning(original)
    return verdict.ok


def test_no_flipped_bit_of_a_pass_makes_another_pass():
    original = verify(ll1(GOOD), TRUST, NOON)
    accepted = [bit for bit in range(len(GOOD) * 8) if assert_not_forged(ll1(flip(GOOD, bit)), TRUST, NOON, original)]
    assert original.ok
    assert accepted == []


@pytest.mark.parametrize("name", ["AT/2DCode/raw/1.json", "IS/2DCode/raw/1.json", "common/2DCode/raw/CO19.json"])
def test_no_flipped_bit_of_an_official_certificate_makes_another(name):
    vector = next(vector for vector in vectors() if vector.id == name)
    data, trust = bytes.fromhex(vector.body["COSE"]), vector.trust()
    original = verify(vector.text, trust, vector.at)
    assert original.ok
    for bit in range(len(data) * 8):
        assert_not_forged(hc1(flip(data, bit)), trust, vector.at, original)


def test_no_flipped_bit_of_the_compressed_stream_makes_another():
    for vector in random.Random(1).sample(vectors(), 12):
        original = verify(vector.text, vector.trust(), vector.at)
        packed = bytes.fromhex(vector.body.get("COMPRESSED", ""))
        for bit in range(0, len(packed) * 8, 5):
            assert_not_forged("HC1:" + b45encode(flip(packed, bit)), vector.trust(), vector.at, original)


def test_no_character_changed_makes_another_pass():
    text = ll1(GOOD)
    original, letters = verify(text, TRUST, NOON), ALPHABET.decode()
    for index in range(4, len(text)):
        for letter in random.Random(index).sample(letters, 8):
            assert_not_forged(text[:index] + letter + text[index + 1 :], TRUST, NOON, original)


def test_no_official_signature_holds_under_another_certificate():
    chosen = random.Random(2).sample([v for v in vectors() if v.expects("VERIFY")], 60)
    for mine, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        if mine.certificate == other.certificate:
            continue
        forged = [key.to_json() | {"kid": mine.trust().to_json()[0]["kid"]} for key in other.trust().keys]
        assert verify(mine.text, Trust.load(forged), mine.at).code == "signature", mine.id


def test_a_bomb_is_not_inflated():
    bomb = zlib.compress(bytes(2_600_000), 9)
    text = "HC1:" + b45encode(bomb)
    assert len(text) < 4300
    assert verify(text, TRUST, NOON).code == "inflate"


def test_no_tag_but_those_of_dates_is_decoded():
    accepted = []
    for tag in [*range(66_000), 2**32, 2**63]:
        try:
            decode(cbor2.dumps(cbor2.CBORTag(tag, 1)), "cose")
            accepted.append(tag)
        except NotAccepted:
            pass
    assert accepted == [0, 1]


def check(text):
    verdict = verify(text, TRUST, NOON)
    assert verdict.code in CODES
    assert verdict.ok == (verdict.code == "ok")


@settings(max_examples=400, deadline=None)
@given(st.text() | st.text(alphabet=ALPHABET.decode()).map(lambda text: "LL1:" + text))
@example("")
@example("LL1:\ud800")
@example("HC1:" + "\x00" * 100)
@example("LL1:" + ":" * 4296)
def test_no_text_raises(text):
    check(text)
    check("HC1:" + text)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400))
@example(b"\x81" * 2000)
@example(b"\xd2\x84\x9b\xff\xff\xff\xff\xff\xff\xff\xff")
@example(b"\xd2\x84\x5b\x7f\xff\xff\xff\xff\xff\xff\xff")
@example(b"\xd2\x9f\x40\xa0\x40\x40\xff")
@example(b"\xdb")
@example(b"\xdf")
def test_no_bytes_raise(data):
    check(ll1(data))
    check(hc1(data))


CBOR = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text() | st.binary(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.integers(-300, 10) | st.text(max_size=2), inner, max_size=4)
        | st.builds(cbor2.CBORTag, st.integers(0, 300), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(CBOR)
def test_no_signed_payload_raises(content):
    data = cbor2.dumps(content)
    check(ll1(cose(PASS, data)))
    check(hc1(cose(PASS, claims(content))))
    check(hc1(cose(PASS, claims({1: content}))))
    check(ll1(cose(PASS, claims({-1: content}, exp=content))))
    check(ll1(cose(PASS, claims(own()), protected=data, unprotected=data)))
