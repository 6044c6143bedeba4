"""Rules of one's own: checked, previewed, published; nothing typed is lost."""

import copy
import json

from linli.situation import packs
from linli.situation.models import Publication
from linli.situation.tests.browse import page, text_of


def phase():
    return copy.deepcopy(packs.load(packs.phase_file("wuhan-2020", "normalised")))


def test_one_s_own_rules_are_checked_and_nothing_typed_is_lost(world, signed):
    client = signed("secretary")
    for text in ("{ my rules", json.dumps({"pack": "mine"}), "\x00", "[" * 5000):
        response = client.post(page("draft"), {"text": text})
        assert response.status_code == 422
        assert "your text is kept below" in text_of(response)
        assert response.context["text"] == text
    response = client.post(page("publications"), {"text": "{ my rules"})
    assert response.status_code == 422
    assert response.context["text"] == "{ my rules"


def test_one_s_own_rules_are_previewed_and_published(world, signed):
    client = signed("secretary")
    mine = {**phase(), "pack": "ours", "phase": "spring"}
    text = json.dumps(mine, ensure_ascii=False, indent=1)
    assert "examples were run" in text_of(client.post(page("draft"), {"text": text}))
    client.post(page("publications"), {"text": text})
    made = Publication.objects.get()
    assert str(made) == "ours/spring@1"
    assert made.version.body == mine
    assert client.get(page("file", made.pk)).json() == mine


def test_a_file_is_taken_as_a_text_is(world, signed, tmp_path):
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(phase()), encoding="utf-8-sig")
    with file.open("rb") as opened:
        assert signed("secretary").post(page("draft"), {"file": opened}).status_code == 200
    file.write_bytes(b"\xff\xfe{}")
    with file.open("rb") as opened:
        assert signed("secretary").post(page("draft"), {"file": opened}).status_code == 422


def test_rules_whose_examples_fail_are_shown_and_not_published(world, signed):
    false = phase()
    false["examples"][0]["expect"] = {"outcome": "refuse", "code": "gate.no_pass"}
    response = signed("secretary").post(page("publications"), {"text": json.dumps(false)})
    assert "expected refuse gate.no_pass, got allow gate.allowed" in text_of(response)
    assert not Publication.objects.exists()


def test_a_text_cannot_smuggle_markup_into_the_page(world, signed):
    mine = phase()
    mine["title"]["en"] = mine["gate"]["exit"][3]["kinds"][0] = "x"
    mine["title"]["en"] = "<script>alert(1)</script>"
    response = signed("secretary").post(page("draft"), {"text": json.dumps(mine)})
    assert "<script>alert" not in response.content.decode()
