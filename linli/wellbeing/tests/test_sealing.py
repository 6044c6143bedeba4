"""The Python twin of what seals in the browser: each side opens what the other one sealed, and sees what was bent."""

import json
from base64 import b64decode, b64encode
from pathlib import Path

import jsonschema
import pytest

from linli.wellbeing import sealing
from linli.wellbeing.sealing import Pair, Sealed, SealError

pytestmark = pytest.mark.pure
PROTOCOL = Path(__file__).resolve().parents[3] / "protocol" / "scales"
VECTORS = json.loads((PROTOCOL / "vectors" / "sealing.json").read_text())
SCHEMA = json.loads((PROTOCOL / "record.schema.json").read_text())


def pair(name):
    return Pair(VECTORS[name]["public_key"], b64decode(VECTORS[name]["private_key"]))


def fails(code):
    return pytest.raises(SealError, match=f"^{code}$")


def bent(text, at):
    content = bytearray(b64decode(text))
    content[at] ^= 1
    return b64encode(bytes(content)).decode()


@pytest.mark.parametrize("side", ["python", "browser"])
def test_a_record_and_its_entry_open_whichever_side_sealed_them(side):
    sealed = VECTORS[side]
    payload, key = sealing.open_record(
        Sealed(sealed["key"], sealed["body"]), pair("group"), VECTORS["payload"]["record"]
    )
    assert payload == VECTORS["payload"]
    assert sealing.open_entry(key, sealed["entry"]) == VECTORS["entry"]


@pytest.mark.parametrize("locked", [VECTORS["counsellor"]["locked"], VECTORS["browser"]["locked"]])
def test_the_lock_of_a_pass_phrase_opens_whichever_side_made_it(locked):
    own, phrase = pair("counsellor"), VECTORS["counsellor"]["phrase"]
    assert sealing.unlock_pair(locked, own.public_key, f"  {phrase} ") == own
    with fails("wrong_pass_phrase"):
        sealing.unlock_pair(locked, own.public_key, phrase[:-1])
    with fails("altered"):
        sealing.unlock_pair(locked, pair("group").public_key, phrase)


def test_wraps_and_the_word_of_the_group_are_those_of_the_browser():
    own, group, after = pair("counsellor"), pair("group"), pair("next")
    for wrapped in (VECTORS["wrap"]["wrapped"], VECTORS["browser"]["wrapped"]):
        assert sealing.unwrap(wrapped, own, group.public_key) == group
    assert sealing.vouch(group, own.public_key) == VECTORS["wrap"]["vouched"]
    assert sealing.unwrap(VECTORS["next"]["former"], after, group.public_key) == group
    with fails("altered"):
        sealing.unwrap(VECTORS["wrap"]["wrapped"], own, after.public_key)


def test_fingerprints_and_padding_are_those_of_the_browser():
    for one in VECTORS["fingerprints"]:
        assert sealing.fingerprint(one["public_key"]) == one["fingerprint"]
    for one in VECTORS["padding"]:
        assert len(sealing.padded(b"x" * one["bytes"])) == one["padded"]
        assert len(sealing.unpadded(sealing.padded(b"x" * one["bytes"]))) == one["bytes"]


def test_the_size_of_a_record_says_only_how_many_steps_it_takes():
    group = pair("group")
    bodies = [sealing.seal({"text": "难" * length}, group.public_key).body for length in (0, 10, 600, 700)]
    assert [sealing.size_step(body) for body in bodies] == [1, 1, 1, 2]


def test_every_bent_byte_is_noticed():
    group = pair("group")
    sealed = sealing.seal({"v": 1}, group.public_key)
    for at in range(0, 2088, 97):
        with fails("altered"):
            sealing.open_record(Sealed(sealed.key, bent(sealed.body, at)), group)
    for at in range(80):
        with fails("not_for_this_key"):
            sealing.open_record(Sealed(bent(sealed.key, at), sealed.body), group)
    with fails("altered"):
        sealing.open_record(Sealed(sealed.key, "nonsense%"), group)


def test_what_is_sealed_after_somebody_left_does_not_open_with_what_they_took_along():
    before, after = sealing.make_pair(), sealing.make_pair()
    waiting = sealing.seal({"v": 1}, before.public_key)
    for sealed in (
        Sealed(sealing.rewrap(waiting.key, before, after.public_key), waiting.body),
        sealing.seal({"v": 2}, after.public_key),
    ):
        with fails("not_for_this_key"):
            sealing.open_record(sealed, before)
        assert sealing.open_record(sealed, after)[0]["v"] in (1, 2)


def test_a_record_put_into_another_row_is_noticed():
    group = pair("group")
    sealed = sealing.seal({"record": "a"}, group.public_key)
    assert sealing.open_record(sealed, group, "a")[0] == {"record": "a"}
    with fails("moved"):
        sealing.open_record(sealed, group, "b")


def test_the_schema_takes_what_the_vectors_hold_and_no_more():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    payload, entry = VECTORS["payload"], VECTORS["entry"]
    for good in (payload, entry, {**payload, "kind": "talk"}, {**entry, "kind": "outcome", "outcome": "agreed"}):
        jsonschema.validate(good, SCHEMA)
    without_total = {name: value for name, value in payload.items() if name != "total"}
    for wrong in (
        without_total,
        {**payload, "address": "3-2-502"},
        {**payload, "urgency": "red"},
        {**entry, "by": "somebody"},
        {**entry, "kind": "outcome"},
        {**entry, "kind": "outcome", "outcome": "removed"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)
