"""All official vectors, stage by stage, as their EXPECTEDRESULTS say; and their pictures."""

import zxingcpp
from PIL import Image

from linli.gates.envelope import CODES, verify
from linli.gates.envelope.tests.official import REFUSED_WHERE_THE_VECTOR_IS_SILENT, pictures, vectors
from linli.gates.envelope.text import b45decode, inflate, unpack

# stage of the vectors -> the codes that say that a text did not get through it
STAGES = {
    "UNPREFIX": {"too_long", "prefix"},
    "B45DECODE": {"base45"},
    "COMPRESSION": {"inflate"},
    "DECODE": {"cose", "algorithm", "claims", "kind"},
    "VERIFY": {"kid_unknown", "signature"},
    "KEYUSAGE": {"key_usage"},
    "EXPIRATIONCHECK": {"key_not_yet", "key_expired", "not_yet", "expired"},
}


def outcome(vector):
    return verify(vector.text, vector.trust(), vector.at)


def test_there_are_454():
    assert len(vectors()) == 454


def test_every_refusal_belongs_to_one_stage():
    assert sorted(code for codes in STAGES.values() for code in codes) == sorted(set(CODES) - {"ok"})


def test_each_stage_passes_or_stops_as_expected():
    wrong = []
    for vector in vectors():
        code = outcome(vector).code
        for stage, codes in STAGES.items():
            expected = vector.expects(stage)
            if expected is not None and expected == (code in codes):
                wrong.append((vector.id, stage, expected, code))
    assert wrong == []


def test_each_vector_that_expects_no_refusal_is_accepted():
    refused = {}
    for vector in vectors():
        expected = [vector.expects(stage) for stage in STAGES]
        if vector.expects("VERIFY") and False not in expected and not outcome(vector).ok:
            refused[vector.id] = outcome(vector).code
    assert refused == REFUSED_WHERE_THE_VECTOR_IS_SILENT


def test_nothing_that_expects_a_refusal_is_accepted():
    refusals = [v for v in vectors() if False in [v.expects(stage) for stage in STAGES]]
    assert len(refusals) == 84
    assert [v.id for v in refusals if outcome(v).ok] == []


def test_the_bytes_between_the_stages_are_those_of_the_vectors():
    compared = 0
    for vector in vectors():
        body = vector.body
        if False in [vector.expects(stage) for stage in ("UNPREFIX", "COMPRESSION", "DECODE")]:
            continue
        if "BASE45" in body and "COMPRESSED" in body:
            assert b45decode(body["BASE45"]) == bytes.fromhex(body["COMPRESSED"]), vector.id
        if "COMPRESSED" in body and "COSE" in body:
            assert inflate(bytes.fromhex(body["COMPRESSED"])) == bytes.fromhex(body["COSE"]), vector.id
        if "COSE" in body:
            assert unpack(vector.text)[1] == bytes.fromhex(body["COSE"]), vector.id
            compared += 1
    assert compared == 441


def test_the_certificate_is_read_as_json_has_it():
    for vector in vectors():
        verdict = outcome(vector)
        if verdict.ok and "JSON" in vector.body and vector.expects("SCHEMAVALIDATION"):
            letter = {"vaccination": "v", "test": "t", "recovery": "r"}[verdict.kind]
            assert len(verdict.claims[letter]) == len(vector.body["JSON"][letter]), vector.id
            assert verdict.claims["nam"]["fnt"] == vector.body["JSON"]["nam"]["fnt"], vector.id


def test_a_broken_stage_is_named_by_itself():
    codes = {vector.id.split("/")[-1]: outcome(vector).code for vector in vectors() if "common" in vector.id}
    assert {name: codes[f"{name}.json"] for name in ("H1", "H3", "Z1", "CBO1", "CO5", "CO16", "DGC1")} == {
        "H1": "prefix",
        "H3": "prefix",
        "Z1": "inflate",
        "CBO1": "claims",
        "CO5": "signature",
        "CO16": "key_not_yet",
        "DGC1": "kind",
    }


def test_every_picture_is_read_and_verified():
    read = pictures()
    assert len(read) == 40
    for path, vector in read:
        with Image.open(path) as picture:
            codes = zxingcpp.read_barcodes(picture.convert("RGBA"))
        assert [code.text for code in codes] == [vector.text], path.name
        verdict = verify(codes[0].text, vector.trust(), vector.at)
        assert verdict.code == REFUSED_WHERE_THE_VECTOR_IS_SILENT.get(vector.id, "ok"), (path.name, verdict.code)


def test_a_text_cut_anywhere_is_refused_and_never_an_exception():
    vector = vectors()[0]
    for length in range(len(vector.text)):
        assert not verify(vector.text[:length], vector.trust(), vector.at).ok
