"""An employer's list: rows matched to residents by room and name; every row accepted or rejected with its reason."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.core.refusals import Refused
from linli.journal.batch_rows import Batch
from linli.journal.verbs import record, verb
from linli.outings.models import Certificate, Employer, company_code
from linli.registry import names, rooms
from linli.registry.models import Resident
from linli.registry.roster.read import RosterUnreadable, text_rows, workbook

LIST = "certificate.list"
MOST = 2000
HEADERS = {
    "name": ("姓名", "名字", "员工姓名", "name"),
    "room": ("房号", "住址", "门牌", "地址", "室号", "room", "address"),
    "code": ("信用代码", "统一社会信用代码", "社会信用代码", "公司代码", "code"),
    "company": ("单位", "公司", "单位名称", "公司名称", "工作单位", "company", "employer"),
    "until": ("有效期", "截止日期", "有效期至", "复工证明有效期", "until", "valid until"),
}
NEEDED = ("name", "room", "code", "until")


@dataclass
class Row:
    """One row of the list: what was written, and either whom it is about or why not (``problem``)."""

    number: int
    name: str
    room: str
    company: str
    code: str = ""
    until: date | None = None
    resident: Resident | None = None
    problem: str = ""
    again: bool = False


@dataclass
class Reading:
    """Rows in = accepted + again + rejected."""

    rows: list[Row] = field(default_factory=list)

    @property
    def accepted(self) -> list[Row]:
        return [row for row in self.rows if row.resident is not None and not row.problem and not row.again]

    @property
    def rejected(self) -> list[Row]:
        return [row for row in self.rows if row.problem]

    @property
    def again(self) -> list[Row]:
        return [row for row in self.rows if row.again and not row.problem]


def read(community: Any, content: bytes, at: datetime) -> Reading:
    """What a file (.xlsx, .xls, .csv) or pasted rows say.

    Refused: outings.list_unreadable, outings.list_columns, outings.list_too_long.
    """
    lines = [[_cell(cell) for cell in line] for line in _lines(content)]
    start, columns = _columns(lines)
    body = [(number, line) for number, line in enumerate(lines[start:], start + 1) if any(line)]
    if len(body) > MOST:
        raise Refused("outings.list_too_long")
    reading = Reading([_row(number, line, columns) for number, line in body])
    _match(community, reading, at)
    return reading


@verb
def take_in(community: Any, reading: Reading, *, by: Any, at: datetime) -> Batch:
    """Hand in a certificate for every accepted row; each is verified by a person afterwards."""
    rows = reading.accepted
    batch = Batch.open(community, LIST, len(rows), by=by, at=at)
    made = []
    for row in rows:
        assert row.resident is not None and row.until is not None
        employer, _fresh = Employer.objects.get_or_create(
            community=community, code=row.code, defaults={"name": row.company or row.code}
        )
        row.resident.community = community
        made.append(Certificate.request(row.resident, employer, valid_until=row.until, by=by, at=at))
    batch.created_all(made)
    record("certificates.listed", community, by=by, at=at, accepted=len(rows), rejected=len(reading.rejected))
    return batch


def _lines(content: bytes) -> list[list[Any]]:
    try:
        if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
            return [list(line) for _name, lines in workbook(content)[:1] for line in lines]
        return [list(line) for line in text_rows(content)]
    except RosterUnreadable as cause:
        raise Refused("outings.list_unreadable") from cause


def _columns(lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    for number, line in enumerate(lines[:15]):
        found: dict[str, int] = {}
        for place, cell in enumerate(line):
            plain = cell.strip().lower().rstrip("：:")
            for name, headers in HEADERS.items():
                if plain in headers:
                    found.setdefault(name, place)
        if all(name in found for name in NEEDED):
            return number + 1, found
    raise Refused("outings.list_columns")


def _row(number: int, line: list[str], columns: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        place = columns.get(name, -1)
        return line[place].strip() if 0 <= place < len(line) else ""

    row = Row(number, names.tidy(cell("name")), cell("room"), cell("company")[:120])
    try:
        row.code = company_code(cell("code"))
    except Refused as refusal:
        row.problem = refusal.words
    row.until = _day(cell("until"))
    if row.until is None:
        row.problem = row.problem or _("The end date is not a date that we understand; write 2020-04-30.")
    return row


def _match(community: Any, reading: Reading, at: datetime) -> None:
    parsed = {row.number: rooms.parse(row.room) for row in reading.rows}
    keys = {room.key for room in parsed.values() if room} | {room.short for room in parsed.values() if room}
    shorts = {room.room for room in parsed.values() if room}
    people: dict[tuple[str, str], list[Resident]] = {}
    rows = Resident.objects.living().filter(household__flat__number__in=shorts)
    for one in rows.select_related("household__flat__unit__building"):
        flat = one.household.flat
        for key in {flat.key, f"{flat.unit.building.number}-{flat.number}"} & keys:
            people.setdefault((key, one.name), []).append(one)
    pending = Certificate.objects.filter(status__in=("requested", "verified"), valid_until__gte=community.today(at))
    held: set[tuple[Any, str, Any]] = set(pending.values_list("resident_id", "employer__code", "valid_until"))
    for row in reading.rows:
        room = parsed[row.number]
        found = (people.get((room.key, row.name)) or people.get((room.short, row.name)) or []) if room else []
        if not row.problem:
            row.problem = _problem(row, room, found, community.today(at))
        if not row.problem:
            row.resident = found[0]
            row.again = (found[0].pk, row.code, row.until) in held
            held.add((found[0].pk, row.code, row.until))


def _problem(row: Row, room: Any, found: list[Resident], today: date) -> str:
    if room is None:
        return _("The room is not one that we understand; write 3-2-502.")
    if not found:
        return _("Nobody of this name is known in this room.")
    if len(found) > 1:
        return _("Two people of this name live there; enter this one by hand.")
    if row.until is not None and row.until < today:
        return _("The certificate has ended already.")
    return ""


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value or "").strip()


def _day(text: str) -> date | None:
    plain = text.strip().replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    try:
        year, month, day = (int(part) for part in plain.split("T")[0].split(" ")[0].split("-")[:3])
        return date(year, month, day)
    except ValueError:
        return None
