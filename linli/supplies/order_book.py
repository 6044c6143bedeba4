"""The order for the supplier as a workbook: goods, units, packs, sums. No household stands in it."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from linli.supplies.models import Round
from linli.supplies.overview import goods_rows

WIDTHS = (6, 28, 10, 12, 12, 12, 12, 14)


def workbook(of: Round) -> bytes:
    """The same rows as the printed order; the sum is a formula over them and their value at once."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    money = book.add_format({"num_format": "0.00"})
    strong = book.add_format({"num_format": "0.00", "bold": True, "top": 1})
    page = book.add_worksheet(_("Order"))
    page.write_string(0, 0, of.title, head)
    titles = [_("No."), _("Goods"), _("Unit"), _("Units"), _("Packs"), _("Loose"), _("Price"), _("Sum")]
    for place, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        page.write_string(2, place, title, head)
        page.set_column(place, place, width)
    rows: list[dict[str, Any]] = [row for row in goods_rows(of) if row["ordered"]]
    for line, row in enumerate(rows, start=3):
        goods = row["row"]
        page.write_number(line, 0, goods.number)
        page.write_string(line, 1, goods.label)
        page.write_string(line, 2, goods.unit)
        for place, value in enumerate((row["ordered"], row["packs"], row["loose"]), start=3):
            page.write_number(line, place, value)
        page.write_number(line, 6, float(goods.price), money)
        page.write_number(line, 7, float(row["sum"]), money)
    last = 3 + len(rows)
    total = float(sum(row["sum"] for row in rows))
    page.write_string(last, 1, _("Sum"), head)
    page.write_formula(last, 7, f"=SUM(H4:H{last})" if rows else "=0", strong, total)
    page.freeze_panes(3, 0)
    book.close()
    return out.getvalue()
