"""Numbers of identity documents: which kind, whether they can be right, and what went wrong with them in a spreadsheet.

Sources: GB 11643-1999 (18 characters, check character by ISO 7064 MOD 11-2), the residence permits for Hong
Kong, Macao (81, 82) and Taiwan (83) residents of 2018, the foreign permanent resident card of 2023 (9…), and
the forms of passports and exit-entry permits that the National Immigration Administration prints.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

CARD = "identity_card"
RESIDENCE_PERMIT = "residence_permit"
FOREIGN_RESIDENT = "foreign_resident"
PASSPORT = "passport"
HOME_RETURN_PERMIT = "home_return_permit"
TAIWAN_PERMIT = "taiwan_permit"

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
# GB/T 2260 provinces; counties come and go, and old cards keep theirs, so only these two digits are asked.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
    ]
)
PERMITS = frozenset({"81", "82", "83"})
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+")
SHAPES = (
    (HOME_RETURN_PERMIT, re.compile(r"[HM]\d{8}(?:\d{2})?")),
    (TAIWAN_PERMIT, re.compile(r"\d{8}|\d{10}[A-Z]?")),
    (FOREIGN_RESIDENT, re.compile(r"[A-Z]{3}\d{12}")),
    (PASSPORT, re.compile(r"(?=.*\d{4})[A-Z]{1,3}[A-Z0-9]{5,9}|\d{9}")),
)


class IdentityError(ValueError):
    """A number that cannot be right; `code` is one of registry's refusals (identity.*)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """证件: kind and tidy number. `born` is known from an 18-character number alone."""

    kind: str
    number: str
    born: date | None = None

    @property
    def last4(self) -> str:
        return self.number[-4:]


def check_character(first17: str) -> str:
    """The 18th character for 17 digits (ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def tidy(value: object) -> str:
    """The number as text: half-width, upper case, without spaces, dashes or Excel's leading apostrophe.

    A float of 16 digits or more has lost its last ones: IdentityError("identity.lost_digits").
    """
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= 1e15:
            raise IdentityError("identity.lost_digits")
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).upper().strip()
    if SCIENTIFIC.fullmatch(text.replace(" ", "")):
        raise IdentityError("identity.lost_digits")
    text = text.replace("×", "X").replace("✕", "X")
    return re.sub(r"[\s'’‘`\-‐–—:：]", "", text)


def read(value: object, today: date) -> Identity:
    """The identity document that a cell or a form field names; IdentityError says what is wrong with it."""
    text = tidy(value)
    if not text:
        raise IdentityError("identity.empty")
    if "*" in text:
        raise IdentityError("identity.masked")
    if re.fullmatch(r"\d{17}[\dX]", text):
        return eighteen(text, today)
    if re.fullmatch(r"\d{15}", text):
        return fifteen(text, today)
    for kind, shape in SHAPES:
        if shape.fullmatch(text):
            return Identity(kind, text)
    if re.fullmatch(r"\d{14,20}X?", text):
        raise IdentityError("identity.wrong_length")
    raise IdentityError("identity.unknown_form")


def eighteen(text: str, today: date) -> Identity:
    """An 18-character number: province, birth date, check character."""
    if not (text[:2] in PROVINCES or text[:2] in PERMITS or text[0] == "9"):
        raise IdentityError("identity.unknown_division")
    born = birth_date(text[6:14], today)
    if text[17] != check_character(text[:17]):
        raise IdentityError("identity.check_differs")
    if text[0] == "9":
        return Identity(FOREIGN_RESIDENT, text, born)
    return Identity(RESIDENCE_PERMIT if text[:2] in PERMITS else CARD, text, born)


def fifteen(text: str, today: date) -> Identity:
    """A number from before 1999: two-digit year, no check character; kept as the 18 that it became."""
    first17 = f"{text[:6]}19{text[6:]}"
    if text[:2] not in PROVINCES:
        raise IdentityError("identity.unknown_division")
    return Identity(CARD, first17 + check_character(first17), birth_date(first17[6:14], today))


def birth_date(digits: str, today: date) -> date:
    """YYYYMMDD as a date that someone alive may have."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise IdentityError("identity.no_such_date") from None
    if born > today or born.year < today.year - 125:
        raise IdentityError("identity.no_such_date")
    return born
