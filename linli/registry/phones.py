"""Telephone numbers: one form to keep (E.164), one to show, and the last four to search by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

REGION = "CN"
SEPARATORS = re.compile(r"[/;；、,，|]|\s{2,}|\s(?=1\d{10}\b)")
MOBILE = re.compile(r"1\d{10}")


class PhoneError(ValueError):
    """A text that is no telephone number; `code` is one of registry's refusals (phone.*)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Phone:
    """电话: `number` in E.164; `others` when a cell held more than one."""

    number: str
    others: tuple[str, ...] = ()

    @property
    def last4(self) -> str:
        return self.number[-4:]


def read(value: object, area_code: str = "027") -> Phone:
    """The number in a cell or field; the first of several. `area_code` completes an eight-digit landline."""
    if isinstance(value, float):
        if not value.is_integer():
            raise PhoneError("phone.not_a_number")
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).strip().strip("'’")
    if not text:
        raise PhoneError("phone.empty")
    if "*" in text:
        raise PhoneError("phone.masked")
    found = [normal(part, area_code) for part in SEPARATORS.split(text) if part and part.strip()]
    if not found:
        raise PhoneError("phone.not_a_number")
    return Phone(found[0], tuple(found[1:]))


def normal(text: str, area_code: str) -> str:
    """One number in E.164. Mobiles are told by their form alone: new ranges open faster than tables follow."""
    digits = re.sub(r"[^\d+]", "", text)
    if MOBILE.fullmatch(digits):
        return f"+86{digits}"
    if re.fullmatch(r"1\d+", digits):
        raise PhoneError("phone.not_a_number")
    if re.fullmatch(r"[2-8]\d{6,7}", digits) and area_code:
        digits = area_code + digits
    try:
        parsed = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        raise PhoneError("phone.not_a_number") from None
    if not phonenumbers.is_possible_number(parsed) or len(digits) < 8:
        raise PhoneError("phone.not_a_number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def shown(number: str) -> str:
    """As people read it aloud: 138 0013 8000; other countries keep their +."""
    if re.fullmatch(r"\+861\d{10}", number):
        return f"{number[3:6]} {number[6:10]} {number[10:]}"
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == 86
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
