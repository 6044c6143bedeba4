"""The commonest jobs of an office, done on the real pages: ``docs/jobs.md`` says what they cost, and it is true."""

import re
from pathlib import Path

import pytest

from bench.jobs.house import JOBS, counted
from bench.jobs.job import Counted, other_ways
from bench.jobs.table import BEGIN, counted_part, in_page, written

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "jobs"
# what would do something to a page without being counted
BYPASSES = re.compile(r"\.(?:click|fill|goto|press|check|select_option|evaluate|type|keyboard)\(|\._page")


@pytest.mark.pure
def test_no_job_touches_a_page_but_with_the_counting_hand() -> None:
    families = [path for path in FOLDER.glob("*.py") if path.stem not in ("hand", "house")]
    assert len(families) >= 8
    assert [path.name for path in families if BYPASSES.search(path.read_text())] == []
    assert BYPASSES.search("page.click(there)")


@pytest.mark.pure
def test_every_job_has_another_way_beside_it_and_no_way_is_left_over() -> None:
    names = [job.name for job in JOBS]
    assert len(names) >= 30 and len(set(names)) == len(names)
    assert sorted(names) == sorted(other_ways())
    assert all(step.taps >= 0 and step.characters >= 0 for way in other_ways().values() for step in way)
    assert all(sum(step.taps + step.characters for step in way) for way in other_ways().values())


@pytest.mark.browser
@pytest.mark.slow
def test_the_jobs_cost_what_the_page_says() -> None:
    done = list(counted([]))
    assert [one.job.name for one in done] == [job.name for job in JOBS]
    assert counted_part(done).strip() == written(), "run: make jobs"


@pytest.mark.pure
def test_a_job_that_misses_the_goal_is_marked() -> None:
    from bench.jobs.hand import Count
    from bench.jobs.job import Step

    dear, cheap = (Counted(JOBS[0], Count(taps, 0, ["a tap"]), (Step("a letter", 0, 4),)) for taps in (3, 2))
    assert not dear.reached and cheap.reached
    shown = counted_part([dear, cheap])
    assert "0.75, **not 0.5**" in shown and "| 0.50 |" in shown and "1 of 2 jobs" in shown
    assert in_page(shown).count(BEGIN) == 1
