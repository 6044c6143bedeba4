"""What a paste asks of the database grows by little with each of its lines."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.followups.models import FollowUp

LINE = "3-502 胰岛素没了"


def asked(action: Any) -> int:
    with CaptureQueriesContext(connection) as counted:
        action()
    return len(counted)


def test_ten_lines_more_are_read_with_no_query_more(office: Any) -> None:
    def paste(lines: int) -> int:
        return asked(lambda: office.post("/sentences/", {"text": "\n".join([LINE] * lines)}))

    paste(1)  # the session and the look that is noted once
    assert paste(11) == paste(1)


def test_each_line_confirmed_asks_little_more_than_its_own_record(confirm: Any) -> None:
    one, eleven = asked(lambda: confirm(LINE)), asked(lambda: confirm("\n".join([LINE] * 11)))
    assert FollowUp.objects.count() == 12
    assert eleven - one <= 10 * 10, "an errand is a record, its first step, and the matter in somebody's list"
