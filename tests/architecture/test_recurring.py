"""Everything that runs by the clock runs on a small world, and a second time without finding more to do wrong."""

from datetime import timedelta

from linli.config.recurring import RECURRING
from linli.core.clock import now
from linli.core.ticker import run


def test_every_recurring_task_runs_and_runs_again(world):
    at = now()
    assert set(run(RECURRING, at, "one").values()) == {"ran"}
    later = run(RECURRING, at + timedelta(days=1), "one")
    assert later == dict.fromkeys(RECURRING, "ran")
