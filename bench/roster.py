"""How long 12,000 people take from a file into the registry, beside the limit of 15 seconds.

Run: ``python bench/roster.py [people]``. SQLite with synchronous=FULL, encrypted, in pieces of a few hundred.
Prints the dry run, the applying, the same file a second time, and searches among the people (limit 100 ms).
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("LINLI_MODE", "test")
os.environ["LINLI_HOME"] = tempfile.mkdtemp(prefix="linli-bench-")

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django_scopes import scope  # noqa: E402

from linli.core.clock import now  # noqa: E402
from linli.registry.models import Community, Flat, Resident  # noqa: E402
from linli.registry.roster import run  # noqa: E402
from linli.registry.search import search  # noqa: E402

LIMIT, SEARCH_LIMIT = 15.0, 0.100
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙", "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超兰霞"


def roster(people: int) -> bytes:
    """A workbook of invented people, three to a flat, with phones and identity numbers that pass their checks."""
    import io

    import xlsxwriter

    from linli.registry.identity import check_character

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("居民")
    page.write_row(0, 0, ["姓名", "房号", "手机", "身份证号", "网格"])
    for number in range(people):
        flat = number // 3
        room = f"{flat // 120 + 1}栋{flat // 40 % 3 + 1}单元{flat // 4 % 10 + 1}0{flat % 4 + 1}"
        name = SURNAMES[number % 12] + GIVEN[number // 12 % 20] + GIVEN[number // 240 % 20]
        first17 = f"420111{1940 + number % 70}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 1000:03d}"
        row = [name, room, f"154{number:08d}", first17 + check_character(first17), f"{flat // 700 + 1:03d}"]
        page.write_row(number + 1, 0, row)
    book.close()
    return out.getvalue()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    call_command("migrate", verbosity=0)
    content = roster(people)
    community = Community.objects.create(name="Bench")
    with scope(community=community.pk):
        for round_ in ("first", "again"):
            began = time.perf_counter()
            upload = run.receive(community, content, "roster.xlsx", source="committee", by=None, at=now())
            looked = time.perf_counter()
            pieces = sum(1 for _ in run.apply(upload, by=None, at=now()))
            done = time.perf_counter()
            print(
                f"{round_}: {people} people: dry run {looked - began:.2f} s, applied {done - looked:.2f} s "
                f"in {pieces} pieces, together {done - began:.2f} s (limit {LIMIT} s); {upload.counts['kinds']}"
            )
            if round_ == "first" and done - began > LIMIT:
                raise SystemExit("over the limit")
        search_times(community)


def search_times(community: Community) -> None:
    """The slowest of five rounds for each way to search."""
    everything = {"flats": Flat.objects.all(), "residents": Resident.objects.all()}
    homes, limit = Flat.objects.count(), round(SEARCH_LIMIT * 1000)
    print(f"search among {Resident.objects.count()} people in {homes} homes (limit {limit} ms):")
    for text in ("3-502", "3-2-502", "王伟", "王", "wwf", "wangwei", "0042", "15400000042"):
        slowest = 0.0
        for _round in range(5):
            began = time.perf_counter()
            found = search(community, text, **everything)
            slowest = max(slowest, time.perf_counter() - began)
        print(f"  {text}: {slowest * 1000:.1f} ms, {len(found.residents)} people, {len(found.flats)} homes")
        if slowest > SEARCH_LIMIT:
            raise SystemExit("over the limit")


if __name__ == "__main__":
    main()
