"""Sealed files: what comes out is what went in, or nothing does."""

import io

import pytest

from linli.core import sealed
from linli.core.sealed import CHUNK, Broken, Opener, Sealer

pytestmark = pytest.mark.pure
PHRASE = "four dry paper boats"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(sealed, "COST", 2)


def seal(data: bytes, phrase: str = PHRASE) -> bytes:
    target = io.BytesIO()
    sealer = Sealer(target, phrase)
    for at in range(0, len(data), 300_000):
        sealer.write(data[at : at + 300_000])
    sealer.finish()
    return target.getvalue()


def unseal(data: bytes, phrase: str = PHRASE) -> bytes:
    return Opener(io.BytesIO(data), phrase).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_comes_out_is_what_went_in(size):
    data = bytes(range(251)) * (size // 251 + 1)
    assert unseal(seal(data[:size])) == data[:size]


def test_the_same_content_is_sealed_differently_each_time():
    assert seal(b"same") != seal(b"same")


def test_another_pass_phrase_is_said_to_be_one():
    with pytest.raises(Broken, match="pass phrase"):
        unseal(seal(b"content"), "four dry paper boat")


def test_every_flipped_bit_is_found():
    whole = seal(b"content of a backup")
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(Broken):
            unseal(bytes(changed))


def test_every_cut_and_every_addition_is_found():
    whole = seal(b"content of a backup")
    for at in range(len(whole)):
        with pytest.raises(Broken):
            unseal(whole[:at])
    with pytest.raises(Broken, match="behind the end"):
        unseal(whole + b"x")


def test_a_missing_last_chunk_and_swapped_chunks_are_found():
    whole = seal(bytes(3 * CHUNK))
    size, head = 4 + CHUNK + 16, whole.index(b"}\n") + 2
    first, second = whole[head : head + size], whole[head + size : head + 2 * size]
    with pytest.raises(Broken):
        unseal(whole[: head + 2 * size])
    with pytest.raises(Broken):
        unseal(whole[:head] + second + first + whole[head + 2 * size :])


def test_a_forged_head_cannot_ask_for_endless_memory():
    with pytest.raises(Broken, match="beginning"):
        unseal(seal(b"x").replace(b'"cost": 2', b'"cost": 1073741824'))


def test_another_file_is_no_backup():
    with pytest.raises(Broken, match="no Linli backup"):
        unseal(b"PK\x03\x04 a workbook")
