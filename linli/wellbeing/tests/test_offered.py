"""Scales that a site brings in, the cut-offs it chooses, and what a phone fetches of both."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scopes_disabled

from linli.core.data import data_folder
from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.wellbeing.models import ImportedScale
from linli.wellbeing.offered import choose_cutoff, offered, set_cutoff
from linli.wellbeing.scales import BUILT_IN, load, score
from tests.world import build

EXAMPLE = json.loads((data_folder("protocol") / "scales/vectors/imported.json").read_text(encoding="utf-8"))["scale"]
LICENCE = "Publisher, contract 12/2020"


def content(**parts):
    return json.dumps({**EXAMPLE, **parts}).encode()


def bring(world, at=None, **parts):
    by = world.users["administrator"]
    return ImportedScale.bring_in(world.community, content(**parts), licence=LICENCE, by=by, at=at or world.at)


def refused(act):
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.words
    return refusal.value.code


def test_a_scale_that_was_brought_in_stands_after_the_five_until_it_is_withdrawn(world):
    row = bring(world)
    assert list(offered(world.community)) == [*BUILT_IN, "example-4"]
    assert offered(world.community)["example-4"] == EXAMPLE
    row.withdraw(by=world.users["administrator"], at=world.at)
    assert list(offered(world.community)) == list(BUILT_IN)
    assert refused(lambda: row.withdraw(by=world.users["administrator"], at=world.at)) == "wellbeing.scale_withdrawn"


def test_who_declared_which_licence_is_kept_and_the_journal_knows_name_and_version_only(world):
    row = bring(world)
    assert (row.by_id, row.licence) == (world.users["administrator"].pk, LICENCE)
    line = Line.objects.get(event="scale.imported")
    assert line.codes == {"scale": "example-4", "version": "0.1.0"}


def test_a_new_version_takes_the_place_of_the_old_one_and_the_same_one_is_refused(world):
    first = bring(world)
    assert refused(lambda: bring(world)) == "wellbeing.scale_there_already"
    second = bring(world, at=world.at + timedelta(days=1), version="0.2.0")
    first.refresh_from_db()
    assert first.withdrawn_at == world.at + timedelta(days=1) and second.withdrawn_at is None
    assert offered(world.community)["example-4"]["version"] == "0.2.0"


def test_what_cannot_be_used_is_refused_and_nothing_is_brought_in(world):
    by = {"by": world.users["administrator"], "at": world.at}

    def bring_in(body, licence=LICENCE):
        return lambda: ImportedScale.bring_in(world.community, body, licence=licence, **by)

    assert refused(bring_in(content(), " ")) == "wellbeing.licence_missing"
    assert refused(bring_in(b"%PDF-1.4")) == "wellbeing.scale_unreadable"
    assert refused(bring_in(content(default_cutoff="none"))) == "wellbeing.scale_wrong"
    assert refused(bring_in(json.dumps(load()["phq-9"]).encode())) == "wellbeing.scale_is_ours"
    assert not ImportedScale.objects.exists()


def test_a_chosen_cut_off_and_its_citation_are_in_every_result_from_then_on(world):
    by = {"by": world.users["counsellor"], "at": world.at}
    answers = [1, 1, 1, 1, 1, 1, 1, 0, 0]
    assert score(offered(world.community)["phq-9"], answers)["above"]
    choose_cutoff(world.community, "phq-9", "older-rural", **by)
    result = score(offered(world.community)["phq-9"], answers)
    assert (result["cutoff"], result["above"]) == (8, False) and "10.1371/journal.pone.0151042" in result["citation"]
    set_cutoff(world.community, "phq-9", 6, " Our clinic, 2020 ", **by)
    result = score(offered(world.community)["phq-9"], answers)
    assert (result["cutoff"], result["above"], result["citation"]) == (6, True, "Our clinic, 2020")
    assert offered(world.community)["gad-7"] == load()["gad-7"]


def test_a_cut_off_of_ones_own_asks_for_a_call_on_the_side_that_is_worse(world):
    set_cutoff(world.community, "who-5", 40, "Our clinic", by=world.users["counsellor"], at=world.at)
    who = offered(world.community)["who-5"]
    assert score(who, [2, 2, 2, 2, 2])["above"] and not score(who, [3, 2, 2, 2, 2])["above"]


def test_an_impossible_cut_off_is_refused(world):
    by = {"by": world.users["counsellor"], "at": world.at}
    place = world.community
    assert refused(lambda: choose_cutoff(place, "phq-9", "mine", **by)) == "wellbeing.cutoff_unknown"
    assert refused(lambda: choose_cutoff(place, "isi", "mine", **by)) == "wellbeing.no_such_scale"
    assert refused(lambda: set_cutoff(place, "gad-7", 22, "x", **by)) == "wellbeing.cutoff_out_of_reach"
    assert refused(lambda: set_cutoff(place, "gad-7", 9, "  ", **by)) == "wellbeing.citation_missing"
    assert offered(place) == load()


def test_a_cut_off_that_a_new_version_no_longer_has_falls_back_to_the_files_own(world):
    bring(world)
    set_cutoff(world.community, "example-4", 20, "Here", by=world.users["counsellor"], at=world.at)
    assert offered(world.community)["example-4"]["default_cutoff"] == "this-site"
    shorter = [*EXAMPLE["items"][:2], *EXAMPLE["items"][3:]]
    bands = [{**EXAMPLE["bands"][0]}, {**EXAMPLE["bands"][1], "to": 12}]
    scoring = {**EXAMPLE["scoring"], "factor": 0.75}
    bands[0].update({"from": 3, "to": 9})
    cutoffs = [{**EXAMPLE["cutoffs"][0], "at": 9}]
    bring(world, version="0.3.0", items=shorter, bands=bands, scoring=scoring, cutoffs=cutoffs)
    assert offered(world.community)["example-4"]["default_cutoff"] == "site"


def test_a_phone_fetches_the_scales_of_its_community_without_a_session_and_only_once(world, client):
    bring(world)
    address = f"/cottage/{world.community.pk}/scales.json"
    answer = client.get(address)
    names = [scale["id"] for scale in answer.json()["scales"]]
    assert names == [*BUILT_IN, "example-4"] and not answer.cookies
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    set_cutoff(world.community, "gad-7", 9, "Here", by=world.users["counsellor"], at=world.at)
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200
    with scopes_disabled():
        other = build("东湖社区").community
    assert [one["id"] for one in client.get(f"/cottage/{other.pk}/scales.json").json()["scales"]] == list(BUILT_IN)
    assert client.get("/cottage/018f0000-0000-7000-8000-000000000000/scales.json").status_code == 404


def upload(client, declared="1", licence=LICENCE, body=None):
    file = SimpleUploadedFile("mine.json", body or content())
    data = {"file": file, "licence": licence, **({"declared": declared} if declared else {})}
    return client.post("/cottage/scales/imports/", data, follow=True).content.decode()


def test_the_page_brings_in_withdraws_and_sets_cut_offs(world, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(world.users["administrator"])
    assert "Nothing was brought in" in upload(client, declared="")
    assert "not JSON" in upload(client, body=b"{")
    page = upload(client)
    assert "The scale is offered from now on." in page and LICENCE in page
    row = ImportedScale.objects.get()
    page = client.post(f"/cottage/scales/imports/{row.pk}/withdrawal/", follow=True).content.decode()
    assert "offered no longer" in page and LICENCE not in page
    cutoff = "/cottage/scales/phq-9/cutoff/"
    assert "Saved." in client.post(cutoff, {"cutoff": "primary-care"}, follow=True).content.decode()
    own = {"cutoff": "own", "mark": "6", "citation": "Our clinic, 2020"}
    page = client.post(cutoff, own, follow=True).content.decode()
    assert "Saved." in page and 'value="Our clinic, 2020"' in page
    for mark in ("", "-1", "six", "²", "1" * 400):
        page = client.post(cutoff, {**own, "mark": mark}, follow=True).content.decode()
        assert "whole number" in page
    assert client.post("/cottage/scales/isi/cutoff/", {"cutoff": "x"}).status_code == 302


def test_a_row_of_another_community_cannot_be_withdrawn(world, client):
    with scopes_disabled():
        other = build("东湖社区")
        row = ImportedScale(community=other.community, name="x", version="1.0.0", body=EXAMPLE, licence="x")
        row.by_id = other.users["administrator"].pk
        row.save()
    client.force_login(world.users["administrator"])
    assert client.post(f"/cottage/scales/imports/{row.pk}/withdrawal/").status_code == 404
