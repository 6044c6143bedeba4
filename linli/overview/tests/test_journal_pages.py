"""The journal's page: words, names found at display, sieved, and verified on request."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.accounts.models import Role
from linli.journal.heads import signed_head
from linli.journal.models import Head, Line
from linli.journal.verbs import record, verb
from linli.journal.words import events
from tests.append_only import without_triggers


@pytest.fixture
def secretary(sign_in):
    return sign_in("secretary")


@verb
def happen(event, subject, by, at, **codes):
    record(event, subject, by=by, at=at, **codes)


@pytest.fixture
def told(world):
    """A role given by the secretary at 9:00, a resident's door knocked at by a grid worker the next day."""
    role = Role.objects.filter(kind="grid_worker").get()
    happen("role.granted", role, world.users["secretary"], world.at, kind="grid_worker")
    day_after = world.at + timedelta(days=1)
    happen("resident.called", world.residents["王秀英"], world.users["grid_worker"], day_after)
    return world


def page(client, query="", language="zh-hans"):
    client.cookies["django_language"] = language
    answer = client.get(f"/journal/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ["给一位居民打了电话", "网格员"]), ("en", ["A role was given", "grid worker"])]
)
def test_what_who_and_when_are_in_words_and_no_full_name_is(secretary, told, language, words):
    text = page(secretary, language=language)
    for expected in [*words, "2020-04-08 09:00:00", "3-2-502 王○○"]:
        assert expected in text, expected
    assert "王秀英" not in text and "style=" not in text and "<script>" not in text


def test_an_empty_journal_says_what_will_be_noted(secretary):
    assert "Nothing has happened yet" in page(secretary, language="en")


@pytest.mark.parametrize(
    ("query", "sequences"),
    [
        ("?day=2020-04-08", [1]),
        ("?day=2020-04-09", [2]),
        ("?event=role.granted", [1]),
        ("?actor=system", []),
        ("?actor=resident:", []),
        ("?before=2", [1]),
        ("?day=0001-01-01", [2, 1]),
        ("?day=9999-12-31", [2, 1]),
        ("?day=x&event=nothing&actor=nobody&before=-3", [2, 1]),
        (f"?before={10**30}", [2, 1]),
    ],
)
def test_lines_are_chosen_by_day_event_and_person(secretary, told, query, sequences):
    secretary.get("/journal/")
    answer = secretary.get(f"/journal/{query}")
    assert [line.sequence for line, *_ in answer.context["rows"]] == sequences


def test_lines_of_one_person(secretary, told):
    answer = secretary.get("/journal/", {"actor": f"user:{told.users['grid_worker'].pk}"})
    assert [line.sequence for line, *_ in answer.context["rows"]] == [2]


def test_the_day_is_the_communitys(secretary, told):
    happen("resident.called", told.residents["陈浩"], None, told.at.replace(hour=17))  # 1:00 of the 9th in Wuhan
    answer = secretary.get("/journal/?day=2020-04-09")
    assert [line.sequence for line, *_ in answer.context["rows"]] == [3, 2]


def test_a_long_journal_has_pages_that_miss_nothing(secretary, told, django_assert_max_num_queries):
    for _ in range(120):
        happen("resident.called", told.residents["陈浩"], None, told.at)
    seen, query = [], ""
    while query is not None:
        with django_assert_max_num_queries(20):
            answer = secretary.get(f"/journal/?{query}")
        seen += [line.sequence for line, *_ in answer.context["rows"]]
        query = answer.context["older"] or None
    assert seen == list(range(122, 0, -1))


def test_another_community_is_never_seen(secretary, told, other_world):
    from django_scopes import scopes_disabled

    with scopes_disabled():
        happen("resident.called", other_world.residents["王梅"], None, other_world.at)
    answer = secretary.get("/journal/")
    assert len(answer.context["rows"]) == 2


def verify(client, head=""):
    client.cookies["django_language"] = "en"
    return client.post("/journal/verification/", {"head": head}, follow=True).content.decode()


def test_an_untouched_journal_verifies(secretary, told):
    assert "All 2 lines are as they were written." in verify(secretary)
    kept = signed_head(told.community.pk)
    assert "the head you kept" in verify(secretary, f"{told.community.pk} {kept}")


def test_a_changed_line_is_named(secretary, told):
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_line SET actor = 'user:1' WHERE sequence = 1")
    assert "Line 1 was changed." in verify(secretary)
    assert "user:1" in page(secretary)


def test_a_cut_tail_is_seen_with_the_head_kept(secretary, told):
    kept = signed_head(told.community.pk)
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_line WHERE sequence = 2")
    Head.objects.filter(pk=told.community.pk).update(sequence=1, hash=Line.objects.get().hash)
    assert "as they were written" in verify(secretary)
    assert "cut off" in verify(secretary, kept)


@pytest.mark.parametrize(("head", "words"), [("x" * 300, "no head"), (f"2:{'a' * 64}:{'A' * 86}", "not signed here")])
def test_a_head_that_is_none_is_refused_calmly(secretary, told, head, words):
    assert words in verify(secretary, head)


def test_every_event_has_words_of_its_own():
    words = [str(said) for said in events().values()]
    assert len(set(words)) == len(words)
