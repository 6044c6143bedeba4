"""``python -m bench.jobs [NAME …]``: all jobs, written into ``docs/jobs.md``; or those named, only printed."""

import sys

from bench.jobs.house import counted
from bench.jobs.table import PAGE, counted_part, in_page


def main(names: list[str]) -> None:
    done = []
    for one in counted(names):
        print(f"{one.job.name:20} {one.ours.taps:3} taps {one.ours.characters:3} characters", flush=True)
        done.append(one)
    part = counted_part(done)
    print(part.partition("\n**1.")[0])
    if not names:
        PAGE.write_text(in_page(part))


main(sys.argv[1:])
