"""Jobs with the roster: who lives where, a call, a newcomer, a file, doors, cards, a proxy."""

import tempfile
from pathlib import Path

import xlsxwriter

from bench.jobs.hand import Hand
from bench.jobs.job import job

ROOM = "3-2-502"
SEARCH = "main form input[name=q]"


def found(hand: Hand, what: str) -> None:
    """Look ``what`` up on the page of people."""
    hand.menu("People", "/people/")
    hand.write("search", what, SEARCH)
    hand.enter()


@job("Find who lives at 3-2-502", "names, ages and phones of the household are on the screen", "worker", "desk")
def who_lives_here(hand: Hand) -> None:
    found(hand, ROOM)
    hand.tap("the home", 'main a[href^="/people/flats/"]', ROOM)
    hand.see('main a[href^="/people/residents/"]')


@job("Ring a resident whose name is known", "the phone dials", "grid1", "phone")
def ring(hand: Hand) -> None:
    found(hand, "ct")
    hand.tap("the person", 'main a[href^="/people/residents/"]', ROOM)
    hand.tap("the number", 'main a[href^="tel:"]')


@job("Write down who moved in", "the newcomer is in the roster, with phone and year of birth", "grid1", "phone")
def newcomer(hand: Hand) -> None:
    found(hand, ROOM)
    hand.tap("the home", 'main a[href^="/people/flats/"]', ROOM)
    hand.tap("Add a resident", 'main a[href^="/people/new/"]')
    hand.write("name", "舒建国", "#id_name")
    hand.write("phone", "13900005021", "#id_phone")
    hand.write("year of birth", "1952", "#id_birth_year")
    hand.tap("Save", "main form button")
    hand.see("h1", "舒建国")


@job(
    "Take in the property's list of 50 people",
    "rows in = rows taken + rows sent back, each with its reason",
    "worker",
    "desk",
)
def roster(hand: Hand) -> None:
    hand.menu("People", "/people/")
    hand.tap("Import", 'main a[href="/people/imports/"]')
    with tempfile.TemporaryDirectory() as folder:
        hand.file("the file", workbook(Path(folder)), "#id_file")
        hand.tap("See what would happen", "main form button")
        hand.see('main form[action$="/application/"] button')
    hand.tap("Apply", 'main form[action$="/application/"] button')
    hand.see('main form[action$="/reversal/"]')


def workbook(folder: Path) -> Path:
    """The property's list: one person a row, no one known yet, one row without a room."""
    path = folder / "property.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["房号", "姓名", "电话"])
        for row in range(1, 51):
            room = "" if row == 50 else f"12-1-{(row % 7 + 1)}0{row % 3 + 1}"
            sheet.write_row(row, 0, [room, f"试{chr(0x4E00 + row * 7)}", f"139000{row:05d}"])
    return path


@job("Knock at five doors of a stair", "who was there is known for five doors, with the time", "grid1", "phone")
def knock(hand: Hand) -> None:
    hand.menu("People", "/people/")
    hand.tap("my grid", 'main a[href^="/people/grids/"]')
    hand.tap("the stair", 'main a[href^="/people/stairs/"]')
    for door in range(5):
        hand.tap(f"door {door + 1}: somebody is there", 'main button[value="occupied"]', number=door)
        hand.see(f'main form[action$="/visits/"] >> nth={door}')


@job("Print a new household card", "a card for one flat, the old one void", "grid1", "phone")
def household_card(hand: Hand) -> None:
    hand.menu("Household cards", "/cards/")
    hand.write("room", ROOM, "#room")
    hand.tap("all, the old card is void", 'main input[name=which][value="all"]')
    hand.tap("See how many", "main form[method=get] button")
    with hand.printing():
        hand.tap("Issue and print", 'main form[action="/cards/sheets/"] button')


@job("Let a daughter act for her mother", "the daughter asks in her mother's name for 30 days", "worker", "desk")
def proxy(hand: Hand) -> None:
    hand.menu("Acting for each other", "/proxies/")
    hand.write("the mother's room", ROOM, "#id_subject_room")
    hand.write("the daughter's room", ROOM, "#id_holder_room")
    hand.enter()
    hand.tap("the mother", "main input[name=subject]", number=1)
    hand.tap("the daughter", "main input[name=holder]", number=0)
    hand.tap("I saw both", "main input[name=present]")
    hand.tap("Note it", 'main form[action="/proxies/new/"] button')
    hand.see('main form[action$="/revocation/"]')
