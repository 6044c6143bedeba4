"""Print: a sheet has its characters, or says which it lacks, or is refused in one line."""

from pathlib import Path

import pytest

from linli.core import printing
from tests.paper import fonts_of, text_of

pytestmark = pytest.mark.pure


@pytest.fixture
def printed(tmp_path: Path):
    """Prints one line of text."""
    template = tmp_path / "one.typ"
    template.write_text('#import "sheet.typ": *\n#show: page-of-text\n#set page(footer: footer)\n#rows.line')
    return lambda line: printing.pdf(template, {"title": "表", "printed": "", "line": line})


def test_the_pdf_carries_the_chinese_font_and_its_text(printed):
    pdf = printed("欧阳买买提 3-502")
    assert "欧阳买买提 3-502" in text_of(pdf)
    line = next(line for line in fonts_of(pdf).splitlines() if "NotoSansCJKsc-Regular" in line)
    assert line.split()[-5] == "yes"  # embedded


def test_a_character_no_font_can_draw_is_marked_and_the_sheet_says_so(printed):
    text = text_of(printed("王𪛖明"))
    assert "王〓明" in text
    assert "手写" in text


def test_a_sheet_without_rare_characters_says_nothing_of_them(printed):
    assert "〓" not in text_of(printed("王明"))


def test_markup_in_a_name_stays_text(printed):
    assert '#panic("x") $a$ *b*' in text_of(printed('#panic("x") $a$ *b* \\'))


def test_without_the_font_printing_is_refused_in_one_line():
    with pytest.raises(printing.CannotPrint) as refused:
        printing.require_chinese(["DejaVu Sans Mono", "New Computer Modern"])
    assert "fonts-noto-cjk" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_codes_are_grouped_for_typing():
    assert printing.grouped("K7QM4T2XAB") == "K7QM-4T2X-AB"
    assert printing.grouped("") == ""
