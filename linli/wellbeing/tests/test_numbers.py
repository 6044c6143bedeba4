"""Numbers for managers: none below ten, none that can be worked out, no days twice."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from linli.core.clock import now
from linli.wellbeing import suppression
from linli.wellbeing.models import Count


def table(cells: list[list[Any]], rows: list[Any], columns: list[Any], total: Any) -> dict[str, Any]:
    return {
        "name": "asked",
        "rows": [f"r{number}" for number in range(len(cells))],
        "columns": [f"c{number}" for number in range(len(cells[0]))],
        "cells": cells,
        "row_totals": rows,
        "column_totals": columns,
        "total": total,
    }


SHOWN = table([[12, 30], [40, 20]], [42, 60], [52, 50], 102)
SAFE = table([[None, None, 30], [None, None, 40], [20, 20, 50]], [50, 60, 90], [40, 40, 120], 200)


@pytest.mark.pure
def test_what_shows_nothing_small_may_be_published() -> None:
    assert suppression.well_formed([SHOWN, SAFE])
    assert not suppression.tells(SHOWN) and not suppression.tells(SAFE)


@pytest.mark.pure
@pytest.mark.parametrize(
    "one",
    [
        table([[9, 30], [40, 20]], [39, 60], [49, 50], 99),
        table([[None, 30], [40, 20]], [39, 60], [49, 50], 99),
        table([[None, None]], [20], [None, None], 20) | {"column_totals": [15, None]},
        table([[None, None], [30, 30]], [None, 60], [None, 33], 93),
        table([[None, 30], [None, 20]], [30, None], [None, 50], None),
    ],
)
def test_a_small_number_that_shows_or_follows_from_the_others_is_seen(one: dict[str, Any]) -> None:
    assert suppression.well_formed([one]) and suppression.tells(one)


@pytest.mark.pure
def test_a_number_that_follows_from_several_sums_together_is_seen() -> None:
    """No row and no column has a single hidden number: the one that links two blocks of them follows all the same."""
    cells: list[list[Any]] = [[None, None, None, 40], [None, None, 41, 42], [43, 44, None, None], [45, 46, None, None]]
    linking = table(cells, [73, 110, 118, 126], [111, 115, 85, 116], 427)
    company = deepcopy(linking)
    company["cells"][1][2] = None
    assert suppression.well_formed([linking, company])
    assert suppression.tells(linking) and not suppression.tells(company)


@pytest.mark.pure
def test_two_tables_together_must_not_tell_what_each_of_them_hides() -> None:
    """Urgent and above are those who were to be rung: 65 of them, less 60."""
    asked = table([[None, 60, None]], [85], [None, 60, None], 85) | {"columns": ["urgent", "above", "below"]}
    ended = table([[40, 25]], [65], [40, 25], 65) | {"name": "ended"}
    assert not suppression.tells(asked) and not suppression.tells(ended)
    assert suppression.tells(asked, ended) and suppression.tells(ended, asked)
    both = table([[None, None, 20]], [85], [None, None, 20], 85) | {"columns": ["urgent", "above", "below"]}
    assert not suppression.tells(both, ended), "65 together is known from the first already"


@pytest.mark.pure
@pytest.mark.parametrize(
    "change",
    [
        {"total": 103},
        {"row_totals": [42]},
        {"cells": [[12, 30]]},
        {"cells": [[12, 30], [40, -20]]},
        {"cells": [[12, 30], [40, True]]},
        {"cells": [[12, 30], [40, "20"]]},
        {"cells": [[12, 30], [40, 20.0]]},
        {"rows": ["a", 5]},
        {"more": 1},
        {"name": None},
    ],
)
def test_what_is_no_table_or_does_not_add_up_is_none(change: dict[str, Any]) -> None:
    assert not suppression.well_formed([SHOWN | change])


@pytest.mark.pure
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=3, max_size=3), st.data())
def test_hiding_one_number_alone_of_a_shown_table_always_tells(cells: list[list[int]], data: Any) -> None:
    rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    whole = table(deepcopy(cells), rows, columns, sum(rows))
    row, column = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
    whole["cells"][row][column] = None
    assert suppression.well_formed([whole]) and suppression.tells(whole)


def publish(cottage: Any, days: tuple[int, int], tables: Any) -> Any:
    today = now().date()
    first, last = (str(today - timedelta(days=number)) for number in days)
    return cottage.post(cottage.counsellor, "/cottage/counts", **{"from": first, "until": last, "tables": tables})


def test_managers_see_what_was_published_and_only_that(cottage: Any, world: Any) -> None:
    assert publish(cottage, (20, 10), [SAFE]).status_code == 201
    for kind in ("secretary", "community_worker", "district"):
        client = Client()
        client.force_login(world.users[kind])
        page = client.get("/cottage/numbers/", headers={"Accept-Language": "en"}).content.decode()
        assert "200" in page and "*" in page and "None" not in page, kind
    client = Client()
    client.force_login(world.users["police"])
    assert client.get("/cottage/numbers/").status_code == 403


@pytest.mark.parametrize(
    ("days", "tables", "code"),
    [
        ((20, 10), [table([[9, 30]], [39], [9, 30], 39)], "wellbeing.table_tells"),
        ((20, 10), "no", "wellbeing.table_unclear"),
        ((20, 10), [], "wellbeing.table_unclear"),
        ((10, 20), [SHOWN], "wellbeing.days_unclear"),
        ((10, -1), [SHOWN], "wellbeing.days_unclear"),
    ],
)
def test_what_must_not_be_published_is_not(cottage: Any, days: tuple[int, int], tables: Any, code: str) -> None:
    answer = publish(cottage, days, tables)
    assert answer.status_code == 400 and answer.json()["code"] == code
    assert not Count.objects.exists()


def test_overlapping_days_are_refused_because_their_difference_would_tell(cottage: Any) -> None:
    assert publish(cottage, (30, 20), [SHOWN]).status_code == 201
    assert publish(cottage, (20, 10), [SHOWN]).json()["code"] == "wellbeing.days_overlap"
    assert publish(cottage, (19, 10), [SHOWN]).status_code == 201


def test_who_reads_for_counting_is_noted_each_time(cottage: Any, world: Any) -> None:
    from linli.journal.chain import apart
    from linli.journal.models import Line

    key, today = cottage.id(), world.community.today(now())
    cottage.post(cottage.second, f"/cottage/records/{key}/closing")
    found = cottage.counsellor.get(f"/cottage/count.json?from={today}&until={today}").json()
    assert [one["id"] for one in found["records"]] == [key], "closed by a colleague, and counted all the same"
    noted = Line._base_manager.get(community_id=apart(world.community.pk), event="screening.counted")
    assert noted.actor == f"user:{cottage.one.pk}"
    assert cottage.counsellor.get("/cottage/count.json?from=x&until=").status_code == 400
