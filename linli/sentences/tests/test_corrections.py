"""Counting what people chose instead of what was proposed: codes and numbers only."""

from linli.sentences.models import Correction


def rows():
    return {(row.kind, row.field, row.marked, row.proposed, row.chosen): row.count for row in Correction.objects.all()}


def test_what_was_right_and_what_was_changed_is_counted(confirm, world):
    for _time in range(2):
        confirm("3-502 胰岛素没了")
    confirm("3-502 胰岛素没了", **{"0-kind": "visit"})
    held = rows()
    assert held["errand", "kind", False, "errand", "errand"] == 2
    assert held["errand", "kind", False, "errand", "visit"] == 1
    assert held["errand", "who", False, "first", "first"] == 3
    assert held["errand", "act", False, "deliver", "deliver"] == 2, "of another kind another act is right"


def test_the_due_time_the_person_and_the_owner_are_counted_by_how_they_differ(confirm, world):
    confirm(
        "3-502 胰岛素没了",
        **{
            "0-due_at": "2020-04-09T18:00",
            "0-who": f"r:{world.residents['陈浩'].pk}",
            "0-owner": str(world.users["secretary"].pk),
        },
    )
    held = rows()
    assert held["errand", "due", False, "same", "later_time"] == 1
    assert held["errand", "who", False, "first", "another"] == 1
    assert held["errand", "owner", False, "same", "another"] == 1


def test_a_line_that_is_left_out_counts_as_nothing_to_do(confirm):
    confirm("3-502 胰岛素没了", **{"0-take": None})
    assert rows() == {("errand", "kind", False, "errand", "none"): 1}


def test_no_word_and_no_id_is_kept(confirm, world):
    confirm("3-502 王秀英胰岛素没了", **{"0-kind": "question"})
    kept = " ".join(str(value) for key in rows() for value in key)
    assert "王" not in kept and "-" not in kept and "胰" not in kept


def test_the_page_shows_shares_and_changes_in_words(confirm, sign_in, world):
    confirm("3-502 胰岛素没了")
    confirm("3-502 胰岛素没了", **{"0-kind": "visit"})
    page = sign_in("secretary").get("/sentences/corrections/").content.decode()
    assert "50 %" in page and "跑腿 → 上门" in page
    assert sign_in("grid_worker").get("/sentences/corrections/").status_code == 403


def test_the_counts_of_another_community_are_not_shown(confirm, other_world, world):
    confirm("3-502 胰岛素没了", **{"0-kind": "visit"})
    assert {row.community_id for row in Correction._base_manager.all()} == {world.community.pk}


def test_an_empty_page_says_what_to_do(sign_in, world):
    assert "在上面接一句话" in sign_in("secretary").get("/sentences/corrections/").content.decode()
